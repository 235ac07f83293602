"""Which headers pass: everything, except what this file names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ClientError
from proxy.headers import (
    _SHAPES,
    BadHeaders,
    check,
    codings,
    credentials,
    printable,
    secrets,
    to_client,
    to_upstream,
)

H = list[tuple[bytes, bytes]]
HOST = (b"host", b"api.example")
PLAIN = (b"accept-encoding", b"identity")


def read(text: str) -> H:
    """`name: value` lines as ASGI gives them."""
    lines = [line.strip().partition(":") for line in text.strip().splitlines()]
    return [(name.encode(), value.strip().encode()) for name, _, value in lines]


def upstream_of(text: str, **options: object) -> H:
    sent = to_upstream(read(text), host=b"api.example", **options)  # type: ignore[arg-type]  # keywords of a table
    assert sent[0] == HOST
    assert sent.count(PLAIN) == 1
    return [pair for pair in sent[1:] if pair != PLAIN]


PASSING = """
    user-agent: OpenAI/Python 3.0
    x-stainless-lang: python
    authorization: Bearer secret
    anthropic-beta: one
    anthropic-beta: two
    content-type: application/json
    content-length: 5
    x-request-id: abc
    idempotency-key: k
    anthropic-beta: three
    cookie: a=b
    forwarded: for=1
"""


def test_everything_passes_in_order_with_duplicates() -> None:
    assert upstream_of(PASSING) == read(PASSING)
    assert to_client(read(PASSING)) == read(PASSING)


@pytest.mark.parametrize(
    "line",
    [
        "connection: keep-alive",
        "keep-alive: timeout=5",
        "te: trailers",
        "trailer: x-sum",
        "transfer-encoding: chunked",
        "transfer-encoding: Chunked",
        "upgrade: h2c",
        "http2-settings: AAMAAABkAAQ",
        "proxy-authorization: Basic eDp5",
        "proxy-connection: keep-alive",
        "sekisho-verdict: allow",
        "sekisho-anything: at all",
    ],
)
def test_stays_behind_in_both_directions(line: str) -> None:
    assert upstream_of("a: 1\n" + line + "\nb: 2") == read("a: 1\nb: 2")
    assert to_client(read("a: 1\n" + line + "\nb: 2")) == read("a: 1\nb: 2")


@pytest.mark.parametrize("line", ["host: station:8090", "expect: 100-continue", "accept-encoding: gzip, br"])
def test_was_said_to_us_not_to_the_upstream(line: str) -> None:
    assert upstream_of("a: 1\n" + line + "\nb: 2") == read("a: 1\nb: 2")


@pytest.mark.parametrize("line", ['alt-svc: h3=":443"'])
def test_would_lead_the_client_round_the_station(line: str) -> None:
    assert to_client(read(line)) == []
    assert upstream_of(line) == read(line)


def test_what_connection_names_is_dropped_with_it() -> None:
    assert upstream_of("connection: close, X-Hop ,x-other\nx-hop: 1\nx-other: 2\nx-end: 3") == read(
        "x-end: 3"
    )
    assert to_client(read("connection: x-hop\nconnection: x-two\nx-hop: 1\nx-two: 2")) == []


@pytest.mark.parametrize(
    "line",
    ["content-type: text/plain", "content-encoding: gzip", "content-length: 3", "authorization: Bearer x"],
)
def test_connection_cannot_drop_what_gives_the_body_its_meaning(line: str) -> None:
    name = line.partition(":")[0]
    assert upstream_of(f"connection: {name}\n{line}") == read(line)


BODY = """
    content-type: application/json
    content-length: 99
    content-encoding: gzip
    content-md5: Q2hlY2s=
    digest: sha-256=x
    content-digest: sha-256=:x:
    repr-digest: sha-256=:x:
    etag: "1"
