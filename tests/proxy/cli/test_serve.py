"""`sekisho serve`, as an operator runs it: started, reloaded, crashed, stopped."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from proxy.demo.stage import CONVERSATIONS
from proxy.fake import FakeUpstream, Fault, load
from tests.proxy.cli.shells import one_line, run_apart
from tests.proxy.stations import Served, records, served

ASK = {"model": "gpt-4.1-mini", "messages": [{"role": "user", "content": "hello"}]}


@pytest.fixture
def arrived() -> asyncio.Event:
    """Set by the first request that reaches the upstream."""
    return asyncio.Event()


@pytest.fixture
async def fake(arrived: asyncio.Event) -> AsyncIterator[FakeUpstream]:
    async with FakeUpstream(load(CONVERSATIONS / "openai"), on_request=lambda _: arrived.set()) as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sekisho.yaml").write_text("policy: standard\n")
    return tmp_path


async def policy(one: Served) -> str:
    """The policy header of one exchange, on a connection of its own."""
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        answer = await client.post(f"{one.data_url}/openai/v1/chat/completions", json=ASK)
        assert answer.status_code == 200
        return answer.headers["sekisho-policy"]


async def test_a_changed_file_rules_the_next_exchange_and_a_broken_one_changes_nothing(
    fake: FakeUpstream, folder: Path
) -> None:
    file = folder / "sekisho.yaml"
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        before = await policy(one)
        assert before.startswith("standard@")

        file.write_text("policy: strict\n")
        await asyncio.to_thread(one.until, "configuration reloaded")
        after = await policy(one)
        assert after.startswith("strict@")

        file.write_text("policy: strict\nlimits:\n  nestign: 3\n")
        line = await asyncio.to_thread(one.until, "reload refused")
        assert "sekisho.yaml:3: limits.nestign: no option named 'nestign' (did you mean 'nesting'?)" in line
        assert await policy(one) == after

        # As editors and mounted configurations do it: another file in its place.
        (folder / "new.yaml").write_text("policy: observe\n")
        (folder / "new.yaml").replace(file)
        await asyncio.to_thread(one.until, "configuration reloaded")
        assert (await policy(one)).startswith("observe@")
        assert one.stop() == 0


async def test_a_changed_rule_is_another_digest(fake: FakeUpstream, folder: Path) -> None:
    text = "policy: a\npolicies: {a: {extends: standard, rules: [{kind: pii.email, measure: MEASURE}]}}\n"
    (folder / "sekisho.yaml").write_text(text.replace("MEASURE", "flag"))
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        before = await policy(one)
        (folder / "sekisho.yaml").write_text(text.replace("MEASURE", "mask"))
        await asyncio.to_thread(one.until, "configuration reloaded")
        after = await policy(one)
        assert one.stop(signal.SIGINT) == 0
    assert before.partition("@")[0] == after.partition("@")[0] == "a"
    assert before != after
    activated = records(folder, "sekisho.policy.activated")
    assert [str(r["attrs"]["policy_digest"])[:12] for r in activated] == [after.partition("@")[2]]


async def test_sighup_reloads_too(fake: FakeUpstream, folder: Path) -> None:
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        before = await policy(one)
        one.process.send_signal(signal.SIGHUP)
        await asyncio.to_thread(one.until, "configuration reloaded")
        assert await policy(one) == before
        assert one.stop() == 0


async def test_what_kill_9_left_open_gets_its_decision_at_the_next_start(
    fake: FakeUpstream, arrived: asyncio.Event, folder: Path
) -> None:
    fake.fault = Fault.parse("stall")
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            asking = asyncio.create_task(client.post(f"{one.data_url}/openai/v1/chat/completions", json=ASK))
            await arrived.wait()
            one.process.kill()
            with pytest.raises(httpx.HTTPError):
                await asking
    (left,) = {r["exchange"] for r in records(folder, "sekisho.opened")}
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        assert any(
            "1 exchanges of a worker that died were recorded as interrupted" in line for line in one.log
        )
        one.stop()
    decided = records(folder, "sekisho.decision")
    assert [(r["exchange"], r["attrs"]["verdict"]) for r in decided] == [(left, "interrupted")]


async def test_an_answer_that_breaks_off_is_one_line_in_the_log_without_content(
    fake: FakeUpstream, folder: Path
) -> None:
    fake.fault = Fault.parse("reset:400")
    ask = ASK | {"stream": True, "messages": [{"role": "user", "content": "canary-7f3a"}]}
    with served(folder, SEKISHO_UPSTREAM_OPENAI=fake.base_url) as one:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            with pytest.raises(httpx.HTTPError):
                await client.post(f"{one.data_url}/openai/v1/chat/completions", json=ask)
        one.stop()
    said = [line for line in one.log if "data plane on" not in line]
    assert len(said) == 1
    assert said[0].endswith("an answer ended before it was whole; the record of its exchange says why")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("polcy: x\n", "did you mean 'policy'?"),
        ("upstreams: {openai: {credential_env: NOT_SET_HERE}}\n", "NOT_SET_HERE is not set"),
        ("policies: {a: {rules: [{kind: pii.email, measure: maks}]}}\n", "did you mean 'mask'?"),
        ("home: sekisho.yaml\n", "set SEKISHO_HOME"),
    ],
)
def test_what_cannot_be_served_is_one_line_and_status_2(folder: Path, text: str, says: str) -> None:
    (folder / "sekisho.yaml").write_text(text)
    done = run_apart("serve", "--port", "0", "--admin-port", "0", cwd=folder)
    assert one_line(done), done.err
    assert says in done.err


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("option", ["--port", "--admin-port"])
def test_a_port_that_is_taken_is_one_line(folder: Path, option: str, workers: str) -> None:
    ports = {"--port": "0", "--admin-port": "0"}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports[option] = str(taken.getsockname()[1])
        said = [word for pair in ports.items() for word in pair]
        done = run_apart("serve", *said, "--workers", workers, cwd=folder)
    assert one_line(done), done.err
    assert "cannot listen on" in done.err
