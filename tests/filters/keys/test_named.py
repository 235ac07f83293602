"""Credentials told by the name of their service."""

from __future__ import annotations

import random
import re
import re._parser as parser  # pyright: ignore[reportMissingImports]  # how the standard library reads one

import pytest

from filters.detector import DETECTORS
from filters.keys.named import NAMED, Named
from tests.filters.keys import made
from tests.filters.reading import read_all, unmark

ASSIGNED = DETECTORS.build("assigned_secret")


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.service)
@pytest.mark.parametrize("around", ["{}_API_KEY={}", '"{}": "{}"', "our {} token: {} ", "{}.secret = '{}'"])
def test_named(named: Named, around: str) -> None:
    value = made.shortest(named.form, random.Random(f"{named.kind} {around}"))
    text, spans = unmark(around.format(named.word, f"[[secret.{named.kind}:{value}]]"))
    assert read_all(ASSIGNED, text) == spans


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.service)
def test_forms_are_bounded_sources(named: Named) -> None:
    assert re.compile(named.form)
    assert parser.parse(named.form).getwidth()[0] >= 8
    assert named.word == named.word.lower()
