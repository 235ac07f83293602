"""Recorded conversations over a socket, replayed turn by turn.

A recording whose `stream` is `ws` holds `websocket`: its messages in order, each
`{"kind": "message", "direction": "sent" | "received", "data": JSON or text}`, and at its end
perhaps `{"kind": "close", "direction": "received", "data": code}`. `sent` is what the client
said. What was received before the first `sent` is said at once; every message of the client
that is of the expected kind (its `type`, or its first key) brings what was received after it.
Another message is remembered and changes nothing: the station has words of its own.

With `template: true` what is said may repeat what was heard (template.py); the body a
placeholder points into is the list of the client's messages so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from proxy.fake import render
from proxy.fake.match import parse
from proxy.fake.recording import MAX_FILE, RecordingError
from proxy.fake.template import Template


@dataclass(frozen=True, slots=True)
class Line:
    """One message. kind: its `type`, or its first key; close: the code, for the end of the socket."""

    sent: bool
    kind: str
    text: bytes | Template
    close: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation. name: the file below the loaded folder, without `.json`; path: where it was held."""

    name: str
    provider: str
    surface: str
    path: str
    lines: tuple[Line, ...]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Message(_Shape):
    kind: Literal["message", "close"] = "message"
    direction: Literal["sent", "received"]
    data: JsonValue


class _Asked(_Shape):
    path: Annotated[str, Field(pattern=r"^/")]


class _File(_Shape):
    provider: str = ""
    surface: str = ""
    stream: str | None = None
    template: bool = False
    request: _Asked
    websocket: Sequence[_Message] = ()


def load_scripts(place: Path) -> tuple[Script, ...]:
    """Every conversation in a file or, recursively and in path order, in a folder; none is fine.

    Raises RecordingError naming the file and the field.
    """
    root = place if place.is_dir() else place.parent
    files = sorted(place.rglob("*.json")) if place.is_dir() else [place]
    return tuple(one for file in files for one in _read(file, root))


def _read(file: Path, root: Path) -> Iterator[Script]:
    try:
        if file.stat().st_size > MAX_FILE:
            raise RecordingError(f"{file}: longer than {MAX_FILE} bytes")
        shape = _File.model_validate_json(file.read_bytes())
        if shape.stream == "ws":
            name = file.relative_to(root).with_suffix("").as_posix()
            lines = tuple(_line(one, shape.template) for one in shape.websocket)
            yield Script(name, shape.provider, shape.surface, shape.request.path, lines)
    except ValidationError as why:
        first = why.errors(include_input=False, include_url=False)[0]
        at = ".".join(map(str, first["loc"])) or "the file"
        raise RecordingError(f"{file}: {at}: {first['msg']}") from None  # its cause quotes the content
    except (ValueError, OSError) as why:
        raise RecordingError(f"{file}: {why}") from why


def _line(one: _Message, template: bool) -> Line:
    sent = one.direction == "sent"
    if one.kind == "close":
        return Line(sent, "", b"", one.data if isinstance(one.data, int) else 1000)
    text = render.compact(one.data)
    filled = Template.parse(text) if template and not sent else text.encode(errors="surrogatepass")
    return Line(sent, kind_of(one.data), filled)


def kind_of(message: JsonValue) -> str:
    """What kind of message this is: its `type`, or its first key."""
    if not isinstance(message, dict) or not message:
        return ""
    kind = message.get("type")
    return kind if isinstance(kind, str) else next(iter(message))


class Player:
    """Plays one script with one client. heard: the client's messages so far, as JSON."""

    def __init__(self, script: Script) -> None:
        self._lines = script.lines
        self._at = 0
        self.heard: list[JsonValue] = []

    def say(self) -> Iterator[bytes | int]:
        """What is said now, up to where the client is expected to speak; a number closes the socket."""
        while self._at < len(self._lines) and not self._lines[self._at].sent:
            line = self._lines[self._at]
            self._at += 1
            if line.close:
                yield line.close
            else:
                yield line.text.fill(self.heard) if isinstance(line.text, Template) else line.text

    def hear(self, data: bytes) -> Iterator[bytes | int]:
        """A message of the client, and what is said to it."""
        message = parse(data)
        self.heard.append(message)
        if self._at < len(self._lines) and self._lines[self._at].kind == kind_of(message):
            self._at += 1
            yield from self.say()
