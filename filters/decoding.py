r"""Decode once, and know where every character came from.

Four spellings hide text from whoever reads it as it stands: percent (`%E6%B8%A1`), HTML
references (`&#28193;`), escapes (`\u6e21`, `\x41`), and base64. What does not decode to
text stays as it is. Nothing is decoded twice: `%2541` is `%41`, as a browser would have it.

What must stay true: each character of the result has one stretch of the source, in
order, so that whatever is found in the result can be masked in the source.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

ESCAPE = (
    r"%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});"
)
ESCAPE_LONGEST = 10  # &#1114111;
BASE64 = "[A-Za-z0-9+/_-]"
BASE64_LEAST = 24  # eighteen bytes: shorter ones are words
_RUNS = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)|(?P<code>(?:\\u[0-9A-Fa-f]{4})+)|(?P<byte>(?:\\x[0-9A-Fa-f]{2})+)"
    r"|(?P<reference>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
)
_URL_SAFE = str.maketrans("-_", "+/")
# Of a text nobody hid: no control characters but white space, and nothing unassigned.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


class Decoded(NamedTuple):
    """text: what was meant. begins, ends: for each of its characters, where in the source it stands."""

    text: str
    begins: list[int]
    ends: list[int]
    plain: list[bool]  # for each, whether it stands there as itself
    how: str  # percent, reference, escape, base64


class _Char(NamedTuple):
    text: str
    begin: int
    end: int


def unescape(source: str) -> Decoded | None:
    """Percent, references and escapes undone; None where none of them means anything."""
    chars, plain, how, at = list[_Char](), list[bool](), "", 0
    for run in _RUNS.finditer(source):
        meant = list(_meant(run))
        if not meant:
            continue
        before = [_Char(char, at + n, at + n + 1) for n, char in enumerate(source[at : run.start()])]
        chars += before + meant
        plain += [True] * len(before) + [False] * len(meant)
        at, how = run.end(), how or _HOW[run.lastgroup or ""]
    if not how:
        return None
    rest = [_Char(char, at + n, at + n + 1) for n, char in enumerate(source[at:])]
    return _decoded(chars + rest, plain + [True] * len(rest), how)


_HOW = {"percent": "percent", "code": "escape", "byte": "escape", "reference": "reference"}


def _decoded(chars: list[_Char], plain: list[bool], how: str) -> Decoded:
    text = "".join(char.text for char in chars)
    return Decoded(text, [char.begin for char in chars], [char.end for char in chars], plain, how)


def _meant(run: re.Match[str]) -> Iterator[_Char]:
    """The characters a run of one spelling stands for; none where it stands for no text."""
    source, begin = run.group(), run.start()
    match run.lastgroup:
        case "percent":
            yield from _bytes(bytes.fromhex(source.replace("%", "")), begin, 3)
        case "byte":
            yield from _bytes(bytes.fromhex(source.replace(r"\x", "")), begin, 4)
        case "code":
            yield from _units(bytes.fromhex(source.replace(r"\u", "")), begin)
        case _:
            meant = html.unescape(source)
            if meant != source and not _NO_TEXT.search(meant):
                # Of two characters (few references have them) the second stands where the first does.
                yield from (_Char(char, begin, run.end()) for char in meant)


def _bytes(data: bytes, begin: int, width: int) -> Iterator[_Char]:
    """UTF-8 in which every byte takes `width` characters of the source."""
    text = _text(data)
    for char in text or "":
        end = begin + width * len(char.encode())
        yield _Char(char, begin, end)
        begin = end


def _units(data: bytes, begin: int) -> Iterator[_Char]:
    """UTF-16 in which every unit takes six characters of the source."""
    try:
        text = data.decode("utf-16-be")
    except UnicodeDecodeError:
        return
    for char in text:
        end = begin + (12 if ord(char) > 0xFFFF else 6)
        yield _Char(char, begin, end)
        begin = end


def _text(data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if _NO_TEXT.search(text) else text


def unbase64(source: str) -> Decoded | None:
    """Base64, either alphabet, padded or not; None where what it holds is not text."""
    bare = source.rstrip("=").translate(_URL_SAFE)
    bare = bare[: len(bare) - (len(bare) % 4 == 1)]
    try:
        data = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return None
    text = _text(data)
    if text is None:
        return None
    chars, at = list[_Char](), 0
    for char in text:
        past = at + len(char.encode())
        chars.append(_Char(char, at * 4 // 3, -(-past * 4 // 3)))
        at = past
    return _decoded(chars, [False] * len(chars), "base64")
