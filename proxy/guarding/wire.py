"""One call to a guard over HTTP: an answer within bounds, or a word for what went wrong.

Bounded are the time, whatever the other side does (no answer, a byte now and then, an answer
without end), and the size. Answers are taken as they come: nothing is asked for in a coding,
and one that comes in one is not unpacked. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from config.errors import UpstreamError
from filters.cascade.guard import Answer, Call, Guard, Unreadable
from proxy.pool import PooledUpstream
from proxy.upstream import Headers, Limits, UpstreamAnswer, UpstreamRequest, UpstreamTimeout

LONGEST = 256 * 1024  # bytes of an answer; the longest form of one, with log probabilities, has some 40 KiB
_MOST_CALLS = 8  # about one text
_HEADERS: Headers = [
    (b"content-type", b"application/json"),
    (b"accept", b"application/json"),
    (b"accept-encoding", b"identity"),
]
Signing = Callable[[UpstreamRequest], UpstreamRequest]


class Broken(Exception):  # not an error of ours: it becomes a finding
    """No answer, or none that can be one. why: a word of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def unreadable(self) -> Unreadable:
        return Unreadable(self.why)


class Wire:
    """The connections to one guard. key: its credential; sign: how requests are signed, where they are."""

    def __init__(self, guard: Guard, key: str, sign: Signing | None) -> None:
        options = guard.options
        self._url = options.url
        self._sign = sign
        self._headers = [*_HEADERS, *_shown(guard, key)]
        waits = options.timeout_s
        self._client = PooledUpstream(
            Limits(
                connect_s=waits, first_byte_s=waits, idle_s=waits, connections=options.at_once * _MOST_CALLS
            )
        )

    async def post(self, call: Call, within_s: float) -> Answer:
        """The answer to one call. Broken where there is none within so many seconds."""
        try:
            async with asyncio.timeout(within_s):
                return await self._posted(call)
        except (TimeoutError, UpstreamTimeout):
            raise Broken("late") from None
        except (UpstreamError, OSError):
            raise Broken("not reached") from None

    async def _posted(self, call: Call) -> Answer:
        request = UpstreamRequest("POST", self._url + call.path, self._headers, call.body)
        if self._sign is not None:
            request = await asyncio.to_thread(self._sign, request)
        answer = await self._client.send(request)
        try:
            return Answer(answer.status, await _body(answer))
        finally:
            await answer.close()

    async def close(self) -> None:
        """Close its connections."""
        await self._client.close()


async def _body(answer: UpstreamAnswer) -> bytes:
    if any(name == b"content-encoding" and value.lower() != b"identity" for name, value in answer.headers):
        raise Broken("coded")
    body = bytearray()
    while piece := await answer.read():
        body += piece
        if len(body) > LONGEST:
            raise Broken("too long")
    return bytes(body)


def _shown(guard: Guard, key: str) -> Headers:
    if not key:
        return []
    if guard.credential == "azure":
        return [(b"ocp-apim-subscription-key", key.encode("utf-8"))]
    return [(b"authorization", b"Bearer " + key.encode("utf-8"))]
