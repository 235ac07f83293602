from dataclasses import replace

import orjson
import pytest

from proxy.fake.answer import Answer, from_recording, refusal
from proxy.fake.recording import Asked, Recording, Reply

PLAIN = Answer(200, (("content-type", "text/plain"),), b"hi", 2)


def test_a_head_says_how_the_body_is_framed() -> None:
    assert (
        PLAIN.head(keep_alive=True)
        == b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\n"
    )
    assert b"\r\ntransfer-encoding: chunked\r\n" in replace(PLAIN, length=None).head(keep_alive=True)
    assert b"\r\nconnection: close\r\n" in PLAIN.head(keep_alive=False)
    assert replace(PLAIN, has_head=False).head(keep_alive=True) == b""


@pytest.mark.parametrize(("status", "line"), [(429, b"Too Many Requests"), (529, b"Unknown")])
def test_statuses_outside_the_standard_are_served(status: int, line: bytes) -> None:
    assert replace(PLAIN, status=status).head(keep_alive=True).split(b"\r\n")[0].endswith(line)


@pytest.mark.parametrize(("stream", "status", "length"), [("sse", 200, None), (None, 200, 4), (None, 204, 0)])
def test_streams_leave_chunked_and_the_rest_with_a_length(stream, status: int, length: int | None) -> None:
    reply = Reply(status, (), b"body", ())
    recording = Recording("name", "", "", stream, Asked("GET", "/", "/", (), (), b"", None), reply)
    answer = from_recording(recording, b"body")
    assert (answer.length, answer.name) == (length, "name")
    assert answer.body == (b"" if length == 0 else b"body")


def test_an_error_of_our_own_is_json_that_clients_read() -> None:
    answer = refusal(404, "no_recording", "none")
    assert orjson.loads(answer.body)["error"]["code"] == "no_recording"
    assert answer.header("content-type") == "application/json"
    assert answer.header("missing") == ""
