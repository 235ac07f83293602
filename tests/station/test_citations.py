"""When a masked value is longer or shorter than what it hides, citations move with the text."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.offsets import Moved, measured, moved
from tests.station.exchanges import policy, recordings, through


@pytest.mark.parametrize(
    ("at", "is_end", "now"),
    [
        (0, False, 0),
        (5, False, 5),
        (5, True, 5),
        (10, False, 13),
        (12, True, 15),
        (7, False, 5),
        (7, True, 13),
    ],
)
def test_positions_move_with_the_text(at: int, is_end: bool, now: int) -> None:
    assert moved(at, [Moved(5, 10, 8)], is_end) == now


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30), st.text(max_size=8))
def test_what_lies_outside_a_replacement_is_cited_as_before(text: str, a: int, b: int, new: str) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    edits = [(start, end, new)]
    after = text[:start] + new + text[end:]
    moves = measured(edits, None)
    for at in range(end, len(text)):
        assert after[moved(at, moves)] == text[at]
    in_bytes = measured(edits, text)
    for at in range(end, len(text) + 1):
        was, now = len(text[:at].encode()), len(after[: at + len(new) - (end - start)].encode())
        assert moved(was, in_bytes) == now


def test_a_citation_behind_a_masked_address_points_to_the_same_words() -> None:
    recording = next(
        r
        for r in recordings()
        if r.name.endswith("chat-citations")
        or ("citations" in r.name and r.surface == "chat.completions" and r.stream is None)
    )
    answer = orjson.loads(recording.reply.body(None))
    message = answer["choices"][0]["message"]
    notes = message["annotations"]
    quoted = [
        message["content"][n["url_citation"]["start_index"] : n["url_citation"]["end_index"]] for n in notes
    ]
    greeting = "Written to taro.yamada@example.com: "
    message["content"] = greeting + message["content"]
    for note in notes:
        note["url_citation"]["start_index"] += len(greeting)
        note["url_citation"]["end_index"] += len(greeting)
    out = through(recording, policy("masking"), answer=orjson.dumps(answer))
    got = orjson.loads(out.down)["choices"][0]["message"]
    assert "taro.yamada" not in got["content"]
    assert [
        got["content"][n["url_citation"]["start_index"] : n["url_citation"]["end_index"]]
        for n in got["annotations"]
    ] == quoted
