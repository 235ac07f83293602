"""Read a growing file by whole lines, and never more than a line ahead.

A line counts once its line feed is there; what follows the last one is a line being
written, or the torn end a crash left, and is not looked at. Memory stays bounded: a
line longer than any record is given as damaged, without its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audit.record import LONGEST_LINE

_BLOCK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One whole line at `start`…`end` (bytes, line feed included); data is empty when it was too long."""

    start: int
    end: int
    data: bytes


def whole_lines(path: Path, start: int = 0) -> Iterator[Line]:
    """The whole lines from byte `start` on, as far as they are written now. OSError as it comes."""
    with path.open("rb", buffering=_BLOCK) as file:
        file.seek(start)
        while data := file.readline(LONGEST_LINE):
            if data.endswith(b"\n"):
                end = start + len(data)
            elif len(data) == LONGEST_LINE and (end := _line_end(file)):
                data = b""
            else:
                return
            yield Line(start, end, data)
            start = end


def _line_end(file: BinaryIO) -> int:
    """Where the line being read ends; 0 when it has no end yet."""
    while data := file.readline(_BLOCK):
        if data.endswith(b"\n"):
            return file.tell()
    return 0


def last_lines_start(path: Path, count: int, upto: int | None = None) -> int:
    """Where the last `count` whole lines of a file begin (bytes); 0 lines: where a torn end would begin.

    upto: look only at this many bytes of the file. Reads from the end, in blocks. OSError as it comes.
    """
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END) if upto is None else upto
        wanted = count + 1  # the line feed before the first wanted line ends the one before
        while end:
            begin = max(0, end - _BLOCK)
            file.seek(begin)
            block = file.read(end - begin)
            at = len(block)
            while wanted and (at := block.rfind(b"\n", 0, at)) >= 0:
                wanted -= 1
            if not wanted:
                return begin + at + 1
            end = begin
    return 0
