"""Marks for sentences that rest on nothing, and no links that nobody gave."""

from __future__ import annotations

import pytest

from config.errors import PolicyError
from filters.measure import MEASURES, Edit
from filters.model import Channel, Direction, Finding, TextSpan, Verdict
from tests.filters.verdicts import NoDesk, verdict

TEXT = "Built in 1850, see https://a.example/x and [9] too"
LINK, MARK = TextSpan(19, 38), TextSpan(43, 46)
GONE = "［出典にないリンクを削除 / link removed: not in the sources］"
WANTED = "［要出典 / source needed］"


def ruled(*kinds: tuple[str, TextSpan], direction: Direction = "response", start: int = 0) -> Verdict:
    channel = Channel(direction, "/text", "assistant")
    moved = [(kind, TextSpan(span.start + start, span.end + start)) for kind, span in kinds]
    found = tuple(Finding(channel, span, f"grounding.{kind}", 0.9, "grounding") for kind, span in moved)
    whole = TextSpan(start, start + len(TEXT))
    return Verdict(channel, whole, found, "r", "require_source", 35, found[0].kind)


WHOLE = TextSpan(0, len(TEXT))


@pytest.mark.parametrize("start", [0, 400])
@pytest.mark.parametrize(
    ("kinds", "options", "left"),
    [
        ([("unsupported", WHOLE)], {}, TEXT + WANTED),
        ([("unsupported", WHOLE)], {"text": " (?)"}, TEXT + " (?)"),
        ([("unsupported", WHOLE)], {"how": "remove"}, "［出典がないため削除 / removed: no source］"),
        ([("unsupported", WHOLE)], {"how": "remove", "text": "-"}, "-"),
        (
            [("invented_link", LINK), ("invented_link", MARK)],
            {},
            f"Built in 1850, see {GONE} and {GONE} too",
        ),
        (
            [("unsupported", WHOLE), ("invented_link", LINK)],
            {},
            f"Built in 1850, see {GONE} and [9] too{WANTED}",
        ),
        ([("unsupported", WHOLE), ("invented_link", LINK)], {"how": "remove", "text": "-"}, "-"),
    ],
)
def test_what_becomes_of_it(
    kinds: list[tuple[str, TextSpan]], options: dict[str, str], left: str, start: int
) -> None:
    measure = MEASURES.build("require_source", options)
    assert measure.act(TEXT, ruled(*kinds, start=start), NoDesk()) == Edit(left)


def test_in_a_request_nothing_changes() -> None:
    measure = MEASURES.build("require_source")
    assert measure.act(TEXT, ruled(("unsupported", WHOLE), direction="request"), NoDesk()) is None
    assert measure.act("a", verdict("a", "pii.email"), NoDesk()) is None


def test_how_strict_it_is_and_whether_text_waits_for_it() -> None:
    measure = MEASURES.build("require_source")
    assert MEASURES.find("label").severity < measure.severity < MEASURES.find("mask").severity
    assert measure.holds


@pytest.mark.parametrize("options", [{"how": "cut"}, {"text": "x" * 501}])
def test_options_that_are_none(options: dict[str, str]) -> None:
    with pytest.raises(PolicyError, match="measure 'require_source', option"):
        MEASURES.build("require_source", options)
