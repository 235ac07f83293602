"""Official Python client libraries read through the station exactly what they read directly.

Events, final objects, exceptions, and how often a library asks the upstream, for every
recording that a library can ask for. What only raw HTTP can ask for is in test_sockets.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from proxy.fake import Cut, Fault, Recording
from tests.sdk.calls import call
from tests.sdk.differential import both
from tests.sdk.python_clients import PythonClients
from tests.station.exchanges import policy_for, recordings
from tests.station.live import Live, live
from tests.station.talks import TALKS, asked

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = [one for one in recordings() if call(one).api != "raw"]
STREAMS = [one for one in ALL if call(one).stream]
# Libraries that ask again after a 429, and those that do not, by their talks.
ASKS_AGAIN = ("chat-stream", "responses-stream", "messages-stream", "azure-chat-stream")
ASKS_ONCE = ("generate-sse", "mistral-chat-stream")
# What a connection that breaks looks like is the station's to say; the rest is the upstream's.
FAULTS = ("status-429", "truncated", "broken-json", "broken-utf8", "wrong-content-type")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["observe", "standard"])
async def policy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Live, str]]:
    async with live([*ALL, *TALKS.values()], tmp_path_factory.mktemp("station"), request.param) as one:
        one.fake.cut = Cut("random", seed=3)
        yield one, request.param


@pytest.fixture(scope="module")
def plain() -> Iterator[PythonClients]:
    with PythonClients() as clients:
        yield clients


@pytest.fixture(scope="module")
def helper() -> Iterator[PythonClients]:
    with PythonClients(helper=True) as clients:
        yield clients


@pytest.fixture(scope="module")
def patient() -> Iterator[PythonClients]:
    with PythonClients(retries=True) as clients:
        yield clients


@pytest.mark.parametrize("recording", ALL, ids=lambda one: one.name)
async def test_a_library_reads_the_same(
    recording: Recording, policy: tuple[Live, str], plain: PythonClients
) -> None:
    await check(recording, *policy, plain)


@pytest.mark.parametrize("recording", STREAMS, ids=lambda one: one.name)
async def test_a_stream_helper_reads_the_same(
    recording: Recording, policy: tuple[Live, str], helper: PythonClients
) -> None:
    await check(recording, *policy, helper)


@pytest.mark.parametrize("name", [*ASKS_AGAIN, *ASKS_ONCE])
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_library_stumbles_and_asks_again_the_same(
    fault: str, name: str, policy: tuple[Live, str], patient: PythonClients
) -> None:
    one, _ = policy
    try:
        one.fake.fault = Fault.parse(fault)
        direct, through = await both(one.fake, patient.read, asked(name), one.direct, one.through)
    finally:
        one.fake.fault = None
    assert through == direct
    assert through.requests == (3 if fault == "status-429" and name in ASKS_AGAIN else 1)


@pytest.mark.deep
@pytest.mark.parametrize("recording", ALL, ids=lambda one: one.name)
async def test_a_library_reads_the_same_where_nothing_is_acted_on(
    recording: Recording, policy: tuple[Live, str], plain: PythonClients, helper: PythonClients
) -> None:
    if policy[1] == "observe":
        await read_the_same(recording, policy[0], plain)
        await read_the_same(recording, policy[0], helper)


async def check(recording: Recording, one: Live, policy: str, clients: PythonClients) -> None:
    """Each recording once by each library: the bytes are the same under either policy (test_sockets)."""
    if policy == policy_for(recording):
        await read_the_same(recording, one, clients)


async def read_the_same(recording: Recording, one: Live, clients: PythonClients) -> None:
    direct, through = await both(one.fake, clients.read, call(recording), one.direct, one.through)
    assert through == direct
    assert through.requests == 1
