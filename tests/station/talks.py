"""The same short talk in every dialect: an address in the question, another one in the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from proxy.fake import load
from tests.sdk.calls import Call, call
from tests.sdk.result import Result

TALKS = {one.name: one for one in load(Path(__file__).parent / "recordings")}

ASKED = "aki.mori@example.com"
SAID = "mei.ueda@example.jp"
# What the answer says before the address in it, as streams cut it, and after it.
BEFORE = ("May pass", " today: Mei", " Ueda, ")
AFTER = "o'clock."
# Pieces of that address which are nothing else in the talk.
PIECES = ("mei.", "ueda@", "exam", "ple.jp")

POLICIES = """
policies:
  refuse_request: {rules: [{kind: pii.*, direction: request, measure: refuse}]}
  refuse: {rules: [{kind: pii.*, direction: response, measure: refuse}]}
  cut: {rules: [{kind: pii.*, direction: response, measure: cut}]}
  hold_for_review: {rules: [{kind: pii.*, direction: response, measure: hold_for_review}]}
  mask: {rules: [{kind: pii.*, direction: response, measure: mask}]}
  pseudonymise: {rules: [{kind: pii.*, direction: request, measure: {use: pseudonymise, restore: true}}]}
"""


def asked(name: str) -> Call:
    """The call that gets this talk's answer."""
    return call(TALKS[name])


def shown(result: Result) -> str:
    """Everything a client made of an answer, as one text."""
    failure = result.failure
    told = [failure.kind, failure.message, failure.body] if failure else None
    return json.dumps([result.events, result.final, told], ensure_ascii=False)


def leaked(result: Result) -> list[str]:
    """Pieces of the answer's address, and what follows it, that a client got."""
    text = shown(result)
    return [piece for piece in (*PIECES, AFTER) if piece in text]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a dialect tells its clients that an answer was stopped.

    plain, stream: talks; field, mark: where client libraries show it, and what it says
    there; explained: whether they also show our words for why.
    """

    plain: str
    stream: str
    field: str
    mark: str
    explained: bool = True

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
)


def values(document: JsonValue, *names: str) -> Iterator[JsonValue]:
    """Every value of these members, at any depth, in the document's order."""
    match document:
        case dict():
            for name, value in document.items():
                if name in names:
                    yield value
                yield from values(value, *names)
        case list():
            for value in document:
                yield from values(value, *names)
        case _:
            pass


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
