"""What is plugged in fails, the disk fills, the collector is down, the configuration breaks.

Nothing of it passes text unread or unrecorded, hangs, or ends an exchange without its decision.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from audit.ship import start
from filters.detector import DETECTORS, Window
from filters.measure import MEASURES, Edit
from filters.model import Finding, Reading, TextSpan
from proxy.dialect import DIALECTS, Surface
from proxy.fake import CONVERSATIONS, FakeUpstream, load
from tests.audit.collector import Answer as Reply
from tests.audit.collector import collecting
from tests.audit.limits import small_disk
from tests.proxy.raw import Peer, serving
from tests.station.stand import TALKS, Stand, configuration, one_decision_each, standing

STREAM, WHOLE = "openai/chat-stream-english", "openai/chat-two-choices"
PATH = "/openai/v1/chat/completions"
EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

MEMBERS: dict[str, Any] = DETECTORS._members
NOTHING: Any = None  # what no measure should put into an edit


@asynccontextmanager
async def standing_before_a_fake(
    home: Path, more: str = "", policy: str = "standard"
) -> AsyncIterator[tuple[Stand, FakeUpstream]]:
    async with (
        FakeUpstream(load(CONVERSATIONS)) as fake,
        standing(home, fake.base_url, more, policy) as stand,
    ):
        yield stand, fake


def said(text: str) -> bytes:
    return orjson.dumps({"choices": [{"index": 0, "delta": {"content": text}}]})


def chunk(text: str) -> bytes:
    event = b"data: " + said(text) + b"\n\n"
    return b"%x\r\n%b\r\n" % (len(event), event)


# -- detectors

Misbehaves = Callable[[Window], Any]


def _found(
    window: Window, kind: str = "test.rogue", start: int = 0, end: int = 1, score: float = 1.0
) -> Reading:
    finding = Finding(window.channel, TextSpan(start, end), kind, score, "rogue")
    return Reading((finding,), window.end)


def _raise(window: Window) -> Reading:
    raise ValueError(window.text)


ROGUES: dict[str, Misbehaves] = {
    "raises": _raise,
    "answers nothing": lambda window: None,
    "answers text": lambda window: window.text,
    "answers a pair": lambda window: ((), window.end),
    "settles beyond": lambda window: Reading((), window.end + 1),
    "settles before": lambda window: Reading((), -1),
    "settles on a word": lambda window: Reading((), window.text),  # type: ignore[arg-type]  # the point of it
    "finds what is no finding": lambda window: Reading((window.text,), window.end),  # type: ignore[arg-type]  # as above
    "finds beyond": lambda window: _found(window, end=window.end + 1),
    "finds backwards": lambda window: _found(window, start=window.end, end=0),
    "finds another kind": lambda window: _found(window, kind=f"test.{window.text[:40]}"),
    "is too sure": lambda window: _found(window, score=2.0),
    "is not a number": lambda window: _found(window, score=float("nan")),
}


class Rogue:
    """A detector that does as it is told in one direction, and nothing in the other."""

    kinds: Mapping[str, str] = {"test.rogue": "Nothing."}
    reach = 0
    view = "raw"
    name = "rogue"
    inline = False
    direction = "request"
    does: Misbehaves = staticmethod(_raise)

    def read(self, window: Window) -> Reading:
        if window.channel.direction == self.direction:
            return type(self).does(window)
        return Reading((), window.end)


@pytest.fixture(params=[True, False], ids=["inline", "worker"])
def rogue(request: pytest.FixtureRequest) -> Iterator[type[Rogue]]:
    DETECTORS.members()
    made = type("Rogue", (Rogue,), {"inline": request.param})
    MEMBERS["rogue"] = made
    yield made
    del DETECTORS._members["rogue"]


def rows(failure: str, deadline_s: float = 60.0) -> str:
    return f"""
policies:
  trial:
    deadline_s: {deadline_s}
    rules:
      - {{kind: "test.*", measure: mask}}
      - {{kind: "sekisho.failed", measure: {failure}}}
      - {{kind: "sekisho.late", measure: {failure}}}
