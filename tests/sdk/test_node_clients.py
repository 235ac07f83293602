"""The JavaScript half of the harness: the same jobs twice, and every library once."""

from __future__ import annotations

from pathlib import Path

from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, Recording, load
from tests.fixtures import WIRE, needs_wire
from tests.sdk.calls import call, direct
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.result import Result

pytestmark = needs_node
OURS = load(CONVERSATIONS)
# Read with an error, by design: a status, or an error within the stream.
FAILING = {
    "anthropic/messages-stream-overloaded",
    "bedrock/converse-stream-exception",
    "ollama/chat-stream-error",
    "openai/chat-stream-error",
}


def wanted(recordings: tuple[Recording, ...]) -> list[Job]:
    return [job for one in recordings for job in jobs(call(one))]


def failed(result: Result) -> bool:
    # The AI SDK reports errors as parts of the stream.
    parts = (event for event in result.events if isinstance(event, dict))
    return result.failure is not None or any(part.get("type") == "error" for part in parts)


async def test_every_library_reads_our_recordings(tmp_path: Path) -> None:
    erring = FAILING | {one.name for one in OURS if one.reply.status >= 400}
    async with FakeUpstream(OURS) as fake:
        asked = wanted(OURS)
        got = await read_all(asked, direct(fake.base_url), tmp_path)
        assert {job.name for job in asked if failed(got[job.name])} == {
            job.name for job in asked if job.call.recording in erring
        }
        assert [received.recording for received in fake.requests] == [job.call.recording for job in asked]


async def test_our_recordings_read_the_same_whatever_the_cut(tmp_path: Path) -> None:
    async with FakeUpstream(OURS, cut=Cut("whole")) as fake:
        whole = await read_all(wanted(OURS), direct(fake.base_url), tmp_path)
        fake.cut = Cut(7)
        assert await read_all(wanted(OURS), direct(fake.base_url), tmp_path) == whole


@needs_wire
async def test_recordings_of_others_read_the_same_whatever_the_cut(tmp_path: Path) -> None:
    assert WIRE
    recordings = load(WIRE)
    async with FakeUpstream(recordings, cut=Cut("whole")) as fake:
        whole = await read_all(wanted(recordings), direct(fake.base_url), tmp_path)
        fake.cut = Cut("random", seed=1)
        again = await read_all(wanted(recordings), direct(fake.base_url), tmp_path)
        assert [name for name in whole if whole[name] != again[name]] == []
        assert len(fake.requests) == 2 * len(whole)
