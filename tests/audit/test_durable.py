"""Folders for their owner, files replaced whole, and errors that say what to do."""

import stat
from pathlib import Path

import pytest

from audit.durable import make_folder, replace, sync_folder, trouble
from config.errors import AuditError


def test_a_folder_and_its_parents_are_the_owners(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "a" / "b")
    assert make_folder(made) == made
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AuditError, match="cannot make the folder"):
        make_folder(tmp_path / "file" / "b")


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    for data in (b"first", b"second, longer", b""):
        replace(path, data)
        assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_successor_left_by_a_crash_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "cursor.new").write_bytes(b"x" * 100)
    replace(tmp_path / "cursor", b"new")
    assert (tmp_path / "cursor").read_bytes() == b"new"


def test_only_folders_are_synced_as_folders(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        sync_folder(tmp_path / "file")


def test_trouble_says_what_and_what_to_do() -> None:
    told = str(trouble("cannot write to the spool", OSError(28, "No space left on device")))
    assert (
        told
        == "audit: cannot write to the spool: No space left on device; check space and rights of the ledger"
    )
