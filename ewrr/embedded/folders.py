"""Private folders and files of the embedded servers, so that nobody else on the machine reads a password."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from .errors import EmbeddedError

ROOT = Path(__file__).resolve().parent.parent.parent


def private(folder: Path) -> Path:
    """Make the folder, readable by its owner only, and return it.

    Raises EmbeddedError where it belongs to somebody else.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except PermissionError as error:
        raise EmbeddedError(f"{folder} belongs to another user: remove it, or run as that user.") from error
    return folder


def of(apart: str) -> Path:
    """The folder of the servers that are `dev` or `test`."""
    private(ROOT / ".run")
    return private(ROOT / ".run" / apart)


def read(path: Path) -> dict[str, Any] | None:
    """The object kept in a file, or None where there is none or it was cut off."""
    try:
        kept = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    except PermissionError as error:
        raise EmbeddedError(f"{path} belongs to another user: remove it, or run as that user.") from error
    return kept if isinstance(kept, dict) else None


def write(path: Path, values: dict[str, Any]) -> None:
    """Replace the file by the object, whole or not at all, readable by its owner only."""
    draft = _draft(path, values)
    draft.replace(path)


def write_once(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Write the object unless another run was first; return what the file holds then."""
    draft = _draft(path, values)
    try:
        os.link(draft, path)
    except FileExistsError:
        kept = read(path)
        if kept is None:  # cut off by a full disk: nothing can depend on it
            draft.replace(path)
            return values
        return kept
    finally:
        draft.unlink(missing_ok=True)
    return values


def _draft(path: Path, values: dict[str, Any]) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file)
    return draft
