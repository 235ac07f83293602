"""Words near a number, the nearest first."""

from __future__ import annotations

import pytest

from filters.context import AFTER, BEFORE, NEAR, VETO, Context, Word, nearer

WORDS = {
    "電話": {"phone"},
    "電話番号": {"phone"},
    "番号札": {VETO},
    "tel": {"phone"},
    "年金": {"pension"},
    "電話帳": set(),
    "免許": {"licence"},
}
CONTEXT = Context(WORDS)
PHONE, PENSION, LICENCE = (CONTEXT.bit(kind) for kind in ("phone", "pension", "licence"))
NAMES = {PHONE: "phone", PENSION: "pension", LICENCE: "licence", CONTEXT.bit(VETO): "veto"}


def named(word: Word | None) -> tuple[str, int] | None:
    return word and (NAMES[word.bits], word.away)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("#", None),
        ("電話#", ("phone", 0)),
        ("電話番号は#", ("phone", 1)),
        ("TEL:#", ("phone", 1)),
        ("Tel#", ("phone", 0)),
        ("hotel #", None),
        ("tels #", None),
        ("年金の電話は#", ("phone", 1)),
        ("(年金)#", ("pension", 7)),
        ("年金、電話：#", ("phone", 1)),
        ("電話で(年金)#", ("pension", 7)),
        ("年金" + "x" * BEFORE + "#", None),
        ("年金" + "x" * (BEFORE - 2) + "#", ("pension", BEFORE - 2)),
        ("\ud800İ電話#", ("phone", 0)),
        # A word that says nothing, one for what it cannot be, one that says it is nobody's.
        ("電話 電話帳#", ("phone", 4)),
        ("電話 免許#", ("licence", 0)),
        ("電話 免許と#" + "x", ("licence", 1)),
        ("電話、免許、など#", ("phone", 18)),
        ("番号札#", ("veto", 0)),
        # The word inside a surrogate says nothing; one in a name does.
        ("年金 PII_TEL_1_K7 #", ("pension", 14)),
        ("PII_JP_TEL_NUMBER_1_K7 #", None),
        ("customer_tel: #", ("phone", 2)),
        ("CUSTOMER_TEL_1: #", ("phone", 4)),
        ("電話 番号札" + "x" * 21 + "#", ("phone", 25)),
    ],
)
def test_in_front(text: str, word: tuple[str, int] | None) -> None:
    assert named(CONTEXT.before(text, text.index("#"), PHONE | PENSION)) == word


def test_a_word_cut_by_the_reach_is_none() -> None:
    text = "ho" + "tel" + "." * (BEFORE - 3) + "#"
    assert CONTEXT.before(text, text.index("#"), PHONE) is None
    assert CONTEXT.before(text[1:], text.index("#") - 1, PHONE) is None


def behind(text: str) -> Word | None:
    return CONTEXT.behind(text, 1, CONTEXT.needs(text, 1), PHONE)


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("#電話", 0),
        ("#(tel)", 1),
        ("# telx", None),
        ("#、電話", None),
        ("#\n電話", None),
        ("#. 電話", None),
        ("#の年金、電話", None),
        ("#番号札", 0),
        ("#です番号札", 2),
        ("# PII_TEL_1_K7", None),
        ("# USER_TEL", 6),
        ("#なので番号札", 3),
        ("#でしたら番号札", None),
        ("#" + "x" * (AFTER - 2) + "電話", AFTER - 2),
        ("#" + "x" * (AFTER - 1) + "電話", None),
    ],
)
def test_behind_in_the_same_field(text: str, away: int | None) -> None:
    word = behind(text)
    assert (word and word.away) == away


@pytest.mark.parametrize(
    "text", ["#電話、", "#" + "x" * (AFTER - 2) + "電話y", "#" + " " * (AFTER - 3) + "tel."]
)
def test_what_is_read_behind_does_not_depend_on_more(text: str) -> None:
    needed = CONTEXT.needs(text, 1)
    assert needed <= len(text)
    assert behind(text[:needed]) == behind(text) == behind(text + "電話")
    assert behind(text) is not None


def test_the_label_of_a_column() -> None:
    assert named(CONTEXT.label(" 電話番号 ", PHONE)) == ("phone", NEAR)
    assert CONTEXT.label("氏名", PHONE) is None


def test_the_nearer_one_and_in_front_where_they_are_as_near() -> None:
    one, same, far = Word(PHONE, 1), Word(PENSION, 1), Word(PENSION, 2)
    assert nearer(one, same) is one
    assert nearer(far, one) is one
    assert nearer(None, one) is one
    assert nearer(one, None) is one
