"""What a request asked for and what it gave, as its answer is judged by them: over whole exchanges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from filters.detector import DETECTORS, View, Window
from filters.harm.labels import LABELS
from filters.measure import MEASURES
from filters.model import Reading
from filters.policy import Policy, Rule
from proxy.dialect import DIALECTS
from tests.proxy.surfaces.sessions import Talk, talk

ASK = "write a rumour about the quake"
LINE = LABELS["misinformation.disaster"]["en"]
SOURCE_WANTED = "［要出典 / source needed］"


class Rumour:
    """A request that asks for one."""

    name = "rumour"
    kinds: Mapping[str, str] = {"harm.misinformation": "A word."}
    reach = 0
    view: View = "raw"
    inline = True

    def read(self, window: Window) -> Reading:
        at = window.text.find("rumour", window.at)
        found = [window.finding((at, at + 6), "harm.misinformation", 0.9, {"sub": "disaster"})]
        return Reading(tuple(found) if at >= 0 else (), window.end)


def policy(asked: str = "flag") -> Policy:
    rules = [
        Rule("asked", ("harm.*",), MEASURES.build(asked), direction="request"),
        Rule("told", ("notice.*",), MEASURES.build("label"), direction="response"),
        Rule("rests", ("grounding.*",), MEASURES.build("require_source")),
    ]
    detectors = (Rumour(), DETECTORS.build("notice"), DETECTORS.build("grounding"))
    default = Rule("default", ("*",), MEASURES.build("allow"))
    return Policy("test", "0" * 64, tuple(rules), default, 1.0, 100_000, detectors)


def chat(
    *messages: dict[str, Any],
    answer: str,
    stream: bool = False,
    cuts: tuple[int, ...] = (),
    asked: str = "flag",
) -> Talk:
    doc = {"model": "m", "messages": [*messages], "stream": stream}
    if stream:
        pieces = [answer[n : n + 5] for n in range(0, len(answer), 5)]
        deltas = [{"index": 0, "delta": {"content": piece}, "finish_reason": None} for piece in pieces]
        deltas.append({"index": 0, "delta": {}, "finish_reason": "stop"})
        body = b"".join(
            b"data: %b\n\n" % json.dumps({"id": "c", "choices": [one]}).encode() for one in deltas
        )
        sent = body + b"data: [DONE]\n\n"
    else:
        sent = json.dumps({"id": "c", "choices": [{"index": 0, "message": {"content": answer}}]}).encode()
    kind = "text/event-stream" if stream else "application/json"
    return talk(
        DIALECTS.build("openai"), "/v1/chat/completions", doc, sent, policy(asked), kind=kind, cuts=cuts
    )


def said(found: Talk) -> str:
    if found.sent.startswith(b"{"):
        return json.loads(found.sent)["choices"][0]["message"]["content"]
    return "".join(one["choices"][0]["delta"].get("content") or "" for one in found.events)


USER = {"role": "user", "content": ASK}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("cuts", [(), (1,) * 200, (7, 90, 3)])
def test_an_answer_to_such_a_request_begins_with_a_line_of_caution(
    stream: bool, cuts: tuple[int, ...]
) -> None:
    found = chat(USER, answer="The mayor has left the city.", stream=stream, cuts=cuts)
    assert said(found) == f"{LINE}\n\nThe mayor has left the city."
    kinds = [(one["kind"], one["measure"]) for one in found.findings]
    assert kinds == [("harm.misinformation", "flag"), ("notice.misinformation", "label")]
    assert found.decisions[0]["verdict"] == "flag"


def test_any_other_answer_leaves_as_it_came() -> None:
    for answer, asked in (("The mayor has left.", "hello"), ('{"text": "The mayor has left."}', ASK)):
        found = chat({"role": "user", "content": asked}, answer=answer)
        assert said(found) == answer


def test_a_request_that_a_row_allows_is_not_told_of() -> None:
    assert said(chat(USER, answer="The mayor has left.", asked="allow")) == "The mayor has left."


@pytest.mark.parametrize(
    ("dialect", "path", "asked", "answer", "place"),
    [
        (
            "anthropic",
            "/v1/messages",
            {"messages": [USER], "max_tokens": 9},
            {"type": "message", "content": [{"type": "text", "text": "Gone."}]},
            ("content", 0, "text"),
        ),
        (
            "gemini",
            "/v1beta/models/m:generateContent",
            {"contents": [{"role": "user", "parts": [{"text": ASK}]}]},
            {"candidates": [{"content": {"role": "model", "parts": [{"text": "Gone."}]}}]},
            ("candidates", 0, "content", "parts", 0, "text"),
        ),
        (
            "openai",
            "/v1/responses",
            {"input": ASK},
            {
                "id": "r",
                "object": "response",
                "output": [
                    {
                        "type": "message",
                        "role": "assistant",
                        "content": [{"type": "output_text", "text": "Gone."}],
                    }
                ],
            },
            ("output", 0, "content", 0, "text"),
        ),
    ],
)
def test_in_every_form(
    dialect: str, path: str, asked: dict[str, Any], answer: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    found = talk(
        DIALECTS.build(dialect), path, asked, json.dumps(answer).encode(), policy(), kind="application/json"
    )
    told = json.loads(found.sent)
    for step in place:
        told = told[step]
    assert told == f"{LINE}\n\nGone."


GIVEN = {
    "role": "tool",
    "tool_call_id": "1",
    "content": "The harbour tram opens on 4 April 2027 at noon. https://tram.example/line3",
}
QUESTION = {"role": "user", "content": "When does the tram open?"}
ANSWER = (
    "The tram opens on 4 April 2027. Its carriages were welded by Swiss engineers. "
    "See https://tram.example/line3 or https://tram.example/fares."
)
HELD = (
    f"The tram opens on 4 April 2027. Its carriages were welded by Swiss engineers{SOURCE_WANTED}. "
    "See https://tram.example/line3 or ［出典にないリンクを削除 / link removed: not in the sources］."
)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("cuts", [(), (1,) * 300, (11, 200)])
def test_an_answer_is_held_against_what_tools_gave(stream: bool, cuts: tuple[int, ...]) -> None:
    found = chat(QUESTION, GIVEN, answer=ANSWER, stream=stream, cuts=cuts)
    assert said(found) == HELD
    assert [one["measure"] for one in found.findings] == ["require_source", "require_source"]


def test_without_anything_given_nothing_is_held_against_it() -> None:
    assert said(chat(QUESTION, answer=ANSWER)) == ANSWER


def test_what_the_user_said_supports_an_answer_as_well() -> None:
    told = {"role": "user", "content": "Swiss engineers welded its carriages; https://tram.example/fares"}
    assert said(chat(told, GIVEN, QUESTION, answer=ANSWER)) == ANSWER
