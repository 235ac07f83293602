"""The places found by a glance are those of the sieve's expression, in texts of any length."""

from __future__ import annotations

import random
import re

import pytest

from filters.arbiter import arbiter
from filters.candidates import sieve
from filters.entity import Form
from filters.leads import Leads
from filters.shapes import Shape, row, some, text

PASSPORT = Form(
    row(some("[A-Z]", 2, 2), some("[0-9]", 7, 7)), "A-Z", row(some("[A-Z]", 1, 1), some("[0-9]", 1, 1))
)
ODD = Form(row(text("Kd"), some("[0-9]", 5, 5)), "K", row(text("d"), some("[0-9]", 2, 2)))
SMALL = Form(row(text("x:"), some("[0-9]", 5, 5)), "x", row(text(":"), some("[0-9]", 2, 2)))
TWO = Form(
    row(some("[a-z]", 2, 2), some("[0-9]", 7, 7)),
    "a-z",
    row(some("[a-z]", 1, 1), some("[- ]", 0, 1), some("[0-9]", 2, 2)),
)
SIGN = Form(row(text("記号"), some("[0-9]", 5, 5)), "記", text("号"))
TOKENS = (
    *("1", "2345678", "03-", "-", " ", ".", "ー", "(", "+81 ", "TR", "T", "A b", "XK", "Kd12", "I 1"),
    *("x:12", "gb82", "at 20 ", "ab", "be-12"),
    *(
        "〇九",
        "一二三四五六",
        "は",
        "記号",
        "記",
        "電話",
        "AB1234567",
        " word",
        "The",
        "\n",
        "12 34 56 ",
        "é",
    ),
)


def texts() -> list[str]:
    dice = random.Random(4)
    return ["".join(dice.choices(TOKENS, k=count)) for count in (3, 40, 100, 200) for _ in range(60)]


def places(starts: str, shown: str, at: int) -> list[int]:
    return [start.start() for start in re.compile(starts, re.DOTALL).finditer(shown, at)]


@pytest.mark.parametrize(
    "forms", [(PASSPORT,), (PASSPORT, ODD), (SMALL, SIGN), (TWO, PASSPORT), (TWO, SMALL), ()], ids=range(6)
)
def test_the_places_are_those_of_the_sieve(forms: tuple[Form, ...]) -> None:
    made = sieve(7, forms)
    leads = Leads(made, forms)
    for shown in texts():
        for at in (0, 7, len(shown) // 2):
            assert leads.places(shown, at) == places(made.starts, shown, at)


def test_the_places_of_all_packs() -> None:
    made = arbiter()
    leads = Leads(made.sieve, [one.form for one in made.entities if one.form])
    for shown in texts():
        assert leads.places(shown, 0) == places(made.sieve.starts, shown, 0)


def test_in_a_text_that_has_ended_what_only_begins_there_is_nothing() -> None:
    ruling = arbiter()
    leads = Leads(ruling.sieve, [one.form for one in ruling.entities if one.form])
    for shown in texts():
        ended, going = leads.places(shown, 0, final=True), leads.places(shown, 0)
        assert set(ended) <= set(going)
        for place in set(going) - set(ended):
            assert ruling.best(shown, place, final=True) is None


def test_a_text_that_only_begins_something() -> None:
    form = Form(Shape("[A-Z][0-9]{7}", r"[A-Z][0-9]{0,6}\Z|\Z", 8), "A-Z", some("[0-9]", 3, 3))
    made = sieve(7, [form])
    shown = "word " * 80 + "A12"
    assert Leads(made, [form]).places(shown, 0) == [len(shown) - 3, len(shown) - 2]
