"""Lines of caution, for every class and part that an answer may be told of."""

from __future__ import annotations

import re

import pytest

from filters.harm.labels import LABELS, label
from filters.harm.taxonomy import BY_NAME


@pytest.mark.parametrize("name", [name for name in LABELS if name])
def test_every_line_is_of_a_class_or_a_part_of_one(name: str) -> None:
    kind, _, sub = name.partition(".")
    assert not sub or BY_NAME[kind].sub(sub)
    assert BY_NAME[kind]


@pytest.mark.parametrize("name", ["misinformation", "specialised_advice"])
def test_every_part_has_a_line(name: str) -> None:
    assert {f"{name}.{sub.name}" for sub in BY_NAME[name].subclasses} <= set(LABELS)


@pytest.mark.parametrize("lines", LABELS.values())
def test_a_line_is_in_both_languages_and_begins_as_one(lines: dict[str, str]) -> None:
    assert re.search("[ぁ-ん]", lines["ja"])
    assert (lines["ja"][:5], lines["en"][:6]) == ("【ご注意】", "[Note]")


def test_the_part_goes_before_the_class_and_the_class_before_all() -> None:
    assert label("misinformation", "health", "ja") == LABELS["misinformation.health"]["ja"]
    assert label("misinformation", "no such", "en") == LABELS["misinformation"]["en"]
    assert label("no such", "", "en") == LABELS[""]["en"]


def test_a_language_there_is_no_line_in_gets_both() -> None:
    both = label("misinformation", "", "other")
    assert both == "\n".join(LABELS["misinformation"].values())
