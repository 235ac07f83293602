"""The detector `grounding_guard`: where it asks, what it reports, and that alone it judges nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from config.errors import PolicyError
from filters.attack.context import Context
from filters.cascade.conclusion import FAILED, LATE, SHADOW, UNJUDGED, Heard
from filters.cascade.guard import UNSUPPORTED, Grade, Opinion, Unreadable
from filters.detector import DETECTORS, Window
from filters.detectors.grounding_guard import GroundingGuard
from filters.harm.grounds import Grounds
from filters.model import Channel, Finding, Reading
from tests.filters.cascade.cascades import KEY, LLAMA

ANSWER = Channel("response", "/text", "assistant")
JUDGE = {"use": "grounding_judge", "url": "http://127.0.0.1:9/v1", "model": "m"}
GRANITE = {"use": "granite_grounding", "url": "http://127.0.0.1:9/v1", "model": "m", "label": "second"}
CONTEXT = replace(Context(), grounds=Grounds(["The harbour tram opens on 4 April."], ["When?"], "When?"))
TEXT = "The harbour tram opens on 4 May."


def made(*guards: dict[str, Any], **options: Any) -> GroundingGuard:
    return GroundingGuard(GroundingGuard.Options(guards=guards or (JUDGE,), **options))


def window(text: str = TEXT, context: Context | None = CONTEXT, channel: Channel = ANSWER) -> Window:
    return Window(channel, "grounding_guard", text, 0, 0, final=True, context=context)


def heard(*said: Opinion | Unreadable, **options: Any) -> list[Finding]:
    detector = made(*(JUDGE, GRANITE)[: len(said)], **options)
    inquiry = detector.inquire(window(), KEY)
    answers = [Heard(guard, one) for guard, one in zip(detector.guards, said, strict=True)]
    return list(detector.conclude(window(), inquiry, [answers]).findings)


def sees(probability: float, code: str = "contradicted") -> Opinion:
    return Opinion((Grade((UNSUPPORTED,), 3, probability, code),))


def test_alone_it_judges_nothing_and_says_so() -> None:
    (found,) = made().read(window()).findings
    assert (found.kind, found.attrs["why"]) == (FAILED, "nobody asked")
    (found,) = made(fail="open").read(window()).findings
    assert found.kind == UNJUDGED


def test_what_a_guard_says_is_found_with_its_probability() -> None:
    (found,) = heard(sees(0.8))
    assert (found.kind, found.score, TEXT[found.span.start : found.span.end]) == (UNSUPPORTED, 0.8, TEXT[:-1])
    assert found.attrs == {"severity": 3, "guard": "grounding_judge", "code": "contradicted"}
    assert heard(sees(0.4)) == []
    assert heard(Opinion()) == []


def test_of_several_guards_the_surest_counts_and_all_have_to_answer() -> None:
    (found,) = heard(sees(0.6), sees(0.9, "groundedness"))
    assert (found.score, found.attrs["guard"]) == (0.9, "second")
    assert [one.kind for one in heard(Opinion(), Unreadable("late"))] == [LATE]
    assert [one.kind for one in heard(sees(0.9), Unreadable("refused"))] == [UNSUPPORTED, FAILED]
    assert heard(Unreadable("refused"), Opinion(), ask="first") == []


def test_in_the_shadow_only_the_record_knows() -> None:
    (found,) = heard(sees(0.8), shadow=True)
    assert (found.kind, found.attrs["kind"]) == (SHADOW, UNSUPPORTED)
    (found,) = heard(Unreadable("late"), shadow=True)
    assert found.kind == UNJUDGED


@pytest.mark.parametrize(
    ("context", "channel"),
    [
        (None, ANSWER),
        (Context(), ANSWER),
        (replace(CONTEXT, grounds=Grounds([], ["Be brief.", "When?"])), ANSWER),  # nothing was given
        (CONTEXT, replace(ANSWER, role="reasoning")),
        (CONTEXT, replace(ANSWER, syntax="json")),
        (CONTEXT, replace(ANSWER, direction="request")),
    ],
)
def test_where_it_does_not_ask(context: Context | None, channel: Channel) -> None:
    assert made().read(window(TEXT, context, channel)) == Reading((), len(TEXT))


def test_documents_that_stand_in_the_prompt_count_where_a_policy_says_so() -> None:
    prompt = replace(CONTEXT, grounds=Grounds([], ["Answer by this: the tram opens on 4 April."]))
    assert made(prompts=True).read(window(TEXT, prompt)).findings
    assert not made(prompts=True).read(window(TEXT, replace(CONTEXT, grounds=Grounds([], [])))).findings


def test_only_where_the_request_was_of_a_kind() -> None:
    asked = {"asked": ("harm.misinformation",)}
    assert not made(**asked).read(window()).findings
    assert made(**asked).read(window(TEXT, replace(CONTEXT, asked=frozenset(asked["asked"])))).findings


def test_it_has_the_kinds_it_can_report() -> None:
    assert set(made().kinds) == {UNSUPPORTED, FAILED, LATE}
    assert set(made(fail="open").kinds) == {UNSUPPORTED, UNJUDGED}
    assert set(made(shadow=True).kinds) == {SHADOW, UNJUDGED}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"guards": []}, "option 'guards'"),
        ({"guards": [{"url": "http://g"}]}, "`use`"),
        ({"guards": [LLAMA]}, "'llama_guard' does not judge what an answer rests on"),
        ({"guards": [JUDGE], "mode": "off"}, "option 'mode'"),
        ({"guards": [JUDGE], "band": [0.9, 0.2]}, "option 'band'"),
        ({"guards": [JUDGE], "shown": 10}, "option 'shown'"),
    ],
)
def test_options_are_held_to_their_shape(options: dict[str, Any], says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        DETECTORS.build("grounding_guard", options)


def test_the_other_detector_takes_no_judge_of_grounds() -> None:
    with pytest.raises(PolicyError, match="knows no class"):
        DETECTORS.build("guard", {"guards": [JUDGE]})
