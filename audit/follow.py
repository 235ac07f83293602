"""Follow every writer's files as they grow, each line once, in each writer's own order.

A writer's next file exists only after the last line of the one before it was written.
So: list first, read then; a file that is read to its end and has a successor in the
list is finished. What this cannot give is one order over all writers: `(writer, n)` is
the only order there is, and the time of a record is a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.layout import SpoolFile, spool_files
from audit.lines import Line, whole_lines
from audit.record import Record, decode

# A batch's lines in memory: beyond this a read ends early.
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """How far one writer was read: an epoch, and bytes within it."""

    epoch: int
    offset: int


_BEGINNING = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and where it stands. record: None when the line is damaged."""

    file: SpoolFile
    line: Line
    record: Record | None


class Follower:
    """A reader with a place in every writer's files. places: how far it is; may be saved and given back."""

    def __init__(self, ledger: Path, places: Mapping[str, Place] | None = None) -> None:
        self.places = dict(places or {})
        self._ledger = ledger
        self._turn = ""  # the writer that was read last: the others come first now

    def read(self, most: int) -> list[Entry]:
        """Up to `most` further lines, and the places moved behind them; empty when there are none now.

        OSError as it comes. Writers take turns, so that a long backlog of one delays no other for long.
        """
        writers = spool_files(self._ledger)
        if writers:
            self.places = {writer: place for writer, place in self.places.items() if writer in writers}
        found: list[Entry] = []
        size = 0
        for writer in _after(self._turn, writers):
            for entry in self._unread(writers[writer]):
                found.append(entry)
                size += len(entry.line.data)
                self.places[writer] = Place(entry.file.epoch, entry.line.end)
                if len(found) >= most or size >= _MOST_BYTES:
                    self._turn = writer
                    return found
        return found

    def _unread(self, files: Sequence[SpoolFile]) -> Iterator[Entry]:
        place = self.places.get(files[0].writer, _BEGINNING)
        for file in files:
            if file.epoch >= place.epoch:
                yield from _entries(file, place.offset if file.epoch == place.epoch else 0)


def _after(turn: str, writers: Iterable[str]) -> list[str]:
    """Writers in order of birth, beginning behind the one whose turn it was."""
    return sorted(writers, key=lambda writer: (writer <= turn, writer))


def _entries(file: SpoolFile, offset: int) -> Iterator[Entry]:
    try:
        if file.path.stat().st_size <= offset:
            return
        for line in whole_lines(file.path, offset):
            yield Entry(file, line, decode(line.data))
    except FileNotFoundError:
        return  # removed by whoever keeps the ledger small
