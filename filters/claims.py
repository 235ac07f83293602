"""How far a claim is believed: its check digit, the nearest word, and what it is glued to.

The nearest word decides among numbers of the same length, and one in front beats one
behind that is as near. A word that says the number is nothing personal counts only
close by; so does one that is to make up for a wrong check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from filters.context import VETO, Word
from filters.counting import COUNTS, MAY_COUNT
from filters.entity import Check, Cue, Entity

NEAR = 6  # so near, a word in front decides, whatever it speaks of and whatever stands behind
_VETO_BEFORE, _VETO_AFTER = 20, 3
_TYPO = 14
_FAR = 22  # of a number in one piece without a check digit a word says nothing any more

_LETTER = re.compile("[A-Za-z_]")
_JOINING = frozenset("-/#=第")  # in front of a number in one piece: of a name, a path, an assignment, a count


@dataclass(frozen=True, slots=True)
class Claim:
    """What one entity says of a stretch of text. score: 0 where it is rejected."""

    entity: Entity
    start: int
    end: int
    value: str
    check: Check
    cue: Cue = "none"
    score: float = 0.0

    @property
    def bare(self) -> bool:
        """In one piece."""
        return len(self.value) == self.end - self.start


def nearest(words: Iterable[Word], kinds: set[str], *, behind: bool = False) -> Word | None:
    """The first of these words that says what a number, claimed to be of `kinds`, is."""
    veto = _VETO_AFTER if behind else _VETO_BEFORE
    near = -1 if behind else NEAR
    for word in words:
        if word.kinds & kinds or (word.kinds and word.away <= near):
            return word
        if VETO in word.kinds and word.away <= veto:
            return word
    return None


def nearer(before: Word | None, after: Word | None) -> Word | None:
    """Which of the two decides."""
    return after if after and (before is None or after.away < before.away) else before


def weigh(claim: Claim, word: Word | None, text: str) -> Claim:
    """The claim with its score, given the word that decides."""
    entity, cue = claim.entity, _cue(claim, word)
    score = entity.weigh(cue, claim.check)
    if score and word and cue == "own" and claim.check == "invalid" and word.away > _TYPO:
        score = 0.0
    if score and word and cue == "own" and claim.check == "none" and claim.bare and word.away > _FAR:
        score = 0.0
    if score and (_joined(claim, text, cue) or _counts(claim, text)):
        score = 0.0
    return Claim(entity, claim.start, claim.end, claim.value, claim.check, cue, score)


def _cue(claim: Claim, word: Word | None) -> Cue:
    if word is None:
        return "none"
    if claim.entity.kind in word.kinds:
        return "own"
    return "veto" if VETO in word.kinds else "other"


def _joined(claim: Claim, text: str, cue: Cue) -> bool:
    """Whether it is glued to letters, or in one piece to what names and paths are joined with."""
    if cue == "own":
        return False
    left = text[claim.start - 1] if claim.start else " "
    if _LETTER.match(left) or (claim.bare and left in _JOINING):
        return True
    return claim.bare and _LETTER.match(text, claim.end) is not None


def undecided(claim: Claim, text: str) -> bool:
    """Whether what follows `text` may tell that it counts something."""
    return claim.bare and MAY_COUNT.match(text, claim.end) is not None


def _counts(claim: Claim, text: str) -> bool:
    """Whether it is a number of something: 8097575円."""
    if not claim.bare or not claim.value.isdecimal():
        return False
    counted = COUNTS.match(text, claim.end)
    # A number in a series of documents has 第 and 号 around it, and so has a licence.
    return counted is not None and not (
        counted.group() == "号" and text[claim.start - 1 : claim.start] == "第"
    )
