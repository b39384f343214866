"""A page of a real Chromium, driven by its own protocol and nothing else.

Playwright watches the network of every page, and a page that is watched keeps each answer in its own process, up to
200 MB, for whoever might ask for it: 16 KiB more for each piece of 16 KiB. What then grew was the driver's.
"""

import json
import shutil
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.mailserver import wait_for

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--mute-audio",
    "--remote-debugging-port=0",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-features=SpareRendererForSitePerProcess",
    "--enable-precise-memory-info",
)
ANSWERS_S = 60.0


class BarePage:
    """`with BarePage(folder, (960, 540)) as page`: an empty page of that many pixels; what it keeps is in `folder`."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder, self.size = folder, size
        self.loads = 0
        self.told: list[dict[str, Any]] = []  # events of the browser that nobody took yet
        self._asked = 0
        self._open = ExitStack()

    def __enter__(self) -> Self:
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        assert program, "no Chromium is installed"
        self.folder.mkdir(parents=True, exist_ok=True)
        window = f"--window-size={self.size[0]},{self.size[1]}"
        with (self.folder / "chromium.log").open("wb") as said:
            command = [program, *FLAGS, window, f"--user-data-dir={self.folder}", "about:blank"]
            self._process = subprocess.Popen(command, stdout=said, stderr=said)
        self._open.callback(self._end)
        address = self.folder / "DevToolsActivePort"
        wait_for(lambda: address.exists() and address.read_text().count("\n"), 30, "the browser")
        port, path = address.read_text().split("\n")[:2]
        url = f"ws://127.0.0.1:{port}{path}"
        self._socket: ClientConnection = self._open.enter_context(connect(url, max_size=None, ping_interval=None))
        pages = [one for one in self.browser("Target.getTargets")["targetInfos"] if one["type"] == "page"]
        asked = {"targetId": pages[0]["targetId"], "flatten": True}
        self._session = self.browser("Target.attachToTarget", **asked)["sessionId"]
        self.send("Page.enable")
        return self

    def __exit__(self, *_failure: object) -> None:
        with suppress(ConnectionClosed):
            self.browser("Browser.close")  # asked, for what was started may be a script that started it
        self._open.close()

    def _end(self) -> None:
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def browser(self, method: str, **params: Any) -> dict[str, Any]:
        """Asks the browser; AssertionError with what it refuses."""
        return self._ask({"method": method, "params": params})

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Asks the page."""
        return self._ask({"method": method, "params": params, "sessionId": self._session})

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(json.dumps(question | {"id": self._asked}))
        while True:
            message = json.loads(self._socket.recv(timeout=ANSWERS_S))
            if message.get("id") == self._asked:
                assert "error" not in message, f"{question['method']}: {message['error']}"
                answer: dict[str, Any] = message["result"]
                return answer
            self.loads += message.get("method") == "Page.loadEventFired"
            self.told.append(message)

    def take(self, method: str) -> list[dict[str, Any]]:
        """What was told by that name since it was last taken, and forgets the rest."""
        found = [message["params"] for message in self.told if message.get("method") == method]
        self.told.clear()
        return found

    def open(self, url: str, session: str, script: str) -> None:
        """`session`: of somebody who is signed in; `script` runs before any of the page's own, at each load."""
        self.browser("Storage.setCookies", cookies=[{"name": "sessionid", "value": session, "url": url}])
        self.send("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.send("Page.navigate", url=url)
        until = time.monotonic() + ANSWERS_S
        while not self.loads:
            assert time.monotonic() < until, "the page does not load"
            self.browser("Browser.getVersion")  # a question lets what happened in before its answer
            time.sleep(0.1)

    def evaluate(self, expression: str) -> Any:
        """Its value, once there is one; AssertionError with what it throws."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", **asked)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, letter: str) -> None:
        """As somebody at the keyboard does, so that the page may sound from then on."""
        key = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper())}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=letter, **key)
        self.send("Input.dispatchKeyEvent", type="keyUp", **key)

    def wait_until(self, expression: str, within_s: float, what: str) -> None:
        until = time.monotonic() + within_s
        while not self.evaluate(expression):
            assert time.monotonic() < until, what
            time.sleep(0.2)
