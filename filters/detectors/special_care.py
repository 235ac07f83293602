"""Statements of special care about a person (要配慮個人情報): illness, disability, offences, creed, origin.

A statement, not a token: 「糖尿病とは何か」 is none, 「田中さんは糖尿病で通院している」 is one. What
the law names must be said (`filters.special.words`) and a person be meant; a small
classifier weighs the rest of the sentence. Facts that only let one guess are no findings.

It waits, behind a word of such a matter, for the end of the sentence, at most 64
characters: so the rows of the shipped presets only flag.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.sieve import Sieve
from filters.special.around import in_word
from filters.special.statements import (
    BEFORE,
    LONGEST,
    beginnings,
    heads,
    literals,
    said_until,
    starting,
    statement,
    waiting,
)

_LEAST = 0.5


@cache
def _sieve() -> Sieve:
    return Sieve(starting(), (literals(),), waits=waiting(), longest=LONGEST)


@DETECTORS.add
class SpecialCare:
    """Japanese, and the commonest English phrases."""

    name = "special_care"
    kinds: Mapping[str, str] = {
        "pii.special_care": "A statement about a person's health, disability, record, creed or origin."
    }
    reach = BEFORE + 8
    view: View = "folded"
    inline = True

    def __init__(self, options: Options) -> None:
        del options
        self.sieve = _sieve()

    def read(self, window: Window) -> Reading:
        text, found, past, at = window.text, list[Finding](), window.at, window.at
        for begin, end, which in heads(text, at):
            if begin < past:
                continue
            if not (window.final or said_until(text, end)):
                return Reading(tuple(found), window.start + begin)
            past = end
            said = statement(text, begin, end, which)
            if said and said.score >= _LEAST:
                span, past = (said.begin, said.end), said.end
                attrs = {"matter": said.matter}
                found.append(window.finding(span, "pii.special_care", round(said.score, 2), attrs))
        settled = len(text) if window.final else _begun(text, past)
        return Reading(tuple(found), window.start + settled)


def _begun(text: str, past: int) -> int:
    """Where a word that the end of the text cuts off begins."""
    begins, end = beginnings(), len(text)
    tail = text[max(past, end - LONGEST) :]
    for size in range(len(tail), 0, -1):
        if tail[-size:] in begins and not in_word(text, end - size):
            return end - size
    return end
