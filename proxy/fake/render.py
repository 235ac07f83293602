"""Spell a list of payloads as the bytes a provider streams.

Our own recordings give `response.events` instead of `body_text`, one payload an
item, so that a reviewer reads a conversation and not its framing. The framing
follows from the recording's `stream`:

    sse         `data: {...}` and a blank line; with `named`, `event: <payload.type>` before it
    ndjson      one payload a line
    json-array  one array, its elements indented and a line end after each, as Gemini writes it

An item is the payload itself (a string is sent bare, like `[DONE]`), or
`{"event": name, "data": payload}`, or `{"comment": text}`. Payloads are compact
JSON with their keys in the order of the file and no `\\u` escapes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import JsonValue


def body(events: Sequence[JsonValue], stream: str, named: bool, newline: str) -> str:
    """The whole body. stream: "sse", "ndjson" or "json-array"; newline: "\\n" or "\\r\\n".

    Raises ValueError for another stream and for an item that cannot be named.
    """
    match stream:
        case "sse":
            return "".join(_sse(event, named, newline) for event in events)
        case "ndjson":
            return "".join(compact(event) + newline for event in events)
        case "json-array":
            return (
                "["
                + ("\n," + newline).join(json.dumps(e, ensure_ascii=False, indent=2) for e in events)
                + "\n]\n"
            )
        case _:
            raise ValueError(f"no event list for stream '{stream}': give body_text or body_base64")


def compact(value: JsonValue) -> str:
    """A payload as one line; a string is meant literally."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sse(event: JsonValue, named: bool, newline: str) -> str:
    match event:
        case {"comment": str(text), **rest} if not rest:
            return f": {text}{newline}{newline}"
        case {"event": str(name), "data": data, **rest} if not rest:
            return f"event: {name}{newline}data: {compact(data)}{newline}{newline}"
        case {"type": str(name)} if named:
            return f"event: {name}{newline}data: {compact(event)}{newline}{newline}"
        case dict() if named:
            raise ValueError("a named event without a 'type'")
        case _:
            return f"data: {compact(event)}{newline}{newline}"
