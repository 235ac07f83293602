"""Passports and residence cards of Japan: letters and digits, so seldom anything else."""

from __future__ import annotations

from filters.checks import mrz
from filters.entity import Entity, Form, words
from filters.shapes import repeat, row, some, text, unless

_PASSPORT = words(
    """
    旅券, 旅券番号, 旅券の番号, パスポート, パスポート番号, パスポートの番号, パスポートno, ぱすぽーと,
    りょけん, 渡航書, passport, passports, passport number, passport no, passport no., passport_no,
    passportno, passport_number, passportnumber, passport id, travel document
    """
)
_RESIDENCE = words(
    """
    在留カード, 在留カード番号, 在留カードの番号, 在留番号, 在留資格, 在留, 在留期間, 特別永住者証明書,
    特別永住者証明書番号, 特別永住者, 外国人登録, 外国人登録証明書, ざいりゅうカード, ざいりゅう, 入管,
    residence card, residence card number, residence card no, residence_card, residencecard, zairyu,
    zairyu card, resident card, special permanent resident, immigration card
    """
)
_PASSPORT_KIND = ("pii.jp.passport", "A passport number of Japan.")
_CARD_KIND = (
    "pii.jp.residence_card",
    "The number of a residence card, or of a special permanent resident's certificate.",
)
_GAP = some("[- ]", 0, 1)
_FREE = unless(row(some("-", 0, 1), some("[A-Za-z0-9]", 1, 1)))
_TWO = some("[A-Z]", 2, 2)
# So much of one makes it worth a look.
_BEGINS = row(some("[A-Z]", 1, 1), _GAP, some("[0-9]", 1, 1))
_NUMBER = row(_TWO, _GAP, some("[0-9]", 7, 7))
# Typed letter by letter: believed only beside a word for it.
_SPACE, _CAPITAL, _ONE = text(" "), some("[A-Z]", 1, 1), some("[0-9]", 1, 1)
_APART = row(_SPACE, _CAPITAL, _SPACE, _ONE)
_DIGIT = row(_SPACE, _ONE)
_SPELT_NUMBER = row(_CAPITAL, _SPACE, _CAPITAL, repeat(_DIGIT, 7, 7), unless(_DIGIT))
_SPELT_CARD = row(_CAPITAL, _SPACE, _CAPITAL, repeat(_DIGIT, 8, 8), _SPACE, _CAPITAL, _SPACE, _CAPITAL)
_JAPANESE = row(some("[A-Z]", 2, 2), some("[0-9]", 8, 8), text("JPN"))


def _of_today(value: str) -> bool:
    """T: ten years, M: five; other letters are of the past, or of official passports."""
    return value[0] in "TM"


def _zone(value: str) -> bool:
    return mrz(value[:10])


ENTITIES = (
    Entity(
        *_PASSPORT_KIND,
        _PASSPORT,
        form=Form(row(_NUMBER, _FREE), "A-Z", _BEGINS),
        fits=_of_today,
        alone=0.5,
    ),
    Entity(*_PASSPORT_KIND, form=Form(row(_NUMBER, _FREE), "A-Z", _BEGINS)),
    Entity(
        *_PASSPORT_KIND,
        form=Form(_JAPANESE, "A-Z", _BEGINS),
        fits=_zone,
        alone=0.95,
        vetoed=0.95,
        sure=True,
        pattern="mrz",
    ),
    Entity(
        *_CARD_KIND,
        _RESIDENCE,
        form=Form(
            row(_TWO, _GAP, some("[0-9]", 8, 8), _GAP, _TWO, unless(some("[A-Za-z0-9]", 1, 1))),
            "A-Z",
            _BEGINS,
        ),
        alone=0.9,
        vetoed=0.4,
        sure=True,
    ),
    Entity(
        *_CARD_KIND,
        form=Form(
            row(
                _TWO,
                _GAP,
                some("[0-9]", 4, 4),
                _GAP,
                some("[0-9]", 4, 4),
                _GAP,
                _TWO,
                unless(some("[A-Za-z0-9]", 1, 1)),
            ),
            "A-Z",
            _BEGINS,
        ),
    ),
    Entity(*_PASSPORT_KIND, form=Form(_SPELT_NUMBER, "A-Z", _APART), pattern="spelt"),
    Entity(*_CARD_KIND, form=Form(_SPELT_CARD, "A-Z", _APART), pattern="spelt"),
)
