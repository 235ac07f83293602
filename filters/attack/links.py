"""Links in a text: where they begin and end, and what would fetch them.

An image is fetched as soon as it is shown, and a tool fetches what it is told; a link waits for
a click. Which it is stands in front of the address; what closes it is decided there too, since
a markdown image or an attribute may have blanks in its address and a bare address may not.

What must stay true: where a link ends depends on `BEFORE` characters in front of it and on
what follows up to `MOST`, and on nothing else. Of a longer one only so much is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from filters.sieve import Sieve

BEFORE, MOST = 320, 2048  # characters
Where = Literal["image", "link", "bare"]

_SCHEMES = ("http://", "https://", "ws://", "wss://", "ftp://")


def _begun(rest: str) -> str:
    """Source for a literal and for each beginning of it at the end of the text."""
    source = r"\Z"
    for char in reversed(rest):
        source = rf"(?:\Z|{re.escape(char)}{source})" if source != r"\Z" else rf"(?:\Z|{re.escape(char)})"
    return source


# An address; or one without its scheme, where markup says that it is one.
_STARTS = (
    "(?<![A-Za-z0-9])(?i:"
    + "|".join(scheme[0] + _begun(scheme[1:]) for scheme in _SCHEMES)
    + r")|(?:(?<=[(=\"'<])|(?<=\]: ))/(?:\Z|/)"
)
_START = re.compile(_STARTS)
# In front of an address without a scheme.
_MARKUP = frozenset("(=\"'< ")
_LONGEST = len("https:")
_SCHEME = re.compile(r"(?<![a-z0-9])(?:https?|wss?|ftp):\Z", re.IGNORECASE)
SIEVE = Sieve(_STARTS, (r"(?i:https?|wss?|ftp)://", r"[(=\"'<]//|\]: //"), cut=9)

_FETCHED = frozenset(("src", "srcset", "poster", "background", "data", "lowsrc", "xlink:href"))
_ATTRIBUTE = re.compile(r"([\w:-]{1,20})\s{0,3}=\s{0,3}[\"']?\Z")
_TAG = re.compile(r"<[A-Za-z][^<>]*\Z")
_CSS = re.compile(r"(?<![\w.])url\(\s*[\"']?\Z", re.IGNORECASE)
_RESOURCE = re.compile(r"<link\b[^>]*\Z", re.IGNORECASE)
_DEFINED = re.compile(r"(?:\A|\n)[ \t]{0,3}\[([^\]\n]{1,80})\]:[ \t]*<?\Z")
_CLOSES = {"(": r"[)\n]", "<": r"[>\n]", '"': r"[\"\n]", "'": r"['\n]"}
_BARE = re.compile(r"[\s<>\"'`|()\[\]（）「」『』、。，！？…]|\Z")
_ENDS = {opened: re.compile(source) for opened, source in _CLOSES.items()}
_TITLE = re.compile(r"\s+[\"'(].*\Z|\s+\Z", re.DOTALL)


class Link(NamedTuple):
    """`text[begin:end]` is an address; where: what it stands in. open: the text ends before it does."""

    begin: int
    end: int
    where: Where
    open: bool


def links(text: str, at: int, *, final: bool) -> Iterator[Link]:
    """The links that begin in `text[at:]`, in order, none within another; the last may be open."""
    slashes = text.find("//", at)
    while slashes >= 0:
        begin = _begin(text, at, slashes)
        if begin == slashes and text[slashes - 1 : slashes] not in _MARKUP:
            slashes = text.find("//", slashes + 2)
            continue
        where, closing = _placed(text[max(0, begin - BEFORE) : begin])
        if begin == slashes and where == "bare":
            slashes = text.find("//", slashes + 2)
            continue
        stop = closing.search(text, slashes + 2, begin + MOST)
        open_ = (stop is None or stop.start() == len(text)) and len(text) < begin + MOST
        if open_ and not final:
            yield Link(begin, len(text), where, open=True)
            return
        at = stop.start() if stop else min(len(text), begin + MOST)
        yield Link(begin, at, where, open=False)
        slashes = text.find("//", at)
    # The end of the text may cut off the beginning of one.
    cut = None if final else _START.search(text, max(at, len(text) - _LONGEST - 2))
    if cut and cut.end() == len(text):
        yield Link(cut.start(), len(text), "bare", open=True)


def _begin(text: str, at: int, slashes: int) -> int:
    """Where the address with these slashes begins: at its scheme, if it has one."""
    scheme = _SCHEME.search(text, max(at, slashes - _LONGEST), slashes)
    return scheme.start() if scheme else slashes


def _placed(before: str) -> tuple[Where, re.Pattern[str]]:
    """What stands in front of an address says what it is, and which character ends it."""
    near = before[-8:].rstrip()
    last = near[-1:]
    if last in ("'", '"', "="):
        where = _attribute(before)
    elif last == "<" and not near.endswith(("](<", "]( <", "]:<", "]: <")):
        where = "link"
    elif near.rstrip("< ").endswith("]("):
        alt = before.rfind("![")
        where = "image" if alt >= 0 and before.count("](", alt) == 1 else "link"
    elif _CSS.search(before[-12:]):
        where = "image"
    elif defined := _DEFINED.search(before[-96:]):
        label = defined[1]
        shown = f"][{label}]" in before or f"![{label}]" in before
        where = "image" if shown and "![" in before else "link"
    else:
        return "bare", _BARE
    return where, _ENDS.get(last, _BARE)


def _attribute(before: str) -> Where:
    """Of an element; elsewhere it is a string in a program."""
    if not _TAG.search(before):
        return "image" if _CSS.search(before[-12:]) else "bare"
    found = _ATTRIBUTE.search(before[-32:])
    name = found[1].lower() if found else ""
    if name in _FETCHED or (name == "href" and _RESOURCE.search(before)):
        return "image"
    return "image" if _CSS.search(before[-12:]) else "link"


def address(source: str) -> str:
    """A link's address without the title that markdown may give it."""
    return _TITLE.sub("", source)
