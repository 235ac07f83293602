"""How an address is written elsewhere: a number and a street, or a street and a number.

Told by the word for a street (Street, Rue, -straße), by a frame (PSC and APO, P.O. Box, the corner
of …) or by both. Names of streets are capitalised words here; the model of `filters/names` finds
others too. A town and a region behind it belong to the address where a postal code ends them.
"""

from __future__ import annotations

import re

from filters.lazily import lazily
from filters.shapes import Shape, begins, behind, either, maybe, repeat, row, some, text, unless
from filters.trees import begun, led

_UP, _LOW = "A-ZÀ-ÖØ-ÞĀŠŽÁČŘŻŁŚ", "a-zß-öø-ÿā-ž"
_LETTER = f"[{_UP}{_LOW}]"
_EDGE = behind(rf"(?<![0-9{_UP}{_LOW}_#$€£.,:/@+-])")
_GAP = some(" ", 1, 1)
_WORD = row(some(f"[{_UP}]", 1, 1), some(f"[{_UP}{_LOW}'.-]", 0, 18))
_ORDINAL = row(some("[0-9]", 1, 3), either(*map(text, ("st", "nd", "rd", "th"))))
_LINKS = (
    "de la|de los|de las|del|de|des|du|da|do|di|dos|le|la|van de|van der|van|von|na|of|the|y|el|den|der|al|an"
)
_LINK = either(*map(text, _LINKS.split("|")))
_NUMBER = row(some("[0-9]", 1, 6), some("[A-Za-z]", 0, 1))
_LAST = row(some("[0-9]", 1, 5), some("[A-Za-z]", 0, 1), unless(some(f"[0-9{_UP}{_LOW}]", 1, 1)))

_KINDS = """
Street St Road Rd Avenue Ave Av Lane Ln Drive Dr Boulevard Blvd Court Ct Place Pl Way Close Crescent
Cres Terrace Square Sq Highway Hwy Parkway Pkwy Circle Cir Trail Row Gardens Gdns Hill Walk Mews
Loop Crossing Ridge Bypass Route Plaza Quay Grove Green Alley Broadway Park Wharf STREET ROAD AVENUE
LANE DRIVE BOULEVARD
"""
_KIND = row(either(*map(text, _KINDS.split())), maybe(text(".")), unless(some(_LETTER, 1, 1)))
# 12 Baker Street, 4805 North 42nd St., 17 Rue du Bac St.
_STREET = row(
    _EDGE,
    _NUMBER,
    _GAP,
    either(_WORD, _ORDINAL),
    repeat(row(_GAP, either(_LINK, _WORD, _ORDINAL)), 0, 4),
    _GAP,
    _KIND,
)

_NAMES = """
Rue Avenue Boulevard Via Viale Corso Piazza Calle Avenida Avda. Plaza Paseo Rua Travessa Praça Largo Quai
Impasse Chemin Allée Ulica Aleja Strada rue avenue boulevard ul.
"""
_ROMANCE = tuple(_NAMES.split())
_NAMED = row(either(*map(text, _ROMANCE)), repeat(row(_GAP, maybe(row(_LINK, _GAP)), _WORD), 1, 4))
_ROAD = row(_EDGE, _NAMED, some("[, ]", 1, 2), _LAST)
_ROAD_FIRST = row(_EDGE, _NUMBER, some("[, ]", 1, 2), _NAMED)

_ENDS = """
straße strasse gatan gata gränd vägen vej gade allé veien gasse weg damm ufer straat laan plein kade gracht
katu utca
"""
_COMPOUND = row(
    _EDGE, some(f"[{_UP}]", 1, 1), some(f"[{_LOW}-]", 1, 30), _GAP, _LAST
)  # its end is asked for by `STARTS`, and by `is_one`

_THING = either(_ORDINAL, row(some("[0-9]", 1, 5), some("[A-Za-z]", 0, 1)), _WORD, _LINK)
_CORNER = row(
    text("the corner of "),
    repeat(row(_THING, _GAP), 1, 6),
    text("and "),
    _THING,
    repeat(row(_GAP, _THING), 0, 4),
)
_BOX = row(
    either(*map(text, ("P.O. Box", "PO Box", "P.O.Box", "Post Office Box"))), _GAP, some("[0-9]", 1, 6)
)
_MILITARY = row(
    either(
        row(text("PSC "), some("[0-9]", 1, 5), text(", Box "), some("[0-9]", 1, 5)),
        row(text("Unit "), some("[0-9]", 1, 5), text(" Box "), some("[0-9]", 1, 5)),
        row(either(*map(text, ("USS ", "USNS ", "USNV ", "USCGC "))), _WORD),
    ),
    some("[ ,\n]", 1, 3),
    either(*map(text, ("APO", "FPO", "DPO"))),
    _GAP,
    either(*map(text, ("AA", "AE", "AP"))),
    _GAP,
    some("[0-9]", 5, 5),
)

