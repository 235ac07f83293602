"""From codes to kinds."""

from __future__ import annotations

from filters.cascade.answers import Said
from filters.cascade.grading import found, grades, nothing, severity_of, table, together, worth
from filters.cascade.guard import UNSPECIFIED, Grade, LabelOptions, Opinion, Unreadable

KNOWN = {"A": ("harm.fraud_scam", "harm.cyber_abuse"), "C": ("harm.csae",)}
OPTIONS = LabelOptions(url="http://g", bare=0.8)
WHOLE, CUT = Said("x", whole=True), Said("x", whole=False)


def test_codes_become_kinds_and_unknown_ones_stay_wrong() -> None:
    assert grades(["A", "C", "A", "Z", "Y"], KNOWN, 0.9).grades == (
        Grade(("harm.fraud_scam", "harm.cyber_abuse"), 2, 0.9, "A"),
        Grade(("harm.csae",), 3, 0.9, "C"),
        Grade((UNSPECIFIED,), 2, 0.9),
    )
    assert grades([], KNOWN, 0.9, 1).grades == (Grade((UNSPECIFIED,), 1, 0.9),)


def test_there_may_be_more_where_it_was_cut_short() -> None:
    assert found(WHOLE, ["A"], KNOWN, 0.9) == grades(["A"], KNOWN, 0.9)
    assert found(CUT, ["A"], KNOWN, 0.9) == Unreadable("cut short", grades(["A"], KNOWN, 0.9).grades)


def test_together() -> None:
    one, other = grades(["A"], KNOWN, 0.9), grades(["C"], KNOWN, 0.9)
    assert together([one, other]) == Opinion(one.grades + other.grades)
    assert together([one, Unreadable("late")]) == Unreadable("late", one.grades)
    assert together([Opinion(), Opinion()]) == Opinion()


def test_what_a_label_is_worth() -> None:
    assert [worth(OPTIONS, likely) for likely in (None, 0.9, 0.2)] == [0.8, 0.9, 0.5]
    assert nothing(WHOLE) == nothing(WHOLE, 0.0) == Opinion()
    assert nothing(WHOLE, 0.3) == Opinion((Grade((UNSPECIFIED,), 1, 0.3),))
    assert nothing(WHOLE, 0.6) == Unreadable("contradicts itself")
    assert nothing(CUT) == Unreadable("cut short")


def test_tables_are_the_taxonomys() -> None:
    assert table("llama_guard", ["S4"]) == {"S4": ("harm.csae",)}
    assert (severity_of(("harm.csae",), 1), severity_of(("harm.fraud_scam",), 1), severity_of((), 2)) == (
        3,
        1,
        2,
    )
