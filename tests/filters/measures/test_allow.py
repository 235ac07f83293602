"""Nothing happens to the text, and nothing waits."""

from __future__ import annotations

import pytest

from config.errors import PolicyError
from filters.measure import MEASURES
from filters.model import Direction
from tests.filters.verdicts import NoDesk, verdict

MEASURE = MEASURES.build("allow")


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("text", ["taro@example.com", "", "\ud800", "x" * 10_000])
def test_whatever_the_text_it_is_not_read_and_the_desk_stays_closed(text: str, direction: Direction) -> None:
    assert MEASURE.act(text, verdict(text, direction=direction), NoDesk()) is None


def test_how_strict_it_is_and_whether_text_waits_for_it() -> None:
    assert (MEASURE.severity, MEASURE.holds) == (0, False)


def test_it_takes_no_options_and_brings_no_row_along() -> None:
    with pytest.raises(PolicyError, match="measure 'allow', option 'style'"):
        MEASURES.build("allow", {"style": "label"})
    assert not hasattr(MEASURE, "implies")
