"""The same short talk in every dialect: an address in the question, another one in the answer.

And what a client may be told about an answer that was stopped, by dialect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from proxy.fake import CONVERSATIONS, load
from tests.sdk.calls import Call, call
from tests.sdk.node_clients import Job, jobs
from tests.sdk.result import Result
from tests.station.readings import shown, values

TALKS = {one.name: one for one in load(Path(__file__).parent / "recordings")}

ASKED = "aki.mori@example.com"
SAID = "mei.ueda@example.jp"
# What the answer says before the address in it, as streams cut it, and after it.
BEFORE = ("May pass", " today: Mei", " Ueda, ")
AFTER = "o'clock."
# Pieces of that address which are nothing else in the talk.
PIECES = ("mei.", "ueda@", "exam", "ple.jp")

# Our longer conversations: reasoning, calls, citations, several choices; and what is personal in them.
# Errors that libraries ask again for are left out: they take their time.
_RETRIED = ("openai/error-429", "anthropic/error-529")
LONGER = [one for one in load(CONVERSATIONS) if call(one).api != "raw" and one.name not in _RETRIED]
PERSONAL = re.compile(r"[\w.]+@example\.\w+|0[39]0?-?1234|202-555-01|(?:4111|5555)[ 1-5]")

POLICIES = """
policies:
  refuse_request: {rules: [{kind: pii.*, direction: request, measure: refuse}]}
  help_request: {rules: [{kind: pii.*, direction: request, measure: resources}]}
  help: {rules: [{kind: pii.*, direction: response, measure: resources}]}
  refuse: {rules: [{kind: pii.*, direction: response, measure: refuse}]}
  cut: {rules: [{kind: pii.*, direction: response, measure: cut}]}
  hold_for_review: {rules: [{kind: pii.*, direction: response, measure: hold_for_review}]}
  mask: {rules: [{kind: pii.*, direction: response, measure: mask}]}
  pseudonymise: {rules: [{kind: pii.*, direction: request, measure: {use: pseudonymise, restore: true}}]}
"""


def under(*policies: str) -> pytest.MarkDecorator:
    """The `station` of a test is under each of these policies."""
    return pytest.mark.parametrize("station", policies, indirect=True)


def asked(name: str) -> Call:
    """The call that gets this talk's answer."""
    return call(TALKS[name])


def patient(wanted: Call) -> list[Job]:
    """Every JavaScript library's way to make this call, with its own retries."""
    return [replace(job, retries=True, prompt=f"Write to {ASKED}.") for job in jobs(wanted)]


def leaked(result: Result) -> list[str]:
    """Pieces of the answer's address, and what follows it, that a client got."""
    text = shown(result)
    return [piece for piece in (*PIECES, AFTER) if piece in text]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a dialect tells its clients that an answer was stopped.

    plain, stream: talks; field, mark: where client libraries show it, and what it says
    there; explained: whether they also show our words for why. whole_calls: calls do not
    come in pieces, so one that was stopped does not come at all.
    """

    plain: str
    stream: str
    field: str
    mark: str
    explained: bool = True
    whole_calls: bool = False

    def read(self, result: Result) -> object:
        """The last thing that was said in that field, wherever it stands."""
        said = values([*result.events, result.final], self.field, _camel(self.field))
        return [one for one in said if one is not None][-1]


ENDINGS = (
    Ending("chat", "chat-stream", "finish_reason", "content_filter"),
    Ending("completions", "completions-stream", "finish_reason", "content_filter", explained=False),
    Ending("responses", "responses-stream", "reason", "content_filter"),
    Ending("messages", "messages-stream", "stop_reason", "refusal"),
    # Google's libraries leave `finishMessage` out of what they show.
    Ending("generate", "generate-sse", "finish_reason", "SPII", explained=False),
    # Ollama has no word for it.
    Ending("ollama-chat", "ollama-chat-stream", "done_reason", "stop", whole_calls=True),
    Ending("ollama-generate", "ollama-generate-stream", "done_reason", "stop"),
    Ending("cohere-chat", "cohere-chat-stream", "finish_reason", "ERROR"),
    Ending("cohere-first-chat", "cohere-first-chat-stream", "finish_reason", "ERROR"),
    Ending("azure-chat", "azure-chat-stream", "finish_reason", "content_filter"),
    Ending("mistral-chat", "mistral-chat-stream", "finish_reason", "content_filter", whole_calls=True),
)
CALLS = [asked(name) for one in ENDINGS for name in (one.plain, one.stream)]
# Helpers that call an answer which was stopped an error, also when the provider stopped it.
STRICT = {"chat.completions": "ContentFilterFinishReasonError", "responses": "RuntimeError"}

# Answers that have no form for a stop: it is an error.
FORMLESS = {
    "ollama.show": "ResponseError",
    "cohere.embed": "BadRequestError",
    "cohere.rerank": "BadRequestError",
    "mistral.ocr": "SDKError",
    **{
        f"openai.{name}": "BadRequestError"
        for name in ("files.content", "images", "transcriptions", "translations", "vector_stores.search")
    },
    "openai.transcriptions.stream": "APIError",
}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


_REFUSED = ("BadRequestError", "APICallError", "ResponseError", "SDKError", "ValidationException")


def check_refused_request(result: Result, blocked: bool) -> None:
    """The client was told that its request went nowhere. blocked: by an answer, as Gemini does."""
    text = shown(result)
    assert "This request was stopped by policy 'refuse_request'" in text
    assert ASKED not in text
    if blocked:
        assert result.failure is None
        assert "PROHIBITED_CONTENT" in text
    elif result.failure:
        assert result.failure.kind in _REFUSED
        assert result.failure.status == 400
    else:  # the AI SDK reports errors as parts of the stream
        *_, last = result.events
        assert isinstance(last, dict)
        assert isinstance(last["error"], dict)
        assert (last["type"], last["error"]["status"]) == ("error", 400)


def check_stopped(ending: Ending, result: Result, before: tuple[str, ...] = ()) -> None:
    """The client was told, got what came before the span, and nothing of it or after it."""
    text = shown(result)
    assert leaked(result) == []
    assert ending.read(result) == ending.mark
    assert [piece for piece in before if f'"{piece}"' not in text] == []
    assert not ending.explained or "This answer was" in text


def check_kind(direct: Result, through: Result, strict: str | None = None) -> None:
    """The client met no exception that it would not meet without us, but for a strict helper's own."""
    was, now = (one.failure.kind if one.failure else None for one in (direct, through))
    assert now in (was, strict)
