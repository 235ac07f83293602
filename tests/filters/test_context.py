"""Words near a number, the nearest first."""

from __future__ import annotations

import pytest

from filters.context import AFTER, BEFORE, VETO, Context

WORDS = {"電話": {"phone"}, "電話番号": {"phone"}, "番号札": {VETO}, "tel": {"phone"}, "年金": {"pension"}}
CONTEXT = Context(WORDS)


def names(text: str) -> list[tuple[str, int]]:
    words = CONTEXT.before(text, text.index("#"))
    return [("+".join(sorted(word.kinds)), word.away) for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#", []),
        ("電話#", [("phone", 0)]),
        ("電話番号は#", [("phone", 1)]),
        ("TEL:#", [("phone", 1)]),
        ("Tel#", [("phone", 0)]),
        ("hotel #", []),
        ("tels #", []),
        ("年金の電話は#", [("phone", 1), ("pension", 4)]),
        ("(年金)#", [("pension", 7)]),
        ("年金、電話：#", [("phone", 1), ("pension", 10)]),
        ("年金" + "x" * BEFORE + "#", []),
        ("年金" + "x" * (BEFORE - 2) + "#", [("pension", BEFORE - 2)]),
        ("\ud800İ電話#", [("phone", 0)]),
    ],
)
def test_in_front(text: str, words: list[tuple[str, int]]) -> None:
    assert names(text) == words


def test_a_word_cut_by_the_reach_is_none() -> None:
    text = "ho" + "tel" + "." * (BEFORE - 3) + "#"
    assert CONTEXT.before(text, text.index("#")) == []
    assert CONTEXT.before(text[1:], text.index("#") - 1) == []


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("#電話", 0),
        ("#(tel)", 1),
        ("# telx", None),
        ("#、電話", None),
        ("#\n電話", None),
        ("#. 電話", None),
        ("#" + "x" * (AFTER - 2) + "電話", AFTER - 2),
        ("#" + "x" * (AFTER - 1) + "電話", None),
    ],
)
def test_behind_in_the_same_field(text: str, away: int | None) -> None:
    words = CONTEXT.after(text, 1)
    assert [word.away for word in words] == ([] if away is None else [away])


@pytest.mark.parametrize(
    "text", ["#電話、", "#" + "x" * (AFTER - 2) + "電話y", "#" + "x" * (AFTER - 3) + "tel."]
)
def test_what_is_read_behind_does_not_depend_on_more(text: str) -> None:
    needed = CONTEXT.needs(text, 1)
    assert needed <= len(text)
    assert CONTEXT.after(text[:needed], 1) == CONTEXT.after(text, 1) == CONTEXT.after(text + "電話", 1)