_BREAK = some("[ ,\n]", 1, 4)
_UNIT = row(
    either(
        *map(text, ("Apt.", "Apt", "Apartment", "Suite", "Ste.", "Ste", "Unit", "Flat", "Floor", "#", "Room"))
    ),
    maybe(_GAP),
    some("[0-9A-Z]", 1, 5),
)
_CODE = either(
    row(some("[0-9]", 5, 5), maybe(row(text("-"), some("[0-9]", 4, 4))), unless(some("[0-9]", 1, 1))),
    row(
        some("[A-Z]", 1, 2),
        some("[0-9]", 1, 2),
        some("[A-Z]", 0, 1),
        _GAP,
        some("[0-9]", 1, 1),
        some("[A-Z]", 1, 2),
        some("[0-9]", 0, 1),
    ),
)
_TOWN = row(repeat(row(_BREAK, _WORD), 1, 5), _BREAK, _CODE)
_REST = row(maybe(row(_BREAK, _UNIT)), maybe(_TOWN))

ADDRESS: Shape = either(
    _MILITARY, row(_BOX, maybe(_TOWN)), _CORNER, row(either(_STREET, _ROAD_FIRST, _ROAD, _COMPOUND), _REST)
)
"""An address of a street, a corner, a box or a military post office."""

_LEADS = [
    "the corner of ",
    "P.O. Box",
    "PO Box",
    "P.O.Box",
    "Post Office Box",
    "PSC ",
    "Unit ",
    "USS ",
    "USNS ",
    "USNV ",
    "USCGC ",
]
WORDS = (*_LEADS, *(f"{word} " for word in _ROMANCE))
_SUFFIX = "|".join(_ENDS.split())
_SMALL = ("rue ", "avenue ", "boulevard ", "ul.")
_THEN = f"(?:[{_UP}]|[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(map(re.escape, _SMALL))})"
_BEGUN = "|".join(_word[0] + text(_word[1:]).open for _word in _SMALL)
_NUMBER_CUT = rf"[0-9]{{0,5}}[A-Za-z]?(?:\Z|[, ](?:\Z|[, ]?(?:\Z|[0-9]{{1,3}}[snrt]?\Z|{_BEGUN})))"
TRACES = (
    f"[0-9][A-Za-z]?[, ][, ]?{_THEN}",
    f"(?:{_SUFFIX}) [0-9]",
    *map(re.escape, WORDS),
)
_NUMBERED = rf"{_EDGE.whole}[0-9](?=[0-9]{{0,5}}[A-Za-z]?[, ][, ]?{_THEN}|{_NUMBER_CUT})"
_ENDED = rf"[{_LOW}-]{{0,26}}(?:{_SUFFIX}) [0-9]"
STARTS = "|".join(
    (
        _NUMBERED,
        rf"{_EDGE.whole}[{_UP}](?={_ENDED}|[{_LOW}-]{{0,31}} ?\Z)",
        f"(?=[{''.join(sorted({word[0] for word in WORDS}))}])(?:{begins(*WORDS)})",
    )
)
"""Where one may begin, or where such a beginning is cut off."""
SURE = "|".join((_NUMBERED, rf"{_EDGE.whole}[{_UP}](?={_ENDED})", led(WORDS)))
WAITS = rf"{_EDGE.whole}[{_UP}][{_LOW}-]{{0,31}} ?|{begun(WORDS)}"
"""The one and the other; but for numbers, which are rare enough."""
CUT = 40

_COMPOUNDS = rf"[{_UP}][{_LOW}-]*(?:{_SUFFIX}) "
_SAID = lazily(f"{_MILITARY.whole}|{_BOX.whole}|{_CORNER.whole}|{_NAMED.whole}|{_COMPOUNDS}")
_STREETS = lazily(_STREET.whole[len(_EDGE.whole) :])
# Words that are more than kinds of streets: "Chapter 3 The Long Way", "5 Big Hill".
_WEAK = lazily(
    r"[0-9] .* (?:Way|Park|Hill|Loop|Row|Route|Green|Walk|Trail|Crossing|Ridge|Close|Place|Drive)\.?\Z"
    r"|[0-9]+[A-Za-z]? The "
)


def is_one(matched: str) -> bool:
    """Whether what matched, without regard to its words, is an address after all."""
    if matched[0].isdigit():
        street = _STREETS.match(matched)
        return street is None or street.end() < len(matched) or _WEAK.match(matched) is None
    return _SAID.match(matched) is not None
