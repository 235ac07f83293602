"""Spell a list of payloads as Amazon's event stream, as `render.py` spells the others.

An item is `{"event": name, "data": payload}`, `{"exception": name, "data": payload}`, or
`{"chunk": payload}`, a model's own event in base64 as InvokeModel streams it. Placeholders
are filled before lengths and checksums are made, so they may stand in any payload.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from proxy.eventstream import chunk, event, message
from proxy.fake.render import compact
from proxy.fake.template import Template


@dataclass(frozen=True, slots=True)
class EventStream:
    """A body of messages: how each is framed, and what is in it."""

    messages: tuple[tuple[Callable[[bytes], bytes], Template], ...]

    @classmethod
    def parse(cls, events: Sequence[JsonValue], template: bool) -> EventStream:
        """From a recording's `events`. ValueError for an item of another form."""
        return cls(tuple(_message(one, template) for one in events))

    def fill(self, body: JsonValue) -> bytes:
        """The bytes to send for a request whose parsed body is `body`."""
        return b"".join(framed(payload.fill(body)) for framed, payload in self.messages)


def _message(item: JsonValue, template: bool) -> tuple[Callable[[bytes], bytes], Template]:
    match item:
        case {"event": str(name), "data": data, **rest} if not rest:
            framed = _named(event, name)
        case {"exception": str(name), "data": data, **rest} if not rest:
            framed = _named(_exception, name)
        case {"chunk": data, **rest} if not rest:
            framed = chunk
        case _:
            raise ValueError("an item of an event stream has an 'event', an 'exception' or a 'chunk'")
    text = compact(data)
    return framed, Template.parse(text) if template else Template((text.encode(),))


def _named(made: Callable[[str, bytes], bytes], name: str) -> Callable[[bytes], bytes]:
    return lambda payload: made(name, payload)


def _exception(name: str, payload: bytes) -> bytes:
    kinds = (
        (":exception-type", name),
        (":content-type", "application/json"),
        (":message-type", "exception"),
    )
    return message(kinds, payload)
