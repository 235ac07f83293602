"""A file grows by whole lines, or not at all, and knows when it cannot be trusted."""

import os
from pathlib import Path

import pytest

from audit.epoch import Epoch
from tests.audit.limits import largest_file

LINES = b"first\nsecond\nthird\n"


def test_lines_come_to_stand(tmp_path: Path) -> None:
    epoch = Epoch(tmp_path / "file")
    epoch.write(b"one\n")
    epoch.write(b"two\nthree\n")
    epoch.sync()
    epoch.close()
    assert (tmp_path / "file").read_bytes() == b"one\ntwo\nthree\n"
    assert epoch.size == 14
    assert epoch.sound


def test_a_file_belongs_to_one_writer(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        Epoch(tmp_path / "file")


@pytest.mark.parametrize("room", range(len(LINES)))
def test_what_does_not_fit_leaves_no_half_line(tmp_path: Path, room: int) -> None:
    path = tmp_path / "file"
    epoch = Epoch(path)
    epoch.write(b"zero\n")
    with largest_file(5 + room), pytest.raises(OSError, match="File too large"):
        epoch.write(LINES)
    whole = LINES[:room].rpartition(b"\n")[0]
    kept = b"zero\n" + whole + b"\n" * bool(whole)
    assert path.read_bytes() == kept
    assert epoch.size == len(kept)
    assert epoch.sound
    epoch.write(b"again\n")
    assert path.read_bytes() == kept + b"again\n"
    epoch.close()


def test_a_file_that_cannot_be_synced_is_unsound(tmp_path: Path) -> None:
    epoch = Epoch(tmp_path / "file")
    read, write = os.pipe()
    os.dup2(write, epoch._file)  # a pipe takes bytes and refuses to be synced
    epoch.write(b"one\n")
    with pytest.raises(OSError, match="Invalid argument"):
        epoch.sync()
    assert not epoch.sound
    epoch.sync()  # said once
    assert not epoch.sound
    epoch.close()
    os.close(read)
    os.close(write)


def test_a_file_that_cannot_be_cut_is_unsound(tmp_path: Path) -> None:
    epoch = Epoch(tmp_path / "file")
    read, write = os.pipe()
    os.set_blocking(write, False)
    os.dup2(write, epoch._file)  # a pipe fills up, and cannot be cut
    with pytest.raises(BlockingIOError):
        epoch.write(b"x" * 1_000_000 + b"\n")
    assert not epoch.sound
    assert epoch.size == 0
    epoch.close()
    os.close(read)
    os.close(write)
