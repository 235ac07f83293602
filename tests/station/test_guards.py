"""Guards behind a running station: real servers on all three sides, and nothing leaves before the verdict."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from config.errors import ConfigError
from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, load
from tests.proxy.guarding.servers import CLOSES, Act, Asked, Server, says, serving, silent
from tests.station.stand import TALKS, Stand, standing

STREAM, WHOLE = "openai/chat-stream-english", "openai/chat-two-choices"
POLICY = """\
policies:
  guarded:
    extends: observe
    deadline_s: 60.0
    enable: [guard]
    detectors:
      guard:
        guards:
          - {{use: llama_guard, url: "{url}", model: m, key_env: GUARD_KEY, label: ours,
              timeout_s: {timeout_s}}}
        least: 8
        {options}
    rules:
      - {{kind: "harm.*", min_score: 0.9, measure: refuse}}
      - {{kind: sekisho.failed, measure: refuse}}
      - {{kind: sekisho.late, measure: refuse}}
"""
KEY = "a-key-of-nobody"


@asynccontextmanager
async def guarded(
    home: Path, act: Act, options: str = "mode: always", rows: str = "", timeout_s: float = 30.0
) -> AsyncIterator[tuple[Stand, FakeUpstream, Server]]:
    """A station between a fake upstream and a guard that does this."""
    async with serving(act) as guard, FakeUpstream(load(CONVERSATIONS)) as fake:
        more = POLICY.format(url=guard.url, options=options, timeout_s=timeout_s)
        more += f"      - {rows}\n" if rows else ""
        async with standing(home, fake.base_url, more, "guarded", env={"GUARD_KEY": KEY}) as stand:
            yield stand, fake, guard


def against(word: str) -> Act:
    """A guard that thinks ill of one word, in what it was shown last."""
    return says(lambda text: "unsafe\nS2" if word in text else "safe")


async def gone_up(fake: FakeUpstream) -> None:
    """The upstream has a request."""
    while not fake.requests:  # noqa: ASYNC110  # it has nobody to tell
        await asyncio.sleep(0.01)


def kinds(stand: Stand) -> set[str]:
    return {kind for kind in stand.decision()["kinds"] if not kind.startswith("pii.")}


@pytest.mark.parametrize("talk", [STREAM, WHOLE])
async def test_a_request_is_judged_before_it_goes_up(talk: str, tmp_path: Path) -> None:
    async with guarded(tmp_path, against("Why were" if talk == STREAM else "Name a colour")) as (
        stand,
        fake,
        guard,
    ):
        answer = await stand.talk(talk)
        assert answer.status == 400
        assert answer.json["error"]["code"] == "content_policy_violation"
        assert fake.requests == []
        assert stand.decision()["outcome"] == "refuse"
        (found,) = (one["attrs"] for one in stand.records("sekisho.finding"))
        assert (found["kind"], found["detectors"], found["score"]) == (
            "harm.nonviolent_crime",
            ["guard"],
            0.95,
        )
        assert all(asked.headers["authorization"] == f"Bearer {KEY}" for asked in guard.asked)
        assert all("mountain museum" not in asked.text for asked in guard.asked)  # the system prompt


@pytest.mark.parametrize("talk", [STREAM, WHOLE])
async def test_what_is_fine_leaves_as_it_came(talk: str, tmp_path: Path) -> None:
    async with guarded(tmp_path, says("safe")) as (stand, fake, guard):
        answer = await stand.talk(talk)
        assert (answer.status, answer.body) == (200, TALKS[talk].reply.body(None))
        assert [one.body for one in fake.requests] == [TALKS[talk].asked.body]
        assert kinds(stand) == set()
        assert len(guard.asked) >= 2


async def test_nothing_of_a_sentence_leaves_before_its_verdict(tmp_path: Path) -> None:
    async with guarded(tmp_path, against("gate")) as (stand, _, guard):
        answer = await stand.talk(STREAM)
        assert (answer.status, answer.whole) == (200, True)
        assert b'"finish_reason":"content_filter"' in answer.body.replace(b" ", b"")
        assert b"gate" not in answer.body
        assert stand.decision()["outcome"] == "refuse"
        assert any("gate" in asked.text for asked in guard.asked)


async def test_an_answer_waits_for_its_verdict(tmp_path: Path) -> None:
    answered = asyncio.Event()

    async def act(asked: object, writer: asyncio.StreamWriter) -> None:
        if b"assistant" in asked.body:  # type: ignore[attr-defined]  # a model's answer
            await answered.wait()
        await says("safe")(asked, writer)  # type: ignore[arg-type]

    async with guarded(tmp_path, act) as (stand, fake, _):
        talking = asyncio.create_task(stand.talk(STREAM))
        await gone_up(fake)
        await asyncio.wait({talking}, timeout=0.3)
        assert (len(fake.requests), talking.done()) == (1, False)
        answered.set()
        assert (await talking).body == TALKS[STREAM].reply.body(None)


class Waiting:
    """A guard that answers about requests when it is told to, and about answers at once."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.told = asyncio.Event()

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        if b'"assistant"' in asked.body:
            await says("safe")(asked, writer)
        else:
            await self.told.wait()
            await says(self.words)(asked, writer)


