"""Answers in a text, counted."""

from __future__ import annotations

from filters.attack.turns import REACH, Turn, turns


def counted(text: str) -> list[Turn]:
    return turns(text, 0, whole=True, final=True)[0]


def test_labels_stand_at_the_beginning_of_a_line() -> None:
    text = "Assistant: hi\nThe assistant: none\n> **AI**: ok, yes\n回答：はい、\ndata: x\nA:"
    assert [(one.before, one.giving_in, one.talk) for one in counted(text)] == [
        (0, 0, True),
        (1, 0, True),
        (2, 1, False),
    ]
    assert [one.before for one in counted(text.replace("：", ":"))] == [0, 1, 2, 3]


def test_those_that_give_in() -> None:
    *_, last = counted("A: Sure, do this\nA: No.\nA: もちろんです\nA: Of course\nA: x")
    assert (last.before, last.giving_in, last.talk) == (4, 3, False)


def test_only_what_is_near_counts() -> None:
    far = counted("A: Sure\n" * 3 + "x" * REACH + "\nA: Sure\nA: x")
    assert [one.before for one in far] == [0, 1, 2, 0, 1]


def test_where_the_text_goes_on_half_a_label_waits() -> None:
    text = "A: Sure\nAssis"
    assert turns(text, 0, whole=True, final=False)[1] == len("A: Sure\n")


def test_a_slice_does_not_know_how_its_first_line_began() -> None:
    assert turns("A: Sure", 0, whole=False, final=True)[0] == []
