"""The text of a DOCX file: a zip archive of XML parts, read with the standard library.

All XML parts are read, not the main one only: headers, notes, comments and text boxes are
read by models too, and a document may call its main part as it likes. Text that was
deleted under change tracking is in it, alternative texts of pictures, and addresses.

What must stay true: nothing is unfolded beyond the bound, whatever the archive says of its
own sizes; a part with a document type declaration is refused before any entity in it could
grow or be fetched; nothing is written anywhere.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from proxy.extraction.found import Bounds, Found, Pages, Unreadable

_MOST_PARTS = 2000
_CHUNK = 1 << 16
_XML = (".xml", ".rels")
_IMAGE = re.compile(r"(?:.*/)?media/[^/]+\Z|docProps/thumbnail\.[a-z]+\Z|.*\.(?:png|jpe?g|gif|emf|wmf|svg)\Z")
_FONT = re.compile(r".*\.(?:odttf|ttf)\Z")
_RUNS = ("t", "delText", "instrText", "delInstrText")  # elements whose text goes on in the next one
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t"}
_TOLD = ("descr", "title", "alt", "string")  # attributes that are text


def read(data: bytes, bounds: Bounds) -> Found:
    """The text of a document. Unreadable where it is broken, encrypted, or unfolds beyond the bound."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("broken") from None
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise Unreadable("not docx")
    if len(parts) > _MOST_PARTS:
        raise Unreadable("expands")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unreadable("broken")  # others unfold without a bound
    text, unread = Pages(bounds.most), list[str]()
    left = bounds.most
    for part in parts:
        if part.filename.endswith(_XML):
            xml = _unfolded(archive, part, left)
            left -= len(xml)
            text.add(_Reader().read(xml))
        elif why := _why(part.filename):
            unread.append(why)
    return Found(text.text, tuple(dict.fromkeys(unread)))


def _why(name: str) -> str:
    """Why a part that is not XML is not read; empty for what nobody reads."""
    if name.endswith("/") or _FONT.fullmatch(name):
        return ""
    return "image in document" if _IMAGE.fullmatch(name) else "file in document"


def _unfolded(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    out = bytearray()
    try:
        for piece in _pieces(archive, part):
            out += piece
            if len(out) > most:
                raise Unreadable("expands")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable("broken") from None
    return bytes(out)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while piece := opened.read(_CHUNK):
            yield piece


class _Reader:
    """The text in one XML part: a paragraph a line, runs of it joined as they are shown."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._aside: list[str] = []
        self._local = ""  # the element that began last
        self._told = False  # text that belongs to no run has come
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self, xml: bytes) -> str:
        try:
            self._parser.Parse(xml, True)  # noqa: FBT003  # takes no names
        except (expat.ExpatError, ValueError, LookupError):
            raise Unreadable("broken") from None
        lines = "".join(self._out).split("\n")
        return "\n".join([*filter(str.strip, lines), *self._aside])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._local = name.rpartition(" ")[2]
        self._out.append(_BREAKS.get(self._local, ""))
        leaves = attributes.get("TargetMode") == "External"
        for key, value in attributes.items():
            if value and (key in _TOLD or (leaves and key == "Target")):
                self._aside.append(value)

    def _text(self, text: str) -> None:
        if self._local in _RUNS:
            self._out.append(text)
        elif not text.isspace():
            self._out.append(text)
            self._told = True

    def _end(self, name: str) -> None:
        if self._told or name.endswith(" p"):
            self._out.append("\n")
        self._local, self._told = "", False


def _declared(*_: object) -> None:
    raise Unreadable("entities")
