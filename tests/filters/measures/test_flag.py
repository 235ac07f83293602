"""It passes, nothing waits, and the record says so."""

from __future__ import annotations

import pytest

from config.errors import PolicyError
from filters.measure import MEASURES
from filters.measures.flag import Flag
from filters.model import Direction
from tests.filters.verdicts import NoDesk, verdict


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("options", [{}, {"review": "ip"}])
def test_nothing_happens_to_the_text(options: dict[str, str], direction: Direction) -> None:
    text = "taro@example.com"
    assert MEASURES.build("flag", options).act(text, verdict(text, direction=direction), NoDesk()) is None


@pytest.mark.parametrize(
    ("options", "queue"), [({}, None), ({"review": None}, None), ({"review": "ip"}, "ip")]
)
def test_the_queue_a_person_should_look_at_is_kept(options: dict[str, str | None], queue: str | None) -> None:
    flag = MEASURES.build("flag", options)
    assert isinstance(flag, Flag)
    assert flag.options.review == queue
    assert flag.review == (queue or "")


@pytest.mark.parametrize(("options", "name"), [({"review": 1}, "review"), ({"reveiw": "ip"}, "reveiw")])
def test_options_that_are_none(options: dict[str, object], name: str) -> None:
    with pytest.raises(PolicyError, match=f"measure 'flag', option '{name}'"):
        MEASURES.build("flag", options)


def test_how_strict_it_is_and_whether_text_waits_for_it() -> None:
    flag = MEASURES.build("flag")
    assert MEASURES.find("allow").severity < flag.severity == 10 < MEASURES.find("restore").severity
    assert not flag.holds
