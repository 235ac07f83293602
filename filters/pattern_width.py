r"""How long a match of a pattern can be, and patterns bounded so that it can be said.

A pattern of RE2 is walked once, atom by atom. What repeats without end (`*`, `+`, `{3,}`)
is written anew with an end, `{0,40}`, and beside it grows a shadow of the pattern in which
each atom is a dot: from that the longest match is read. So classes, escapes and flags that
only RE2 knows need not be understood.
"""

from __future__ import annotations

import re
import re._parser as parser  # pyright: ignore[reportMissingImports]  # how the standard library reads one
from typing import NamedTuple

ENDLESS = 1 << 30

_CLASS = r"\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]"
_ATOM = re.compile(
    rf"(?P<empty>\\[AbBzZ]|[\^$])"
    rf"|(?P<one>\\[pP](?:\{{\^?[A-Za-z_]+\}}|[A-Za-z])|\\x(?:\{{[0-9A-Fa-f]+\}}|[0-9A-Fa-f]{{2}})|\\[0-7]{{1,3}}"
    rf"|\\[^QEC]|{_CLASS})"
    r"|(?P<flags>\(\?[imsU-]+\))|(?P<group>\((?:\?(?:P?<\w+>|[imsU-]*:))?)|(?P<close>[|)])"
    r"|(?P<ending>\{[0-9]+(?:,[0-9]+)?\}|\?)|(?P<endless>[*+]|\{[0-9]+,\})|(?P<char>[^\\*+?(){}\[|])|(?P<brace>[{}])",
    re.DOTALL,
)


class Bounded(NamedTuple):
    """A pattern without endless repeats, and the longest text that it can match."""

    source: str
    longest: int


def bounded(source: str, repeats: int | None) -> Bounded:
    """The pattern with every endless repeat ended after `repeats`; None: with one it is ENDLESS.

    ValueError: a part that cannot be read (`\\Q…\\E`, `\\C`), which RE2 may still know.
    """
    made, shadow, at = list[str](), list[str](), 0
    while at < len(source):
        atom = _ATOM.match(source, at)
        if atom is None or atom.lastgroup is None:
            raise ValueError(f"cannot be read at character {at + 1}")
        text, at = atom.group(), atom.end()
        if atom.lastgroup == "endless" and repeats is not None:
            least = {"*": 0, "+": 1}.get(text) if text in "*+" else int(text[1:-2])
            text = f"{{{least},{max(least or 0, repeats)}}}"
        made.append(text)
        shadow.append(_shadow(atom.lastgroup, text))
    return Bounded("".join(made), _width("".join(shadow)))


def _shadow(sort: str, text: str) -> str:
    match sort:
        case "empty" | "flags":
            return "(?:)"
        case "one" | "char" | "brace":
            return "."
        case "group":
            return "(?:"
        case _:
            return text


def _width(shadow: str) -> int:
    try:
        most = int(parser.parse(shadow).getwidth()[1])
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError("is no pattern") from error
    return most if most < 1 << 20 else ENDLESS