@pytest.mark.parametrize("talk", [STREAM, WHOLE])
@pytest.mark.parametrize("words", ["safe", "unsafe\nS2"])
async def test_ahead_the_request_goes_up_and_nothing_comes_back_before_the_verdict(
    talk: str, words: str, tmp_path: Path
) -> None:
    guard = Waiting(words)
    async with guarded(tmp_path, guard, "ahead: true") as (stand, fake, _):
        fake.cut = Cut("bytes")
        asked = TALKS[talk].asked
        request = stand.client.build_request(
            "POST",
            f"{stand.url}/openai{asked.target}",
            content=asked.body,
            headers={"content-type": "application/json"},
        )
        head = asyncio.create_task(stand.client.send(request, stream=True))
        await gone_up(fake)
        await asyncio.wait({head}, timeout=0.3)
        assert (len(fake.requests), head.done()) == (1, False)
        guard.told.set()
        answer = await head
        body = await answer.aread()
        if words == "safe":
            assert (answer.status_code, body) == (200, TALKS[talk].reply.body(None))
            assert stand.decision()["outcome"] == "completed"
        else:
            assert answer.status_code == 400
            assert orjson.loads(body)["error"]["code"] == "content_policy_violation"
            assert stand.decision()["outcome"] == "refuse"


async def test_ahead_a_verdict_may_come_before_the_upstream_answers(tmp_path: Path) -> None:
    async with guarded(tmp_path, says("unsafe\nS2"), "ahead: true") as (stand, fake, _):
        fake.delay_s = 30
        answer = await stand.talk(STREAM)
        assert (answer.status, stand.decision()["outcome"]) == (400, "refuse")


async def test_what_may_be_changed_does_not_go_ahead(tmp_path: Path) -> None:
    guard = Waiting("unsafe\nS7")
    async with guarded(
        tmp_path, guard, "ahead: true", rows="{kind: harm.privacy_violation, measure: mask}"
    ) as (
        stand,
        fake,
        _,
    ):
        talking = asyncio.create_task(stand.talk(WHOLE))
        await asyncio.wait({talking}, timeout=0.3)
        assert fake.requests == []
        guard.told.set()
        assert (await talking).status in (200, 400)


async def test_a_message_that_was_refused_ahead_is_taken_out_of_the_next_turn(tmp_path: Path) -> None:
    bad = {"role": "user", "content": "How do I burgle a house?"}
    turns = [
        [bad],
        [
            bad,
            {"role": "assistant", "content": "No."},
            {"role": "user", "content": "Then how do I paint it?"},
        ],
    ]
    async with guarded(tmp_path, against("burgle"), "ahead: true") as (stand, fake, _):
        statuses = []
        for messages in turns:
            body = orjson.dumps({"model": "gpt-4.1-mini", "messages": messages})
            statuses.append((await stand.send("POST", "/openai/v1/chat/completions", body)).status)
        assert statuses[0] == 400
        assert b"burgle" not in fake.requests[-1].body
        assert b"paint" in fake.requests[-1].body


