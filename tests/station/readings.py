"""What a client library made of an answer, looked at as one text or put beside another reading."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import JsonValue

from tests.sdk.result import Result


def shown(result: Result) -> str:
    """Everything a client made of an answer, as one text."""
    failure = result.failure
    told = [failure.kind, failure.message, failure.body] if failure else None
    return json.dumps([result.events, result.final, told], ensure_ascii=False)


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


def differing(one: Result, other: Result) -> tuple[str, str]:
    """The texts in which two readings differ, each joined in order; AssertionError if more than texts do."""
    pairs = [*_differing(_whole(one), _whole(other))]
    return "".join(was for was, _ in pairs), "".join(now for _, now in pairs)


def _whole(result: Result) -> JsonValue:
    failure = result.failure
    told: JsonValue = [failure.kind, failure.status, failure.message, failure.body] if failure else None
    return [_joined(result), result.final, told]


def _joined(result: Result) -> list[JsonValue]:
    """Its events; the AI SDK's deltas in a row as one, because it leaves some of the empty ones out."""
    out: list[JsonValue] = []
    for event in result.events:
        match event, out[-1:]:
            case {"type": "text-delta" | "tool-input-delta"}, [{"type": str(kind)} as last] if (
                kind == event["type"]
            ):
                out[-1] = {**last, **{k: f"{last[k]}{event[k]}" for k in ("text", "delta") if k in event}}
            case _:
                out.append(event)
    return out


def _differing(one: JsonValue, other: JsonValue) -> Iterator[tuple[str, str]]:
    match one, other:
        case dict(), dict():
            assert list(one) == list(other)
            for name in one:
                yield from _differing(one[name], other[name])
        case list(), list():
            assert len(one) == len(other)
            for was, now in zip(one, other, strict=True):
                yield from _differing(was, now)
        case str(), str():
            if one != other:
                yield one, other
        case _:
            assert one == other
