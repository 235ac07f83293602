"""The request as the upstream gets it: the bytes that came, or edited ones with their own length."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace

import pytest

from config.errors import ClientError, UpstreamError
from proxy.call import Call, content_type_of, reason
from proxy.commands import Forward
from proxy.headers import BadHeaders
from proxy.pool import PooledUpstream
from proxy.signing import NotForwardable, NotSigned, Signer
from proxy.upstream import (
    Headers,
    Limits,
    Unsendable,
    UpstreamBroken,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamRequest,
    UpstreamTimeout,
)
from tests.proxy.raw import OK, Peer, Seen, serving

CAME = gzip.compress(b'{"a":"b"}', mtime=0)
HEADERS: Headers = [
    (b"content-type", b"application/json"),
    (b"content-encoding", b"gzip"),
    (b"content-length", b"%d" % len(CAME)),
    (b"authorization", b"Bearer ours"),
]


async def sent(
    forward: Forward,
    own: tuple[bytes, bytes] | Signer | None = None,
    drop: bool = False,
    headers: Headers = HEADERS,
) -> Seen:
    """What a real server saw of it."""
    seen: list[Seen] = []

    async def script(peer: Peer) -> None:
        seen.append(await peer.request())
        peer.write(OK)

    async with serving(script) as server:
        client = PooledUpstream(Limits())
        call = Call(client, "POST", f"{server.url}/v1/x?y=1", b"api.example", headers, CAME, own, drop)
        try:
            answer = await call.send(forward)
            while await answer.read():
                pass
        finally:
            await client.close()
    return seen[0]


async def test_what_was_not_edited_goes_up_as_it_came() -> None:
    got = await sent(Forward(b'{"a":"b"}', edited=False))
    assert got.line == b"POST /v1/x?y=1 HTTP/1.1"
    assert got.body == CAME
    assert dict(got.headers).items() >= dict(HEADERS).items()
    assert dict(got.headers)[b"host"] == b"api.example"


async def test_what_was_edited_has_its_own_length_and_no_coding() -> None:
    got = await sent(Forward(b'{"a":"[NAME]"}', edited=True))
    assert got.body == b'{"a":"[NAME]"}'
    assert [value for name, value in got.headers if name == b"content-length"] == [b"14"]
    assert b"content-encoding" not in dict(got.headers)


@pytest.mark.parametrize(
    ("own", "drop", "credentials"),
    [
        (None, False, [(b"authorization", b"Bearer ours")]),
        (None, True, []),
        ((b"x-api-key", b"theirs"), False, [(b"x-api-key", b"theirs")]),
        ((b"authorization", b"Bearer theirs"), True, [(b"authorization", b"Bearer theirs")]),
    ],
)
async def test_credentials(own: tuple[bytes, bytes] | None, drop: bool, credentials: Headers) -> None:
    got = await sent(Forward(b"", edited=False), own, drop)
    assert [pair for pair in got.headers if pair[0] in (b"authorization", b"x-api-key")] == credentials


class Digest:
    """A signer that says what it signed."""

    def sign(self, request: UpstreamRequest) -> UpstreamRequest:
        added = (b"authorization", hashlib.sha256(request.body).hexdigest().encode())
        return replace(request, headers=[*request.headers, added])


@pytest.mark.parametrize(("edited", "body"), [(False, CAME), (True, b'{"a":"[NAME]"}')])
async def test_a_signature_is_over_the_body_that_leaves(edited: bool, body: bytes) -> None:
    got = await sent(Forward(b'{"a":"[NAME]"}', edited=edited), Digest())
    assert got.body == body
    said = [value for name, value in got.headers if name == b"authorization"]
    assert said == [hashlib.sha256(got.body).hexdigest().encode()]


SIGNED: Headers = [(b"authorization", b"AWS4-HMAC-SHA256 Credential=AKID/20260101/r/s/aws4_request")]


async def test_a_request_signed_for_the_station_goes_nowhere_as_it_is() -> None:
    with pytest.raises(NotForwardable):
        await Call(PooledUpstream(Limits()), "POST", "http://127.0.0.1:9/", b"x", SIGNED, b"").send(
            Forward(b"", edited=False)
        )
    got = await sent(Forward(b"", edited=False), Digest(), headers=SIGNED)
    assert [value for name, value in got.headers if name == b"authorization"] != [SIGNED[0][1]]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UpstreamRefused("x"), ("upstream_refused", 502)),
        (UpstreamTimeout("idle", "x", 1.0), ("upstream_timeout", 504)),
        (UpstreamBusy("x"), ("upstream_busy", 503)),
        (UpstreamBroken("x"), ("upstream_broken", 502)),
        (Unsendable("x"), ("unsendable", 400)),
        (NotSigned("x"), ("not_signed", 502)),
        (NotForwardable("x"), ("signature_not_forwardable", 403)),
        (BadHeaders("x"), ("unsendable", 400)),
        (UpstreamError("of another kind"), ("upstream_broken", 502)),
    ],
)
def test_every_error_has_our_word_and_a_status(
    error: UpstreamError | ClientError, said: tuple[str, int]
) -> None:
    assert reason(error) == said


def test_content_type() -> None:
    assert content_type_of(HEADERS) == "application/json"
    assert content_type_of([]) == ""
