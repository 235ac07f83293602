"""Which of the things that a number could be it is: the nearest word decides.

At every place where something may begin, all entities that could be written so put in
a claim. The check digit and the nearest word then say how far each is believed, and the
best one wins, unless a claim that begins inside it is better.

What must stay true: an answer depends on `BEFORE` characters in front, and is given only
when so much text is there that nothing which follows can change it; else it is `OPEN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from filters.candidates import KANJI, goes_on, run_at, sieve
from filters.claims import NEAR, Claim, nearer, nearest, undecided, weigh
from filters.columns import HEADER_REACH, label
from filters.context import BEFORE, VETO, Context, Word
from filters.entity import Check, Entity, Pack, packs

REACH = max(BEFORE, HEADER_REACH) + 1
_SURE = 0.9
_BARE = re.compile("[^A-Za-z0-9]")


class Open:
    """Not yet: what follows may change the answer."""


OPEN = Open()


class Arbiter:
    """The entities of some packs, ready to claim."""

    def __init__(self, given: Sequence[Pack]) -> None:
        self.entities = tuple(entity for pack in given for entity in pack.entities)
        self.kinds = {e.kind: e.documentation for e in self.entities}
        self._groups = _by_groups(self.entities)
        self._forms = _by_first(self.entities)
        self._context = Context(_words(given))
        counts = [sum(groups) for entity in self.entities for groups in entity.groups]
        self.sieve = sieve(min(counts), [e.form for e in self.entities if e.form])
        self.starts = re.compile(self.sieve.starts, re.DOTALL)

    # -- what claims there are

    def _claims(self, text: str, at: int, *, final: bool) -> list[Claim] | Open:
        claims = list[Claim]()
        for entity, whole, cut, longest in self._forms.get(text[at], ()):
            if not final and len(text) - at <= longest and cut.match(text, at):
                return OPEN
            here = whole.match(text, at)
            if here:
                self._claim(claims, entity, at, here.end(), _value(here.group()))
        if text[at] in _DIGITS:
            run = run_at(text, at)
            if run.open and not final:
                return OPEN
            for count in range(1, len(run.groups) + 1):
                rows = self._groups.get(run.groups[:count])
                if rows and not goes_on(text, run.ends[count - 1]):
                    value = run.digits(count)
                    for entity in rows:
                        self._claim(claims, entity, at, run.ends[count - 1], value)
        return claims

    @staticmethod
    def _claim(claims: list[Claim], entity: Entity, start: int, end: int, value: str) -> None:
        if entity.fits is None or entity.fits(value):
            check: Check = "none" if entity.check is None else "valid" if entity.check(value) else "invalid"
            claims.append(Claim(entity, start, end, value, check))

    # -- how far they are believed

    def weighed(self, text: str, at: int, *, final: bool) -> list[Claim] | Open:
        """Every claim on what begins at `text[at]`, weighed."""
        claims = self._claims(text, at, final=final)
        if isinstance(claims, Open) or not claims:
            return claims
        if not final and any(undecided(claim, text) for claim in claims):
            return OPEN
        kinds = {claim.entity.kind for claim in claims}
        before = nearest(self._context.before(text, at), kinds)
        if before is None or before.away > NEAR:
            before = self._labelled(text, at, kinds) or before
        sure = any(c.entity.sure and weigh(c, before, text).score >= _SURE for c in claims)
        if sure or (before is not None and before.away <= NEAR):
            return [weigh(claim, before, text) for claim in claims]
        weighed = list[Claim]()
        for claim in claims:
            if self._context.needs(text, claim.end) > len(text) and not final:
                return OPEN
            after = nearest(self._context.after(text, claim.end), kinds, behind=True)
            weighed.append(weigh(claim, nearer(before, after), text))
        return weighed

    def _labelled(self, text: str, at: int, kinds: set[str]) -> Word | None:
        """What stands above it in a table."""
        above = label(text, at)
        word = nearest(self._context.before(above, len(above)), kinds) if above else None
        return word and Word(word.kinds, NEAR)

    def best(self, text: str, at: int, *, final: bool) -> Claim | Open | None:
        """The claim that wins on what begins at `text[at]`; None where there is none."""
        best = self._best(text, at, final=final)
        if not isinstance(best, Claim) or best.score >= _SURE:
            return best
        inner = self.starts.search(text, at + 1)
        while inner and inner.start() < best.end:
            other = self._best(text, inner.start(), final=final)
            if isinstance(other, Open):
                return OPEN
            if other and other.score > best.score:
                return None
            inner = self.starts.search(text, inner.start() + 1)
        return best

    def _best(self, text: str, at: int, *, final: bool) -> Claim | Open | None:
        weighed = self.weighed(text, at, final=final)
        if isinstance(weighed, Open):
            return OPEN
        good = [claim for claim in weighed if claim.score]
        return max(good, key=lambda claim: (claim.score, claim.end)) if good else None

    def trace(self, text: str) -> Iterator[Claim]:
        """Every claim on a whole text, the rejected ones too."""
        for start in self.starts.finditer(text):
            weighed = self.weighed(text, start.start(), final=True)
            assert not isinstance(weighed, Open)
            yield from weighed


_DIGITS = frozenset("0123456789" + KANJI)


def _value(text: str) -> str:
    return _BARE.sub("", text).upper()


def _by_groups(entities: Iterable[Entity]) -> Mapping[tuple[int, ...], tuple[Entity, ...]]:
    table = dict[tuple[int, ...], list[Entity]]()
    for entity in entities:
        ways = dict.fromkeys(entity.groups)
        ways |= dict.fromkeys((1,) * groups[0] for groups in entity.groups if len(groups) == 1)
        for groups in ways:
            table.setdefault(groups, []).append(entity)
    return {groups: tuple(rows) for groups, rows in table.items()}


_Form = tuple[Entity, re.Pattern[str], re.Pattern[str], int]


def _by_first(entities: Iterable[Entity]) -> Mapping[str, tuple[_Form, ...]]:
    table = dict[str, list[_Form]]()
    for entity in entities:
        if entity.form is None:
            continue
        shape = entity.form.shape
        row = (entity, re.compile(shape.whole), re.compile(shape.open), shape.longest)
        for char in dict.fromkeys((*map(chr, range(0x21, 0x7F)), *entity.form.first)):
            if re.match(f"[{entity.form.first}]", char):
                table.setdefault(char, []).append(row)
    return {char: tuple(rows) for char, rows in table.items()}


def _words(given: Iterable[Pack]) -> Mapping[str, set[str]]:
    words = dict[str, set[str]]()
    for pack in given:
        for entity in pack.entities:
            for cue in entity.cues:
                words.setdefault(cue, set()).add(entity.kind)
        for veto in pack.vetoes:
            words.setdefault(veto, set()).add(VETO)
        for plain in pack.plain:
            words.setdefault(plain, set())
    return words


@cache
def arbiter() -> Arbiter:
    """The arbiter of all packs, made once."""
    return Arbiter(packs())
