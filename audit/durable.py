"""Files that are there after a power cut: the three steps everybody forgets.

A file's name is as durable as its folder, so folders are synced too; a file is replaced
by writing its successor beside it, syncing that, and renaming it over the old one.
"""

from __future__ import annotations

import os
from pathlib import Path

from config.errors import AuditError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_folder(path: Path) -> Path:
    """`path`, made with its missing parents, for its owner only; AuditError when that fails."""
    try:
        missing = [one for one in (path, *path.parents) if not one.exists()]
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        for one in missing:
            sync_folder(one.parent)
    except OSError as error:
        raise trouble(f"cannot make the folder {path}", error) from error
    return path


def sync_folder(path: Path) -> None:
    """Return when the names in a folder are on the disk. OSError as it comes."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def replace(path: Path, data: bytes) -> None:
    """Give a file new content: after a crash it holds the old or the new, whole. OSError as it comes."""
    beside = path.with_name(path.name + ".new")
    with open(beside, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def trouble(what: str, error: OSError) -> AuditError:
    """An AuditError for a refusal of the file system. what: "cannot …"."""
    return AuditError(
        f"audit: {what}: {error.strerror or type(error).__name__}; check space and rights of the ledger"
    )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC, PRIVATE_FILE)
