"""Our own event streams: framed as Amazon frames them, placeholders filled before that."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from botocore.eventstream import EventStreamBuffer

from proxy.fake.eventstream import EventStream
from proxy.fake.recording import RecordingError, load

EVENTS = [
    {"event": "messageStart", "data": {"role": "assistant"}},
    {"chunk": {"generation": "${/prompt}"}},
    {"exception": "throttlingException", "data": {"message": "slow"}},
]


def read(body: bytes) -> list[tuple[str, bytes]]:
    buffer = EventStreamBuffer()
    buffer.add_data(body)
    names = (":event-type", ":exception-type")
    return [(next(one.headers[n] for n in names if n in one.headers), one.payload) for one in buffer]


def test_botocore_reads_it() -> None:
    start, said, slow = read(EventStream.parse(EVENTS, template=True).fill({"prompt": 'a "b"'}))
    assert start == ("messageStart", b'{"role":"assistant"}')
    assert slow == ("throttlingException", b'{"message":"slow"}')
    inner = base64.b64decode(json.loads(said[1])["bytes"])
    assert (said[0], json.loads(inner)) == ("chunk", {"generation": 'a "b"'})


def test_without_a_template_nothing_is_filled() -> None:
    said = read(EventStream.parse(EVENTS, template=False).fill({"prompt": "x"}))[1]
    assert b"${/prompt}" in base64.b64decode(json.loads(said[1])["bytes"])


@pytest.mark.parametrize("item", [{"event": "x"}, {"chunk": 1, "event": "x"}, {"event": 1, "data": {}}, "x"])
def test_other_items_are_told(item: object, tmp_path: Path) -> None:
    doc = {
        "stream": "eventstream",
        "request": {"method": "POST", "path": "/x"},
        "response": {"status": 200, "events": [item]},
    }
    file = tmp_path / "one.json"
    file.write_text(json.dumps(doc))
    with pytest.raises(RecordingError, match="an item of an event stream"):
        load(file)
