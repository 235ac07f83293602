"""What stands in the way of a request, and what is on record of it."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from proxy.arrival import Arrival, Refused, document, plain
from proxy.assembly import Setup, read_setup

DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    home: Path = tmp_path_factory.mktemp("home")
    return read_setup(None, {"SEKISHO_HOME": str(home), "SEKISHO_UPSTREAM_OPENAI": "http://127.0.0.1:9"})


def scope(path: bytes) -> dict[str, Any]:
    return {"method": "POST", "raw_path": path, "query_string": b"", "headers": []}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (b"/nowhere", "no_route"),
        (b"/azure/openai/v1/responses", "no_upstream"),
        (b"/openai/../x", "no_route"),
    ],
)
def test_where_nothing_is_nothing_is_found(path: bytes, code: str, setup: Setup) -> None:
    seen = Arrival(setup, scope(path))
    with pytest.raises(Refused) as refused:
        seen.find()
    assert refused.value.code == code
    told = seen.decision(refused.value)
    assert (told.name, told.attrs["outcome"], told.attrs["status"]) == ("sekisho.decision", code, 404)


def test_what_cannot_be_relayed_is_refused_before_it_is_read(tmp_path: Path) -> None:
    known = {"SEKISHO_HOME": str(tmp_path), "SEKISHO_UPSTREAM_BEDROCK": "http://127.0.0.1:9"}
    seen = Arrival(read_setup(None, known), scope(b"/bedrock/model/m/invoke-with-bidirectional-stream"))
    with pytest.raises(Refused, match="ConverseStream") as refused:
        seen.find()
    told = seen.decision(refused.value).attrs
    assert (told["dialect"], told["outcome"], told["status"]) == ("bedrock", "not_relayed", 400)


def test_what_is_found_is_on_record(setup: Setup) -> None:
    seen = Arrival(setup, scope(b"/openai/v1/chat/completions"))
    route, surface = seen.find()
    assert (route.path, surface.name) == ("/v1/chat/completions", "chat.completions")
    told = seen.decision(Refused(400, "x", "y")).attrs
    assert (told["route"], told["dialect"]) == ("/openai/*", "openai")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", None),
        (b'{"a": 1}', {"a": 1}),
        (b"not json", None),
        (b'--B\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\r\n--B--', {"model": "m"}),
        (b"--B\r\nno form", None),
        ('{"a": 1}'.encode("utf-16-le"), "not_utf8"),
        ('{"a": 1}'.encode("utf-32-be"), "not_utf8"),
        (b"\0\0not json either", None),
        (DEEP, "nested_too_deep"),
    ],
)
def test_a_document_is_utf8_and_not_too_deep(body: bytes, found: object) -> None:
    if isinstance(found, str):
        with pytest.raises(Refused) as refused:
            document(body)
        assert refused.value.code == found
    else:
        assert document(body) == found


@pytest.mark.parametrize(
    ("body", "coding", "code"),
    [
        (gzip.compress(b"abc"), "gzip", None),
        (b"abc", "gzip", "bad_content_encoding"),
        (b"abc", "rot13", "unsupported_content_encoding"),
        (gzip.compress(b" " * (65 << 20)), "gzip", "request_too_large"),
    ],
    ids=["gzip", "damaged", "unknown", "bomb"],
)
def test_a_coding_is_taken_off(body: bytes, coding: str, code: str | None, setup: Setup) -> None:
    if code is None:
        assert plain(body, coding, setup) == b"abc"
    else:
        with pytest.raises(Refused) as refused:
            plain(body, coding, setup)
        assert refused.value.code == code
