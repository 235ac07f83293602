"""Turns of a conversation written into one message, and how many of them give in.

A model that is shown a hundred answers that refuse nothing writes the next one alike. A label
at the beginning of a line (`Assistant:`, `A:`, `回答:`) is a turn; one gives in where its first
words do ("Sure", "Of course", 「もちろん」).

What must stay true: a turn is weighed by the `REACH` characters in front of it and nothing
else, in one pass: time is linear however many turns there are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from filters.wordlist import Found, WordList

REACH = 6000  # characters
_MARKS = 8  # of them, in front of a label, are looked at

# Labels of answers: those of a conversation, and those of any list of questions.
_TALK = ("assistant", "chatgpt", "gpt", "ai", "bot", "model", "アシスタント", "ボット")
_LIST = ("answer", "a", "回答", "答え", "答")
LABELS = tuple(label + end for label in (*_TALK, *_LIST) for end in (":", "**:"))
WORDS = WordList(LABELS)
_LINE = re.compile(r"(?:\A|\n)[ \t>*#-]{0,4}\Z")
_GIVES_IN = re.compile(
    r"[*\s]*[\"「]?(?:sure|certainly|of course|absolutely|yes\b|yeah|okay|ok[,. ]|no problem|gladly|happy to|"
    r"here(?:'s| is| are| you go)|step 1|first[, ]|1[.)]|"
    r"もちろん|はい[、。!]|承知|わかりました|了解|喜んで|まず|手順)",
    re.IGNORECASE,
)


class Turn(NamedTuple):
    """A label `text[begin:end]`. before: answers in front of it; giving_in: those that do.

    talk: it says who speaks, and not only that something was asked.
    """

    begin: int
    end: int
    before: int
    giving_in: int
    talk: bool


def turns(text: str, at: int, *, whole: bool, final: bool) -> tuple[list[Turn], int]:
    """The answers in a text, and up to where that is sure, `at` or later. whole: nothing comes before it."""
    found, _ = WORDS.find(text, 0, final=True)
    _, sure = WORDS.find(text, at, final=final)
    return list(_counted(text, _labels(text, found, whole=whole))), sure


def _labels(text: str, found: Sequence[Found], *, whole: bool) -> Iterator[tuple[int, int, bool]]:
    for start, end, word in found:
        known = start >= _MARKS or whole
        if known and _LINE.search(text[max(0, start - _MARKS) : start]):
            yield start, end, LABELS[word].rstrip("*:") in _TALK


def _counted(text: str, labels: Iterator[tuple[int, int, bool]]) -> Iterator[Turn]:
    near = deque[tuple[int, bool]]()
    giving_in = 0
    for begin, end, talk in labels:
        while near and near[0][0] < begin - REACH:
            giving_in -= near.popleft()[1]
        yield Turn(begin, end, len(near), giving_in, talk)
        gives_in = _GIVES_IN.match(text, end, end + 40) is not None
        near.append((begin, gives_in))
        giving_in += gives_in
