"""The text of a PDF file, by pypdf: pages, form fields, notes, addresses, and what it is called.

What a page shows and what is in it as text are two things. Pictures, attachments, forms of
the older kind and fonts that do not say which characters they draw are told as unread: a
scanned page is a picture. What is invisible (white, or tiny) is text and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from proxy.extraction.found import Bounds, Found, Pages, Unreadable

_INLINE_IMAGE = re.compile(rb"(?:^|\s)BI\s")
_GARBLED = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_DEEPEST = 8  # forms within forms
_CALLED = ("/Title", "/Author", "/Subject", "/Keywords")
Node = Any  # an object of a PDF: untyped by nature


def read(data: bytes, bounds: Bounds) -> Found:
    """The text of a document. Unreadable where it is encrypted or beyond the bounds; pypdf may raise more."""
    try:
        return _read(PdfReader(BytesIO(data)), bounds)
    except DependencyError:
        raise Unreadable("encrypted") from None
    except LimitReachedError:
        raise Unreadable("expands") from None
    except PyPdfError:
        raise Unreadable("broken") from None


def _read(reader: PdfReader, bounds: Bounds) -> Found:
    if reader.is_encrypted and not reader.decrypt(""):  # many are, with no password but the owner's
        raise Unreadable("encrypted")
    if len(reader.pages) > bounds.pages:
        raise Unreadable("too many pages")
    text = Pages(bounds.most)
    unread = dict.fromkeys(_beside(reader))
    for page in reader.pages:
        said = page.extract_text()
        text.add(said)
        if _GARBLED.search(said):
            unread["font in document"] = None
        for note in _notes(page):
            text.add(note)
        unread |= dict.fromkeys(_inside(page))
    for value in _values(reader):
        text.add(value)
    if not text.text.strip() and not unread:
        unread["no text in document"] = None
    return Found(text.text, tuple(unread))


def _beside(reader: PdfReader) -> Iterator[str]:
    """What a document carries beside its pages."""
    root = reader.root_object
    names = _get(root, "/Names")
    if _get(names, "/EmbeddedFiles") is not None or _get(root, "/AF") is not None:
        yield "file in document"
    if _get(_get(root, "/AcroForm"), "/XFA") is not None:
        yield "form in document"


def _values(reader: PdfReader) -> Iterator[str]:
    """What the document is called, and what was filled into its form."""
    info = reader.metadata or {}
    fields = reader.get_fields() or {}
    for value in (*(info.get(name) for name in _CALLED), *(_get(one, "/V") for one in fields.values())):
        if isinstance(value, str) and not value.startswith("/"):
            yield str(value)


def _notes(page: Node) -> Iterator[str]:
    """What is written in notes on a page, and where its links lead."""
    for one in _list(_get(page, "/Annots")):
        note = one.get_object()
        for value in (_get(note, "/Contents"), _get(_get(note, "/A"), "/URI")):
            if isinstance(value, bytes | str):
                yield value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _inside(page: Node) -> Iterator[str]:
    """What on a page is no text."""
    contents = page.get_contents()
    if contents is not None and _INLINE_IMAGE.search(contents.get_data()):
        yield "image in document"
    yield from _resources(_get(page, "/Resources"), _DEEPEST)


def _resources(resources: Node, deepest: int) -> Iterator[str]:
    for font in _all(_get(resources, "/Font")):
        if _get(font, "/ToUnicode") is None and _nameless(font):
            yield "font in document"
    for one in _all(_get(resources, "/XObject")):
        match _get(one, "/Subtype"):
            case "/Image":
                yield "image in document"
            case "/Form" if deepest:
                yield from _resources(_get(one, "/Resources"), deepest - 1)
            case _:
                pass


def _nameless(font: Node) -> bool:
    """Whether a font's codes say nothing about characters."""
    kind = _get(font, "/Subtype")
    return kind == "/Type3" or (kind == "/Type0" and str(_get(font, "/Encoding")).startswith("/Identity"))


def _get(node: Node, name: str) -> Node:
    """A member of a dictionary, resolved; None where there is none."""
    found: Node = node.get(name) if hasattr(node, "get") else None
    return found.get_object() if hasattr(found, "get_object") else found


def _all(node: Node) -> Iterator[Node]:
    for name in node if hasattr(node, "get") else ():
        yield _get(node, name)


def _list(node: Node) -> list[Node]:
    return node if isinstance(node, list) else []