"""


@pytest.mark.parametrize("how", ROGUES)
async def test_a_detector_that_fails_on_a_request(how: str, rogue: type[Rogue], tmp_path: Path) -> None:
    rogue.does = staticmethod(ROGUES[how])
    for failure in ("refuse", "flag"):
        home = tmp_path / failure
        home.mkdir()
        async with standing_before_a_fake(home, rows(failure), "trial") as (stand, fake):
            answer = await stand.talk(WHOLE)
            decision = stand.decision()
            assert set(decision["kinds"]) - {"pii.email"} == {"sekisho.failed"}
            if failure == "refuse":
                assert (answer.status, decision["outcome"], fake.requests) == (400, "refuse", [])
                assert answer.json["error"]["code"] == "content_policy_violation"
            else:
                assert (answer.status, decision["outcome"], decision["verdict"]) == (200, "completed", "flag")
                assert answer.body == TALKS[WHOLE].reply.body(None)


@pytest.mark.parametrize("how", ROGUES)
async def test_a_detector_that_fails_in_mid_stream(how: str, rogue: type[Rogue], tmp_path: Path) -> None:
    rogue.direction = "response"
    rogue.does = staticmethod(
        lambda window: ROGUES[how](window) if "gate" in window.text else Reading((), window.resume)
    )
    async with standing_before_a_fake(tmp_path, rows("refuse"), "trial") as (stand, _):
        answer = await stand.talk(STREAM)
        assert (answer.status, answer.whole) == (200, True)
        assert b'"finish_reason":"content_filter"' in answer.body.replace(b" ", b"")
        assert answer.body.endswith(b"data: [DONE]\n\n")
        assert stand.decision()["outcome"] == "refuse"
        assert set(stand.decision()["kinds"]) == {"sekisho.failed"}


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("failure", ["refuse", "flag"])
@pytest.mark.parametrize("talk", [STREAM, WHOLE])
async def test_a_detector_that_sleeps(direction: str, failure: str, talk: str, tmp_path: Path) -> None:
    awake = threading.Event()

    def sleep(window: Window) -> Reading:
        awake.wait(60)
        return Reading((), window.end)

    DETECTORS.members()
    MEMBERS["rogue"] = type("Rogue", (Rogue,), {"direction": direction, "does": staticmethod(sleep)})
    try:
        async with standing_before_a_fake(tmp_path, rows(failure, 0.05), "trial") as (stand, fake):
            answer = await stand.talk(talk)
            decision = stand.decision()
            awake.set()
    finally:
        del DETECTORS._members["rogue"]
    assert set(decision["kinds"]) - {"pii.email"} == {"sekisho.late"}
    assert answer.whole
    if failure == "flag":
        assert (decision["outcome"], answer.body) == ("completed", TALKS[talk].reply.body(None))
    else:
        assert decision["outcome"] == "refuse"
        assert bool(fake.requests) is (direction == "response")
        assert answer.status == (400 if direction == "request" else 200)


async def test_what_a_slow_detector_only_flags_is_on_record(tmp_path: Path) -> None:
    """It delays no text, but the exchange is not decided without it."""
    gate = threading.Event()

    def late(window: Window) -> Reading:
        gate.wait(60)
        return _found(window, start=window.start, end=window.end)

    DETECTORS.members()
    MEMBERS["rogue"] = type("Rogue", (Rogue,), {"direction": "response", "does": staticmethod(late)})
    try:
        more = "policies: {trial: {deadline_s: 60.0, rules: [{kind: 'test.*', measure: flag}]}}\n"
        async with standing_before_a_fake(tmp_path, more, "trial") as (stand, _):
            asking = asyncio.create_task(stand.talk(STREAM))
            await asyncio.get_running_loop().run_in_executor(None, lambda: gate.wait(0.2))
            assert not asking.done()
            gate.set()
            answer = await asking
            assert answer.body == TALKS[STREAM].reply.body(None)
            assert stand.decision()["kinds"]["test.rogue"] >= 1
    finally:
        del DETECTORS._members["rogue"]


# -- measures


class Broken:
    """A measure that rules nothing."""

    name = "broken"
    severity = 30
    holds = True
    documentation = "For tests."
    does: Callable[[str], Any] = staticmethod(lambda text: 1 / 0)

    def act(self, text: str, verdict: object, pseudonyms: object) -> Any:
        return type(self).does(text)


@pytest.fixture(params=["raises", "answers text", "edits into nothing"])
def broken(request: pytest.FixtureRequest) -> Iterator[None]:
    MEASURES.members()
    does = {
        "raises": lambda text: 1 / 0,
        "answers text": str,
        "edits into nothing": lambda text: Edit(NOTHING),
    }
    MEASURES._members["broken"] = type("Broken", (Broken,), {"does": staticmethod(does[request.param])})
    yield
    del MEASURES._members["broken"]


BROKEN = "policies: {trial: {rules: [{kind: 'pii.*', direction: %s, measure: broken}]}}\n"
MAIL = "ren@example.com"


@pytest.mark.usefixtures("broken")
async def test_a_measure_that_fails_on_a_request_refuses(tmp_path: Path) -> None:
    async with standing_before_a_fake(tmp_path, BROKEN % "request", "trial") as (stand, fake):
        body = orjson.dumps({"model": "m", "messages": [{"role": "user", "content": f"ask {MAIL}"}]})
        answer = await stand.send("POST", PATH, body)
        assert (answer.status, answer.headers["sekisho-verdict"], fake.requests) == (400, "refuse", [])
        decision = stand.decision()
        assert (decision["outcome"], decision["verdict"]) == ("refuse", "refuse")
        (finding,) = stand.records("sekisho.finding")
        assert (finding["attrs"]["kind"], finding["attrs"]["measure"]) == ("sekisho.failed", "refuse")
        assert finding["attrs"]["reader"] == "broken"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    "talk",
    ["openai/chat-stream-echo", WHOLE, "openai/chat-stream-tool-call-echo", "anthropic/messages-stream-echo"],
)
async def test_a_measure_that_fails_on_an_answer_refuses(talk: str, tmp_path: Path) -> None:
    async with standing_before_a_fake(tmp_path, BROKEN % "response", "trial") as (stand, _):
        answer = await stand.talk(talk, "/" + talk.partition("/")[0])
        assert (answer.status, answer.whole) == (200, True)
        assert b"@example" not in answer.body
        assert (stand.decision()["outcome"], stand.decision()["verdict"]) == ("refuse", "refuse")


# -- what nobody foresaw


class Torn(Surface):
    """A dialect with a mistake in it."""

    at = ""

    def streaming(self, doc: object) -> bool:
        if self.at == "arrival":
            raise KeyError("a prompt")
        return False

    def opaque(self, doc: object) -> tuple[str, ...]:
        if self.at == "request":
            raise KeyError("a prompt")
        return ()

    def table(self, doc: object) -> Any:
        if self.at == "stream" and "gate" in str(doc):
            raise KeyError("an answer")
        return super().table(doc)


@pytest.fixture
def torn() -> Iterator[Callable[[str], str]]:
    DIALECTS.members()

    class Dialect:
        name = "torn"
        documentation = "For tests."

        def surface(self, seen: Any) -> Surface:
            return Torn(seen)

    DIALECTS._members["torn"] = Dialect

    def at(place: str) -> str:
        Torn.at = place
        return "dialect: torn"

    yield at
    del DIALECTS._members["torn"]


@pytest.mark.parametrize(
    ("place", "status", "whole", "decided"),
    [
        ("arrival", 500, True, "internal_error"),
        ("request", 500, True, "internal_error"),
        ("stream", 200, False, "internal_error"),
    ],
)
async def test_a_mistake_of_ours_ends_the_exchange(
    place: str,
    status: int,
    whole: bool,
    decided: str,
    torn: Callable[[str], str],
    tmp_path: Path,
    caplog: Any,
) -> None:
    fake = FakeUpstream(load(CONVERSATIONS))
    waits = torn(place)
    async with fake, standing(tmp_path, fake.base_url, policy="observe", waits=waits) as stand:
        answer = await stand.talk(STREAM)
        assert (answer.status, answer.whole) == (status, whole)
        assert stand.decision()["outcome"] == decided
        assert (await stand.talk(STREAM)).status == status  # it serves on
        assert answer.headers["sekisho-exchange"]
    assert "KeyError" in caplog.text
    assert "a prompt" not in answer.body.decode()


# -- the disk


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


async def until_cut(pieces: AsyncIterator[bytes]) -> tuple[bytes, bool]:
    """What still came, and whether it came to a clean end."""
    rest = b""
    try:
        async for piece in pieces:
            rest += piece
    except httpx.RemoteProtocolError:
        return rest, False
    return rest, True


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 512) as path:
        yield path


async def test_a_full_disk_lets_nothing_through(disk: Path, tmp_path: Path) -> None:
    more = f"audit: {{ledger: {{path: {disk / 'ledger'}}}}}\n"
    async with standing_before_a_fake(tmp_path, more) as (stand, fake):
        stand.ledger = disk / "ledger"
        assert (await stand.talk(WHOLE)).status == 200
        fill(disk)
        refused = [await stand.talk(talk) for talk in (WHOLE, STREAM) for _ in range(4)]
        passed = [one for one in refused if one.status == 200]  # what the last block still took
        assert {one.status for one in refused} <= {200, 503}
        assert len(passed) == stand.outcomes().count("completed") - 1
        assert len(fake.requests) <= len(stand.records("sekisho.opened"))
        full = [await stand.talk(STREAM) for _ in range(3)]
        assert [one.status for one in full] == [503] * 3
        assert b"audit_unavailable" in full[0].body
        ready = await stand.client.get(stand.url + "/readyz")
        assert ready.status_code == 503
        (disk / "filler").unlink()
        again = await stand.talk(STREAM)
        assert (again.status, again.whole) == (200, True)
        outcomes = list(one_decision_each(stand.records()).values())
        assert outcomes.count("audit_unavailable") == sum(one.status == 503 for one in [*refused, *full])
        assert (await stand.client.get(stand.url + "/readyz")).status_code == 200


async def test_a_disk_that_fills_in_mid_stream_cuts_it(disk: Path, tmp_path: Path) -> None:
    filled = asyncio.Event()

    async def script(peer: Peer) -> None:
        await peer.request()
        peer.write(EVENTS + chunk("The first part. "))
        await filled.wait()
        peer.write(chunk(f"Then {MAIL} and more. ") * 200)
        await peer.until_gone()

    more = f"audit: {{ledger: {{path: {disk / 'ledger'}}}}}\n"
    async with serving(script) as server, standing(tmp_path, server.url, more, "japan-business") as stand:
        stand.ledger = disk / "ledger"
        request = stand.client.build_request("POST", stand.url + PATH, content=TALKS[STREAM].asked.body)
        answer = await stand.client.send(request, stream=True)
        pieces = answer.aiter_raw()
        first = await anext(pieces)
        fill(disk)
        filled.set()
        rest, whole = await until_cut(pieces)
        assert not whole
        await server.peers[0].gone.wait()
        assert b"first" in first
        assert b"@example" not in rest
        (disk / "filler").unlink()
        assert (await stand.client.get(stand.url + "/nowhere")).status_code == 404  # a record
        assert sorted(one_decision_each(stand.records()).values()) == ["audit_unavailable", "no_route"]


async def test_a_station_on_a_full_disk_says_so(disk: Path, tmp_path: Path) -> None:
    fill(disk)
    more = f"audit: {{ledger: {{path: {disk / 'ledger'}}}}}\n"
    with pytest.raises(Exception, match="audit:"):
        async with standing(tmp_path, "http://127.0.0.1:9", more):
            pass


# -- the collector


async def test_a_collector_that_is_down_is_not_felt(tmp_path: Path) -> None:
    with collecting() as collector:
        collector.script.extend([Reply(503), Reply(hang_up=True), Reply(429, {"retry-after": "0"})] * 5)
        async with standing_before_a_fake(tmp_path) as (stand, _):
            exporter = {"use": "otlp", "endpoint": collector.address, "retry_s": 0.01, "retry_most_s": 0.05}
            shipping = start(stand.ledger, [exporter])
            answers = await asyncio.gather(*(stand.talk(talk) for talk in (STREAM, WHOLE) for _ in range(10)))
            assert all(one.whole and one.status == 200 for one in answers)
            assert stand.outcomes() == ["completed"] * 20
            count = len(stand.records())
            await asyncio.to_thread(collector.wait_for_events, count)
            assert await asyncio.to_thread(shipping.stop) == 0
            assert set(collector.events) >= {one["id"] for one in stand.records()}


# -- the configuration


async def test_a_running_exchange_keeps_its_policy(tmp_path: Path) -> None:
    go_on = asyncio.Event()

    async def script(peer: Peer) -> None:
        while await peer.request():
            peer.write(EVENTS + chunk("First. "))
            await go_on.wait()
            peer.write(chunk(f"Ask {MAIL}. ") + b"0\r\n\r\n")

    async with serving(script) as server, standing(tmp_path, server.url, policy="observe") as stand:
        request = stand.client.build_request("POST", stand.url + PATH, content=TALKS[STREAM].asked.body)
        answer = await stand.client.send(request, stream=True)
        pieces = answer.aiter_raw()
        await anext(pieces)
        stand.file.write_text(configuration("strict"))
        stand.station.reload()
        go_on.set()
        rest = b"".join([piece async for piece in pieces])
        assert MAIL.encode() in rest
        after = await stand.talk(STREAM)
        assert MAIL.encode() not in after.body
        policies = [one["attrs"]["policy"] for one in stand.records("sekisho.decision")]
        assert policies == ["observe", "strict"]


@pytest.mark.parametrize(
    "text",
    [
        "policy: nowhere\n",
        "policy: [",
        "polcy: observe\n",
        "",
        "policies: {a: {rules: [{kind: 'pii.*', measure: msk}]}}\n",
        "\x00",
        "upstreams: {openai: {credential_env: NOT_SET_ANYWHERE}}\n",
    ],
)
async def test_a_broken_configuration_changes_nothing(text: str, tmp_path: Path) -> None:
    async with standing_before_a_fake(tmp_path, policy="strict") as (stand, _):
        before = (await stand.talk(WHOLE)).headers["sekisho-policy"]
        stand.file.write_text(text)
        stand.station.reload()
        if text:  # an empty file is a configuration: the defaults
            assert (await stand.talk(WHOLE)).headers["sekisho-policy"] == before
        assert stand.records("sekisho.policy.activated") == []
