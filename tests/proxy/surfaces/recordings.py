"""Third-party recordings of a surface, as exchanges that can be replayed through a session."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.fixtures import WIRE
from tests.proxy.surfaces.sessions import dumps


class Recorded(NamedTuple):
    """One recorded exchange. asked: exact bytes where known."""

    name: str
    method: str
    path: str
    asked: bytes | None
    status: int
    kind: str
    answer: bytes
    cuts: tuple[int, ...]


_KINDS = {
    "sse": "text/event-stream",
    "json-array": "application/json",
    "ndjson": "application/x-ndjson",
}


def recorded(*surfaces: str) -> Iterator[Recorded]:
    """Every recording whose surface is one of these, or below one; none where there are none."""
    for file in sorted(WIRE.glob("*/*.json")) if WIRE else ():
        doc = json.loads(file.read_bytes())
        known = doc["stream"] in (None, *_KINDS)
        if known and _surface(doc) in surfaces:
            yield _recorded(f"{file.parent.name}/{file.stem}", doc)


def _surface(doc: dict[str, Any]) -> str:
    """The surface without `.retrieve`, `(sse)` and the like."""
    return re.split(r"[.(]", doc["surface"])[0]


def _recorded(name: str, doc: dict[str, Any]) -> Recorded:
    asked, answer = doc["request"], doc["response"]
    kinds = [value for key, value in answer["headers"].items() if key.lower() == "content-type"]
    coded = any(
        key.lower() == "content-encoding" and value == "gzip" for key, value in answer["headers"].items()
    )
    body = _bytes(answer) or b""
    kind = _KINDS.get(doc["stream"], "application/json")
    return Recorded(
        name,
        asked["method"],
        asked["path"],
        _bytes(asked) or (dumps(asked["body"]) if asked.get("body") is not None else None),
        answer["status"],
        kinds[0] if kinds else kind,
        gzip.decompress(body) if coded else body,
        () if coded else tuple(answer.get("chunk_lengths") or ()),
    )


def _bytes(side: dict[str, Any]) -> bytes | None:
    if side.get("body_text") is not None:
        return side["body_text"].encode()
    return base64.b64decode(side["body_base64"]) if "body_base64" in side else None
