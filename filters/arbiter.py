"""Which of the things that a number could be it is: the nearest word decides.

At every place where something may begin, all entities that could be written so put in
a claim. The check digit and the nearest word then say how far each is believed, and the
best one wins, unless a claim that begins inside it is better.

What must stay true: an answer depends on `REACH` characters in front, and is given only
when so much text is there that nothing which follows can change it; else it is `OPEN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from filters.candidates import KANJI, goes_on, run_at, sieve
from filters.claims import Claim, Rows, Way, weigh
from filters.columns import HEADER_REACH, label
from filters.context import BEFORE, NEAR, VETO, Context, Word, nearer
from filters.counting import MAY_COUNT
from filters.entity import Entity, Form, Pack, packs
from filters.lazily import lazily
from filters.leads import Leads

REACH = max(BEFORE, HEADER_REACH) + 1
_SURE = 0.9
_LOOSE = 0.7  # of digits in any groups, behind a word for them
_SHAPES = 4096  # that are kept: texts have few, but may be made to have many
_BARE = re.compile("[^A-Za-z0-9]")
_DIGITS = frozenset("0123456789" + KANJI)


class Open:
    """Not yet: what follows may change the answer."""


OPEN = Open()


_Said = Claim | Open | None


class _Forms(NamedTuple):
    """Forms that begin with one character. whole: looks for all of them, each in a group of its own.

    open: of each, whether the text may go on to be one; longest: of all of them.
    """

    rows: tuple[Rows, ...]
    whole: re.Pattern[str]
    open: re.Pattern[str]
    longest: int


# So many groups from the first on, and the entities that are written so.
_Shape = tuple[tuple[int, Rows], ...]


class Arbiter:
    """The entities of some packs, ready to claim."""

    def __init__(self, given: Sequence[Pack]) -> None:
        self.entities = tuple(entity for pack in given for entity in pack.entities)
        self.kinds = {e.kind: e.documentation for e in self.entities}
        self._context = Context(_words(given))
        bits = {kind: self._context.bit(kind) for kind in self.kinds}
        self._groups = {key: Rows(rows, bits) for key, rows in _by_groups(self.entities).items()}
        self._loose = {key: Rows(rows, bits) for key, rows in _by_count(self.entities).items()}
        self._shapes = dict[tuple[int, ...], _Shape]()
        self._forms = _by_first(self.entities, bits)
        counts = [sum(groups) for entity in self.entities for groups in entity.groups]
        forms = [e.form for e in self.entities if e.form]
        self.sieve = sieve(min(counts), forms)
        self._leads = Leads(self.sieve, forms)

    def read(self, text: str, at: int, *, final: bool) -> tuple[list[Claim], int]:
        """The claims that win from `text[at]` on, one after the other, and up to where that is final."""
        found, seen = list[Claim](), dict[int, _Said]()
        places = self._leads.places(text, at, final=final)
        for nth, place in enumerate(places):
            if place < at:
                continue
            claim = self._wins(text, places, nth, seen, final=final)
            if isinstance(claim, Open):
                return found, place
            if claim is not None:
                found.append(claim)
                at = claim.end
        return found, len(text)

    def best(self, text: str, at: int, *, final: bool) -> Claim | Open | None:
        """The claim that wins on what begins at `text[at]`; None where there is none."""
        places = [at, *self._leads.places(text, at + 1, final=final)]
        return self._wins(text, places, 0, {}, final=final)

    def trace(self, text: str) -> Iterator[Claim]:
        """Every claim on a whole text, the rejected ones too."""
        for place in self._leads.places(text, 0):
            kept = list[Claim]()
            self._best(text, place, final=True, kept=kept)
            yield from kept

    def _wins(
        self, text: str, places: Sequence[int], nth: int, seen: dict[int, _Said], *, final: bool
    ) -> _Said:
        """The best claim at one of the places, unless a better one begins inside it. seen: those asked."""
        best = self._asked(text, places[nth], seen, final=final)
        if not isinstance(best, Claim) or best.score >= _SURE:
            return best
        while (nth := nth + 1) < len(places) and places[nth] < best.end:
            other = self._asked(text, places[nth], seen, final=final)
            if isinstance(other, Open):
                return OPEN
            if other and other.score > best.score:
                return None
        return best

    def _asked(self, text: str, place: int, seen: dict[int, _Said], *, final: bool) -> _Said:
        if place in seen:
            return seen[place]
        said = seen[place] = self._best(text, place, final=final)
        return said

    def _best(self, text: str, at: int, *, final: bool, kept: list[Claim] | None = None) -> _Said:
        """The best claim on what begins here alone. kept: takes every claim, with its score."""
        ways = self._ways(text, at, final=final)
        if isinstance(ways, Open) or not ways:
            return OPEN if ways else None
        wanted = 0
        for way in ways:
            wanted |= way.rows.bits
            if not final and way.bare and MAY_COUNT.match(text, way.end):
                return OPEN
        word = self._in_front(text, at, wanted)
        known = (word is not None and word.away <= NEAR) or _sure(ways, word, text)
        best: Claim | None = None
        for way in ways:
            deciding = word
            if not known:
                needs = self._context.needs(text, way.end)
                if not final and needs > len(text):
                    return OPEN
                deciding = nearer(word, self._context.behind(text, way.end, needs, wanted))
            if kept is not None:
                kept += [weigh(way, row, deciding, text) for row in way.rows.rows]
            best = _better(best, way, deciding, text)
        return best

    # -- how it could be read

    def _ways(self, text: str, at: int, *, final: bool) -> list[Way] | Open:
        ways, char = list[Way](), text[at]
        if forms := self._forms.get(char):
            if not final and len(text) - at <= forms.longest and forms.open.match(text, at):
                return OPEN
            here = forms.whole.match(text, at)
            if here and here.lastindex:  # everything in it is optional
                ways += _formed(at, forms, here)
        if char not in _DIGITS:
            return ways
        run = run_at(text, at)
        if run.open and not final:
            return OPEN
        for count, rows in self._shape(run.groups):
            if not goes_on(text, end := run.end(count)):
                ways.append(Way(at, end, run.digits(count), rows))
        return ways

    def _shape(self, groups: tuple[int, ...]) -> _Shape:
        """What digits in such groups may be."""
        shape = self._shapes.get(groups)
        if shape is None:
            counts = range(1, len(groups) + 1)
            ways = [(count, rows) for count in counts if (rows := self._groups.get(groups[:count]))]
            if len(groups) > 1 and (rows := self._loose.get(sum(groups))):
                ways.append((len(groups), rows))
            shape = tuple(ways)
            if len(self._shapes) < _SHAPES:
                self._shapes[groups] = shape
        return shape

    # -- which word decides

    def _in_front(self, text: str, at: int, wanted: int) -> Word | None:
        word = self._context.before(text, at, wanted)
        if word is None or word.away > NEAR:
            above = label(text, at)
            word = (above and self._context.label(above, wanted)) or word
        return word


def _formed(at: int, forms: _Forms, here: re.Match[str]) -> list[Way]:
    """The forms that are there."""
    return [
        Way(at, at + len(said), _BARE.sub("", said).upper(), rows)
        for said, rows in zip(here.groups(), forms.rows, strict=True)
        if said
    ]


def _sure(ways: Iterable[Way], word: Word | None, text: str) -> bool:
    """Whether one of them needs no word behind it."""
    for way in ways:
        for row in way.rows.sure:
            if weigh(way, row, word, text).score >= _SURE:
                return True
    return False


def _better(best: Claim | None, way: Way, word: Word | None, text: str) -> Claim | None:
    """The best so far, or one of this way that is better, or as good and longer."""
    for hope, row in way.rows.hopeful(word):
        if best is None or hope > best.score or (hope == best.score and way.end > best.end):
            claim = weigh(way, row, word, text)
            if claim.score and (best is None or (claim.score, claim.end) > (best.score, best.end)):
                best = claim
    return best


def _by_groups(entities: Iterable[Entity]) -> Mapping[tuple[int, ...], list[Entity]]:
    table = dict[tuple[int, ...], list[Entity]]()
    for entity in entities:
        ways = dict.fromkeys(entity.groups)
        ways |= dict.fromkeys((1,) * groups[0] for groups in entity.groups if len(groups) == 1)
        for groups in ways:
            table.setdefault(groups, []).append(entity)
    return table


def _by_count(entities: Iterable[Entity]) -> Mapping[int, list[Entity]]:
    """Digits in any groups: believed only behind a word for them."""
    table = dict[int, list[Entity]]()
    for entity in entities:
        for count in entity.loose:
            row = replace(entity, groups=(), alone=0.0, vetoed=0.0, cued=_LOOSE, pattern="loose")
            table.setdefault(count, []).append(row)
    return table


def _by_first(entities: Iterable[Entity], bits: Mapping[str, int]) -> Mapping[str, _Forms]:
    """Forms by their first character; entities of one form stand together."""
    forms = dict[Form, list[Entity]]()
    for entity in entities:
        if entity.form is not None:
            forms.setdefault(entity.form, []).append(entity)
    rows = {form: Rows(alike, bits) for form, alike in forms.items()}
    chars = dict.fromkeys((*map(chr, range(0x21, 0x7F)), *(char for form in forms for char in form.first)))
    table, made = dict[str, _Forms](), dict[tuple[Form, ...], _Forms]()
    for char in chars:
        fit = tuple(form for form in forms if re.match(f"[{form.first}]", char))
        if fit and fit not in made:
            made[fit] = _together(fit, rows)
        if fit:
            table[char] = made[fit]
    return table


def _together(forms: tuple[Form, ...], rows: Mapping[Form, Rows]) -> _Forms:
    whole = "".join(f"(?:(?=({form.shape.whole})))?" for form in forms)
    return _Forms(
        tuple(rows[form] for form in forms),
        lazily(whole),
        lazily("|".join(form.shape.open for form in forms)),
        max(form.shape.longest for form in forms),
    )


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
