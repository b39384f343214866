"""What the rig saw itself, a line at a time, on disk before anybody goes on."""

import json
import os
import threading
from pathlib import Path
from typing import Any


class Ledger:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.touch()
        self._lock = threading.Lock()

    def write(self, **line: Any) -> None:
        text = json.dumps(line) + "\n"
        with self._lock, self.path.open("a") as ledger:
            ledger.write(text)
            ledger.flush()
            os.fsync(ledger.fileno())

    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]
