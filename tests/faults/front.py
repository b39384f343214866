"""What stands before the hub in production: one origin, sockets to one server and all else to the other."""

import socket
import socketserver
import threading
from contextlib import suppress

LONGEST = 65536
SOCKETS = b"/ws/"


class Front:
    """Listens at `port`; each connection goes to one of the two ports, by the first thing that is asked on it."""

    def __init__(self, port: int, pages: int, sockets: int) -> None:
        outer = self
        self.pages, self.sockets = pages, sockets

        class Door(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer.pass_on(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True

        self.server = Server(("127.0.0.1", port), Door)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, asked: socket.socket) -> None:
        """As long as both sides talk; a server that is dead ends the connection at once."""
        with suppress(OSError):
            first = asked.recv(LONGEST)
            target = self.sockets if SOCKETS in first.partition(b"\r\n")[0] else self.pages
            with socket.create_connection(("127.0.0.1", target), 2) as server:
                server.settimeout(None)
                server.sendall(first)
                answering = threading.Thread(target=carry, args=(server, asked), daemon=True)
                answering.start()
                carry(asked, server)
                answering.join()


def carry(here: socket.socket, there: socket.socket) -> None:
    with suppress(OSError):
        while piece := here.recv(LONGEST):
            there.sendall(piece)
    for end in (here, there):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
