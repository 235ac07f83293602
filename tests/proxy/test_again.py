"""An event that fits the mould means what the last one meant; whatever else is in it, it does not fit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.policy import Policy
from proxy.again import Mould, mould
from proxy.dialects.openai import OpenAI
from proxy.jsonscan import Leaf, scan, strings
from proxy.lane import Lane
from tests.proxy.surfaces.sessions import MASK, SECRET, policy, talk

EVENT = b'{"type": "delta", "n": 7, "text": "uno", "pad": "xx", "done": null}'
NOISE = frozenset({"/n", "/pad"})
PATH = "/v1/chat/completions"
LANE = object.__new__(Lane)  # only handed back


def learnt(event: bytes = EVENT, noise: frozenset[str] = NOISE) -> Mould | None:
    text = next(one for one in scan(event) if one.shape == "/text" and not one.is_key)
    return mould(event, text, strings(event).keys(noise), LANE)


def fitted(event: bytes, like: bytes = EVENT) -> tuple[Leaf, str] | None:
    known = learnt(like)
    assert known is not None
    assert known.lane is LANE
    return known.fit(event)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EVENT, "uno"),
        (EVENT.replace(b"uno", "日本語".encode()), "日本語"),
        (EVENT.replace(b"7", b"81").replace(b"xx", b""), "uno"),
        (EVENT.replace(b"}", b"    }"), "uno"),
    ],
)
def test_what_fits(event: bytes, text: str) -> None:
    found = fitted(event)
    assert found is not None
    leaf, said = found
    assert said == text
    assert leaf in scan(event)


@pytest.mark.parametrize(
    "event",
    [
        EVENT.replace(b"uno", b""),  # an empty text is the scanner's to place
        EVENT.replace(b"uno", b'u\\"no'),
        EVENT.replace(b"uno", b"\\u00e9"),
        EVENT.replace(b"uno", b"\xff"),
        EVENT.replace(b"uno", b'", "text": "two'),
        EVENT.replace(b"uno", b"o\nne"),
        EVENT.replace(b"7", b"007"),
        EVENT.replace(b"7", b"7.5"),
        EVENT.replace(b"7", b"[]"),
        EVENT.replace(b"xx", b'x", "say": "'),
        EVENT.replace(b"null", b"true"),
        EVENT.replace(b"delta", b"other"),
        EVENT.replace(b", ", b","),
        EVENT + b"x",
        EVENT[:-1],
        b"",
        b"[DONE]",
    ],
)
def test_what_does_not(event: bytes) -> None:
    assert fitted(event) is None


@pytest.mark.parametrize(
    "event",
    [
        EVENT.replace(b"7", b"{}"),
        EVENT.replace(b"7", b"[1]"),
        EVENT.replace(b'"uno"', b'"' + b"o" * 20_000 + b'"'),
    ],
)
def test_what_teaches_nothing(event: bytes) -> None:
    known = learnt(event)
    assert known is None or known.fit(event) is None


@given(st.text(), st.text(), st.integers(0, 10**30))
def test_a_fitting_event_is_read_as_the_scanner_reads_it(text: str, pad: str, number: int) -> None:
    event = EVENT.replace(b'"uno"', json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    event = event.replace(b'"xx"', json.dumps(pad).encode()).replace(b"7", b"%d" % number, 1)
    found = fitted(event)
    if found is not None:
        leaf, said = found
        assert (leaf, said) in [(one, text) for one in scan(event)]


# -- whole streams: what fits is judged as if it did not

FLAGGED = policy(("pii.*", "flag"))


def sse(*docs: object) -> bytes:
    return b"".join(b"data: %b\n\n" % json.dumps(doc).encode() for doc in docs)


def chunk(text: str, **more: object) -> dict[str, object]:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    return {"id": "c", "object": "chat.completion.chunk", "choices": [choice], "obfuscation": "ab", **more}


PIECES = st.lists(
    st.sampled_from(
        [*SECRET, SECRET, SECRET[:3], SECRET[3:], " and ", "日本", 'say "x"', "", "\n", "\u3000"]
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("rows", [MASK, FLAGGED])
@given(pieces=PIECES, others=st.sets(st.integers(0, 11)))
def test_a_stream_is_judged_the_same_whether_its_events_fit_or_not(
    rows: Policy, pieces: list[str], others: set[int]
) -> None:
    """An event with one more member fits no mould of the others, nor they its own."""
    plain = [chunk(piece) for piece in pieces]
    mixed = [chunk(p, service_tier=None) if i in others else chunk(p) for i, p in enumerate(pieces)]
    first, second = (talk(OpenAI(), PATH, {}, sse(*events), rows) for events in (plain, mixed))
    assert texts(first.sent) == texts(second.sent)
    assert first.findings == second.findings


def test_what_ended_with_the_stream_is_not_fed() -> None:
    done = b"data: [DONE]\n\n"
    out = talk(OpenAI(), PATH, {}, sse(chunk("a"), chunk("b")) + done + sse(chunk(SECRET)), MASK)
    assert texts(out.sent) == ["a", "b", "[NAME]"]


def texts(stream: bytes) -> list[str]:
    events = [line[6:] for line in stream.split(b"\n") if line.startswith(b"data: {")]
    return [json.loads(event)["choices"][0]["delta"]["content"] for event in events]
