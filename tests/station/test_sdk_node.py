"""Official JavaScript client libraries, and the AI SDK, read through the station what they read directly.

Events, final objects, exceptions, and what was asked of the upstream in which order, for
every recording that a library can ask for. One Node process reads them all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from proxy.fake import Cut, Recording
from tests.sdk.calls import Roots, call
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.result import Result
from tests.station.exchanges import policy_for, recordings
from tests.station.live import Live, live
from tests.station.talks import ASKED, TALKS, asked
from tests.station.test_bedrock import OURS, verified
from tests.station.test_bedrock import station as bedrock

pytestmark = needs_node


@pytest.mark.parametrize("policy", ["observe", "standard"])
async def test_every_library_reads_the_same(policy: str, tmp_path: Path) -> None:
    """Each recording once: the bytes are the same under either policy (test_sockets)."""
    await read_the_same([one for one in recordings() if policy_for(one) == policy], policy, tmp_path)


@pytest.mark.deep
async def test_every_library_reads_the_same_where_nothing_is_acted_on(tmp_path: Path) -> None:
    await read_the_same([*recordings()], "observe", tmp_path)


async def read_the_same(untouched: list[Recording], policy: str, tmp_path: Path) -> None:
    wanted = [job for one in untouched for job in jobs(call(one))]
    async with live(untouched, tmp_path, policy) as one:
        one.fake.cut = Cut("random", seed=4)
        direct, asked = await reading(one, wanted, one.direct, tmp_path)
        through, asked_through = await reading(one, wanted, one.through, tmp_path)
    assert [name for name in direct if through[name] != direct[name]] == []
    assert asked == asked_through == [job.call.recording for job in wanted]


async def test_what_amazons_library_signed_is_signed_anew(tmp_path: Path) -> None:
    wanted = [replace(job, access="signature", prompt=f"Write to {ASKED}.") for job in amazons()]
    async with bedrock(OURS, tmp_path, "pseudonymise", own=True) as one:
        through, asked_through = await reading(one, wanted, one.through, tmp_path)
        assert asked_through == [job.call.recording for job in wanted]
        for sent in one.fake.requests:
            verified(sent)
            assert ASKED.encode() not in sent.body
            assert "AKIDCLIENT" not in repr(sent.headers)
    assert [name for name in through if through[name].failure] == ["bedrock: converse-error"]


async def test_a_signature_cannot_pass_and_amazons_library_is_told(tmp_path: Path) -> None:
    wanted = [replace(job, access="signature", retries=True) for job in amazons()]
    async with bedrock(OURS, tmp_path, "observe") as one:
        through, asked_through = await reading(one, wanted, one.through, tmp_path)
        assert one.outcomes() == ["signature_not_forwardable"] * len(wanted)  # each asked once
    assert asked_through == []
    for name, result in through.items():
        assert result.failure is not None, name
        assert (result.failure.kind, result.failure.status) == ("AccessDeniedException", 403), name
        assert "credentials: {sigv4: {region:" in result.failure.message, name


def amazons() -> list[Job]:
    """Amazon's own library, of every talk with a model there."""
    calls = [asked(one.name) for one in TALKS.values() if one.provider == "bedrock"]
    return [job for one in calls for job in jobs(one) if job.client == "bedrock"]


async def reading(
    one: Live, wanted: list[Job], roots: Roots, folder: Path
) -> tuple[dict[str, Result], list[str | None]]:
    """What every job read, and what the upstream was asked for meanwhile."""
    one.fake.requests.clear()
    results = await read_all(wanted, roots, folder)
    return results, [received.recording for received in one.fake.requests]
