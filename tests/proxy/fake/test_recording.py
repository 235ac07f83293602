import base64
import json
from pathlib import Path

import pytest

from proxy.fake import RecordingError, load
from tests.fixtures import WIRE, needs_wire

GOOD = {
    "provider": "openai",
    "surface": "chat.completions",
    "stream": None,
    "request": {"method": "post", "path": "/v1/x%3A?alt=sse&b=", "body": {"a": "あ"}},
    "response": {"status": 200, "headers": {"X-One": "1", "Content-Length": "9"}, "body_text": "{}"},
}


def write(folder: Path, name: str, **changes: object) -> Path:
    file = folder / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(GOOD | changes, ensure_ascii=False))
    return file


def response(**members: object) -> dict[str, object]:
    return {"status": 200, "headers": {}} | members


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (one,) = load(write(tmp_path, "one"))
    assert (one.name, one.provider, one.surface) == ("one", "openai", "chat.completions")
    assert (one.asked.method, one.asked.path) == ("POST", "/v1/x:")
    assert one.asked.query == (("alt", "sse"), ("b", ""))
    assert one.asked.body == '{"a":"あ"}'.encode()
    assert one.reply.headers == (("x-one", "1"), ("content-type", "application/json"))
    assert one.reply.body(None) == b"{}"


def test_a_folder_is_read_in_path_order_with_its_folders(tmp_path: Path) -> None:
    for name in ("b/two", "a/one", "c"):
        write(tmp_path, name)
    (tmp_path / "README.md").write_text("not a recording")
    assert [one.name for one in load(tmp_path)] == ["a/one", "b/two", "c"]


@pytest.mark.parametrize(
    ("request_", "body"),
    [
        ({"body": {"b": 1, "a": 2}}, b'{"b":1,"a":2}'),
        ({"body": {"a": 1}, "body_text": '{ "a": 1 }'}, b'{ "a": 1 }'),
        ({"body_base64": base64.b64encode(b"\x00\xff").decode()}, b"\x00\xff"),
        ({}, b""),
    ],
)
def test_the_exact_bytes_asked_are_kept_where_they_are_known(tmp_path: Path, request_, body: bytes) -> None:
    (one,) = load(write(tmp_path, "one", request={"method": "POST", "path": "/"} | request_))
    assert one.asked.body == body


@pytest.mark.parametrize(
    ("stream", "content_type"),
    [
        (None, "application/json"),
        ("json-array", "application/json"),
        ("sse", "text/event-stream; charset=utf-8"),
        ("ndjson", "application/x-ndjson"),
        ("eventstream", "application/vnd.amazon.eventstream"),
    ],
)
def test_a_missing_content_type_follows_the_stream(tmp_path: Path, stream, content_type: str) -> None:
    (one,) = load(write(tmp_path, "one", stream=stream))
    assert ("content-type", content_type) in one.reply.headers


@pytest.mark.parametrize(
    ("stream", "members", "body"),
    [
        (None, {"body_base64": base64.b64encode(b"\x1f\x8b").decode()}, b"\x1f\x8b"),
        (None, {"body": {"a": "あ"}}, '{"a":"あ"}'.encode()),
        ("sse", {"events": [{"a": 1}, "[DONE]"]}, b'data: {"a":1}\n\ndata: [DONE]\n\n'),
        ("sse", {"events": [{"type": "t"}], "named": True}, b'event: t\ndata: {"type":"t"}\n\n'),
        (None, {}, b""),
    ],
)
def test_an_answer_may_be_bytes_json_or_events(tmp_path: Path, stream, members, body: bytes) -> None:
    (one,) = load(write(tmp_path, "one", stream=stream, response=response(**members)))
    assert one.reply.body(None) == body


def test_placeholders_count_only_in_a_template(tmp_path: Path) -> None:
    answer = response(body={"text": "to ${/a}"})
    literal, filled = load(write(tmp_path, "a", response=answer)) + load(
        write(tmp_path, "b", response=answer, template=True)
    )
    assert literal.reply.body({"a": "あ"}) == b'{"text":"to ${/a}"}'
    assert filled.reply.body({"a": "あ"}) == '{"text":"to あ"}'.encode()


def test_websocket_recordings_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "socket", stream="ws", response=response(status=101))
    write(tmp_path, "plain")
    assert [one.name for one in load(tmp_path)] == ["plain"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"stream": "carrier pigeon"}, "stream"),
        ({"request": {"path": "/"}}, "request.method"),
        ({"request": {"method": "GET", "path": "no-slash"}}, "request.path"),
        ({"response": {"headers": {}}}, "response.status"),
        ({"response": response(status=99)}, "response.status"),
        ({"response": response(headers={"a": "b\r\nc: d"})}, "response.headers"),
        ({"response": response(chunk_lengths=[-1])}, "response.chunk_lengths.0"),
        ({"response": response(body_base64="!")}, "base64"),
        ({"response": response(events=[{}])}, "stream"),
        ({"response": response(body_text="${x}"), "template": True}, "placeholder"),
    ],
)
def test_a_malformed_file_is_named_with_the_field(tmp_path: Path, changes, place: str) -> None:
    with pytest.raises(RecordingError, match=rf"(?s)bad\.json: .*{place}"):
        load(write(tmp_path, "bad", **changes))


def test_an_error_does_not_quote_the_content(tmp_path: Path) -> None:
    file = write(tmp_path, "bad", response={"status": "a secret"})
    with pytest.raises(RecordingError) as raised:
        load(file)
    assert "a secret" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"request": 1}'])
def test_what_is_no_recording_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(RecordingError, match=r"bad\.json"):
        load(tmp_path)


def test_nothing_to_replay_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="no recording"):
        load(tmp_path)
    with pytest.raises(RecordingError, match="no such file"):
        load(tmp_path / "missing")


@needs_wire
def test_every_recording_of_others_is_read() -> None:
    assert WIRE
    files = list(WIRE.rglob("*.json"))
    spoken = [file for file in files if json.loads(file.read_bytes())["stream"] != "ws"]
    assert len(load(WIRE)) == len(spoken) > 250
