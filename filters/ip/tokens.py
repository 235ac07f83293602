"""Code with its names blotted out: what is left is how it is built.

Names are one token, numbers one, strings one; keywords and signs stay; comments are nothing.
Who renames everything in a function changes none of its tokens. Prose among code, as
documentation is, would be a row of names: names with nothing but blanks between them are dropped.

What must stay true: a token depends on its line up to it and the token after it. A line
begins anew at every place that is a multiple of `_LINE`, counted from the text's beginning, and
so far at least behind the line's: it does not matter from where on a text is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from filters.ip.folds import Codes
from filters.ip.hashing import Hashes, mixed
from filters.ip.normal import AHEAD, Normal, points

NAME, NUMBER, STRING, KEYWORD = 128, 129, 130, 131
_LINE = 128
_SPLICED = "include|define|undef|if|ifdef|ifndef|else|elif|endif|pragma|error|line"
_ASIDE = re.compile(
    r'"(?:[^"\\\n]|\\.)*"?|'
    r"(?<![A-Za-z0-9])'(?:[^'\\\n]|\\.)*'?|"
    r"//[^\n]*|/\*(?:[^*\n]|\*(?!/))*(?:\*/)?|"
    rf"#(?!\s*(?:{_SPLICED})\b)[^\n]*|"
    r"(?m:^[^\S\n]*\*[^\n]*)"
)
_LONG = re.compile(rf"[^\n]{{{_LINE},}}")
_CUT = re.compile(r"(?:/|#\s*\w{0,8}|[\w$]+[^\S\n]*)\Z")
_KEYWORDS = re.findall(
    r"\w+",
    "and as assert async await auto bool boolean break byte case catch chan char class const continue def "
    "default defer del delete do double elif else end enum except export extends extern false False final "
    "finally float fn for foreach from func function global go goto if impl implements import in inline int "
    "interface is lambda let local long loop map match mod module mut nil None nonlocal not null new NULL or "
    "package pass private protected pub public raise range return select self short signed sizeof static "
    "string struct super switch this throw throws trait true True try type typedef typeof undefined union "
    "unless unsigned until use using var void volatile when where while with yield",
)

_WORD, _SIGN = 1, 2
_QUOTE = 1  # in the place of a string
_KINDS = np.array(
    [_WORD if chr(one).isalnum() or chr(one) in "_$" else _SIGN if one > 32 else 0 for one in range(127)]
    + [0, _WORD]
)
_KINDS[_QUOTE] = _SIGN


def normal_tokens(text: str, *, start: int = 0, final: bool = True) -> Normal:
    """The tokens of a text that begins at position `start` of a longer one. Some 10 MB/s."""
    plain = points(text).copy()
    for begin, end in _lines(text, start):
        for aside in _ASIDE.finditer(text, begin, end):
            string = text[aside.start()] in "\"'"
            plain[aside.start() : aside.end()] = ord(" ")
            if string:
                plain[aside.start()] = _QUOTE
    kind = _KINDS[np.minimum(plain, 128)]
    word = kind == _WORD
    begins = word.copy()
    begins[1:] &= ~word[:-1]
    at = np.flatnonzero(begins | (kind == _SIGN))
    codes = plain[at].copy()
    codes[codes == _QUOTE] = STRING
    worded = begins[at]
    codes[worded] = _words(plain, word, at[worded])
    lone = _lone(codes, np.cumsum(plain == ord("\n"))[at])
    return Normal(codes[lone], at[lone], len(text) if final else _sure(text))


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Stretches that are read each by itself: lines in a row, and the parts of a long line."""
    at = 0
    for long in _LONG.finditer(text):
        first = (-(-(start + long.start()) // _LINE) + 1) * _LINE - start
        for cut in range(first, long.end(), _LINE):
            yield at, cut
            at = cut
    yield at, len(text)


def _words(plain: Codes, word: NDArray[np.bool_], begins: NDArray[np.intp]) -> Codes:
    """What the words are that begin at these places: a keyword, a number or a name."""
    if not len(begins):
        return np.zeros(0, np.uint32)
    ends = np.flatnonzero(word & ~np.append(word[1:], np.False_)) + 1
    value = _named(plain, begins, ends - begins)
    place = np.minimum(np.searchsorted(_KNOWN, value), len(_KNOWN) - 1)
    codes = np.where(_KNOWN[place] == value, KEYWORD + place, NAME).astype(np.uint32)
    codes[(plain[begins] >= ord("0")) & (plain[begins] <= ord("9"))] = NUMBER
    return codes


def _named(plain: Codes, begins: NDArray[np.intp], sizes: NDArray[np.intp]) -> Hashes:
    """A number for each word: of its first eight characters and its length, which tell keywords apart."""
    into = np.arange(8)
    chars = np.minimum(plain[np.minimum(begins[:, None] + into, len(plain) - 1)], 255).astype(np.uint8)
    chars[into >= sizes[:, None]] = 0
    return mixed(chars.view(np.uint64).ravel() ^ mixed(sizes.astype(np.uint64)))


def _known() -> Hashes:
    words = sorted(set(_KEYWORDS))
    plain = points(" ".join(words))
    ends = np.cumsum([len(one) + 1 for one in words]) - 1
    sizes = np.array([len(one) for one in words])
    return np.sort(_named(plain, ends - sizes, sizes))


def _lone(codes: Codes, lines: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which tokens stay: all but names next to names in their line."""
    beside = (codes[1:] == NAME) & (codes[:-1] == NAME) & (lines[1:] == lines[:-1])
    lone = np.ones(len(codes), np.bool_)
    lone[1:] &= ~beside
    lone[:-1] &= ~beside
    return lone


def _sure(text: str) -> int:
    """Where the last token begins, if what follows may belong to it or stand next to it."""
    cut = _CUT.search(text, max(0, len(text) - 2 * AHEAD))
    return cut.start() if cut else len(text)


_KNOWN = _known()