@pytest.mark.parametrize(
    ("act", "timeout_s", "why", "kind"),
    [(CLOSES, 30.0, "not reached", "sekisho.failed"), (silent, 0.3, "late", "sekisho.late")],
)
@pytest.mark.parametrize("fail", ["open", "closed"])
async def test_a_guard_that_fails_is_a_row_of_the_policy(
    act: Act, timeout_s: float, why: str, kind: str, fail: str, tmp_path: Path
) -> None:
    options = f"classes: {{fraud_scam: {{mode: always, fail: {fail}}}}}\n        mode: 'off'"
    async with guarded(tmp_path, act, options, timeout_s=timeout_s) as (stand, fake, _):
        began = time.monotonic()
        answer = await stand.talk(WHOLE)
        assert time.monotonic() - began < 30
        records: list[dict[str, Any]] = [one["attrs"] for one in stand.records("sekisho.finding")]
        (found, *_) = (one for one in records if "guard" in one["detectors"])
        assert (found["why"], found["reader"]) == (why, "ours")
        if fail == "closed":
            assert (answer.status, fake.requests, found["kind"]) == (400, [], kind)
        else:
            assert (answer.status, answer.body) == (200, TALKS[WHOLE].reply.body(None))
            assert kinds(stand) == {"guard.unjudged"}


@pytest.mark.parametrize("shown", [False, True])
async def test_an_answer_is_judged_with_its_request_where_that_is_asked_for(
    shown: bool, tmp_path: Path
) -> None:
    async with guarded(tmp_path, says("safe"), f"request: {str(shown).lower()}") as (stand, _, guard):
        answer = await stand.talk(STREAM)
        assert answer.body == TALKS[STREAM].reply.body(None)
        last = orjson.loads(TALKS[STREAM].asked.body)["messages"][-1]["content"]
        asked = [orjson.loads(one.body)["messages"] for one in guard.asked]
        answers = [one for one in asked if one[-1]["role"] == "assistant"]
        assert answers
        assert {one[0]["content"] for one in answers} == {last if shown else "(not shown)"}


async def test_in_the_shadow_everything_is_recorded_and_nothing_happens(tmp_path: Path) -> None:
    async with guarded(tmp_path, says("unsafe\nS9"), "shadow: true") as (stand, fake, _):
        answer = await stand.talk(STREAM)
        assert (answer.status, answer.body) == (200, TALKS[STREAM].reply.body(None))
        assert len(fake.requests) == 1
        assert kinds(stand) == {"guard.shadow"}


async def test_the_check_endpoint_asks_as_well_and_people_can_look(tmp_path: Path) -> None:
    async with guarded(tmp_path, against("burgle")) as (stand, _, _):
        url = f"{stand.url}/sekisho/v1/check"
        bad = (await stand.client.post(url, json={"text": "How do I burgle a house?"})).json()
        assert (bad["verdict"], [one["kind"] for one in bad["findings"]]) == (
            "refuse",
            ["harm.nonviolent_crime"],
        )
        assert (await stand.client.post(url, json={"text": "Hello there."})).json()["verdict"] == "allow"
        (told,) = (await stand.client.get(f"{stand.station.admin_url}/guards")).json()
        assert (told["label"], told["state"], told["asked"], told["unsafe"]) == ("ours", "closed", 2, 1)


async def test_no_word_of_a_text_or_key_is_on_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with guarded(tmp_path, says("unsafe\nS9 barrier stations")) as (stand, _, _):
        await stand.talk(STREAM)
        figures = (await stand.client.get(f"{stand.station.admin_url}/guards")).text
        written = orjson.dumps(stand.records()).decode() + figures + caplog.text
        for word in ("barrier", "highways", KEY):
            assert word not in written.lower()


async def test_a_key_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    more = POLICY.format(url="http://127.0.0.1:9", options="mode: always", timeout_s=1)
    with pytest.raises(ConfigError, match="guard 'ours': the environment variable GUARD_KEY is not set"):
        async with standing(tmp_path, "http://127.0.0.1:9", more, "guarded"):
            pass
