"""The walk over a text: what waits, and what is said of a finding."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole, unmark

IDENTIFIER = DETECTORS.build("identifier")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("it was 2024年", ""),
        ("it was 2024", "2024"),
        ("call 03-", "03-"),
        ("call 03-1234-5678", "03-1234-5678"),
        ("call 03-1234-5678-", "03-1234-5678-"),
        ("call 03-1234-5678。", ""),
        ("call +", "+"),
        ("call (", "("),
        ("all (of", ""),
        ("、〇", "〇"),
        ("1" * 40, ""),
        # A word behind it may say what it is, unless the one in front has.
        ("123456789018", "123456789018"),
        ("123456789018 is ", "123456789018 is "),
        ("123456789018 is my number, ", ""),
        ("123456789018。", ""),
        ("マイナンバー 123456789018 x", "x"),
        ("マイナンバー 123456789018 xq", ""),
        ("it will be", "be"),
        ("4111 1111 1111 1111 xq", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(IDENTIFIER)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ("マイナンバー123456789018", {"cue": "own", "check": "valid"}),
        ("マイナンバー123456789012", {"cue": "own", "check": "invalid"}),
        ("ここに123456789018", {"cue": "none", "check": "valid"}),
        ("〒100-0001", {"cue": "own", "check": "none"}),
        ("03-1234-5678", {"cue": "none", "check": "none", "pattern": "jp"}),
    ],
)
def test_a_finding_says_why(text: str, attrs: dict[str, str]) -> None:
    (finding,) = read_whole(IDENTIFIER, text).findings
    assert finding.attrs == attrs


def test_kinds_of_all_packs_are_named() -> None:
    assert {"pii.jp.my_number", "pii.phone", "pii.credit_card"} <= set(IDENTIFIER.kinds)
    assert all(line.endswith(".") for line in IDENTIFIER.kinds.values())


def test_one_finding_for_one_number() -> None:
    text, spans = unmark("個人番号[[pii.jp.my_number:1234-5678-9018]]、電話[[pii.phone:03-1234-5678]]")
    assert read_all(IDENTIFIER, text) == spans
