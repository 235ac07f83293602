"""Headers that repeat what a message says, for those who route it without reading it.

From revision 2026-07-28 on a request's method, the name of what it calls and such of its
arguments as the tool's schema marks stand in headers too. Servers refuse a request whose
headers say something else, and a text in a header is as good as one in the body. So a
header must repeat a value that the body has, and with it was inspected; and when that value
was edited, the header says what the body says now. Source: Model Context Protocol,
"Transports", of that revision.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from proxy.dialect import Headers, Json
from proxy.judge import parse

_METHOD = b"mcp-method"
_NAME = b"mcp-name"
_PARAMETER = b"mcp-param-"
_CODED = re.compile(r"=\?base64\?(.*)\?=")
_PLAIN = re.compile(r"[\x20-\x7e]*")

Path = tuple[str | int, ...]


def belied(headers: Headers, doc: Json) -> str:
    """The first header that repeats something else than the message says; empty when there is none.

    O(headers + members of the message).
    """
    known: set[str] | None = None
    for name, value in headers:
        if name == _METHOD:
            if not isinstance(doc, dict) or doc.get("method") != value.decode("latin-1"):
                return name.decode()
        elif _repeats(name):
            known = {text for _, text in _scalars(doc)} if known is None else known
            if decoded(value) not in known:
                return name.decode()
    return ""


def mirrored(headers: Headers, doc: Json, body: bytes) -> Headers:
    """The headers for an edited body; one whose value is gone is left out. doc: the message as it came."""
    if not any(_repeats(name) for name, _ in headers):
        return headers
    now = dict(_scalars(parse(body)))
    edited: dict[str, str] = {}
    for path, text in _scalars(doc):
        if path in now and now[path] != text:
            edited[text] = now[path]
    kept = set(now.values())
    sent: Headers = []
    for name, value in headers:
        text = decoded(value) if _repeats(name) else None
        if text in edited:
            sent.append((name, encoded(edited[text])))
        elif text is None or text in kept:
            sent.append((name, value))
    return sent


def _repeats(name: bytes) -> bool:
    return name == _NAME or name.startswith(_PARAMETER)


def decoded(value: bytes) -> str | None:
    """What a header's value says; None for one that is coded wrongly."""
    text = value.decode("latin-1")
    coded = _CODED.fullmatch(text)
    if coded is None:
        return text
    try:
        return base64.b64decode(coded[1], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def encoded(text: str) -> bytes:
    """A text as a header's value: as it is where that is safe, else in base64."""
    if _PLAIN.fullmatch(text) and text == text.strip() and not _CODED.fullmatch(text):
        return text.encode()
    return b"=?base64?%b?=" % base64.b64encode(text.encode("utf-8", "replace"))


def _scalars(doc: Json) -> Iterator[tuple[Path, str]]:
    """Every text, number and truth value in the message's parameters, as a header spells it."""
    stack: list[tuple[Path, Json]] = [((), doc.get("params") if isinstance(doc, dict) else None)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, dict):
            stack += [((*path, name), value) for name, value in node.items()]
        elif isinstance(node, list):
            stack += [((*path, at), value) for at, value in enumerate(node)]
        elif isinstance(node, bool):
            yield path, "true" if node else "false"
        elif isinstance(node, str | int):
            yield path, str(node)


__all__ = ["belied", "decoded", "encoded", "mirrored"]
