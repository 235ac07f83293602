import pytest
from pydantic import JsonValue

from proxy.fake.render import body

HI: JsonValue = {"type": "greeting", "text": "やあ"}


@pytest.mark.parametrize(
    ("stream", "named", "newline", "expected"),
    [
        ("sse", False, "\n", 'data: {"type":"greeting","text":"やあ"}\n\ndata: [DONE]\n\n'),
        ("sse", True, "\n", 'event: greeting\ndata: {"type":"greeting","text":"やあ"}\n\ndata: [DONE]\n\n'),
        ("sse", False, "\r\n", 'data: {"type":"greeting","text":"やあ"}\r\n\r\ndata: [DONE]\r\n\r\n'),
        ("ndjson", False, "\n", '{"type":"greeting","text":"やあ"}\n[DONE]\n'),
    ],
)
def test_framing_follows_the_stream(stream: str, named: bool, newline: str, expected: str) -> None:
    events: list[JsonValue] = [HI, "[DONE]"]
    assert body(events, stream, named, newline) == expected


def test_an_array_is_indented_as_gemini_writes_it() -> None:
    assert (
        body([{"a": 1}, {"b": 2}], "json-array", False, "\r\n") == '[{\n  "a": 1\n}\n,\r\n{\n  "b": 2\n}\n]\n'
    )


def test_an_item_may_bring_its_own_name_or_be_a_comment() -> None:
    events: list[JsonValue] = [{"event": "ping", "data": {"n": 1}}, {"comment": "still here"}]
    assert body(events, "sse", False, "\n") == 'event: ping\ndata: {"n":1}\n\n: still here\n\n'


@pytest.mark.parametrize(("stream", "named"), [("", False), ("eventstream", False), ("sse", True)])
def test_what_has_no_framing_or_no_name_is_refused(stream: str, named: bool) -> None:
    with pytest.raises(ValueError, match=r"stream|named"):
        body([{"untyped": 1}], stream, named, "\n")
