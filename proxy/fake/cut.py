"""Where a body is cut into pieces: each piece leaves as one write, and one chunk when chunked.

    whole      all at once
    bytes      one byte each
    N          N bytes each
    random     1 to 64 bytes each, the same for the same seed and recording
    events     one SSE event, or one line, each
    recorded   as the network cut it when it was recorded; where that is not known, as `events`

Joined, the pieces are the body, whatever the cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from random import Random
from typing import Literal, cast, get_args

from config.errors import ConfigError

CutName = Literal["whole", "bytes", "random", "events", "recorded"]
_NAMES: tuple[str, ...] = get_args(CutName)
_LONGEST_RANDOM = 64


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut. how: a name, or a size in bytes; seed: for `random`."""

    how: CutName | int = "recorded"
    seed: int = 0

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> Cut:
        """From `whole`, `bytes`, `random`, `events`, `recorded` or a positive number."""
        if text in _NAMES:
            return cls(cast(CutName, text), seed)
        if text.isdecimal() and int(text) > 0:
            return cls(int(text), seed)
        raise ConfigError(f"no cut named '{text}': one of {', '.join(_NAMES)}, or a number of bytes")

    def pieces(self, body: bytes, name: str, recorded: Sequence[int]) -> Iterator[bytes]:
        """body in pieces, none empty. name: the recording's; recorded: its chunk lengths, () unknown."""
        match self.how:
            case "whole":
                return _split(body, ())
            case "bytes":
                return _split(body, repeat(1))
            case "random":
                dice = Random(f"{self.seed}:{name}")  # noqa: S311  # repeatable, not secret
                return _split(body, (dice.randint(1, _LONGEST_RANDOM) for _ in repeat(None)))
            case "recorded" if recorded:
                return _split(body, recorded)
            case "recorded" | "events":
                return _split(body, event_lengths(body))
            case int(size):
                return _split(body, repeat(size))


def event_lengths(body: bytes) -> Iterator[int]:
    """Byte lengths of the SSE events of a body with their blank lines, of its lines when it has none."""
    blank = re.search(rb"\n\n|\r\n\r\n|\r\r", body)
    ends = re.finditer(rb"\n\n|\r\n\r\n|\r\r" if blank else rb"\n", body)
    at = 0
    for end in ends:
        yield end.end() - at
        at = end.end()


def _split(body: bytes, lengths: Iterable[int]) -> Iterator[bytes]:
    """Pieces of these lengths, then the rest as one."""
    at = 0
    for length in lengths:
        if at >= len(body):
            return
        if length:
            yield body[at : at + length]
            at += length
    if at < len(body):
        yield body[at:]
