r"""An expression of `re` as one of RE2, for text of few sorts of characters.

RE2 looks at every character once, however many words it looks for; but it cannot look
behind or ahead, and what counts far takes many states. So two things are left out: what
only looks, and what cannot be there at all in text of letters and plain marks. What
RE2 finds is then asked of `re` once more.

What must stay true: a plain text in which the expression matches has a match of the looser
one.
"""

from __future__ import annotations

import re
import re._constants as code  # pyright: ignore[reportMissingImports]  # how the standard library names its parts
import re._parser as parser  # pyright: ignore[reportMissingImports]
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

ANYTHING = ""
"""What every text has a match of: for an expression that cannot be said to RE2."""
NOTHING = r"[^\x{0}-\x{10FFFF}]"
"""What no text has a match of."""

# Letters, the marks between words, kana, and kanji but for those that count.
_PLAIN = (
    "A-Za-z \n,.;'ぁ-ゖァ-ヺー、。「」・々\u3400-\u4dff\u4e01-\u4e02\u4e04-\u4e08\u4e0a-\u4e5c\u4e5e-\u4e8b"
    "\u4e8d-\u4e93\u4e95-\u516a\u516c\u516e-\u56da\u56dc-\u96f5\u96f7-\u9fff"
)

Part = tuple[Any, Any]  # an operation and its argument, as the standard library has them


_OFTEN = 1000  # RE2 counts no further


class _Unsaid(Exception):
    """RE2 has no word for it."""


class _Never(Exception):
    """No plain text has it."""


unplain = re.compile(f"[^{_PLAIN}]").search
"""(text, at) → the first character from there on that is not plain."""


class _Place(NamedTuple):
    """Of a part: whether nothing comes before it, and nothing after; and whether case does not matter."""

    first: bool
    last: bool
    folds: bool


@cache
def loosened(source: str) -> str:
    """Source for RE2; `NOTHING` where no plain text has a match, `ANYTHING` where it cannot be said.

    Cost: some milliseconds for an expression of some thousand characters; remembered.
    """
    try:
        return _row(parser.parse(source, re.DOTALL), _Place(first=True, last=True, folds=False))
    except _Never:
        return NOTHING
    except _Unsaid:
        return ANYTHING


def _row(parts: Sequence[Part], place: _Place) -> str:
    """These parts one after the other."""
    said = ""
    for n, (op, of) in enumerate(parts):
        first, last = place.first and not said, place.last and n == len(parts) - 1
        said += _part(op, of, _Place(first, last, place.folds))
    return said


def _part(op: Any, of: Any, place: _Place) -> str:
    match op:
        case code.LITERAL | code.NOT_LITERAL | code.IN | code.ANY:
            return _char(op, of, folds=place.folds)
        case code.BRANCH:
            return _branch(of[1], place)
        case code.SUBPATTERN:
            _, on, off, inner = of
            folds = bool(on & re.IGNORECASE) or (place.folds and not off & re.IGNORECASE)
            return f"(?:{_row(inner, place._replace(folds=folds))})"
        case code.ATOMIC_GROUP:
            return f"(?:{_row(of, place)})"
        case code.MAX_REPEAT | code.MIN_REPEAT | code.POSSESSIVE_REPEAT:
            least, most, inner = of
            return _repeat(least, most, inner, place)
        case code.ASSERT | code.ASSERT_NOT:
            way, inner = of
            return _look(op, way, inner, place)
        case code.AT:
            return r"\z" if of == code.AT_END_STRING else ""
        case _:
            raise _Unsaid


def _branch(ways: Sequence[Sequence[Part]], place: _Place) -> str:
    said = list[str]()
    for way in ways:
        try:
            said.append(_row(way, place))
        except _Never:
            continue
    if not said:
        raise _Never
    return f"(?:{'|'.join(said)})"


def _repeat(least: int, most: Any, inner: Sequence[Part], place: _Place) -> str:
    try:
        said = _row(inner, _Place(first=False, last=False, folds=place.folds))
    except _Never:
        if least:
            raise
        return ""
    # RE2 repeats nothing more often than this; what may come more often is looser.
    times = (
        f"{{{min(least, 1000)},}}" if most == code.MAXREPEAT or most > 1000 else f"{{{least},{int(most)}}}"
    )
    return f"(?:{said}){times}"


def _look(op: Any, way: int, inner: Sequence[Part], place: _Place) -> str:
    """Ahead at the very end, looking is the same as taking; elsewhere it must at least be possible.

    Where nothing comes before, a character that must not be there is another one, or none is known.
    """
    if op == code.ASSERT and way == 1:
        taken = _row(inner, _Place(first=False, last=True, folds=place.folds))
        return f"(?:{taken})" if place.last else ""
    behind = inner[0] if op == code.ASSERT_NOT and way == -1 and len(inner) == 1 else None
    if not place.first or behind is None or behind[0] not in (code.IN, code.LITERAL):
        return ""
    members = _members(*behind, folds=place.folds)
    return f"(?:^|[^{members}])" if members else ""


def _char(op: Any, of: Any, *, folds: bool) -> str:
    """A class of characters, as those of the plain ones that it has."""
    if op == code.LITERAL and not folds:
        return _never() if unplain(chr(of)) else _plain(chr(of))
    members = _members(op, of, folds=folds)
    return f"[{members}]" if members else _never()


def _members(op: Any, of: Any, *, folds: bool) -> str:
    return _those(_class(op, of), folds)


@cache
def _samples() -> tuple[str, str]:
    """All plain characters: those of ASCII, and the others."""
    found = "".join(filter(re.compile(f"[{_PLAIN}]").match, map(chr, range(0xA000))))
    ascii_ = found.encode("ascii", "ignore").decode()
    return ascii_, "".join(char for char in found if not char.isascii())


@cache
def _those(source: str, folds: bool) -> str:  # a key
    """The plain characters that a class has. Only letters of ASCII, of these, have a case."""
    ascii_, others = _samples()
    narrow = re.compile(source, re.DOTALL | (re.IGNORECASE if folds else 0)).findall(ascii_)
    foreign = source == "." or source.startswith("[^") or not source.isascii() or "\\" in source
    wide = re.compile(source, re.DOTALL).findall(others) if foreign else ()
    return "".join(map(_plain, (*narrow, *wide)))


def _never() -> str:
    raise _Never


def _plain(char: str) -> str:
    return char if char.isalnum() else rf"\x{{{ord(char):x}}}"


def _class(op: Any, of: Any) -> str:
    """The source of a class, as `re` reads it."""
    match op:
        case code.LITERAL:
            return re.escape(chr(of))
        case code.NOT_LITERAL:
            return f"[^{re.escape(chr(of))}]"
        case code.ANY:
            return "."
        case _:
            negated = of[0][0] == code.NEGATE
            return f"[{'^' if negated else ''}{''.join(_member(*one) for one in of[negated:])}]"


_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _member(op: Any, of: Any) -> str:
    match op:
        case code.LITERAL:
            return re.escape(chr(of))
        case code.RANGE:
            return f"{re.escape(chr(of[0]))}-{re.escape(chr(of[1]))}"
        case _:
            return _CATEGORIES[of]
