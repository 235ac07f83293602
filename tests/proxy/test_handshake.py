"""What a client's handshake offers; the rest of it is in test_sockets.py, over real sockets."""

from __future__ import annotations

import pytest
from uvicorn.protocols.utils import ClientDisconnected

from proxy.dialect import Reply
from proxy.handshake import Offered, answer_http

KEY = "openai-insecure-api-key.sk-1"


def offered(*protocols: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Offered:
    handshake = (b"sec-websocket-key", b"x")
    return Offered({"headers": [handshake, *headers], "subprotocols": list(protocols)})


def test_headers_of_the_handshake_are_nobody_elses() -> None:
    one = offered("realtime", headers=((b"x-a", b"1"), (b"x-a", b"2")))
    assert one.plain == one.headers == [(b"x-a", b"1"), (b"x-a", b"2")]


def test_a_key_among_the_subprotocols_is_a_credential() -> None:
    one = offered("realtime", KEY)
    assert one.headers == [(b"authorization", b"Bearer sk-1")]
    assert one.plain == []  # it does not go up twice
    assert one.kept(credentials=True) == ("realtime", KEY)
    assert one.kept(credentials=False) == ("realtime",)


def test_a_header_says_it_before_a_subprotocol_does() -> None:
    said = (b"authorization", b"Bearer sk-2")
    assert offered(KEY, headers=(said,)).headers == [said]


async def test_a_handshake_answered_in_http_is_over() -> None:
    sent: list[dict[str, object]] = []

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message)

    with pytest.raises(ClientDisconnected):
        await answer_http(send, Reply(403, b"{}"), [(b"sekisho-verdict", b"refuse")])
    assert [one["type"] for one in sent] == ["websocket.http.response.start", "websocket.http.response.body"]
    assert sent[0]["status"] == 403
    assert (b"sekisho-verdict", b"refuse") in sent[0]["headers"]  # type: ignore[operator]  # a list
