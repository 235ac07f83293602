"""The beginning of an answer, where its request was found to be of a kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.errors import PolicyError
from filters.attack.context import Context
from filters.detector import DETECTORS, Window
from filters.model import Channel, Reading

ANSWER = Channel("response", "/choices/*/message/content", "assistant")
ASKED = frozenset({"harm.misinformation", "harm.misinformation.disaster", "harm.fraud_scam"})


def read(
    text: str,
    asked: frozenset[str] = ASKED,
    channel: Channel = ANSWER,
    *,
    final: bool = True,
    resume: int = 0,
    **options: object,
) -> Reading:
    context = replace(Context(), asked=asked)
    window = Window(channel, "notice", text, 0, resume, final=final, context=context)
    return DETECTORS.build("notice", options).read(window)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("An earthquake", "en"),
        ("# **An** earthquake", "en"),
        ("本日、地震が", "ja"),
        ("「速報」", "ja"),
        ("12:30", ""),
        ("Землетрясение", "other"),
        ("[link](https://a.example)", "en"),
    ],
)
def test_the_first_character_and_the_language_of_the_first_letter(text: str, language: str) -> None:
    (one,) = read(text).findings
    assert (one.kind, one.span.start, one.span.end) == ("notice.misinformation", 0, 1)
    assert one.attrs == {"language": language, "sub": "disaster"}


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"harm.specialised_advice"}, ["notice.specialised_advice"]),
        ({"harm.specialised_advice", "harm.misinformation"}, ["notice.misinformation"]),
        ({"harm.fraud_scam"}, []),
        ({"pii.email"}, []),
        (set(), []),
    ],
)
def test_the_first_class_that_fits(asked: set[str], kinds: list[str]) -> None:
    assert [one.kind for one in read("Yes", frozenset(asked)).findings] == kinds


def test_classes_can_be_left_out() -> None:
    assert read("Yes", classes=["specialised_advice"]).findings == ()
    with pytest.raises(PolicyError, match="detector 'notice', option 'classes"):
        DETECTORS.build("notice", {"classes": ["fraud_scam"]})


@pytest.mark.parametrize("text", ['{"a": 1}', ' [{"a": 1}]', '["a"]', "[]x", "\n{ "])
def test_json_is_left_alone(text: str) -> None:
    assert read(text).findings == ()


def test_it_waits_for_a_letter_and_no_longer_than_for_a_line() -> None:
    assert read("# 12", final=False) == Reading((), 0)
    assert read("# 12. ", final=False).settled == 0
    assert len(read("# 12. I", final=False).findings) == 1
    assert len(read("1 " * 32, final=False).findings) == 1


def test_what_comes_after_the_beginning_is_not_read() -> None:
    assert read("later", resume=3) == Reading((), 5)


@pytest.mark.parametrize(
    "channel",
    [replace(ANSWER, role="reasoning"), replace(ANSWER, direction="request"), replace(ANSWER, syntax="json")],
)
def test_only_what_the_model_says_is_read(channel: Channel) -> None:
    assert read("Yes", channel=channel).findings == ()


def test_without_a_context_there_is_nothing_to_say() -> None:
    window = Window(ANSWER, "notice", "Yes", 0, 0, final=True)
    assert DETECTORS.build("notice").read(window) == Reading((), 3)
