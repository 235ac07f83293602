"""The content of one part of a form: a field's text, or a file with what can be read of it.

A field is text, whatever it holds. A file is what its bytes are, not what it is said to
be: text, lines of JSON, or bytes that are on record as unread, with the reason.
"""

from __future__ import annotations

import re
from itertools import islice

from proxy.formhead import FormBroken
from proxy.framing import Frame

MOST_LINES = 100_000  # of a file; twice what a batch may have
_BLANKS = b" \t\r\n\xef\xbb\xbf"
# JSON has no line end in a string, and servers differ on what is one.
_ROW = re.compile(rb"[^\r\n]*+(?:\r\n|\n|\r)|[^\r\n]++\Z")
# Bytes that no text has.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SHIFTED = re.compile(rb"\x1b[$(]")  # ISO 2022: other characters than the bytes say
_MAGIC = (
    (re.compile(rb"\s{0,64}%PDF-"), "pdf"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP", re.DOTALL), "image"),
    (re.compile(rb"RIFF....WAVE|ID3|OggS|fLaC|\xff[\xe2-\xe7\xf2-\xfb]", re.DOTALL), "audio"),
    (re.compile(rb"\xff\xfe|\xfe\xff"), "charset"),
)


class PartFrame(Frame, frozen=True):
    """The content of a part, or a line of it; its field's name is `event`.

    kind: its media type as it says, without parameters. file: whether it has a file's name.
    """

    kind: str = ""
    file: bool = False


def shape_of(field: str) -> str:
    """The place of a field in a table: `a[b][]` is `/a/b/*`."""
    words = field.replace("]", "").split("[")
    return "/" + "/".join(word or "*" for word in words)


def has_lines(part: PartFrame) -> bool:
    """Whether this is a file whose first line looks like a JSON document; the file itself may be one."""
    text = part.data.strip(_BLANKS)
    return part.file and text[:1] in (b"{", b"[") and (b"\n" in text or b"\r" in text)


def lines(part: PartFrame) -> list[PartFrame]:
    """The lines of a file, a frame each."""
    rows = [row.group() for row in islice(_ROW.finditer(part.raw), MOST_LINES + 1)]
    if len(rows) > MOST_LINES:
        raise FormBroken("lines")
    return [_row(part, raw) for raw in rows]


def _row(part: PartFrame, raw: bytes) -> PartFrame:
    data = raw.strip(b" \t\r\n")
    at = len(raw) - len(raw.lstrip(b" \t\r\n"))
    return PartFrame(raw, data, part.event, at, part.kind, part.file)


def unread(part: PartFrame) -> str:
    """Why a file is not, or not only, what it reads as; "" where it is text, as every field is."""
    if not part.file:
        return ""
    for magic, what in _MAGIC:
        if magic.match(part.data):
            return what
    if not _BINARY.search(part.data):
        return "" if is_text(part) and not _SHIFTED.search(part.data) else "charset"
    label = part.kind.partition("/")[0]
    return label if label in ("audio", "image", "video") else "binary"


def is_text(part: PartFrame) -> bool:
    """Whether the content can be read as text all the same."""
    if not part.file:
        return True
    try:
        part.data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _BINARY.search(part.data)
