"""The page of the taxonomy is the code's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from filters.harm.reference import reference
from filters.harm.taxonomy import CLASSES, SEVERITIES, SUBKINDS
from tests.house import ROOT

PAGE = Path(ROOT) / "docs/taxonomy.md"


def test_the_page_is_up_to_date() -> None:
    told = "run: python -m filters.harm.reference > docs/taxonomy.md"
    assert PAGE.read_text("utf-8") == reference(), told


def test_every_class_and_part_is_told() -> None:
    page = reference()
    for kind in (*(one.kind for one in CLASSES), *SUBKINDS):
        assert f"| `{kind}` |" in page


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (
            "harm.self_harm",
            "resources ≥ 0.8; flag ≥ 0.9 | resources ≥ 0.7; flag ≥ 0.8 | resources ≥ 0.6",
        ),
        (
            "harm.hate_discrimination.employment",
            "flag (people) ≥ 0.9 | flag (people) ≥ 0.8 | hold_for_review (people) ≥ 0.7",
        ),
    ],
)
def test_what_the_presets_do_is_what_they_say(kind: str, row: str) -> None:
    assert f"| `{kind}` | {row} |" in reference()


def test_the_lowest_score_is_told_at_which_a_measure_is_taken() -> None:
    assert (
        "| `harm.weapons_cbrn` | refuse ≥ 0.8; flag ≥ 0.9 | refuse ≥ 0.7; flag ≥ 0.8 | refuse ≥ 0.5 |"
        in reference()
    )


def test_severities_are_told_by_their_words() -> None:
    told = ", ".join(f"{n} {word}" for n, word in enumerate(SEVERITIES))
    assert told in re.sub(r"\s+", " ", reference())
