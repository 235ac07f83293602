"""What a provider's wire form is to the session: tables of text, and ways to end.

A dialect maps a request's path to a `Surface`. A surface is mostly tables (which
field is what text); the rest are the few facts a table cannot say: which events end
which channels, what must be cleared when text was touched, and how the provider
itself refuses: before the upstream, instead of an answer, in the middle of a stream.
It never invents an event type, and it never reads a socket or a clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import orjson

from filters.registry import Registry
from proxy.eventstream import MEDIA_TYPE
from proxy.framing import Frame
from proxy.offsets import Citation, Unit
from proxy.table import UNMAPPED, Slot, Table

# What may stand in a record as a model's name: never a sentence.
MODEL_NAME = re.compile(r"[A-Za-z0-9._:/@+-]{1,96}")

Json = Any  # what orjson.loads gives: narrowed where it is used
Headers = list[tuple[bytes, bytes]]  # names in lower case
Framing = Literal["sse", "array", "lines", "eventstream", "whole", "text", "opaque", "form", "file"]
STORED = 1 << 20  # the `patience` of what is kept in files
# Documents, as they come.
STREAMS: frozenset[Framing] = frozenset({"sse", "array", "lines", "eventstream", "file"})


@dataclass(frozen=True, slots=True)
class Notice:
    """Why an exchange was stopped, in words fit for the client: rules and kinds, never text."""

    exchange: str
    policy: str
    rule: str
    kind: str
    how: str  # refuse, cut, hold
    direction: str = "request"
    says: str = ""  # what is answered in the place of a refusal

    @property
    def answers(self) -> bool:
        """Whether a whole answer is given to a request, as if a model had."""
        return bool(self.says) and self.direction == "request"

    @property
    def text(self) -> str:
        if self.says:
            return self.says
        what = "held for review" if self.how == "hold" else "stopped"
        whose = "request" if self.direction == "request" else "answer"
        return (
            f"This {whose} was {what} by policy '{self.policy}', rule '{self.rule}' ({self.kind}). "
            f"ポリシー「{self.policy}」の規則により停止されました。[{self.exchange}]"
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer the station gives itself, in the provider's own form."""

    status: int
    body: bytes
    content_type: bytes = b"application/json"
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """Channels that end: of these families (None: all) whose indexes begin so.

    A family `a/b` belongs to `a`.
    """

    indexes: tuple[int, ...] = ()
    families: frozenset[str] | None = None

    def ends(self, family: str, indexes: tuple[int, ...]) -> bool:
        named = self.families is None or family.partition("/")[0] in self.families
        return named and indexes[: len(self.indexes)] == self.indexes


ALL_OVER = (Over(),)


class Closer(Protocol):
    """Follows what has left in a stream, so that it can be closed as the provider would."""

    def saw(self, doc: Json) -> None:
        """One document has left, as the client sees it."""
        ...

    def close(self, notice: Notice) -> bytes:
        """The bytes that end the stream as a refusal. Called once, between two frames."""
        ...


