"""A request's body as frames: one document, lines of them, or the parts of a form.

What is JSON as a whole is read as that, whatever its type says: there are servers who try
JSON first. What a server could read and we cannot, exactly, is `Beyond`: it never passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from proxy import form
from proxy.dialect import Framing
from proxy.documents import is_json
from proxy.form import PartFrame
from proxy.framing import Frame, LinesFramer


class Beyond(Exception):  # not an error of ours: the caller rules on it
    """A request that cannot be read as its server would. why: one of our words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def frames(body: bytes, framing: Framing, content_type: str) -> Sequence[Frame]:
    """The frames of a request; joined they are its body. Beyond: more, or other, than can be read."""
    if framing == "form" and not is_json(body):
        try:
            return [row for part in form.frames(body, content_type) for row in _rows(part)]
        except form.FormBroken as broken:
            raise Beyond(f"form: {broken.why}") from None
    if framing == "lines" and not is_json(body):
        if body.count(b"\n") > form.MOST_LINES:
            raise Beyond("lines")
        framer = LinesFramer(len(body))
        return framer.feed(body) + framer.end()
    return (Frame(body, body),)


def joined(framing: Framing, pieces: Iterable[tuple[Frame, bytes]]) -> bytes:
    """The body of these frames, each with what leaves in its place."""
    return form.joined(pieces) if framing == "form" else b"".join(raw for _, raw in pieces)


def _rows(frame: Frame) -> Iterator[Frame]:
    """A file of lines is read line by line."""
    if isinstance(frame, PartFrame) and form.has_lines(frame) and not is_json(frame.data):
        yield from form.lines(frame)
    else:
        yield frame
