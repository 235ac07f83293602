"""Presidio as a detector, with ja_ginza as it comes: both really run."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from config.errors import PolicyError
from filters.detector import DETECTORS, Detector
from tests.filters.reading import cuts, read_all, read_pieces, read_whole, unmark

SEATTLE = "call [[pii.phone:(212) 555-0143]] or mail [[pii.email:taro@example.com]] today"


@cache
def ginza() -> Detector:
    return DETECTORS.build("presidio")


@cache
def patterns() -> Detector:
    return DETECTORS.build("presidio", {"models": {}, "least": 40})


def test_names_organisations_and_places_by_ja_ginza() -> None:
    text, spans = unmark(
        "[[pii.person:高橋健一]]は[[pii.location:長野県]]にある[[pii.organization:株式会社明治]]で働いている。"
    )
    assert read_all(ginza(), text) == spans


@pytest.mark.parametrize("marked", [SEATTLE, "電話は [[pii.phone:03-1234-5678]] です。"])
def test_patterns(marked: str) -> None:
    text, spans = unmark(marked)
    assert set(spans) <= set(read_all(patterns(), text))


def test_findings_say_what_presidio_calls_them() -> None:
    (one,) = read_whole(patterns(), "mail taro@example.com").findings
    assert (one.kind, one.score, one.attrs) == ("pii.email", 1.0, {"entity": "EMAIL_ADDRESS"})


def test_dates_and_addresses_of_pages_are_left_out_unless_asked_for() -> None:
    text = "on 2024-05-06 see https://example.com/a"
    assert read_all(patterns(), text) == []
    asked = DETECTORS.build("presidio", {"models": {}, "entities": ["URL"]})
    assert [one.kind for one in read_all(asked, text)] == ["pii.url"]
    assert set(asked.kinds) == {"pii.url"}


def test_more_text_than_its_tokenizer_takes_is_read_in_stretches() -> None:
    # Without an end of a sentence, 60 KB of Japanese: SudachiPy alone fails beyond 49,149 bytes.
    filler = "きょうはよい天気で、" * 2000
    one = DETECTORS.build("presidio", {"entities": ["EMAIL_ADDRESS"], "languages": ["ja"], "models": {}})
    text = filler + " taro@example.com " + filler[:50]
    (found,) = read_all(one, text)
    assert text[found.start : found.end] == "taro@example.com"


def test_however_the_text_comes_the_same_is_found() -> None:
    text = (SEATTLE.replace("[[pii.phone:", "").replace("[[pii.email:", "").replace("]]", "") + ". ") * 6
    found = read_all(patterns(), text)
    assert len(found) >= 12
    assert read_pieces(patterns(), cuts(text, 3, 40)) == found


def test_a_lone_surrogate_is_no_error() -> None:
    assert [one.kind for one in read_all(patterns(), "\ud83d taro@example.com \udc00")] == ["pii.email"]


BAD: list[tuple[dict[str, Any], str]] = [
    ({"models": {"en": "nowhere_at_all"}}, "nowhere_at_all"),
    ({"recognizers": "nowhere.yaml"}, "nowhere.yaml: No such file"),
    ({"languages": []}, "option 'languages'"),
    ({"score": 2}, "option 'score'"),
]


@pytest.mark.parametrize(("options", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_honoured_is_said_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        DETECTORS.build("presidio", options)
