"""Runs one command with servers of its kind up: `python -m ewrr.embedded run --apart test -- COMMAND...`."""

import argparse
import os
import signal
import subprocess
import sys

from . import APARTS, EmbeddedError, environment, processes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ewrr.embedded", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="run a command with the servers up")
    run.add_argument("--apart", choices=APARTS, default="test", help="whose servers and secrets")
    run.add_argument("command", nargs="+", metavar="COMMAND")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"ewrr.settings.{asked.apart}")
    try:
        with environment.servers(asked.apart):
            return run_command(asked.command)
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # while the servers were starting
        return 128 + signal.SIGINT


def run_command(command: list[str]) -> int:
    """Run to its end, handing on what would stop us; the exit code as a shell would give it."""
    early: list[int] = []
    send = early.append
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: send(number))
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal tells the child itself
    child = subprocess.Popen(processes.tied(command))
    send = child.send_signal
    for missed in early:
        send(missed)
    code = child.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
