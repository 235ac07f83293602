"""What is remembered of a connection's last request, and what is looked at anew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from proxy.arrival import Arrival, Refused
from proxy.assembly import Station, read_setup
from proxy.upstream import Headers
from proxy.way import Memory, way_of

HEADERS: Headers = [
    (b"host", b"a"),
    (b"content-length", b"5"),
    (b"authorization", b"Bearer one"),
    (b"a", b"b"),
]
SCOPE: dict[str, Any] = {
    "method": "POST",
    "raw_path": b"/openai/v1/chat/completions",
    "query_string": b"a=b",
    "headers": HEADERS,
}


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    env = {"SEKISHO_HOME": str(tmp_path), "SEKISHO_UPSTREAM_OPENAI": "http://127.0.0.1:9"}
    one = Station(read_setup(None, env))
    yield one
    await one.close()


def changed(name: bytes, value: bytes) -> Headers:
    return [(n, value if n == name else v) for n, v in HEADERS]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"headers": changed(b"content-length", b"6")}, True),
        ({"headers": changed(b"authorization", b"Bearer two")}, False),
        ({"headers": changed(b"a", b"c")}, False),
        ({"headers": [*HEADERS, (b"c", b"d")]}, False),
        ({"headers": HEADERS[:-1]}, False),
        ({"headers": HEADERS[::-1]}, False),
        ({"headers": [HEADERS[1], HEADERS[0], *HEADERS[2:]]}, False),
        ({"headers": changed(b"content-length", b"0" * 19)}, "content-length"),
        ({"headers": changed(b"content-length", b"+5")}, "content-length"),
        ({"headers": [*HEADERS, (b"content-length", b"6")]}, "content-length"),
        ({"headers": [*HEADERS, (b"transfer-encoding", b"chunked")]}, "transfer-encoding"),
        ({"method": "PUT"}, False),
        ({"raw_path": b"/openai/v1/completions"}, False),
        ({"query_string": b""}, False),
    ],
)
async def test_a_way_is_taken_again_by_requests_that_are_alike(
    other: dict[str, Any], same: bool | str, station: Station
) -> None:
    memory: Memory = {}
    first = way_of(station, Arrival(station.setup, SCOPE), memory)
    seen = Arrival(station.setup, {**SCOPE, **other})
    if isinstance(same, str):
        with pytest.raises(Refused, match=same):
            way_of(station, seen, memory)
        return
    again = way_of(station, seen, memory)
    assert (again is first) is same
    assert seen.route == again.route
    assert seen.surface is not None
    if seen.headers[2] == HEADERS[2]:
        assert again.caller == first.caller


@pytest.mark.parametrize("headers", [[HEADERS[0]], [(b"transfer-encoding", b"chunked")]])
async def test_what_says_no_length_is_not_remembered(headers: Headers, station: Station) -> None:
    memory: Memory = {}
    way_of(station, Arrival(station.setup, {**SCOPE, "headers": headers}), memory)
    assert memory == {}


async def test_a_new_configuration_is_looked_at_anew(station: Station, tmp_path: Path) -> None:
    memory: Memory = {}
    first = way_of(station, Arrival(station.setup, SCOPE), memory)
    env = {"SEKISHO_HOME": str(tmp_path), "SEKISHO_UPSTREAM_OPENAI": "http://127.0.0.1:10"}
    station.setup = read_setup(None, env)
    again = way_of(station, Arrival(station.setup, SCOPE), memory)
    assert (first.url, again.url) == (
        "http://127.0.0.1:9/v1/chat/completions?a=b",
        "http://127.0.0.1:10/v1/chat/completions?a=b",
    )
