"""Server-sent events as frames: exact bytes kept, documents found, framing edited safely.

An event ends with a blank line, and a line with LF, CR or CRLF, also mixed. The blank
line is found at byte level as its last byte arrives, which leaves two choices at a CR,
as an LF may follow and belong to it:

- `LF CR`: wait for the next byte. Streams of LF or CRLF never come here.
- `CR CR`: the stream ends its lines with CR, so cut at once. Should an LF follow, it is
  a frame of its own, without content, as any further blank line is.

Neither choice looks at how the bytes were cut in transit. A byte order mark in front of
an event is skipped. A block without `data:` whose lines are no fields at all is a document
as it stands: some servers break off with a bare error body, and their clients read it.
Source: WHATWG HTML, "Server-sent events".
"""

import re

from proxy.framing import DEFAULT_LIMIT, Buffer, Cutter, Frame

_BLANK_LINE = re.compile(rb"\n|\r\n|\r(?=[^\n])")
_END = re.compile(rb"\n\n|\n\r\n|\n\r(?=[^\n])|\r\r")
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
# How providers write nearly every event: a name or none, one line of data, LF.
_USUAL = re.compile(rb"(?:event: ([\x21-\x7e]++)\n)?+data: ([^\r\n]*+)\n\n")
_BOM = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_FIELDS = (b"", b"id", b"retry")  # besides those we read; without a name it is a comment


class SseFrame(Frame, frozen=True):
    """One event, a block of comments, or a blank line."""

    def carrying(self, data: bytes) -> bytes:
        """The event with this document: as many `data:` lines as it has lines, where the last one stood.

        All other lines stay, and so do the spelling of `data:` and the line end. No byte of
        the document can begin a field or end the event. A ValueError without `data:` lines.
        """
        if data == self.data:
            return self.raw
        bom = _BOM if self.raw.startswith(_BOM) else b""
        lines = self.raw[len(bom) :].splitlines(keepends=True)
        places = [at for at, line in enumerate(lines) if _field(line.rstrip(b"\r\n"))[0] == b"data"]
        if not places:
            raise ValueError("the event has no document to replace")
        # The last line is replaced and earlier ones go. So what stands in front of a line
        # break of the event stays there: no CR meets an LF that it did not belong to.
        for at in places[:-1]:
            lines[at] = b""
        lines[places[-1]] = _data_lines(lines[places[-1]], data)
        return bom + b"".join(lines)


class SseFramer:
    """Events as they come. limit: bytes of one event. Linear, however the stream is cut."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(_event_end, limit)
        self._limit = limit

    def feed(self, chunk: bytes) -> list[Frame]:
        """The events whose blank line is complete."""
        if self._cutter.empty and len(chunk) <= self._limit and (usual := _USUAL.fullmatch(chunk)):
            return [_usual(chunk, usual)]
        return [_frame(raw) for raw in self._cutter.feed(chunk)]

    def end(self) -> list[Frame]:
        """The last event, if its blank line never came: some clients still read it."""
        rest = self._cutter.end()
        return [_frame(rest)] if rest else []


def _event_end(buffer: Buffer, start: int, resume: int) -> int:
    if buffer[start] in b"\r\n":
        found = _BLANK_LINE.match(buffer, start)
    else:
        found = _END.search(buffer, resume)
    return found.end() if found else -1


def _usual(raw: bytes, found: re.Match[bytes]) -> Frame:
    event, data = found.groups()
    return SseFrame(raw, data, event.decode("ascii") if event else "")


def _frame(raw: bytes) -> Frame:
    if usual := _USUAL.fullmatch(raw):
        return _usual(raw, usual)
    data: list[bytes] = []
    event = b""
    bare = False
    for line in raw.removeprefix(_BOM).splitlines():  # of bytes: at CR, LF and CRLF only
        name, value = _field(line)
        if name == b"data":
            data.append(value)
        elif name == b"event":
            event = value
        else:
            bare = bare or name not in _FIELDS
    if bare and not data:
        return _bare(raw)
    return SseFrame(raw, b"\n".join(data), event.decode("utf-8", "replace"))


def _bare(raw: bytes) -> Frame:
    body = raw.removeprefix(_BOM).lstrip(_BLANKS)
    return Frame(raw, body.rstrip(_BLANKS), at=len(raw) - len(body))


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name, value.removeprefix(b" ")


def _data_lines(like: bytes, data: bytes) -> bytes:
    """`data:` lines for a document, spelled and ended like the line they replace."""
    line = like.rstrip(b"\r\n")
    stop = like[len(line) :]
    # Clients take one blank off a value, so a value may begin with one only behind another.
    values = _LINE_BREAK.split(data)
    tight = line[5:6] not in (b" ", b"") and not any(value.startswith(b" ") for value in values)
    prefix = b"data:" if tight else b"data: "
    return (stop or b"\n").join(prefix + value for value in values) + stop
