"""What Presidio's entities are called here."""

from __future__ import annotations

import re

import pytest

from filters.presidio.entities import GINZA, KNOWN, documented, kind_of


@pytest.mark.parametrize(
    ("entity", "kind"),
    [
        ("PERSON", "pii.person"),
        ("US_SSN", "pii.us.ssn"),
        ("UK_NINO", "pii.uk.nino"),
        ("MEDICAL_LICENSE", "pii.medical_license"),
        ("INTERNAL_ID", "pii.internal_id"),
        ("Odd name é!", "pii.odd_name"),
        ("", "pii.other"),
    ],
)
def test_every_entity_has_a_kind(entity: str, kind: str) -> None:
    assert kind_of(entity) == kind


def test_kinds_are_kinds_and_say_whose_they_are() -> None:
    kinds = documented(KNOWN)
    assert all(re.fullmatch(r"pii(\.[a-z0-9_]+)+", kind) for kind in kinds)
    assert kinds["pii.email"] == "What Presidio calls EMAIL_ADDRESS, EMAIL."


def test_labels_of_ginza_become_entities_that_are_known() -> None:
    assert set(GINZA.values()) <= set(KNOWN)
    assert GINZA["Company"] == "ORGANIZATION"


def test_what_the_installed_version_finds_is_known() -> None:
    import presidio_analyzer.predefined_recognizers as theirs

    entities = set[str]()
    for one in vars(theirs).values():
        if isinstance(one, type) and hasattr(one, "PATTERNS"):
            entities |= set(one().supported_entities)
    assert len(entities) > 60
    assert entities <= set(KNOWN)
