"""Ways an upstream goes wrong, each the same every time.

A fault turns a good answer into a bad one. `AT` counts bytes of the body and is its
middle when not given; for `gzip-bomb` it is the unpacked size in MiB, for
`wrong-content-type` the type to claim.

Edits are placed so that they do break what they name: a removed quotation mark
unbalances the JSON document it stood in, two bytes of a longer sequence put behind
one are never valid UTF-8.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from config.errors import ConfigError
from proxy.fake.answer import Answer, Ending, refusal

_QUOTE = re.compile(rb'(?<!\\)"')
_MIB = b" " * (1024 * 1024)
# 64 MiB is far beyond any answer recorded, and about 64 KiB on the wire.
_BOMB_MIB = 64
_MAX_BOMB_MIB = 4096
_OTHER_TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name, and where it strikes: AT as the head of this file says, "" when not given."""

    name: str
    at: str = ""

    @classmethod
    def parse(cls, text: str) -> Fault:
        """From `NAME` or `NAME:AT`. Raises ConfigError naming what there is."""
        name, _, at = text.partition(":")
        if name not in FAULTS:
            raise ConfigError(f"no fault named '{name}': one of {', '.join(FAULTS)}")
        if at and name != "wrong-content-type" and not at.isdecimal():
            raise ConfigError(f"fault '{text}': AT is a number")
        return cls(name, at)

    def strike(self, answer: Answer) -> Answer:
        """The answer with the fault in it."""
        return _STRIKES[self.name](self, answer)

    def offset(self, body: bytes) -> int:
        """Where AT is in this body."""
        return min(int(self.at) if self.at else len(body) // 2, len(body))

    def quote(self, body: bytes) -> int:
        """The offset behind the first bare quotation mark at or after AT; the last if none follows."""
        hit = _QUOTE.search(body, self.offset(body))
        if hit:
            return hit.end()
        return max((mark.end() for mark in _QUOTE.finditer(body)), default=len(body))


def _unchanged(_: Fault, answer: Answer) -> Answer:
    # The server does not listen, so there is no answer to change.
    return answer


def _headless(_: Fault, answer: Answer) -> Answer:
    return replace(answer, body=b"", ending=Ending.CLOSE, has_head=False)


def _limited(_: Fault, answer: Answer) -> Answer:
    limited = refusal(429, "rate_limit_exceeded", "Rate limit reached.")
    return replace(limited, headers=(*limited.headers, ("retry-after-ms", "1")), name=answer.name)


def _server_error(_: Fault, answer: Answer) -> Answer:
    return replace(refusal(500, "server_error", "The server had an error."), name=answer.name)


def _short(ending: Ending) -> Callable[[Fault, Answer], Answer]:
    # The length stays what it was, so that a client can tell.
    return lambda fault, answer: replace(answer, body=answer.body[: fault.offset(answer.body)], ending=ending)


def _broken_json(fault: Fault, answer: Answer) -> Answer:
    at = fault.quote(answer.body)
    return _edited(answer, answer.body[: at - 1] + answer.body[at:])


def _broken_utf8(fault: Fault, answer: Answer) -> Answer:
    at = fault.quote(answer.body)
    return _edited(answer, answer.body[:at] + b"\xe3\x81" + answer.body[at:])


def _mislabelled(fault: Fault, answer: Answer) -> Answer:
    return _headed(answer, "content-type", fault.at or _OTHER_TYPE)


def _endless(fault: Fault, answer: Answer) -> Answer:
    body = answer.body[: fault.quote(answer.body)]
    return replace(answer, body=body, length=None, ending=Ending.ENDLESS)


def _bomb(fault: Fault, answer: Answer) -> Answer:
    """gzip of so many MiB of spaces, a line end, and the body. Made a MiB at a time."""
    packer = zlib.compressobj(9, wbits=31)
    size_mib = min(int(fault.at or _BOMB_MIB), _MAX_BOMB_MIB)
    packed = [packer.compress(_MIB) for _ in range(size_mib)]
    # A body recorded in a coding of its own is left out: it would not be text.
    rest = b"" if answer.header("content-encoding") else answer.body
    body = b"".join((*packed, packer.compress(b"\n" + rest), packer.flush()))
    return _headed(_edited(answer, body), "content-encoding", "gzip")


def _edited(answer: Answer, body: bytes) -> Answer:
    length = None if answer.length is None else len(body)
    return replace(answer, body=body, length=length, chunk_lengths=())


def _headed(answer: Answer, name: str, value: str) -> Answer:
    others = tuple((key, old) for key, old in answer.headers if key != name)
    return replace(answer, headers=(*others, (name, value)))


FAULTS: Mapping[str, str] = {
    "refuse": "nothing listens: connecting fails",
    "close-before-headers": "the connection closes before a byte is sent",
    "status-429": "429 with retry-after-ms: 1",
    "status-500": "500 with a JSON error",
    "reset": "the body is sent up to AT, then the connection is reset",
    "truncated": "the body is sent up to AT, then the connection closes without an end mark",
    "stall": "the body is sent up to AT, then nothing until the client goes",
    "broken-json": "the first quotation mark from AT on is missing",
    "broken-utf8": "an unfinished UTF-8 sequence stands behind the first quotation mark from AT on",
    "wrong-content-type": f"the content type is AT, {_OTHER_TYPE} when not given",
    "endless-event": "from the first quotation mark after AT on, the letter a until the client goes",
    "gzip-bomb": f"gzip that unpacks to AT MiB of spaces ({_BOMB_MIB} when not given) and the body",
}

_STRIKES: Mapping[str, Callable[[Fault, Answer], Answer]] = {
    "refuse": _unchanged,
    "close-before-headers": _headless,
    "status-429": _limited,
    "status-500": _server_error,
    "reset": _short(Ending.RESET),
    "truncated": _short(Ending.CLOSE),
    "stall": _short(Ending.STALL),
    "broken-json": _broken_json,
    "broken-utf8": _broken_utf8,
    "wrong-content-type": _mislabelled,
    "endless-event": _endless,
    "gzip-bomb": _bomb,
}
