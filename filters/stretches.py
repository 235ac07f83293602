"""A text in stretches for detectors that read much at a time: cut by what it says, never by how it came.

A stretch ends behind the end of a sentence or a line, the first that leaves it long enough.
Where there is none for `most` characters, it is read whole and ends at a space some way
before its end: what begins in front of that place has been seen with what follows it.

What must stay true: where a stretch ends depends on the text from its beginning to there,
or to `most` characters, and on nothing else. A reader that resumes at an end goes on alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filters.detector import Window
from filters.lazily import lazily
from filters.model import Finding, Reading

# "Dr. Sato", "J. Doe" and "No. 5" are no ends: up to three letters, the first a capital.
_END = lazily(r"\n|[。！？｡]|(?<![A-Z]\.)(?<![A-Z][a-z]\.)(?<![A-Z][a-z][a-z]\.)(?<=[.!?])\s")
_SPACE = lazily(r"[\s、，,;；)）」』]")
_OVERLAP = 128  # characters read beyond the end of a stretch that has no end of its own


class Stretch(NamedTuple):
    """Read `text[begin:shown]`; of what is found, that which begins before `end` counts."""

    begin: int
    end: int
    shown: int


def stretches(text: str, at: int, *, final: bool, least: int, most: int) -> Iterator[Stretch]:
    """The stretches of `text` from `at` on that are complete: whatever follows, they stay so.

    least: characters of one, unless the text ends; at least 8, as an end is told by what is
    before it. most: no more are ever read together.
    """
    while at < len(text):
        end = _END.search(text, at + least - 1, at + most)
        if end:
            yield Stretch(at, end.end(), end.end())
            at = end.end()
        elif len(text) - at >= most:
            cut = _cut(text, at, most)
            yield Stretch(at, cut, at + most)
            at = cut
        else:
            if final:
                yield Stretch(at, len(text), len(text))
            return


class Seen(NamedTuple):
    """Something in a stretch of text, in its own positions."""

    start: int
    end: int
    kind: str
    score: float
    attrs: Mapping[str, str]


# Several texts at once, what is in each.
Look = Callable[[Sequence[str]], Iterable[Iterable[Seen]]]


def read_stretches(window: Window, least: int, most: int, look: Look) -> Reading:
    """A detector's answer, where `look` says what is in texts of up to `most` characters.

    Half surrogate pairs, which no library takes, are shown to it as question marks.
    """
    text, final, found = window.text, window.final, list[Finding]()
    given = list(stretches(text, window.at, final=final, least=least, most=most))
    shown = [text[one.begin : one.shown].encode("utf-8", "replace").decode() for one in given]
    for one, seen in zip(given, look(shown) if given else (), strict=True):
        for start, end, kind, score, attrs in seen:
            if 0 <= start < end <= one.shown - one.begin and one.begin + start < one.end:
                found.append(window.finding((one.begin + start, one.begin + end), kind, score, attrs))
    return Reading(tuple(found), window.start + (given[-1].end if given else window.at))


def _cut(text: str, at: int, most: int) -> int:
    last = at + most - min(_OVERLAP, most // 2)
    spaces = [space.end() for space in _SPACE.finditer(text, at + most // 2, last)]
    return spaces[-1] if spaces else last
