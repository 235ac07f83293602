"""A line before it, and the text as it was."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from config.errors import PolicyError
from filters.harm.labels import LABELS
from filters.measure import MEASURES, Edit
from filters.model import Finding, TextSpan
from tests.filters.verdicts import NoDesk, verdict

MEASURE = MEASURES.build("label")


@pytest.mark.parametrize(
    ("kind", "attrs", "line"),
    [
        ("notice.misinformation", {"language": "ja"}, LABELS["misinformation"]["ja"]),
        ("notice.misinformation", {"language": "en", "sub": "health"}, LABELS["misinformation.health"]["en"]),
        ("notice.misinformation", {}, "\n".join(LABELS["misinformation"].values())),
        ("harm.defamation", {"language": "en"}, LABELS[""]["en"]),
    ],
)
def test_the_line_of_its_class_stands_before_it(kind: str, attrs: dict[str, str], line: str) -> None:
    ruled = verdict("A quake", kind, "response")
    finding = Finding(ruled.channel, TextSpan(0, 7), kind, 1.0, "test", attrs)
    assert MEASURE.act("A quake", replace(ruled, findings=(finding,)), NoDesk()) == Edit(f"{line}\n\nA quake")


def test_the_operators_own_line_takes_its_place() -> None:
    ours = MEASURES.build("label", {"text": "By a machine."})
    assert ours.act("A", verdict("A", "notice.misinformation", "response"), NoDesk()) == Edit(
        "By a machine.\n\nA"
    )


def test_in_a_request_nothing_is_put_in() -> None:
    assert MEASURE.act("A", verdict("A", "notice.misinformation"), NoDesk()) is None


def test_how_strict_it_is_and_whether_text_waits_for_it() -> None:
    assert MEASURES.find("flag").severity < MEASURE.severity < MEASURES.find("pseudonymise").severity
    assert MEASURE.holds


def test_options_that_are_none() -> None:
    with pytest.raises(PolicyError, match="measure 'label', option 'text'"):
        MEASURES.build("label", {"text": "x" * 2001})
