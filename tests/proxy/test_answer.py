"""The answer's head and bytes: as they came unless edited, and our marks on them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from proxy.answer import check_answer
from proxy.upstream import Headers, Take, UpstreamBroken
from tests.proxy.raw import Peer, serving
from tests.station.stand import standing

CHAT = "/openai/v1/chat/completions"
BODY = b'{"messages": [{"role": "user", "content": "hello"}]}'
MAIL = b"hanako.sato@example.jp"


class Answer:
    """An answer's head."""

    def __init__(self, status: int, headers: Headers) -> None:
        self.status = status
        self.headers = headers

    async def read(self) -> bytes:
        return b""

    async def pour(self, take: Take) -> bool:
        del take
        return False

    def rest(self) -> bytes | None:
        return b""

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    ("status", "headers", "good"),
    [
        (200, [(b"a", b"b")], True),
        (599, [], True),
        (199, [], False),
        (600, [], False),
        (200, [(b"a", b"b\r\nc: d")], False),
        (200, [(b"a", b"\x00")], False),
    ],
)
def test_a_head_that_cannot_be_passed_on_is_a_broken_answer(
    status: int, headers: Headers, good: bool
) -> None:
    if good:
        check_answer(Answer(status, headers))
    else:
        with pytest.raises(UpstreamBroken):
            check_answer(Answer(status, headers))


def said(text: bytes) -> bytes:
    return b'{"choices": [{"index": 0, "message": {"role": "assistant", "content": "%b"}}]}' % text


def coded(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n"
    return head + b"etag: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body


async def test_an_answer_that_is_not_edited_leaves_in_the_bytes_it_came(tmp_path: Path) -> None:
    body = gzip.compress(said(b"hi"))

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(coded(body))

    async with serving(script) as server, standing(tmp_path, server.url, policy="strict") as stand:
        got = await stand.send("POST", CHAT, BODY)
        assert (got.body, got.headers["content-encoding"], got.headers["etag"]) == (body, "gzip", "x")
        assert got.headers["content-length"] == str(len(body))
        digest = stand.station.station.setup.policies["strict"].digest
        assert got.headers["sekisho-policy"] == f"strict@{digest[:12]}"
        assert got.headers["sekisho-verdict"] == "allow"


async def test_one_that_is_edited_has_its_own_length_and_no_coding(tmp_path: Path) -> None:
    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(coded(gzip.compress(said(MAIL))))

    async with serving(script) as server, standing(tmp_path, server.url, policy="strict") as stand:
        got = await stand.send("POST", CHAT, BODY)
        assert MAIL not in got.body
        assert got.body.startswith(b'{"choices"')
        assert got.headers["content-length"] == str(len(got.body))
        assert not {"content-encoding", "etag"} & set(got.headers)
        assert got.headers["sekisho-verdict"] == "mask"
