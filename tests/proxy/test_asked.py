"""A request's frames are its body; what cannot be read as its server would is beyond."""

from __future__ import annotations

import pytest

from proxy import asked
from proxy.asked import Beyond
from proxy.form import MOST_LINES

FORM = "multipart/form-data; boundary=B"
FIELD = b'--B\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
FILE = (
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n'
    b"Content-Type: application/jsonl\r\n\r\n%b\r\n"
)


def test_a_document_is_one_frame() -> None:
    body = b'{"a":"b"}'
    (frame,) = asked.frames(body, "whole", "application/json")
    assert (frame.raw, frame.data) == (body, body)


def test_lines_are_frames_each() -> None:
    body = b'{"a":1}\n\n{"b":2}'
    found = asked.frames(body, "lines", "application/x-ndjson")
    assert [frame.data for frame in found] == [b'{"a":1}', b"", b'{"b":2}']
    assert b"".join(frame.raw for frame in found) == body


def test_a_form_is_its_parts_and_a_file_of_lines_its_lines() -> None:
    body = FIELD % (b"prompt", b"hello") + FILE % b'{"a":1}\n{"b":2}\n' + b"--B--\r\n"
    found = asked.frames(body, "form", FORM)
    assert [frame.data for frame in found if frame.data.startswith((b"{", b"hello"))] == [
        b"hello",
        b'{"a":1}',
        b'{"b":2}',
    ]
    assert asked.joined("form", [(frame, frame.raw) for frame in found]) == body


@pytest.mark.parametrize("framing", ["form", "lines", "whole", "opaque"])
def test_what_is_json_as_a_whole_is_read_as_that(framing: str) -> None:
    body = b'{"a":\n"b"}'
    (frame,) = asked.frames(body, framing, FORM)  # type: ignore[arg-type]  # every framing there is
    assert frame.data == body


def test_a_form_that_cannot_be_read_is_beyond() -> None:
    with pytest.raises(Beyond, match=r"^form: "):
        asked.frames(b"--other\r\n\r\nhello", "form", FORM)


def test_so_are_more_lines_than_are_read() -> None:
    with pytest.raises(Beyond, match="lines"):
        asked.frames(b"x\n" * (MOST_LINES + 1), "lines", "application/x-ndjson")
