"""Each framing has its framer, and each keeps every byte and its own limit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from proxy.commands import Limits
from proxy.dialect import Framing
from proxy.eventstream import chunk, event
from proxy.frames import framer_for
from proxy.framing import FrameTooLarge
from tests.proxy.cuts import CUTS, frames

BODIES: dict[Framing, tuple[bytes, list[bytes]]] = {
    "sse": (b'event: x\ndata: {"a": 1}\n\n: c\n\ndata: 2\n\n', [b'{"a": 1}', b"2"]),
    "array": (b'[{"a": 1}\n, {"b": 2}]\n', [b'{"a": 1}', b'{"b": 2}']),
    "lines": (b'{"a": 1}\n\n{"b": 2}\n', [b'{"a": 1}', b'{"b": 2}']),
    "eventstream": (event("x", b'{"a": 1}') + chunk(b"2"), [b'{"a": 1}', b"2"]),
    "whole": (b' {"a":\n 1} ', [b' {"a":\n 1} ']),
    "text": (b"one\ntwo", [b"one\ntwo"]),
    "opaque": (b"\x00\xff\n\n{}", []),
}


@pytest.mark.parametrize("framing", BODIES)
@given(lengths=CUTS)
def test_frames_are_the_body_and_carry_its_documents(framing: Framing, lengths: Sequence[int]) -> None:
    body, documents = BODIES[framing]
    found = frames(framer_for(framing, Limits()), body, lengths)
    assert b"".join(frame.raw for frame in found) == body
    assert [frame.data for frame in found if frame.data.strip()] == documents


@pytest.mark.parametrize(
    ("framing", "limits", "too_large"),
    [
        ("sse", Limits(event_bytes=20), True),
        ("array", Limits(event_bytes=20), True),
        ("lines", Limits(event_bytes=20), True),
        ("eventstream", Limits(event_bytes=20), True),
        ("sse", Limits(answer_bytes=20), False),  # a stream may be long, its events may not
        ("whole", Limits(answer_bytes=20), True),
        ("text", Limits(answer_bytes=20), True),
        ("whole", Limits(event_bytes=20), False),
        ("opaque", Limits(event_bytes=20, answer_bytes=20), False),  # never kept, so never too long
    ],
)
def test_limits(framing: Framing, limits: Limits, too_large: bool) -> None:
    framer = framer_for(framing, limits)
    body = b'["' + b"a" * 100
    if too_large:
        with pytest.raises(FrameTooLarge):
            framer.feed(body)
    else:
        framer.feed(body)


def test_what_is_opaque_passes_at_once() -> None:
    framer = framer_for("opaque", Limits())
    assert [frame.raw for frame in framer.feed(b"ab")] == [b"ab"]
    assert framer.feed(b"") == framer.end() == []