class NoCloser:
    """For streams that have no native ending: nothing is added, the connection ends."""

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        del notice
        return b""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a surface is told about the request line. path has no route prefix; query is raw."""

    method: str
    path: str
    query: str = ""


class Surface:
    """One family of paths. Subclasses set the tables and override what differs."""

    name: str = "generic"
    request: Table = Table({})
    form: Table = Table({})  # the fields of a multipart request: `/<field>`
    answer: Table = Table({})
    events: Table = Table({})
    # What may be sent while text is held, between two events and between two elements of
    # an array; empty: nothing is safe.
    counts: Unit = "characters"  # what citations count
    # Members of events whose strings and numbers say nothing to us (padding, sequence numbers), by
    # shape. steady: an event like the last one but for these and its text says nothing new to `over`
    # and the closer, who may be shown the last one again.
    noise: frozenset[str] = frozenset()
    steady: bool = False
    # patience: bytes of a stream that are judged before its head leaves, where it is stored and
    # so comes at once: what is refused in them is refused by a status.
    patience: int = 0
    # unserved: why no request on this path is relayed, and what to do instead; empty: they are.
    unserved: str = ""
    keepalive: bytes = b""
    padding: bytes = b""
    streams: bytes = b"text/event-stream"  # the media type of a stream

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.asked: Json = None  # the request's document, once it is parsed
        self.framed: Framing = "whole"  # how the answer is cut, once its head has come
        self.stopped: Frame | None = None  # the event of a stream in which it was stopped

    def arrived(self, headers: Headers) -> str:
        """Told of the request's headers once its document is known; says which of them belies it, if any."""
        del headers
        return ""

    def mirrored(self, headers: Headers, body: bytes) -> Headers:
        """The request's headers for a body that was edited, where headers repeat what a body says."""
        del body
        return headers

    def model(self, doc: Json) -> str:
        """The model the request names; empty when it names none."""
        name = doc.get("model") if isinstance(doc, dict) else None
        return name if isinstance(name, str) and MODEL_NAME.fullmatch(name) else ""

    def streaming(self, doc: Json) -> bool:
        """Whether the request asks for a stream (for the record: the framing follows the answer)."""
        return isinstance(doc, dict) and doc.get("stream") is True

    def asking(self, content_type: str) -> Framing:
        """How the request is cut into documents, by its content type."""
        return asking_of(content_type)

    def filed(self, doc: Json) -> Table | None:
        """The table of a JSON document (or line) in a file of a form; None: the words of a user."""
        del doc
        return None

    def framing(self, content_type: str) -> Framing:
        """How the answer is cut into documents, by its content type."""
        return framing_of(content_type)

    def table(self, doc: Json) -> Table:
        """The table for one stream event."""
        del doc
        return self.events

    def slot(self, slot: Slot, pointer: str, doc: Json) -> Slot:
        """The slot of the text at `pointer`, where the table's slot varies with what stands beside it."""
        del pointer, doc
        return slot

    def family(self, doc: Json, slot: Slot) -> str:
        """The family of a delta's channel; typed streams add the event's stem."""
        del doc
        return slot.family

    def over(self, doc: Json) -> tuple[Over, ...]:
        """The channels that end with this event, asked before its own text is read."""
        del doc
        return ()

    def over_after(self, doc: Json) -> tuple[Over, ...]:
        """The channels that end with this event, asked after its own text was read."""
        del doc
        return ()

    def opaque(self, doc: Json) -> Iterable[str]:
        """Reasons why something in this request cannot be inspected (token ids, stored history)."""
        del doc
        return ()

    def conversation(self, doc: Json) -> tuple[str, bool]:
        """(what names the conversation, whether its history lives upstream)."""
        return first_words(doc), False

    def answered(self, doc: Json) -> str:
        """What a request that goes on from this answer will call it; empty: it is not said here."""
        del doc
        return ""

    def scrub(self, pointers: Iterable[str]) -> Mapping[str, bytes]:
        """What else changes when the texts at `pointers` were touched: pointer → JSON value."""
        del pointers
        return {}

    def citations(self, doc: Json) -> Iterable[Citation]:
        """Where this document says positions in a text; asked only once a text was touched."""
        del doc
        return ()

    def stale(self, doc: Json) -> Mapping[str, bytes]:
        """What no longer holds in this document; asked only once a text was touched: pointer → JSON value."""
        del doc
        return {}

    def filler(self) -> bytes:
        """What may be sent while text is held, between two lines; empty: nothing is safe."""
        return b""

    def refused(self, notice: Notice) -> Reply:
        """The request refused before the upstream: a status no client retries."""
        return error_reply(notice)

    def spoken(self, notice: Notice) -> Reply:
        """What `notice` says, as the answer to a request that does not go up; or else its refusal."""
        blank = self.blank(notice)
        if blank is None:
            return self.refused(notice)
        if not self.streaming(self.asked):
            return self.instead(blank, 200, notice)
        self.framed = self.framing(self.streams.decode())
        closer = self.closer()
        closer.saw(blank)
        return Reply(200, closer.close(notice), self.streams)

    def blank(self, notice: Notice) -> Json:
        """An answer in which nothing is said yet; None where nothing here is an answer of words."""
        del notice
        return None

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        """What leaves in the place of a whole answer (or error body) that was stopped."""
        del doc
        reply = self.refused(notice)
        return reply if status < 400 else Reply(status, reply.body, reply.content_type, reply.headers)

    def failed(self, why: str, status: int) -> Reply:
        """The upstream gave no answer; `why` is one of our words."""
        message = f"The upstream gave no answer ({why})."
        body = {"error": {"message": message, "type": "upstream_error", "param": None, "code": why}}
        return Reply(status, orjson.dumps(body))

    def denied(self, status: int, code: str, message: str) -> Reply:
        """A request that cannot become an exchange; code is one of our words."""
        return denial(status, code, message)

    def closer(self) -> Closer:
        """A new follower for one stream, framed as `framed` says."""
        return NoCloser()


