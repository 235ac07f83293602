"""Let a recorded answer repeat what the request said, so that a masked token can come back.

A real model repeats what it was given; a recording cannot. In a recording marked
`"template": true` the body may hold placeholders, each inside a JSON string:

    ${/messages/-1/content}                       the text at that JSON pointer
    ${/messages/-1/content~mail (\\S+)}           what the pattern finds there: group 1, else all
    ${/messages/-1/content~mail (\\S+)|0:5}       the first five code points of it

A slice lets one value be cut over several deltas. Must stay true: what is put in
is escaped as JSON text, so it can never leave its string; patterns run on a
linear-time engine; a pointer or pattern that finds nothing gives "".

Limits: indexes may be negative (from the end); `~` ends the pointer and `}` the
placeholder, so neither a key nor a pattern may hold them. What is not a string
is searched as compact JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import re2
from pydantic import JsonValue

# Escapes are JSON's own: the placeholder stands in JSON text.
_PLACEHOLDER = re.compile(r"\$\{((?:[^}\\\n]|\\.)*)\}")
_SLICE = re.compile(r"\|(-?\d*):(-?\d*)\Z")


class TemplateError(ValueError):
    """A placeholder that cannot be read; says which and why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One placeholder: where to look, what to find there, which code points of it."""

    pointer: tuple[str, ...]
    pattern: str | None
    cut: slice

    @classmethod
    def parse(cls, inner: str) -> Slot:
        """From the text between `${` and `}`, as it stands in the JSON text. Raises TemplateError."""
        plain = _unescaped(inner)
        cut = _SLICE.search(plain)
        start, end = cut.groups() if cut else ("", "")
        pointer, tilde, pattern = plain[: cut.start() if cut else None].partition("~")
        if pointer and not pointer.startswith("/"):
            raise TemplateError(f"placeholder '${{{plain}}}': a JSON pointer begins with '/'")
        if tilde:
            _check_pattern(pattern)
        cut_at = slice(int(start) if start else None, int(end) if end else None)
        return cls(tuple(pointer.split("/")[1:]), pattern if tilde else None, cut_at)

    def text(self, body: JsonValue) -> str:
        """What this placeholder stands for, given the request's body; "" when nothing is found."""
        found = _at(body, self.pointer)
        text = (
            found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        )
        if self.pattern is not None:
            hit = re2.search(self.pattern, text)
            text = str(hit.group(1 if hit.re.groups else 0) or "") if hit else ""
        return text[self.cut]


@dataclass(frozen=True, slots=True)
class Template:
    """A body in pieces: literal bytes and slots, in order."""

    parts: tuple[bytes | Slot, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """Compile a body. Raises TemplateError; O(length)."""
        parts: list[bytes | Slot] = []
        at = 0
        for hit in _PLACEHOLDER.finditer(text):
            parts += [text[at : hit.start()].encode(), Slot.parse(hit[1])]
            at = hit.end()
        return cls((*parts, text[at:].encode()))

    def fill(self, body: JsonValue) -> bytes:
        """The body to send for a request whose parsed body is `body` (None: it had no JSON)."""
        return b"".join(_escaped(p.text(body)) if isinstance(p, Slot) else p for p in self.parts)


def _at(value: JsonValue, pointer: tuple[str, ...]) -> JsonValue:
    for step in pointer:
        match value:
            case dict() if step in value:
                value = value[step]
            case list() if step.lstrip("-").isdecimal() and -len(value) <= int(step) < len(value):
                value = value[int(step)]
            case _:
                return ""
    return value


def _escaped(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False)[1:-1].encode(errors="surrogatepass")


def _unescaped(inner: str) -> str:
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError as why:
        raise TemplateError(f"placeholder '${{{inner}}}': not the inside of a JSON string") from why


def _check_pattern(pattern: str) -> None:
    try:
        re2.compile(pattern)
    except re2.error as why:
        raise TemplateError(f"placeholder pattern '{pattern}': {why}") from why
