"""Numbers that look like somebody's, and are not: by the words they stand beside."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.impersonal import PLAIN, VETOES
from tests.filters.reading import read_all

IDENTIFIER = DETECTORS.build("identifier")


@pytest.mark.parametrize("word", VETOES)
def test_a_number_beside_it_is_nobodys(word: str) -> None:
    """Twelve digits with the check digit of a My Number, eleven of a telephone, and a passport's form."""
    for number in ("123456789018", "09012345678", "TR1234567"):
        assert read_all(IDENTIFIER, f"{word} {number}") == []
        assert read_all(IDENTIFIER, f"{word}：{number}です") == []


@pytest.mark.parametrize("word", PLAIN)
def test_a_word_that_contains_another_says_nothing(word: str) -> None:
    assert [one.kind for one in read_all(IDENTIFIER, f"{word} 09012345678")] == ["pii.phone"]


@pytest.mark.parametrize(
    "text",
    [
        "宅急便の送り状 1234-5678-9018 を追跡したい",
        "Parcel 123456789018 left the depot; waybill 1234-5678-9018",
        "JAN 4901234567894 / ISBN 978-4-00-000000-0 / EAN 4006381333931",
        "550e8400-e29b-41d4-a716-446655440000 12345678-1234-1234-1234-123456789018",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "commit 4111111111111111111111111111111111111111",
        "v1.12.16.4 10.0.19045.2006 2024.01.15.1234",
        "2024-01-15T09:01:23.456Z id=123456789018 len=09012345678",
        "unix time 1700000000, 1700000000000 ms, 1234567890123456789",
        "π=3.14159265358979323846 1,234,567,890,123 123456789018円",
    ],
)
def test_couriers_articles_hashes_and_versions(text: str) -> None:
    assert read_all(IDENTIFIER, text) == []
