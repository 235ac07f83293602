"""Who may open a socket, what of the handshake goes up, and what is answered to whom."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import InvalidStatus
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tests.station.stand import Stand, standing

KEYED = """
keys:
  - {{name: team, tenant: team, sha256: "{digest}"}}
""".format(digest=hashlib.sha256(b"sk-sekisho-1").hexdigest())


@dataclass
class Upstream:
    """A server that says nothing and remembers every handshake. status: what it declines with."""

    status: int = 0
    came: list[Request] = field(default_factory=list)
    look: Callable[[], None] = lambda: None
    server: Server | None = None

    @property
    def url(self) -> str:
        assert self.server is not None
        return f"http://127.0.0.1:{next(iter(self.server.sockets)).getsockname()[1]}"

    def decide(self, _socket: ServerConnection, request: Request) -> Response | None:
        self.came.append(request)
        self.look()
        if not self.status:
            return None
        return _socket.respond(self.status, "the upstream's own words\n")

    async def hold(self, socket: ServerConnection) -> None:
        await socket.wait_closed()


@contextlib.asynccontextmanager
async def upstream(status: int = 0) -> AsyncIterator[Upstream]:
    one = Upstream(status)

    def choose(_socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
        return next((name for name in offered if name == "realtime"), None)

    async with serve(
        one.hold, "127.0.0.1", 0, process_request=one.decide, select_subprotocol=choose, compression=None
    ) as server:
        one.server = server
        yield one


def at(stand: Stand, path: str = "/openai/v1/realtime?model=gpt-realtime") -> str:
    return stand.url.replace("http", "ws", 1) + path


async def declined(
    stand: Stand, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, object]]:
    """The status and the JSON a handshake is answered with."""
    with pytest.raises(InvalidStatus) as caught:
        await connect(at(stand, path), proxy=None, additional_headers=headers)
    answer = caught.value.response
    assert answer.headers["sekisho-exchange"]
    return answer.status_code, json.loads(answer.body)


async def test_the_handshake_goes_up_by_the_rules_of_requests(tmp_path: Path) -> None:
    headers = [
        ("authorization", "Bearer sk-1"), ("openai-beta", "realtime=v1"), ("x-mine", "1"), ("x-mine", "2"),
        ("sekisho-verdict", "mine"), ("te", "trailers"), ("proxy-authorization", "Basic x"),
    ]  # fmt: skip
    async with upstream() as up, standing(tmp_path, up.url) as stand:
        host = up.url.removeprefix("http://")
        async with connect(
            at(stand),
            proxy=None,
            subprotocols=[Subprotocol("other"), Subprotocol("realtime")],
            additional_headers=headers,
        ) as socket:
            assert socket.subprotocol == "realtime"
            assert socket.response is not None
            assert socket.response.headers["sekisho-policy"].startswith("standard@")
            assert "sec-websocket-extensions" not in socket.response.headers
        (came,) = up.came
    assert came.path == "/v1/realtime?model=gpt-realtime"
    assert came.headers["authorization"] == "Bearer sk-1"
    assert came.headers["openai-beta"] == "realtime=v1"
    assert came.headers.get_all("x-mine") == ["1", "2"]
    assert came.headers["sec-websocket-protocol"] == "other, realtime"
    assert came.headers["host"] == host
    for name in ("sekisho-verdict", "te", "proxy-authorization", "sec-websocket-extensions"):
        assert name not in came.headers, name


async def test_a_key_of_ours_may_come_among_the_subprotocols_and_goes_no_further(tmp_path: Path) -> None:
    offered = ["realtime", "openai-insecure-api-key.sk-sekisho-1", "openai-beta.realtime-v1"]
    async with upstream() as up, standing(tmp_path, up.url, more=KEYED) as stand:
        async with connect(at(stand), proxy=None, subprotocols=offered) as socket:  # type: ignore[arg-type]  # plain words
            assert socket.subprotocol == "realtime"
        assert up.came[0].headers["sec-websocket-protocol"] == "realtime, openai-beta.realtime-v1"
        assert "authorization" not in up.came[0].headers
        assert stand.records("sekisho.opened")[0]["attrs"]["caller"] == "team"


async def test_without_a_key_of_ours_where_they_are_wanted_there_is_no_socket(tmp_path: Path) -> None:
    async with upstream() as up, standing(tmp_path, up.url, more=KEYED) as stand:
        status, told = await declined(stand, "/openai/v1/realtime", {"authorization": "Bearer sk-else"})
        assert (status, told["error"]["code"]) == (401, "invalid_api_key")  # type: ignore[index]  # an object
        assert up.came == []
        assert stand.outcomes() == ["invalid_api_key"]


async def test_the_same_key_is_the_same_caller_in_a_header_and_in_a_subprotocol(tmp_path: Path) -> None:
    async with upstream() as up, standing(tmp_path, up.url) as stand:
        async with connect(at(stand), proxy=None, additional_headers={"authorization": "Bearer sk-1"}):
            pass
        protocols = ["realtime", "openai-insecure-api-key.sk-1"]
        async with connect(at(stand), proxy=None, subprotocols=protocols):  # type: ignore[arg-type]  # plain words
            pass
        assert up.came[1].headers["sec-websocket-protocol"] == "realtime, openai-insecure-api-key.sk-1"
        callers = {one["attrs"]["caller"] for one in stand.records("sekisho.opened")}
        assert len(callers) == 1
        assert callers != {""}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/openai/v1/chat/completions", 403, "no_socket"),
        ("/anthropic/v1/messages", 403, "no_socket"),
        ("/nowhere", 404, "no_route"),
        ("/openai/v1/realtime/client_secrets", 403, "no_socket"),
    ],
)
async def test_a_socket_that_leads_nowhere_is_told_why(
    path: str, status: int, code: str, tmp_path: Path
) -> None:
    async with upstream() as up, standing(tmp_path, up.url) as stand:
        got, told = await declined(stand, path)
        assert got == status
        assert ("WebSocket" if code == "no_socket" else "route") in json.dumps(told)
        assert up.came == []
        assert stand.outcomes() == [code]


OWN = "credential_env: OWN_KEY"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
async def test_a_page_of_another_origin_may_not_use_the_stations_own_key(origin: str, tmp_path: Path) -> None:
    env = {"OWN_KEY": "sk-own"}
    async with upstream() as up, standing(tmp_path, up.url, waits=OWN, env=env) as stand:
        status, told = await declined(stand, "/openai/v1/realtime", {"origin": origin})
        assert (status, told["error"]["code"]) == (403, "foreign_origin")  # type: ignore[index]  # an object
        assert up.came == []


async def test_the_stations_own_key_goes_up_in_the_place_of_the_clients(tmp_path: Path) -> None:
    env = {"OWN_KEY": "sk-own"}
    async with upstream() as up, standing(tmp_path, up.url, waits=OWN, env=env) as stand:
        headers = {"authorization": "Bearer sk-1", "origin": stand.url}
        async with connect(at(stand), proxy=None, additional_headers=headers):
            pass
        assert up.came[0].headers.get_all("authorization") == ["Bearer sk-own"]


async def test_a_page_with_a_key_of_its_own_may_come_from_anywhere(tmp_path: Path) -> None:
    async with upstream() as up, standing(tmp_path, up.url) as stand:
        headers = {"authorization": "Bearer sk-1", "origin": "https://app.example"}
        async with connect(at(stand), proxy=None, additional_headers=headers):
            pass
        assert up.came[0].headers["origin"] == "https://app.example"


@pytest.mark.parametrize(("theirs", "ours"), [(401, 401), (403, 403), (429, 429), (500, 500), (302, 502)])
async def test_what_the_upstream_declines_with_is_passed_on_without_its_words(
    theirs: int, ours: int, tmp_path: Path
) -> None:
    async with upstream(theirs) as up, standing(tmp_path, up.url) as stand:
        status, told = await declined(stand, "/openai/v1/realtime")
        assert status == ours
        assert "own words" not in json.dumps(told)
        assert len(up.came) == 1
        assert stand.outcomes() == ["upstream_declined"]
        assert stand.decision()["status"] == ours


async def test_an_upstream_that_is_not_there_is_a_bad_gateway(tmp_path: Path) -> None:
    async with upstream() as up:
        gone = up.url
    async with standing(tmp_path, gone) as stand:
        status, told = await declined(stand, "/openai/v1/realtime")
        assert (status, told["error"]["code"]) == (502, "upstream_refused")  # type: ignore[index]  # an object
        assert stand.outcomes() == ["upstream_refused"]


async def test_what_is_recorded_comes_before_the_upstream_hears_of_it(tmp_path: Path) -> None:
    seen: list[int] = []
    async with upstream() as up, standing(tmp_path, up.url) as stand:
        up.look = lambda: seen.append(len(stand.records("sekisho.opened")))
        async with connect(at(stand), proxy=None):
            pass
    assert seen == [1]
