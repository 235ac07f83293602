"""An event as a line: every field, in UTC to the microsecond, and the same again when read."""

import uuid
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from msgspec.structs import replace

from audit.record import LONGEST_LINE, NAMES, decode, encode
from config.errors import AuditError
from tests.audit.events import ATTRIBUTES, BEGAN, event


def test_a_line() -> None:
    line = encode(event("sekisho.decision", "x-1", 3, verdict="mask", kinds={"pii.phone": 2}), "writer", 7)
    identifier = orjson.loads(line)["id"]
    assert uuid.UUID(identifier).version == 7
    assert line == (
        b'{"v":1,"id":"' + identifier.encode() + b'","name":"sekisho.decision","exchange":"x-1","seq":3,'
        b'"at":"2026-11-21T23:55:25.123456Z","writer":"writer","n":7,'
        b'"attrs":{"verdict":"mask","kinds":{"pii.phone":2}}}\n'
    )


@given(ATTRIBUTES)
def test_what_is_written_is_read(attrs: dict[str, Any]) -> None:
    line = encode(event("sekisho.finding", **attrs), "writer", 0)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    record = decode(line)
    assert record is not None
    assert record["attrs"] == attrs


@pytest.mark.parametrize("name", NAMES)
def test_known_names(name: str) -> None:
    record = decode(encode(event(name), "writer", 0))
    assert record is not None
    assert record["name"] == name


@pytest.mark.parametrize("name", ["", "sekisho.opend", "decision"])
def test_unknown_names(name: str) -> None:
    with pytest.raises(AuditError, match=r"no known name; there are: sekisho\.opened"):
        encode(event(name), "writer", 0)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (BEGAN, "2026-11-21T23:55:25.123456Z"),
        (BEGAN.replace(microsecond=0), "2026-11-21T23:55:25.000000Z"),
        (BEGAN.replace(microsecond=1), "2026-11-21T23:55:25.000001Z"),
        (BEGAN.replace(tzinfo=ZoneInfo("UTC")), "2026-11-21T23:55:25.123456Z"),
        (BEGAN.replace(tzinfo=timezone(timedelta(0))), "2026-11-21T23:55:25.123456Z"),
    ],
)
def test_times(at: datetime, written: str) -> None:
    record = decode(encode(replace(event(), at=at), "writer", 0))
    assert record is not None
    assert record["at"] == written


@pytest.mark.parametrize("at", [BEGAN.replace(tzinfo=None), BEGAN.astimezone(ZoneInfo("Asia/Tokyo"))])
def test_other_times_are_refused(at: datetime) -> None:
    with pytest.raises(AuditError, match="not in UTC"):
        encode(replace(event(), at=at), "writer", 0)


@pytest.mark.parametrize("value", ["\ud800", 2**64, -(2**63) - 1, ["\udfff"]])
def test_values_without_a_json_form(value: object) -> None:
    with pytest.raises(AuditError, match="no JSON form"):
        encode(event(value=value), "writer", 0)


def test_a_long_exchange_id_is_refused() -> None:
    encode(event(exchange="x" * 64), "writer", 0)
    with pytest.raises(AuditError, match="longer than 64"):
        encode(event(exchange="x" * 65), "writer", 0)


def test_a_long_line_is_refused() -> None:
    full: dict[str, Any] = {f"a{i}": "あ" * 250 for i in range(80)}
    more: dict[str, Any] = {f"b{i}": "あ" * 250 for i in range(10)}
    assert len(encode(event(**full), "writer", 0)) <= LONGEST_LINE
    with pytest.raises(AuditError, match=r"takes \d+ bytes"):
        encode(event(**full, **more), "writer", 0)


LINE = encode(event("sekisho.opened", "x-9", model="m"), "writer", 1)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"not json\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        LINE.replace(b'"seq":0', b'"seq":"0"'),
        LINE.replace(b'"n":1', b'"n":true'),
        LINE.replace(b'"attrs":{"model":"m"}', b'"attrs":[]'),
        LINE.replace(b'"writer":"writer",', b""),
        LINE.replace(b'"m"', b'"\xff"'),
        *(LINE[:cut] for cut in range(len(LINE) - 1)),
    ],
    ids=count(),  # the line has a fresh id in it
)
def test_damaged_lines(line: bytes) -> None:
    assert decode(line) is None


def test_a_later_version_with_more_fields_is_still_read() -> None:
    assert decode(LINE.replace(b'"v":1', b'"v":2').replace(b'"attrs"', b'"more":1,"attrs"')) is not None


def test_ids_differ() -> None:
    assert len({orjson.loads(encode(event(), "writer", 0))["id"] for _ in range(1000)}) == 1000
