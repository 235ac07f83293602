"""A document written inside a string: base64, alone or in a data URL (RFC 2397).

What it is, is said by its bytes, not by what it is called: there are clients who name
everything `application/octet-stream`, and servers who look at the bytes. Only what is
called a picture, a sound or a film is left alone. Base64 is read strictly, in either
alphabet, with or without padding and line ends: what a lenient reader could read
otherwise is `broken`, not read halfway.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, unquote_to_bytes

Kind = Literal["text", "pdf", "docx", "broken"]
_Coding = Literal["base64", "urlsafe", "percent"]

_LONGEST_HEAD = 256
_WORD = r"[A-Za-z0-9!#$&^_.+-]{1,127}"
_HEAD = re.compile(rf"\s*+data:({_WORD}/{_WORD})?((?:[ ]?;[ ]?[^\s;,]*+)*+)", re.IGNORECASE)
_MEDIA = ("image/", "audio/", "video/")
# A header may stand a little further down, and readers look for it.
_PDF, _PDF_WITHIN, _ZIP = b"%PDF-", 1024, b"PK\x03\x04"
_CODED = (b"{\\rtf", b"%!PS")  # text in which text is coded
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Character sets that are read where they are named. Python's name for each.
_CHARSETS = {
    "": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-1": "latin-1",
    "utf-16": "utf-16",
}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document and how it is written. text: what it says, of plain text; else empty.

    beside: what the data URL says besides, such as a file's name. head: its beginning, with the
    comma. codec: of the text.
    """

    kind: Kind
    data: bytes
    text: str = ""
    beside: str = ""
    head: str = ""
    codec: str = "utf-8"
    coding: _Coding = "base64"

    def wrap(self, text: str) -> str:
        """Another text, written as this one was; what its character set does not have becomes `?`."""
        data = text.encode(self.codec, "replace")
        match self.coding:
            case "percent":
                written = quote(data, safe="")
            case "urlsafe":
                written = urlsafe_b64encode(data).decode()
            case _:
                written = b64encode(data).decode()
        return self.head + written


@dataclass(frozen=True, slots=True)
class _Head:
    """Of a data URL: its beginning, and what it says. Empty: the text is none."""

    text: str = ""
    media: str = ""
    charset: str = ""
    encoded: bool = False
    beside: str = ""


def enclosure(text: str, *, bare: bool) -> Enclosure | None:
    """The document that a string holds; None if it holds none that could be read. Linear.

    bare: base64 may stand alone here, else only a data URL counts.
    """
    head = _head(text)
    if head.media.startswith(_MEDIA) or not (head.text or bare):
        return None
    body = text[len(head.text) :]
    if head.text and not head.encoded:
        return _made(unquote_to_bytes(body), head, "percent")
    data = decoded(body)
    if data is None:
        return Enclosure("broken", b"", head=head.text) if head.text else None
    return _made(data, head, "urlsafe" if "-" in body or "_" in body else "base64")


def kind_of(data: bytes) -> Literal["pdf", "docx", ""]:
    """What a file is by its beginning, if that is a document which has to be opened."""
    if _PDF in data[:_PDF_WITHIN]:
        return "pdf"
    return "docx" if data.startswith(_ZIP) else ""


def decoded(text: str) -> bytes | None:
    """The bytes of base64, if all readers would find the same."""
    compact = "".join(text.split()).replace("-", "+").replace("_", "/")
    bare = compact.rstrip("=")
    if len(compact) - len(bare) > 2:
        return None
    try:
        return binascii.a2b_base64(bare + "=" * (-len(bare) % 4), strict_mode=True)
    except ValueError:
        return None


def _made(data: bytes, head: _Head, coding: _Coding) -> Enclosure | None:
    kind = kind_of(data)
    if kind:
        return Enclosure(kind, data, "", head.beside, head.text, "", coding)
    read = _read(data, head.charset)
    return Enclosure("text", data, read[0], head.beside, head.text, read[1], coding) if read else None


def _head(text: str) -> _Head:
    """The beginning of a data URL, if the text is one."""
    end = text.find(",", 0, _LONGEST_HEAD) + 1
    found = _HEAD.fullmatch(text, 0, end - 1) if end else None
    if found is None:
        return _Head()
    words = [word.strip() for word in found[2].split(";") if word.strip()]
    charsets = [word for word in words if word.lower().startswith("charset=")]
    encoded = any(word.lower() == "base64" for word in words)
    beside = [word for word in words if word not in charsets and word.lower() != "base64"]
    charset = charsets[0][8:].strip("\"'").lower() if charsets else ""
    return _Head(text[:end], (found[1] or "").lower(), charset, encoded, unquote(";".join(beside)))


def _read(data: bytes, charset: str) -> tuple[str, str] | None:
    """A text and its codec; None for bytes that are no text, or could be one in two ways.

    There are servers who look at the character set that is named, and others who do not.
    """
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    codecs = (marked,) if marked else (_CHARSETS.get(charset), "utf-8")
    if data.startswith(_CODED) or None in codecs:
        return None
    read = {codec: text for codec in codecs if codec and (text := _text(data, codec)) is not None}
    return (next(iter(read.values())), next(iter(read))) if len({*read.values()}) == 1 else None


def _text(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text