class Dialect(Protocol):
    """One file in `proxy/dialects/`; the module name is the configuration name."""

    name: str
    documentation: str

    def surface(self, seen: Seen) -> Surface:
        """The surface of a request line; the generic one for what is not known. Never None."""
        ...


DIALECTS: Registry[Dialect] = Registry("dialect", "proxy.dialects", "sekisho.dialects")


def dumps(doc: Json) -> bytes:
    """Compact JSON of anything that was parsed, also of what is no UTF-8 or beyond 64 bits."""
    try:
        return orjson.dumps(doc)
    except TypeError:
        return json.dumps(doc).encode()


def framing_of(content_type: str) -> Framing:
    """The framing a media type implies. Unknown types are opaque: passed, and recorded as unscanned."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return "sse"
    if kind in ("application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/ndjson"):
        return "lines"
    if kind == MEDIA_TYPE:
        return "eventstream"
    if kind == "application/json" or kind.endswith("+json") or not kind:
        return "whole"
    return "text" if kind.startswith("text/") or kind.endswith(("/xml", "+xml")) else "opaque"


def asking_of(content_type: str) -> Framing:
    """The same for a request: what is not known to hold no text is read as text."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("multipart/") or kind == "application/x-www-form-urlencoded":
        return "form"
    if kind.startswith(("audio/", "image/", "video/")) or kind == "application/octet-stream":
        return "opaque"
    return "lines" if framing_of(content_type) == "lines" else "whole"


def error_reply(notice: Notice, status: int = 400) -> Reply:
    """The error envelope most providers share."""
    body = {
        "error": {
            "message": notice.text,
            "type": "invalid_request_error",
            "param": None,
            "code": "content_policy_violation",
        }
    }
    return Reply(status, orjson.dumps(body), headers=((b"x-should-retry", b"false"),))


def denial(status: int, code: str, message: str) -> Reply:
    """The same envelope for a request that cannot become an exchange. Not to be sent again as it is."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    body = orjson.dumps({"type": "error", "error": error})
    return Reply(status, body, headers=((b"x-should-retry", b"false"),))


def first_words(doc: Json) -> str:
    """What a stateless conversation begins with: its first user message, the same in every turn.

    Its text alone: between turns clients move cache marks, add ids, and spell a string as a part.
    """
    if not isinstance(doc, Mapping):
        return ""
    for field in ("messages", "contents", "input"):
        turns = doc.get(field)
        if isinstance(turns, list) and turns:
            users = (t for t in turns if isinstance(t, dict) and t.get("role") == "user")
            return _words(next(users, turns[0]))
        if isinstance(turns, dict | str):
            return _words(turns)
    return ""


def end_user(doc: Json) -> str:
    """Whom an application says it asks for; empty: it does not say."""
    if not isinstance(doc, Mapping):
        return ""
    more = doc.get("metadata")
    told = (
        doc.get("safety_identifier"),
        doc.get("user"),
        more.get("user_id") if isinstance(more, dict) else "",
    )
    return next((one for one in told if isinstance(one, str) and one), "")


def _words(turn: Json) -> str:
    """The text of a message; what it is made of, where it has none."""
    said = turn
    if isinstance(turn, dict):
        said = turn.get("content") or turn.get("parts") or turn.get("text")
    parts = said if isinstance(said, list) else [said]
    texts = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "\n".join(text for text in texts if isinstance(text, str)) or dumps(turn).decode()


__all__ = ["DIALECTS", "UNMAPPED", "Dialect", "Surface"]
