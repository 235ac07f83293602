"""Whether a value that was hidden leaves all the same, by another door of the same request.

Looked for is each value as it was spelt and as all its spellings have it, in what leaves
and in what that says once JSON's escapes and percent signs are undone. A value counts
where it stands by itself: between letters of its own script it is a part of something else.
Numbers are also found with other separators, and without the nought they begin with.

Linear in what leaves, times the values hidden in this one exchange, of which the first
`MOST` are looked for. What is shorter than two letters of Japanese, or three of others,
says nothing and is not looked for. Encoded otherwise (base64, compressed), a value is not found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from filters.canonical import canonical
from filters.measure import Hidden

MOST = 256
_LEAST_DIGITS = 7  # of a number that is looked for by its digits
_SEPARATED = r"[-.・ ()/\u3000]{0,2}"
_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\"\\/bfnrt]))")
_PLAIN = {'"': '"', "\\": "\\", "/": "/"}
_LATIN = re.compile(r"[0-9A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff々]")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]")


def leaving(hidden: Hidden, *texts: str) -> str:
    """The word (PII_EMAIL) of the first hidden value in what leaves; empty: none."""
    wanted = [*_wanted(hidden)]
    if not wanted:
        return ""
    shown = [one for text in texts for one in _shown(text)]
    return next((word for word, finds in wanted if any(finds(one) for one in shown)), "")


def _shown(text: str) -> Iterator[str]:
    """What a reader might see in it."""
    plain = _ESCAPES.sub(_unescaped, text) if "\\" in text else text
    yield plain.casefold()
    if "%" in plain:
        yield unquote(plain, errors="replace").casefold()


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], " ")


def _wanted(hidden: Hidden) -> Iterator[tuple[str, Callable[[str], bool]]]:
    for value, word in list(hidden.values.items())[:MOST]:
        what = canonical(word, value)
        if what in hidden.given:
            continue
        for one in {value.casefold(): None, what.casefold(): None}:
            if (finds := _finder(one)) is not None:
                yield word, finds
        if word.startswith("PII_") and what.isdigit() and what.isascii() and len(what) >= _LEAST_DIGITS:
            yield word, _separated(what)


def _finder(value: str) -> Callable[[str], bool] | None:
    value = value.strip()
    if len(value) < (3 if value.isascii() else 2):
        return None
    before, after = _script(value[0]), _script(value[-1])

    def finds(text: str) -> bool:
        at = text.find(value)
        while at >= 0:
            end = at + len(value)
            left, right = text[at - 1 : at], text[end : end + 1]
            if not (before and before.match(left)) and not (after and after.match(right)):
                return True
            at = text.find(value, at + 1)
        return False

    return finds


def _separated(digits: str) -> Callable[[str], bool]:
    first = digits.lstrip("0") or digits
    nought = (
        f"(?:{_SEPARATED.join(digits[: len(digits) - len(first)])}{_SEPARATED})?" if first != digits else ""
    )
    pattern = re.compile(rf"(?<![0-9]){nought}{_SEPARATED.join(first)}(?![0-9])")
    return lambda text: pattern.search(text) is not None


def _script(char: str) -> re.Pattern[str] | None:
    """What makes a longer word of one that begins or ends with this character."""
    for letters in (_LATIN, _HAN, _KATAKANA):
        if letters.match(char):
            return letters
    return None


__all__ = ["MOST", "leaving"]
