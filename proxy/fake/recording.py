"""Read recorded exchanges: one JSON file each, or a folder of them.

The form: `request` {method, path, headers, body | body_text |
body_base64}, `response` {status, headers, body_text | body_base64, chunk_lengths?},
`stream` (null, sse, ndjson, json-array, eventstream, ws). Files of our own may give
`response.body` (JSON) or `response.events` (see render.py, for Amazon's stream
eventstream.py) and `template: true` (see template.py). Other keys are for people and are ignored.

Must stay true: bytes recorded as text or base64 are served as they stand. WebSocket
recordings are left out here: see script.py.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qsl, unquote

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from config.errors import ConfigError
from proxy.fake import render
from proxy.fake.eventstream import EventStream
from proxy.fake.template import Template

Stream = Literal["sse", "ndjson", "json-array", "eventstream", "ws"]

# A recording of a long audio answer is about 2 MiB; a file beyond this is a mistake.
MAX_FILE = 64 * 1024 * 1024

_CONTENT_TYPES: dict[str | None, str] = {
    "sse": "text/event-stream; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "eventstream": "application/vnd.amazon.eventstream",
}
# Ours to decide: they describe the connection that was recorded, not this one.
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive"})


class RecordingError(ConfigError):
    """A recording that cannot be replayed. The server does not start."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. target: path and query as they were written; path: decoded, without query.

    headers: the few that were recorded; value: the body's JSON, None when it is none.
    """

    method: str
    target: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes
    value: JsonValue


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. chunk_lengths: bytes of each network read, () when not known."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes | Template | EventStream
    chunk_lengths: tuple[int, ...]

    def body(self, asked: JsonValue) -> bytes:
        """The bytes to send; `asked` is the live request's JSON body, read by templates only."""
        return self.content if isinstance(self.content, bytes) else self.content.fill(asked)


@dataclass(frozen=True, slots=True)
class Recording:
    """One exchange. name: the file below the loaded folder, without `.json`."""

    name: str
    provider: str
    surface: str
    stream: Stream | None
    asked: Asked
    reply: Reply


def load(place: Path, *, none: bool = False) -> tuple[Recording, ...]:
    """Every recording in a file or, recursively and in path order, in a folder.

    none: finding none is fine. Raises RecordingError naming the file and the field. Reads everything into
    memory.
    """
    if not place.exists():
        raise RecordingError(f"{place}: no such file or folder of recordings")
    root = place if place.is_dir() else place.parent
    files = sorted(place.rglob("*.json")) if place.is_dir() else [place]
    found = tuple(one for file in files for one in _read(file, root))
    if not found and not none:
        raise RecordingError(f"{place}: holds no recording that can be replayed over HTTP")
    return found


# A line end in a header would let a recording write headers, or answers, of its own.
_HeaderText = Annotated[str, Field(pattern=r"^[^\r\n\x00]*$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Request(_Shape):
    method: Annotated[str, Field(min_length=1)]
    path: Annotated[str, Field(pattern=r"^/")]
    headers: dict[_HeaderText, _HeaderText] = {}
    body: JsonValue = None
    body_text: str | None = None
    body_base64: str | None = None


class _Response(_Shape):
    status: Annotated[int, Field(ge=100, le=599)]
    headers: dict[_HeaderText, _HeaderText] = {}
    body: JsonValue = None
    body_text: str | None = None
    body_base64: str | None = None
    events: Sequence[JsonValue] | None = None
    named: bool = False
    newline: Literal["\n", "\r\n"] = "\n"
    chunk_lengths: tuple[Annotated[int, Field(ge=0)], ...] = ()


class _File(_Shape):
    provider: str = ""
    surface: str = ""
    stream: Stream | None = None
    template: bool = False
    request: _Request
    response: _Response


def _read(file: Path, root: Path) -> Iterator[Recording]:
    try:
        if file.stat().st_size > MAX_FILE:
            raise RecordingError(f"{file}: longer than {MAX_FILE} bytes")
        shape = _File.model_validate_json(file.read_bytes())
        if shape.stream != "ws":
            yield _recording(file.relative_to(root).with_suffix("").as_posix(), shape)
    except ValidationError as why:
        first = why.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise RecordingError(f"{file}: {place}: {first['msg']}") from None  # its cause quotes the content
    except (ValueError, OSError) as why:
        raise RecordingError(f"{file}: {why}") from why


def _recording(name: str, shape: _File) -> Recording:
    return Recording(name, shape.provider, shape.surface, shape.stream, _asked(shape.request), _reply(shape))


def _asked(request: _Request) -> Asked:
    path, query = split_target(request.path)
    headers = tuple((name.lower(), value) for name, value in request.headers.items())
    body = _request_bytes(request)
    return Asked(request.method.upper(), request.path, path, query, headers, body, request.body)


def split_target(target: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A request target as its decoded path and its query pairs, in order."""
    path, _, query = target.partition("?")
    return unquote(path), tuple(parse_qsl(query, keep_blank_values=True))


def _request_bytes(request: _Request) -> bytes:
    if request.body_base64 is not None:
        return base64.b64decode(request.body_base64, validate=True)
    if request.body_text is not None:
        return request.body_text.encode()
    return render.compact(request.body).encode() if "body" in request.model_fields_set else b""


def _reply(shape: _File) -> Reply:
    response = shape.response
    headers = [(k.lower(), v) for k, v in response.headers.items() if k.lower() not in _FRAMING]
    if not any(name == "content-type" for name, _ in headers):
        headers.append(("content-type", _CONTENT_TYPES.get(shape.stream, "application/json")))
    return Reply(response.status, tuple(headers), _content(shape), response.chunk_lengths)


def _content(shape: _File) -> bytes | Template | EventStream:
    response = shape.response
    if response.body_base64 is not None:
        return base64.b64decode(response.body_base64, validate=True)
    if shape.stream == "eventstream" and response.events is not None:
        return EventStream.parse(response.events, shape.template)
    text = _text(shape)
    return Template.parse(text) if shape.template else text.encode(errors="surrogatepass")


def _text(shape: _File) -> str:
    response = shape.response
    if response.body_text is not None:
        return response.body_text
    if response.events is not None:
        return render.body(response.events, shape.stream or "", response.named, response.newline)
    return render.compact(response.body) if "body" in response.model_fields_set else ""
