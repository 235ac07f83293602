"""A stretch of text as bare words: what remains of a notice however it is wrapped, quoted or commented out.

Words are runs of letters and digits in lower case with one blank between them, so that `# ` or
` * ` in front of each line, quotation marks and line ends do not matter; katakana is apart from other
Japanese, as names are. A `+` behind a word stays,
as `GPLv2+` is another licence than `GPLv2`.
"""

from __future__ import annotations

import re

_KANA, _OTHERS = "\u30a0-\u30ff", "\u3040-\u309f\u3400-\u9fff"
_WORD = re.compile(rf"[^\W_{_KANA}{_OTHERS}]+\+?|[^\W_\u0000-\u309f\u3100-\U0010ffff]+|[{_OTHERS}]+")


def said(text: str, begin: int, end: int, *, open: bool = False) -> str:  # noqa: A002  # an interval is
    """The words of `text[begin:end]`. open: text may follow, so a word that touches the end is left out."""
    words = _WORD.findall(text, begin, end)
    if open and words and _joins(text[end - 1]):
        words.pop()
    return " ".join(words).lower()


def place(text: str, begin: int, words: int) -> int:
    """Where the word that is the `words`th from `begin` on ends, in the text."""
    at = begin
    for n, found in enumerate(_WORD.finditer(text, begin), 1):
        at = found.end()
        if n == words:
            break
    return at


def count(said: str) -> int:
    """How many words these are."""
    return said.count(" ") + 1 if said else 0


def _joins(char: str) -> bool:
    return char.isalnum() or char == "+"
