"""Where in what matched the name is, and which words are none."""

from __future__ import annotations

import re

import pytest

from filters.person_en import PERSON, span

WHOLE = re.compile(PERSON.whole)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Brown", "Brown"),
        ("Dear Mrs Anna Lee", "Anna Lee"),
        ("my name is Ada van der Berg", "Ada van der Berg"),
        ('Full name": "Li Wei', "Li Wei"),
        ("egards,\nJ. P. Morris", "J. P. Morris"),
        ("Dear Sir", None),
        ("Dear Customer Service", None),
    ],
)
def test_the_name_without_its_word(text: str, name: str | None) -> None:
    found = WHOLE.match(text)
    assert found
    where = span(found.group())
    assert (where and found.group()[where[0] : where[1]]) == name
