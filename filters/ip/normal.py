"""Normal forms of a text, in which what is copied looks the same however it was written out.

A normal form is a row of codes and, in step, where in the text each is from. Three streams:
`text` (letters and digits, folded), `code` (everything but blanks) and `tokens`
(`filters.ip.tokens`). The same form is made of a work and of an answer, so a rule may be crude
as long as it is *local*: what becomes of a character depends on at most `SYNC` characters before
it and `AHEAD` after it. `sure` says up to where nothing that follows can change the form.

Both drop what escapes add at whatever depth (`\\n`, `\\\\\\"`, `\\u3042` are a line break, a quotation
mark and あ). Text drops readings in brackets behind ideographs; code drops the marks that line
numbers, differences, quotations and comments put in front of a line, and rules across the page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from filters.ip.folds import Codes, folds, letters_of, unfolding

SYNC = 384
"""Characters: from so far behind its beginning on, the form of a piece is that of the whole text."""
AHEAD = 32

_RUBY = re.compile(r"(?<=[\u3400-\u9fff々])[《（(][ぁ-ヺー]{1,20}[》）)]")
_RUBY_OPEN = re.compile(r"[《（(][ぁ-ヺー]{0,20}\Z")
_UNICODE = re.compile(r"(?<=\\)u([0-9a-fA-F]{4})")
_CUT_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")
# The number of a line, then the signs of differences, quotations and comments.
_MARGIN = re.compile(r"(?m)(?:^|(?<=\\n))[^\S\n]*(?:\d{1,5}[:|.)]?[^\S\n]+)?[+\-|>*#/;]{0,3}")
_CUT_MARGIN = re.compile(r"(?:\A|\n|\\n)[^\S\n]{0,9}\d{1,5}[:|.)]?\Z")
_RULE = 4  # the same sign so often in a row is a rule


class Normal(NamedTuple):
    """codes: of each character or token. at: where it begins in the text, ascending. sure: see above."""

    codes: Codes
    at: NDArray[np.intp]
    sure: int


def points(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def normal_text(text: str, *, final: bool = True) -> Normal:
    """Letters and digits, folded. Some 30 MB/s."""
    plain = points(text)
    codes = folds().code[plain]
    _unescape(text, plain, codes, folded=True)
    for ruby in _RUBY.finditer(text) if "（" in text or "《" in text or "(" in text else ():
        codes[ruby.start() : ruby.end()] = 0
    at = np.flatnonzero(codes)
    return _unfold(text, Normal(codes[at], at, _sure(text, final, _CUT_ESCAPE, _RUBY_OPEN)))


def normal_code(text: str, *, final: bool = True) -> Normal:
    """Everything but blanks, margins and rules; case and signs count. Some 20 MB/s."""
    plain = points(text)
    codes = _visible()[plain]
    _unescape(text, plain, codes, folded=False)
    for margin in _MARGIN.finditer(text):
        codes[margin.start() : margin.end()] = 0
    at = np.flatnonzero(codes)
    return _unruled(Normal(codes[at], at, _sure(text, final, _CUT_ESCAPE, _CUT_MARGIN)), final=final)


def _sure(text: str, final: bool, *cut: re.Pattern[str]) -> int:
    """The end, or where something begins that what follows may complete."""
    if final:
        return len(text)
    tail = max(0, len(text) - AHEAD)
    found = (one.search(text, tail) for one in cut)
    return min((one.start() for one in found if one), default=len(text))


def _unescape(text: str, plain: Codes, codes: Codes, *, folded: bool) -> None:
    """Take away, in place, what escapes have added."""
    slashes = np.flatnonzero(plain == ord("\\"))
    if not len(slashes):
        return
    codes[slashes] = 0
    behind = slashes[slashes < len(plain) - 1] + 1
    codes[behind[np.isin(plain[behind], _BREAKS)]] = 0
    for escape in _UNICODE.finditer(text):
        point = int(escape[1], 16)
        codes[escape.start() : escape.end()] = 0
        codes[escape.start()] = folds().code[point] if folded else _visible()[point]


_BREAKS = np.array([ord(one) for one in "nrt"], np.uint32)


def _unfold(text: str, form: Normal) -> Normal:
    """Characters that are several letters, as ligatures are, one after the other."""
    several = [] if text.isascii() else [one.start() for one in unfolding().finditer(text)]
    if not several:
        return form
    rest = [(at, code) for at in several for code in letters_of(text[at])[1:]]
    where = np.array([at for at, _ in rest], np.intp)
    behind = np.searchsorted(form.at, where, "right")
    codes = np.insert(form.codes, behind, np.array([code for _, code in rest], np.uint32))
    return Normal(codes, np.insert(form.at, behind, where), form.sure)


def _unruled(form: Normal, *, final: bool) -> Normal:
    """Without runs of one sign. What may become one is not sure yet."""
    codes = form.codes
    if len(codes) < 2:
        return form
    begins = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    sizes = np.diff(np.append(begins, len(codes)))
    rules = (sizes >= _RULE) & _SIGNS[np.minimum(codes[begins], 128)]
    sure = form.sure
    if not final and sizes[-1] < _RULE:
        sure = min(sure, int(form.at[begins[-1]]))
    if not rules.any():
        return Normal(codes, form.at, sure)
    keep = ~np.repeat(rules, sizes)
    return Normal(codes[keep], form.at[keep], sure)


@cache
def _visible() -> Codes:
    """The code of each character in code: itself, narrow where it is a wide letter; 0 for blanks."""
    code = np.arange(0x110000, dtype=np.uint32)
    code[[point for point in range(0x3001) if chr(point).isspace()]] = 0
    code[[0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x1F)]] = 0
    code[0xFF01:0xFF5F] -= 0xFEE0
    return code


# Whether a character of ASCII is a sign; the last stands for all others.
_SIGNS = np.array([chr(one).isprintable() and not chr(one).isalnum() for one in range(128)] + [False])
