"""Cut a multipart body into its parts, where every reader finds the same ones.

What parts there are, and what they are called, is for the reader to say, and readers
differ: on bare line feeds, blanks behind a boundary, folded or repeated headers, escaped
names, encodings of single parts, text before and after. So this reads what clients do
send, strictly (RFC 7578, RFC 2046), and calls everything else broken: a server could
find a part in it that nobody has judged.

A part is two frames: its head (boundary and headers; the document is the name of its
file) and its content. The raw bytes of all frames, joined, are the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from proxy.formhead import FormBroken, boundary_of, head_of
from proxy.formpairs import PAIRS, pairs
from proxy.formpart import MOST_LINES, PartFrame, has_lines, is_text, lines, shape_of, unread
from proxy.framing import DEFAULT_LIMIT, Cutter, Frame

MOST_PARTS = 1000
_LONGEST_HEAD = 4096  # bytes

_FILE_NAME = re.compile(r""";[ \t]*filename\*?=(?:"[^"]*"|[^\s";]*)[ \t]*""", re.IGNORECASE)
_LENGTH = re.compile(rb"(?i)\r\ncontent-length:[^\r\n]*+")
_END = b"\r\n"


class HeadFrame(Frame, frozen=True):
    """Boundary and headers of a part. The document: the names its file has, one a line."""

    def carrying(self, data: bytes) -> bytes:
        """The same head with one name of the file, as browsers write it."""
        if data == self.data:
            return self.raw
        name = " ".join(data.decode("utf-8", "replace").split()).replace('"', "%22").rstrip("\\")
        head = self.raw.decode()
        first = _FILE_NAME.search(head)
        if first is None:
            raise ValueError("the head has no file name to replace")
        rest = _FILE_NAME.sub("", head[first.end() :])
        return f'{head[: first.start()]}; filename="{name}"{rest}'.encode()


class FormFramer:
    """The parts of a form, all at its end. FormBroken where they are not certain."""

    def __init__(self, content_type: str, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(lambda _buffer, _start, _resume: -1, limit)
        self._boundary = boundary_of(content_type)
        self._named = content_type.lower().startswith("multipart/form-data")

    def feed(self, chunk: bytes) -> list[Frame]:
        self._cutter.feed(chunk)
        return []

    def end(self) -> list[Frame]:
        return self.parts(self._cutter.end())

    def parts(self, body: bytes) -> list[Frame]:
        """The same of a body that is here already."""
        return list(self._cut(body, _places(body, b"--" + self._boundary))) if body else []

    def _cut(self, body: bytes, places: list[int]) -> Iterator[Frame]:
        after = len(self._boundary) + 4  # dashes, line end
        done = 0
        for place, following in pairwise(places):
            start, end = place + after, following - len(_END)
            blank = body.find(b"\r\n\r\n", start, min(end, start + _LONGEST_HEAD))
            if blank < 0:
                raise FormBroken("headers")
            at = blank + 4
            head = head_of(body[start:blank], self._named)
            if end < at or not head.stands_for(body[at:end]):
                raise FormBroken("length")
            yield HeadFrame(body[done:at], "\n".join(head.files).encode(), head.name)
            if at < end:
                raw = body[at:end]
                yield PartFrame(raw, raw, head.name, kind=head.kind, file=bool(head.files))
            done = end
        yield Frame(body[done:], b"")


def frames(body: bytes, content_type: str) -> list[Frame]:
    """The frames of a whole form, in either of its spellings."""
    if PAIRS.match(content_type):
        return [*pairs(body, MOST_PARTS)]
    return FormFramer(content_type).parts(body)


def fields(body: bytes) -> dict[str, str | bool] | None:
    """The short fields of a form, read by the boundary it begins with; None if it is none that we read.

    For what a request says of itself (its model, whether it wants a stream); files are left out.
    """
    first, end, _ = body[:_LONGEST_HEAD].lstrip(_END).partition(_END)
    if not end or not first.startswith(b"--"):
        return None
    try:
        parts = frames(body, f'multipart/form-data; boundary="{first[2:].decode("ascii", "replace")}"')
    except FormBroken:
        return None
    short = [p for p in parts if isinstance(p, PartFrame) and not p.file and len(p.data) < _LONGEST_HEAD]
    return {part.event: _said(part.data) for part in reversed(short)}  # of a name twice, the first


def _said(data: bytes) -> str | bool:
    """The text of a field; words for truth values are those."""
    text = data.decode("utf-8", "replace")
    return {"true": True, "false": False}.get(text, text)


def joined(pieces: Iterable[tuple[Frame, bytes]]) -> bytes:
    """A form again, from its frames and what leaves of each. No more nor fewer parts, or FormBroken.

    The length that the head of an edited part states is left out.
    """
    out: list[bytes] = []
    heads: list[int] = []
    for frame, raw in pieces:
        if isinstance(frame, HeadFrame):
            heads.append(len(out))
        elif raw != frame.raw and heads:
            out[heads[-1]] = _LENGTH.sub(b"", out[heads[-1]])
        out.append(raw)
    body = b"".join(out)
    if heads and body.count(out[heads[0]].lstrip(_END).partition(_END)[0]) != len(heads) + 1:
        raise FormBroken("boundary in an edit")
    return body


def _places(body: bytes, delimiter: bytes) -> list[int]:
    """Where the boundary stands: at the start of a line and alone in it, and nowhere else."""
    places: list[int] = []
    place = body.find(delimiter)
    while place >= 0 and len(places) < MOST_PARTS + 2:
        places.append(place)
        place = body.find(delimiter, place + len(delimiter))
    if len(places) > MOST_PARTS + 1:
        raise FormBroken("parts")
    if len(places) < 2 or body[: places[0]] not in (b"", _END):
        raise FormBroken("boundary")
    for place in places[1:]:
        if body[place - 2 : place] != _END:
            raise FormBroken("boundary")
    ends = [place + len(delimiter) for place in places]
    if any(body[end : end + 2] != _END for end in ends[:-1]):
        raise FormBroken("boundary")
    if body[ends[-1] :] not in (b"--", b"--\r\n"):
        raise FormBroken("end")
    return places


__all__ = ["MOST_LINES", "MOST_PARTS", "FormBroken", "FormFramer", "HeadFrame", "PartFrame", "fields",
           "frames", "has_lines", "is_text", "joined", "lines", "shape_of", "unread"]  # fmt: skip