"""


def test_a_body_left_alone_keeps_its_description() -> None:
    assert upstream_of(BODY) == read(BODY)
    assert to_client(read(BODY)) == read(BODY)


def test_an_edited_body_is_described_anew() -> None:
    assert upstream_of(BODY, length=7) == read("content-type: application/json\ncontent-length: 7")
    assert to_client(read(BODY), length=7) == read("content-type: application/json\ncontent-length: 7")
    assert to_client(read(BODY), edited=True) == read("content-type: application/json")


def test_an_edited_body_may_be_empty() -> None:
    assert upstream_of("content-length: 3", length=0) == read("content-length: 0")
    assert to_client([], length=0) == read("content-length: 0")


def test_the_same_length_twice_is_sent_once() -> None:
    assert upstream_of("content-length: 3\ncontent-length: 3") == read("content-length: 3")


def test_added_headers_come_last_and_replace() -> None:
    sent = upstream_of("x-org: theirs\nb: 1", add=[(b"x-org", b"ours"), (b"x-new", b"n")])
    assert sent == read("b: 1\nx-org: ours\nx-new: n")
    assert to_client(read("b: 1"), add=[(b"sekisho-verdict", b"mask")]) == read("b: 1\nsekisho-verdict: mask")


def test_the_routes_own_credential_replaces_every_credential_of_the_client() -> None:
    came = "authorization: Bearer a\nx-api-key: b\napi-key: c\nx-goog-api-key: d\nx-keep: e"
    assert upstream_of(came) == read(came)
    own = [(b"x-api-key", b"ours")]
    assert upstream_of(came, drop_credentials=True, add=own) == read("x-keep: e\nx-api-key: ours")


@pytest.mark.parametrize(
    ("came", "caller"),
    [
        ("a: b", b""),
        ("authorization: Bearer key-1", b"key-1"),
        ("authorization: bearer   key-1 ", b"key-1"),
        ("x-api-key: key-1", b"key-1"),
        ("api-key: key-1", b"key-1"),
        ("x-goog-api-key: key-1", b"key-1"),
        ("authorization: Bearer key-1\nx-api-key: key-1", b"key-1"),
        ("x-api-key: key-2\nauthorization: Bearer key-1", b"key-1\nkey-2"),
        ("authorization: Basic dTpw", b"Basic dTpw"),
        ("authorization:", b""),
        (
            "authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/r/bedrock/aws4_request, Signature=ff",
            b"AKID",
        ),
    ],
)
def test_tells_callers_apart(came: str, caller: bytes) -> None:
    assert credentials(read(came)) == caller


@pytest.mark.parametrize(
    "headers",
    [
        read("content-length: 3\ncontent-length: 4"),
        read("content-length: 3, 3"),
        read("content-length: +3"),
        read("content-length: 0x3"),
        read("content-length:"),
        [(b"content-length", b"3 ")],
        [(b"content-length", "３".encode())],
        read("content-length: 3\ntransfer-encoding: chunked"),
        read("transfer-encoding: gzip, chunked"),
        read("transfer-encoding: chunked\ntransfer-encoding: chunked"),
        read("transfer-encoding: xchunked"),
        read("transfer-encoding:"),
        read("host: a\nhost: b"),
        [(b"x", b"a\r\nevil: 1")],
        [(b"x", b"a\n folded")],
        [(b"x", b"a\rb")],
        [(b"x", b"a\0b")],
        [(b"x", b"\x7f")],
        [(b"x y", b"1")],
        [(b"x\ny", b"1")],
        [(b"x:", b"1")],
        [(b"", b"1")],
        [(b"a", b"1"), (b"", b"1")],
        [(b"Content-Length", b"3")],
        [("é".encode(), b"1")],
    ],
)
def test_two_readers_could_disagree(headers: H) -> None:
    with pytest.raises(BadHeaders) as raised:
        to_upstream(headers, host=b"h")
    assert raised.value.status == 400
    assert isinstance(raised.value, ClientError)


def test_added_headers_are_checked_too() -> None:
    with pytest.raises(BadHeaders):
        to_upstream([], host=b"h", add=[(b"x-key", b"a\r\nb: c")])


@pytest.mark.parametrize("value", [b"", b"a\tb", b"caf\xe9", "関所".encode(), b'"quoted, list"; q=1'])
def test_odd_values_that_are_not_dangerous_pass_as_they_are(value: bytes) -> None:
    assert (b"x-odd", value) in to_upstream([(b"x-odd", value)], host=b"h")


@pytest.mark.parametrize(
    ("came", "value"),
    [
        ("a: b", ""),
        ("content-encoding: gzip", "gzip"),
        ("content-encoding: a\nx: y\ncontent-encoding: b", "a,b"),
    ],
)
def test_reads_the_codings(came: str, value: str) -> None:
    assert codings(read(came)) == value


@given(st.binary(max_size=20))
def test_printable_is_without_control_characters_but_the_tab(value: bytes) -> None:
    control = any((byte < 32 and byte != 9) or byte == 127 for byte in value)
    assert printable([(b"a", b"fine"), (b"b", value)]) is not control


NAME = st.sampled_from(
    [b"connection", b"x-a", b"x-b", b"content-length", b"host", b"te", b"sekisho-x"]
) | st.binary(max_size=5)


@given(st.lists(st.tuples(NAME, st.binary(max_size=8)), max_size=8))
def test_nothing_is_invented_and_order_is_kept(headers: H) -> None:
    try:
        check(headers)
    except BadHeaders:
        return
    sent = to_upstream(headers, host=b"h")
    kept = iter(headers)
    assert all(pair in kept for pair in sent[1:-1])  # a subsequence of what came
    assert not any(byte in name + value for name, value in sent for byte in b"\r\n\0")


@pytest.mark.parametrize(
    ("given", "keys", "identified"),
    [
        ([(b"authorization", b"Bearer sk-1")], [b"sk-1"], False),
        ([(b"authorization", b"AWS4-HMAC-SHA256 Credential=AKID/20260101/r/s/aws4_request")], [], True),
        ([(b"x-api-key", b"AKIAABCDEFGHIJKLMNOP")], [], True),
        (
            [(b"authorization", b"AWS4-HMAC-SHA256 Credential=AKID/x"), (b"x-api-key", b"sk-1")],
            [b"sk-1"],
            True,
        ),
        ([(b"x-api-key", b""), (b"user-agent", b"AKIAABCDEFGHIJKLMNOP")], [], False),
    ],
)
def test_what_is_no_secret_is_no_key(
    given: list[tuple[bytes, bytes]], keys: list[bytes], identified: bool
) -> None:
    assert secrets(given) == (keys, identified)


def test_answers_of_one_shape_are_still_told_apart_by_what_they_name() -> None:
    for _ in range(2):
        kept = read("connection: keep-alive\nx-a: 1\nx-b: 2")
        named = read("connection: x-a\nx-a: 1\nx-b: 2")
        assert to_client(kept) == read("x-a: 1\nx-b: 2")
        assert to_client(named) == read("x-b: 2")
        assert to_client(read("x-a: 3\netag: 4"), edited=True) == read("x-a: 3")
        assert to_client(read("x-a: 3\netag: 4")) == read("x-a: 3\netag: 4")


def test_shapes_are_remembered_within_bounds() -> None:
    for number in range(1000):
        one = read(f"x-{number}: 1\nconnection: close\nx-{number}: 2")
        assert to_client(one) == [one[0], one[2]]
    long = [(b"x" * 5000, b"1")]
    assert to_client(long) == long
    assert len(_SHAPES) <= 256
    assert all(sum(map(len, names)) < 2048 for names in _SHAPES)
