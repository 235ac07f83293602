"""What a guard is: a model or a service elsewhere that says what is wrong with a text.

An adapter is pure: it writes the calls, and reads the answers. Who makes the calls is the
rim's business (`proxy.guarding`).

What must stay true, and is tried on every adapter (`tests/filters/guards`): an answer that
is malformed, refused, cut short or in other words than agreed is never an opinion that
nothing is wrong. It is Unreadable, and what becomes of that is an option of the cascade.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Protocol

import orjson
from msgspec import Struct
from pydantic import Field, field_validator

from config.traffic import SigV4
from filters.harm.taxonomy import BY_KIND, Severity
from filters.model import Direction, Trust
from filters.registry import Options, Registry

UNSPECIFIED = "harm.unspecified"  # a guard says that something is wrong, and not what
UNSUPPORTED = "grounding.unsupported"  # of an answer: what nothing that it was given bears out
BARE: float = 0.95  # what a label without a probability counts as
_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#@]*)?")


class Question(Struct, frozen=True):
    """A text to be judged. before: what stands before it in its channel; it is judged along.

    wanted: the kinds that are asked for; a guard that asks for each by itself leaves the others out.
    given: where the question is whether an answer is supported, what it may rest on; mark: of these texts,
    if it was made before. asked: the user's turn that an answer answers, where it is shown; it is not judged.
    """

    text: str
    before: str = ""
    direction: Direction = "request"
    role: str = "user"
    trust: Trust = "user"
    wanted: frozenset[str] = frozenset(BY_KIND)
    given: tuple[str, ...] = ()
    asked: str = ""
    mark: bytes = b""

    @property
    def whole(self) -> str:
        """All that is to be judged."""
        return self.before + self.text

    @property
    def answer(self) -> bool:
        """Whether a model has said it."""
        return self.direction == "response" or self.role == "assistant"


class Call(Struct, frozen=True):
    """One request to make: POST `body` to the guard's URL with `path` behind it."""

    path: str
    body: bytes


class Answer(Struct, frozen=True):
    """What came back, as it came."""

    status: int
    body: bytes


class Grade(Struct, frozen=True):
    """One thing that is wrong.

    kinds: what it may be in our words, the closest first. code: what the guard calls it, in a
    word that stands in its adapter: nothing that an answer says is kept.
    """

    kinds: tuple[str, ...]
    severity: Severity
    probability: float
    code: str = ""


class Opinion(Struct, frozen=True):
    """What a guard says; no grades: nothing is wrong."""

    grades: tuple[Grade, ...] = ()


class Unreadable(Struct, frozen=True):
    """No opinion, or not a whole one. why: a word of ours. grades: what was seen all the same."""

    why: str
    grades: tuple[Grade, ...] = ()


class GuardOptions(Options):
    """What every guard has."""

    url: Annotated[str, Field(description="Where it is, without the path of the call.")]
    key_env: Annotated[
        str, Field(pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$", description="Environment variable with its key.")
    ] = ""
    label: Annotated[
        str,
        Field(pattern=r"^([A-Za-z0-9][\w.-]{0,39})?$", description="Its name in records; else the guard's."),
    ] = ""
    timeout_s: Annotated[
        float, Field(gt=0, le=120, description="For all its calls about one text; the deadline counts too.")
    ] = 2.0
    at_once: Annotated[int, Field(ge=1, le=1024, description="Questions at the same time.")] = 16

    @field_validator("url")
    @classmethod
    def _plain(cls, url: str) -> str:
        if not _URL.fullmatch(url):
            raise ValueError("should be http:// or https://, a host and perhaps a path, nothing else")
        return url.rstrip("/")


class LabelOptions(GuardOptions):
    """Of a guard that says a label: what one is worth where no probability comes with it."""

    bare: Annotated[
        float, Field(gt=0, le=1, description="What its label counts as where no probability comes along.")
    ] = BARE


class ChatOptions(LabelOptions):
    """Of a guard behind an OpenAI-compatible `/chat/completions`."""

    model: Annotated[str, Field(min_length=1, description="As the server calls it.")]
    logprobs: Annotated[bool, Field(description="Ask for log probabilities, and read them.")] = True


# How a key is shown: as a bearer token, in Azure's header; or requests are signed as AWS wants them.
Credential = Literal["bearer", "azure"]


class Guard(Protocol):
    """One file in `filters/guards/`; the module name is the configuration name.

    covers: the kinds it can say something of. documentation: one line. `Options`: a pydantic model of
    GuardOptions; the constructor takes one.
    """

    name: str
    documentation: str
    credential: Credential
    covers: frozenset[str]
    options: GuardOptions

    def calls(self, question: Question) -> tuple[Call, ...]:
        """What to send; at least one."""
        ...

    def read(self, question: Question, answers: Sequence[Answer]) -> Opinion | Unreadable:
        """What the answers say, one for each call. Never raises, whatever they are."""
        ...


GUARDS: Registry[Guard] = Registry("guard", "filters.guards", "sekisho.guards")


def label_of(guard: Guard) -> str:
    """Its name in records."""
    return guard.options.label or guard.name


def signature_of(guard: Guard) -> SigV4 | None:
    """How its requests are signed, where they are."""
    return getattr(guard.options, "sigv4", None)


def identity_of(guard: Guard) -> bytes:
    """Equal for guards that are asked alike."""
    return orjson.dumps([guard.name, guard.options.model_dump(mode="json")], option=orjson.OPT_SORT_KEYS)


def call(path: str, document: Mapping[str, object]) -> Call:
    """A call with a document. Half surrogate pairs, which JSON cannot carry, become question marks."""
    try:
        body = orjson.dumps(document)
    except TypeError:
        body = orjson.dumps(_whole(document))
    return Call(path, body)


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {name: _whole(one) for name, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list | tuple) else value


def covered(kinds: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """All kinds of a table of codes."""
    return frozenset(kind for row in kinds.values() for kind in row)
