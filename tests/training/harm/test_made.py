"""What is made: the same every time, from the same frames on both sides, with classes the taxonomy has."""

from __future__ import annotations

import random

from filters.harm.grid import SIZE
from filters.harm.taxonomy import ATTACKS, HARMS
from training.harm import made_asks, made_attack, made_en, made_ja, made_mixed, made_plain, made_short
from training.harm.grammar import lines, said
from training.harm.rows import NO, YES

CLASSES = {one.name for one in (*HARMS, *ATTACKS)}
SUBS = {f"{one.name}.{sub.name}" for one in HARMS for sub in one.subclasses}


def test_braces_hold_choices_and_names_stand_for_lists() -> None:
    draw, lists = random.Random(1), {"pet": ["cat", "{old|young} dog"]}
    made = {said("my <pet> {{very |}big|}", draw, lists) for _ in range(200)}
    assert {"my cat big", "my old dog very big"} <= made
    assert not any("{" in one or "<" in one for one in made)
    assert lines(" a \n\n b\n") == ("a", "b")
    assert said("<b> stays", draw, lists) == "<b> stays"


def test_the_same_seed_makes_the_same_rows() -> None:
    for module in (made_en, made_ja, made_plain, made_short, made_asks):
        assert list(module.rows(60, 5)) == list(module.rows(60, 5))
        assert list(module.rows(60, 5)) != list(module.rows(60, 6))


def test_half_of_the_requests_are_harmful_and_say_of_which_class() -> None:
    for module in (made_en, made_ja):
        rows = list(module.rows(2520, 7))
        harmful = [row for row in rows if row.answers[0] == YES]
        assert len(harmful) == 1260
        assert {one for row in harmful for one in row.classes} == {one.name for one in HARMS}
        assert {one for row in rows for one in row.subs} <= SUBS
        assert all(not row.classes for row in rows if row.answers[0] == NO)


def test_frames_stand_on_both_sides() -> None:
    for module, opening in ((made_en, "How "), (made_ja, "あなたは")):
        sides = {row.answers[0] for row in module.rows(3000, 9) if row.text.startswith(opening)}
        assert sides == {YES, NO}


def test_attacks_have_look_alikes_and_orders_lie_where_it_is_said() -> None:
    harmless = [row for row in (*made_en.rows(300, 1), *made_ja.rows(300, 1)) if row.answers[0] == NO]
    rows = list(made_attack.rows(800, 3, harmless))
    assert {one for row in rows for one in row.classes} <= CLASSES
    assert {row.answers[2] for row in rows if row.kind == "prompt"} == {YES, NO}
    for row in rows:
        assert (row.kind == "tool_output" and row.answers[3] == YES) == bool(row.hot)
        assert all(0 <= start < end <= len(row.text) for start, end in row.hot)
        assert "<!" not in row.text


def test_what_is_mixed_fits_into_one_window() -> None:
    every = [*made_en.rows(400, 1), *made_ja.rows(400, 1)]
    every += made_attack.rows(400, 2, [row for row in every if row.answers[0] == NO])
    around = [made_en.Row(f"{row.text} {row.text}", row.lang, "plain", (NO, NO, NO, NO)) for row in every]
    rows = list(made_mixed.rows(300, 4, [*every, *around]))
    assert len(rows) == 300
    assert all(len(row.text) < SIZE - 2 for row in rows)
    assert {row.answers[0] for row in rows} >= {YES, NO}


def test_what_is_plain_is_nothing_to_anybody() -> None:
    for module in (made_plain, made_short, made_asks):
        rows = list(module.rows(400, 1))
        assert {row.answers for row in rows} == {(NO, NO, NO, NO)}
        assert {row.lang for row in rows} == {"en", "ja"}
        assert len({row.text for row in rows}) > 300
        assert not any(sign in row.text for row in rows for sign in ("<!", "!>", "\\n", "¦"))
        assert all(row.text for row in rows)


def test_what_is_short_is_of_every_sort_and_may_be_an_answer_of_a_tool() -> None:
    rows = list(made_short.rows(1000, 3))
    assert sum(len(row.text) < 60 for row in rows) > 700
    assert {row.kind for row in rows} == {"prompt", "tool_output"}
    assert any(row.text.startswith("SELECT ") for row in rows)
    assert any(row.text.startswith("{") and row.text.rstrip().endswith("}") for row in rows)


def test_nothing_that_is_made_is_kept_back_but_what_is_short() -> None:
    harmless = [row for row in made_en.rows(90, 1) if row.answers[0] == NO]
    makers = (made_en.rows(90, 1), made_ja.rows(90, 1), made_asks.rows(90, 1), made_plain.rows(90, 1))
    assert {row.fold for rows in makers for row in rows} == {-1}
    assert {row.fold for row in made_attack.rows(90, 1, [*harmless, *made_ja.rows(90, 1)])} == {-1}
    assert {row.fold for row in made_short.rows(200, 1)} == {0, 1, 2, 3}
