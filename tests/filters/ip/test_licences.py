from __future__ import annotations

import pytest

from filters.ip.licence_texts import OPENERS
from filters.ip.licences import ids, obligation


@pytest.mark.parametrize(
    ("spdx", "category", "word"),
    [
        ("MIT", "notice", "copyright"),
        ("Apache-2.0", "apache", "NOTICE"),
        ("AGPL-3.0-or-later", "network", "network"),
        ("CC-BY-SA-4.0", "credit_alike", "same licence"),
        ("Nobody-Knows", "unknown", "all rights reserved"),
    ],
)
def test_what_a_licence_asks(spdx: str, category: str, word: str) -> None:
    asked = obligation(spdx)
    assert asked.category == category
    assert word in asked.en
    assert asked.ja


def test_each_id_is_listed_once() -> None:
    assert len(ids()) == len(set(ids())) > 120


def test_what_is_known_by_its_text_has_its_obligations() -> None:
    told = {spdx for one in OPENERS for _, spdx in one.rules if "{" not in spdx}
    assert {spdx for spdx in told if obligation(spdx).category == "unknown"} == set()
