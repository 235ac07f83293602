"""When a masked value is longer or shorter than what it hides, citations move with the text."""

from __future__ import annotations

import orjson

from tests.station.exchanges import policy, recordings, through


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
