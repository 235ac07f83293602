"""Citations point into the text by position; when the text changes, they move with it.

Providers count in code points of the answer's text, or (Gemini) in its UTF-8 bytes.
A citation that begins or ends inside a replaced span is widened to the whole of the
replacement: it still shows where the source was used, and never what was masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["characters", "bytes"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One replacement: [start, end) of the text that came, and how long its substitute is."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a document says positions. start, end: pointers to the two numbers ("" if it has none).

    text: pointer of the cited text in the same document; else the channel (family, indexes).
    quote: pointer of the cited words, where they are repeated (only where characters are counted).
    """

    start: str
    end: str
    text: str = ""
    channel: tuple[str, tuple[int, ...]] | None = None
    quote: str = ""


def moved(at: int, edits: Iterable[Moved], is_end: bool = False) -> int:
    """Where position `at` of the text that came lies in the text that leaves. edits: in order."""
    drift = 0
    for edit in edits:
        if edit.end <= at:
            drift += edit.length - (edit.end - edit.start)
        elif edit.start < at:
            return edit.start + drift + (edit.length if is_end else 0)
        else:
            break
    return at + drift


def quoted(words: str, start: int, edits: Iterable[tuple[int, int, str]]) -> str:
    """`words`, which stand at `start` of a text with these edits (in order), as they leave there.

    A replacement that lies partly inside counts whole, as `moved` has it.
    """
    out: list[str] = []
    at, end = start, start + len(words)
    for first, last, new in edits:
        if first < end and last > start:
            out += (words[at - start : max(first, at) - start], new)
            at = min(last, end)
    return "".join((*out, words[at - start :]))


def measured(edits: Sequence[tuple[int, int, str]], text: str | None) -> list[Moved]:
    """Edits as a lane has them. text: count in its UTF-8 bytes instead of code points. Linear."""
    if text is None:
        return [Moved(start, end, len(new)) for start, end, new in edits]
    out: list[Moved] = []
    at = size = 0
    for start, end, new in edits:
        first = size + _bytes(text[at:start])
        size = first + _bytes(text[start:end])
        at = end
        out.append(Moved(first, size, _bytes(new)))
    return out


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
