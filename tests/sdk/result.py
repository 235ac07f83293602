"""What a client library made of an answer, in a form that can be compared.

Two runs against the same recorded answer must be equal, exceptions included: a
client that stumbles over an odd recording must stumble in the same way through the
station. What differs by nature (base URLs, connection headers) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, JsonValue


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception. kind: its type's name; status: of HTTP, None when there is none; body: as parsed."""

    kind: str
    status: int | None
    message: str
    body: JsonValue


@dataclass(frozen=True, slots=True)
class Result:
    """events: of a stream, up to its end or its failure; final: the whole object, None after a failure."""

    events: tuple[JsonValue, ...]
    final: JsonValue
    failure: Failure | None


def plain(value: Any) -> JsonValue:
    """Whatever a client library returns, as JSON values. Running snapshots are left out of events."""
    match value:
        case BaseModel():
            return plain(value.model_dump(mode="python", warnings=False))
        case Mapping():
            return {str(key): plain(one) for key, one in value.items() if key not in _LEFT_OUT}
        case list() | tuple():
            return [plain(one) for one in value]
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return value.hex()
        case _:
            return plain(vars(value)) if hasattr(value, "__dict__") else str(value)


# snapshot: every event of a helper carries the whole object so far; the final one is kept.
# sdk_http_response: headers, which are not the client library's reading of the answer.
_LEFT_OUT = frozenset({"snapshot", "sdk_http_response", "parsed_snapshot"})


def failure(error: Exception, root: str) -> Failure:
    """The comparable part of an exception; the base URL is cut out of its message."""
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    body = getattr(error, "body", None) or getattr(error, "details", None)
    known = status if isinstance(status, int) else None
    # Cohere's message lists the answer's headers, which are no reading of it.
    told = "" if hasattr(error, "headers") else str(error).replace(root, "")
    return Failure(type(error).__name__, known, told, plain(body))
