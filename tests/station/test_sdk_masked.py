"""With a secret planted in the texts of every recording, and masked: each client library still reads it.

It reads what it reads without the station, but for the secret: the same events with the same
members, the same objects, the same exceptions. What has to change with the text is left
out: log probabilities, and where citations point.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import JsonValue

from proxy import jsonscan
from proxy.fake import Recording
from proxy.framing import Frame
from proxy.judge import parse
from tests.sdk.calls import call
from tests.sdk.differential import both
from tests.sdk.node_clients import jobs, needs_node, read_all
from tests.sdk.python_clients import PythonClients
from tests.sdk.result import Result
from tests.station.exchanges import content, recordings
from tests.station.live import Live, live
from tests.station.readings import differing
from tests.station.test_canary import CANARY, frames_of, places

pytestmark = pytest.mark.asyncio(loop_scope="module")

POLICY = "policies: {masking: {rules: [{kind: secret.*, measure: mask}]}}\n"
TOKEN = re.compile(r"SECRET_[A-Z_]+_[0-9]+_[0-9A-Z]{2}")
# What moves with the text; `index` does so in citations of files.
MOVED = frozenset(
    {
        "logprobs",
        "words",
        "tokens",
        "logprobs_result",
        "logprobsResult",
        "token_id",
        "content_filter_offsets",
        "completion_start_offset",
        "completion_end_offset",
        "start_index",
        "end_index",
        "startIndex",
        "endIndex",
        "start",
        "end",
        "context",
    }
)


def salted(recording: Recording) -> Recording:
    """The recording with the canary in its texts: in each sort of place, all at once."""
    frames = frames_of(recording, content(recording))
    salt: dict[int, list[tuple[jsonscan.Leaf, str]]] = defaultdict(list)
    for place in places(frames):
        text = with_canary(frames[place.frame], place.leaf)
        if text is not None:
            salt[place.frame].append((place.leaf, text))
    raws = [f.carrying(jsonscan.rewrite(f.data, salt[n])) if salt[n] else f.raw for n, f in enumerate(frames)]
    headers = tuple(pair for pair in recording.reply.headers if pair[0] != "content-encoding")
    reply = replace(recording.reply, headers=headers, content=b"".join(raws), chunk_lengths=())
    return replace(recording, reply=reply)


def with_canary(frame: Frame, leaf: jsonscan.Leaf) -> str | None:
    """The text with the canary in it; None for pieces of a document, which would be none with a word more."""
    old = jsonscan.decode(frame.data, leaf)
    if old[:1] in ("{", "[") and old[-1:] in ("}", "]"):
        return f'{{"planted": "{CANARY}", "was": {old}}}'
    doc = parse(frame.data)
    kind = str(doc.get("type")) if isinstance(doc, dict) else ""
    if leaf.shape.endswith(("/arguments", "/partial_json")) or "arguments.delta" in kind:
        return None
    half = len(old) // 2
    return f"{old[:half]} {CANARY} {old[half:]}"


ALL = [salted(one) for one in recordings() if call(one).api != "raw"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def one(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Live]:
    async with live(ALL, tmp_path_factory.mktemp("station"), "masking", POLICY) as running:
        yield running


@pytest.fixture(scope="module")
def clients() -> Iterator[PythonClients]:
    with PythonClients(helper=True) as made:
        yield made


@pytest.mark.parametrize("recording", ALL, ids=lambda one: one.name)
async def test_a_library_reads_what_was_masked(
    recording: Recording, one: Live, clients: PythonClients
) -> None:
    direct, through = await both(one.fake, clients.read, call(recording), one.direct, one.through)
    assert through.requests == direct.requests
    check(direct.result, through.result)


@needs_node
async def test_javascript_libraries_read_what_was_masked(one: Live, tmp_path: Path) -> None:
    wanted = [job for recording in ALL for job in jobs(call(recording))]
    direct = await read_all(wanted, one.direct, tmp_path)
    through = await read_all(wanted, one.through, tmp_path)
    failed = []
    for job in wanted:
        try:
            check(direct[job.name], through[job.name])
        except AssertionError as error:
            failed.append((job.name, str(error)[:300]))
    assert failed == []


def check(direct: Result, through: Result) -> None:
    was, now = differing(still(direct), still(through))
    assert CANARY not in now
    assert TOKEN.sub(CANARY, now) == was


def still(result: Result) -> Result:
    """The reading without what has to move."""
    kept = [e for e in result.events if not (isinstance(e, dict) and "logprobs" in str(e.get("type")))]
    return replace(result, events=tuple(map(_still, kept)), final=_still(result.final))


def _still(value: JsonValue) -> JsonValue:
    match value:
        case dict():
            moved = {*MOVED, "index"} if value.get("type") == "file_citation" else MOVED
            return {name: _still(one) for name, one in value.items() if name not in moved}
        case list():
            return [_still(one) for one in value]
        case _:
            return value
