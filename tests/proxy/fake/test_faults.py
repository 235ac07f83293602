import zlib

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigError
from proxy.fake.answer import Answer, Ending
from proxy.fake.faults import FAULTS, Fault

BODY = '{"a":"one","b":"二つ"}'.encode()
ANSWER = Answer(200, (("content-type", "application/json"),), BODY, len(BODY), "name", (3, 4))


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_deterministic_and_keeps_the_name(name: str) -> None:
    struck = Fault.parse(name).strike(ANSWER)
    assert struck == Fault.parse(name).strike(ANSWER)
    assert struck.name == "name"


@pytest.mark.parametrize(
    ("text", "body", "ending"),
    [
        ("reset:4", BODY[:4], Ending.RESET),
        ("truncated:0", b"", Ending.CLOSE),
        ("stall:99", BODY, Ending.STALL),
        ("reset", BODY[: len(BODY) // 2], Ending.RESET),
        ("close-before-headers", b"", Ending.CLOSE),
    ],
)
def test_an_answer_cut_short_still_claims_its_length(text: str, body: bytes, ending: Ending) -> None:
    struck = Fault.parse(text).strike(ANSWER)
    assert (struck.body, struck.ending, struck.length) == (body, ending, len(BODY))


def test_nothing_is_sent_before_the_headers() -> None:
    assert not Fault.parse("close-before-headers").strike(ANSWER).has_head


@pytest.mark.parametrize(("name", "status"), [("status-429", 429), ("status-500", 500)])
def test_statuses_come_with_an_error_body(name: str, status: int) -> None:
    struck = Fault.parse(name).strike(ANSWER)
    assert struck.status == status
    assert "error" in orjson.loads(struck.body)
    assert struck.header("retry-after-ms") == ("1" if status == 429 else "")


@given(st.integers(0, len(BODY) + 5))
def test_broken_json_never_parses(at: int) -> None:
    struck = Fault.parse(f"broken-json:{at}").strike(ANSWER)
    assert struck.length == len(struck.body) == len(BODY) - 1
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(struck.body)


@given(st.integers(0, len(BODY) + 5))
def test_broken_utf8_never_decodes(at: int) -> None:
    struck = Fault.parse(f"broken-utf8:{at}").strike(ANSWER)
    assert struck.length == len(struck.body)
    with pytest.raises(UnicodeDecodeError):
        struck.body.decode()


def test_a_content_type_can_be_claimed() -> None:
    assert (
        Fault.parse("wrong-content-type").strike(ANSWER).header("content-type") == "text/html; charset=utf-8"
    )
    assert Fault.parse("wrong-content-type:image/png").strike(ANSWER).header("content-type") == "image/png"


def test_an_endless_event_begins_as_the_body_does() -> None:
    struck = Fault.parse("endless-event:0").strike(ANSWER)
    assert (struck.body, struck.length, struck.ending) == (b'{"', None, Ending.ENDLESS)


def test_a_bomb_is_small_packed_large_unpacked_and_holds_the_body() -> None:
    struck = Fault.parse("gzip-bomb:3").strike(ANSWER)
    assert struck.header("content-encoding") == "gzip"
    assert len(struck.body) < 8192
    plain = zlib.decompress(struck.body, wbits=31)
    assert len(plain) > 3 * 1024 * 1024
    assert orjson.loads(plain) == orjson.loads(BODY)


def test_refusing_is_left_to_the_server() -> None:
    assert Fault.parse("refuse").strike(ANSWER) == ANSWER


@pytest.mark.parametrize("text", ["explode", "", "reset:soon", "gzip-bomb:-1"])
def test_an_unknown_fault_or_place_is_named(text: str) -> None:
    with pytest.raises(ConfigError, match="fault"):
        Fault.parse(text)
