"""Refused for now, for a person to look at."""

from __future__ import annotations

import pytest

from config.errors import PolicyError
from filters.measure import MEASURES, Halt
from filters.model import Direction
from tests.filters.verdicts import NoDesk, verdict

MEASURE = MEASURES.build("hold_for_review")


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("text", ["taro@example.com", "", "\ud800", "x" * 10_000])
def test_whatever_the_text_it_is_not_read_and_the_desk_stays_closed(text: str, direction: Direction) -> None:
    assert MEASURE.act(text, verdict(text, direction=direction), NoDesk()) == Halt("hold")


def test_how_strict_it_is_and_whether_text_waits_for_it() -> None:
    assert (MEASURE.severity, MEASURE.holds) == (50, True)


@pytest.mark.parametrize(("options", "queue"), [({}, "review"), ({"review": "people"}, "people")])
def test_the_queue_is_kept(options: dict[str, str], queue: str) -> None:
    assert getattr(MEASURES.build("hold_for_review", options), "review", None) == queue


@pytest.mark.parametrize("queue", ["", "Two words", "x" * 33, "a\n"])
def test_a_queue_is_a_name(queue: str) -> None:
    for name in ("hold_for_review", "flag"):
        with pytest.raises(PolicyError, match=f"measure '{name}', option 'review'"):
            MEASURES.build(name, {"review": queue})


def test_it_takes_no_other_options_and_brings_no_row_along() -> None:
    with pytest.raises(PolicyError, match="measure 'hold_for_review', option 'style'"):
        MEASURES.build("hold_for_review", {"style": "label"})
    assert not hasattr(MEASURE, "implies")
