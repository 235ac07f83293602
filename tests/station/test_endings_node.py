"""The same endings, read by official JavaScript clients and the AI SDK, with their own default retries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sdk.calls import call
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.node_providers import SPEAKING, Place
from tests.sdk.result import Result
from tests.station.live import Live
from tests.station.readings import shown
from tests.station.talks import (
    BEFORE,
    CALLS,
    ENDINGS,
    FORMLESS,
    LONGER,
    PERSONAL,
    TALKS,
    Ending,
    asked,
    check_kind,
    check_refused_request,
    check_stopped,
    patient,
    under,
)
from tests.station.test_bedrock import ENDINGS as AMAZONS

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_node]

BY_TALK = {name: one for one in (*ENDINGS, *AMAZONS) for name in (one.plain, one.stream)}
AMAZON = [asked(name) for one in AMAZONS for name in (one.plain, one.stream)]
# What the AI SDK's packages make of a stop, where they have no word for it.
MARKS = {"cohere": "error", "mistral": "other", "perplexity": "other"}
# Packages that leave a refusal's words out of what they show.
WORDLESS = {"azure", *SPEAKING}
# No answer without content is one to this package: it calls a refusal of OpenAI's own an invalid answer.
NEVER_EMPTY = "perplexity"


def speaking(name: str) -> list[Job]:
    """The talk read by the packages of providers that speak OpenAI's chat."""
    packages = [one for one in SPEAKING if one != NEVER_EMPTY or asked(name).stream]
    there = [Place(one, "openai") for one in packages]
    return [Job("ai", asked(name), retries=True, place=one) for one in there]


def ending_of(job: Job) -> Ending:
    """How this library tells that the talk was stopped."""
    ending = BY_TALK[job.call.recording]
    if job.place is None:
        return ending
    package = job.place.package
    told = ending.explained and package not in WORDLESS
    return replace(ending, field="finish_reason", mark=MARKS.get(package, "content-filter"), explained=told)


def strict_of(job: Job) -> str | None:
    """What the library raises where an answer was stopped, if it does."""
    if job.place and (job.place.package, job.call.api, job.call.stream) == ("azure", "responses", False):
        return "APICallError"  # its schema has no refusals, the provider's own among them
    return FORMLESS.get(job.call.api)


@under("refuse_request")
async def test_requests_are_refused(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in [*CALLS, *AMAZON, asked("embeddings")] for job in patient(one)]
    before = len(station.outcomes())
    got = await read_all(wanted, station.through, tmp_path)
    assert station.fake.requests == []
    assert station.outcomes()[before:] == ["refuse"] * len(wanted)
    for job in wanted:
        if job.client == "ai" and job.call.api == "generate":
            assert '"finishReason": "content-filter"' in shown(got[job.name])
        else:
            check_refused_request(got[job.name], blocked=job.client == "genai")


@under("refuse", "cut", "hold_for_review")
async def test_answers_are_stopped(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in [*CALLS, *AMAZON] for job in patient(one)]
    wanted += [job for name in ("chat", "chat-stream") for job in speaking(name)]
    got = await reading(station, wanted, tmp_path)
    for job in wanted:
        assert got[job.name].failure is None, job.name
        check_stopped(ending_of(job), got[job.name], BEFORE if job.call.stream else ())


@under("refuse")
async def test_whatever_was_going_on_the_end_is_readable(station: Live, tmp_path: Path) -> None:
    wanted = [replace(job, retries=True) for recording in LONGER for job in jobs(call(recording))]
    direct = await read_all(wanted, station.direct, tmp_path)
    through = await reading(station, wanted, tmp_path)
    for job in wanted:
        assert PERSONAL.findall(shown(through[job.name])) == [], job.name
        check_kind(direct[job.name], through[job.name], strict_of(job))


@under("refuse")
async def test_errors_that_quote_are_stopped(station: Live, tmp_path: Path) -> None:
    names = [name for name in TALKS if name.endswith("-error")]
    wanted = [job for name in names for job in patient(asked(name))]
    got = await reading(station, wanted, tmp_path)
    for job in wanted:
        failure = got[job.name].failure
        assert failure is not None, job.name
        assert (failure.status, "This answer was stopped" in shown(got[job.name])) == (400, True), job.name
        assert PERSONAL.findall(shown(got[job.name])) == [], job.name


async def reading(station: Live, wanted: list[Job], folder: Path) -> dict[str, Result]:
    """What the clients read through the station, each having asked the upstream once."""
    station.fake.requests.clear()
    got = await read_all(wanted, station.through, folder)
    assert [received.recording for received in station.fake.requests] == [
        job.call.recording for job in wanted
    ]
    return got
