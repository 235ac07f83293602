"""One call to a guard over HTTP: an answer within bounds, or a word for what went wrong.

Bounded are the time, whatever the other side does (no answer, a byte now and then, an answer
without end), and the size. Answers are taken as they come: nothing is asked for in a coding,
and one that comes in one is not unpacked. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping

import httpx

from config.errors import UpstreamError
from filters.cascade.guard import Answer, Call, Guard, Unreadable
from proxy.upstream import UpstreamRequest

LONGEST = 256 * 1024  # bytes of an answer; the longest form of one, with log probabilities, has some 40 KiB
_HEADERS = {"content-type": "application/json", "accept": "application/json", "accept-encoding": "identity"}
_BROKEN = (httpx.HTTPError, httpx.InvalidURL, OSError, ssl.SSLError, UpstreamError, ValueError)
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
        self._headers = _HEADERS | _shown(guard, key)
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(options.timeout_s),
            limits=httpx.Limits(max_connections=options.at_once, max_keepalive_connections=options.at_once),
            follow_redirects=False,
            trust_env=False,
        )

    async def post(self, call: Call, within_s: float) -> Answer:
        """The answer to one call. Broken where there is none within so many seconds."""
        try:
            async with asyncio.timeout(within_s):
                return await self._posted(call)
        except TimeoutError:
            raise Broken("late") from None
        except httpx.TimeoutException:
            raise Broken("late") from None
        except _BROKEN:
            raise Broken("not reached") from None

    async def _posted(self, call: Call) -> Answer:
        url, headers = self._url + call.path, self._headers
        if self._sign is not None:
            url, headers = await asyncio.to_thread(_signed, self._sign, url, headers, call.body)
        body = bytearray()
        async with self._client.stream("POST", url, headers=headers, content=call.body) as answer:
            if answer.headers.get("content-encoding", "identity").lower() != "identity":
                raise Broken("coded")
            async for piece in answer.aiter_raw():
                body += piece
                if len(body) > LONGEST:
                    raise Broken("too long")
        return Answer(answer.status_code, bytes(body))

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()


def _shown(guard: Guard, key: str) -> dict[str, str]:
    if not key:
        return {}
    if guard.credential == "azure":
        return {"ocp-apim-subscription-key": key}
    return {"authorization": f"Bearer {key}"}


def _signed(sign: Signing, url: str, headers: Mapping[str, str], body: bytes) -> tuple[str, dict[str, str]]:
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    told = sign(UpstreamRequest("POST", url, pairs, body))
    return told.url, {name.decode(): value.decode("latin-1") for name, value in told.headers}
