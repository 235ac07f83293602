"""Amazon Bedrock through the station, as boto3 and Anthropic's client for it see it.

What is clean reads as it does directly; what was stopped is a guardrail's doing, asked for
once; and what goes up is signed by the station, over what it really sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import anthropic
import httpx
import orjson
import pytest
import pytest_asyncio
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from config.environment import variable_of
from proxy.fake import CONVERSATIONS, Cut, FakeUpstream, Recording, load
from proxy.fake.request import Received
from proxy.serve import Place, running
from tests.sdk.bedrock_clients import API_KEY, BedrockClients, claude, operation
from tests.sdk.calls import Call, call
from tests.sdk.differential import both, seen
from tests.station.exchanges import acted_on, recordings
from tests.station.live import Live
from tests.station.readings import shown, values
from tests.station.talks import ASKED, BEFORE, POLICIES, TALKS, Ending, asked, check_stopped, leaked
from tests.station.test_sdk_masked import POLICY as MASKING
from tests.station.test_sdk_masked import check as check_masked
from tests.station.test_sdk_masked import salted

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWN = {"STATION_ID": "AKIDSTATION", "STATION_SECRET": "station secret", "STATION_TOKEN": "station token"}
SIGV4 = "sigv4: {region: us-east-1, access_key_env: STATION_ID, secret_key_env: STATION_SECRET, "
SIGV4 += "session_token_env: STATION_TOKEN}"
ALL = [one for one in recordings() if one.provider == "bedrock" and operation(call(one))]
OURS = [one for one in TALKS.values() if one.provider == "bedrock"]
# Where each model's clients find that they were stopped.
ENDINGS = (
    Ending("converse", "converse-stream", "stopReason", "guardrail_intervened"),
    Ending("invoke-messages", "invoke-messages-stream", "stop_reason", "refusal"),
    Ending("invoke-nova", "invoke-nova-stream", "stopReason", "guardrail_intervened"),
    Ending("invoke-titan", "invoke-titan-stream", "completionReason", "CONTENT_FILTERED"),
    Ending("invoke-llama", "invoke-llama-stream", "amazon-bedrock-guardrailAction", "INTERVENED"),
    Ending("invoke-mistral", "invoke-mistral-stream", "amazon-bedrock-guardrailAction", "INTERVENED"),
    Ending("invoke-cohere", "invoke-cohere-stream", "finish_reason", "ERROR_TOXIC"),
    Ending("invoke-command-r", "invoke-command-r-stream", "finish_reason", "ERROR_TOXIC"),
    Ending("invoke-chat", "invoke-chat-stream", "finish_reason", "content_filter"),
)
STOPPING = {"refuse": "refuse", "cut": "cut", "hold_for_review": "hold"}


@contextlib.asynccontextmanager
async def station(
    talks: Iterable[Recording], home: Path, policy: str, policies: str = POLICIES, own: bool = False
) -> AsyncIterator[Live]:
    """A station before a fake Bedrock. own: it has credentials of its own to sign with."""
    file = home / "sekisho.yaml"
    credentials = f", credentials: {{{SIGV4}}}" if own else ""
    file.write_text(f"policy: {policy}\nupstreams:\n  bedrock: {{dialect: bedrock{credentials}}}\n{policies}")
    async with FakeUpstream(tuple(talks), cut=Cut("random", seed=5)) as fake:
        env = {**OWN, variable_of("bedrock"): fake.base_url, "SEKISHO_HOME": str(home / "state")}
        async with running(Place(file, env, port=0, admin_port=0)) as one:
            yield Live(fake, one.data_url, one.station.setup.settings.ledger_path)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def under(request: pytest.FixtureRequest, tmp_path_factory: Any) -> AsyncIterator[Live]:
    """The station under the policy of the test's parameter, with credentials of its own."""
    home = tmp_path_factory.mktemp(request.param)
    async with station([*ALL, *OURS], home, request.param, own=True) as one:
        yield one


@pytest.fixture(scope="module", params=["key", "signature"])
def clients(request: pytest.FixtureRequest) -> Iterator[BedrockClients]:
    with BedrockClients(request.param, retries=True) as made:
        yield made


@pytest.fixture(scope="module")
def plain() -> Iterator[BedrockClients]:
    with BedrockClients() as made:
        yield made


# -- the same as directly


@pytest.mark.parametrize("under", ["observe", "standard"], indirect=True)
@pytest.mark.parametrize("recording", ALL, ids=lambda one: one.name)
async def test_boto3_reads_the_same(recording: Recording, under: Live, plain: BedrockClients) -> None:
    await check_same(recording, under, plain)


@pytest.mark.parametrize("under", ["standard"], indirect=True)
@pytest.mark.parametrize("recording", OURS, ids=lambda one: one.name)
async def test_every_models_answers_read_the_same(
    recording: Recording, under: Live, clients: BedrockClients
) -> None:
    await check_same(recording, under, clients)


async def check_same(recording: Recording, under: Live, clients: BedrockClients) -> None:
    if not acted_on(recording, "standard"):
        direct, through = await both(under.fake, clients.read, call(recording), under.direct, under.through)
        assert through == direct
        assert through.requests == 1


SALTED = [salted(one) for one in ALL]


async def test_boto3_reads_what_was_masked(tmp_path: Path, plain: BedrockClients) -> None:
    async with station(SALTED, tmp_path, "masking", MASKING) as one:
        for recording in SALTED:
            direct, through = await both(one.fake, plain.read, call(recording), one.direct, one.through)
            assert (recording.name, through.requests) == (recording.name, 1)
            check_masked(direct.result, through.result)


async def test_what_was_hidden_comes_back(tmp_path: Path, plain: BedrockClients) -> None:
    ours = load(CONVERSATIONS / "bedrock")
    echo = next(one for one in ours if one.name.endswith("converse-stream-echo"))
    async with station(ours, tmp_path, "pseudonymise") as one:
        got = await seen(one.fake, plain.read, call(echo), one.through)
        assert b"hanako.sato" not in one.fake.requests[-1].body
    said = "".join(str(text) for text in values([*got.result.events], "text"))
    assert said == "Done: the minutes went to hanako.sato@example.jp."


# -- stopped


@pytest.mark.parametrize("under", ["refuse_request"], indirect=True)
@pytest.mark.parametrize("name", [name for one in ENDINGS for name in (one.plain, one.stream)])
async def test_a_request_is_refused(name: str, under: Live, clients: BedrockClients) -> None:
    before = len(under.outcomes())
    got = await seen(under.fake, clients.read, asked(name), under.through)
    assert got.requests == 0
    assert under.outcomes()[before:] == ["refuse"]  # asked once
    failed = got.result.failure
    assert failed is not None
    assert (failed.kind, failed.status) == ("ValidationException", 400)
    assert "This request was stopped by policy 'refuse_request'" in failed.message
    assert ASKED not in shown(got.result)


@pytest.mark.parametrize("under", STOPPING, indirect=True)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.plain)
async def test_a_whole_answer_is_stopped(ending: Ending, under: Live, clients: BedrockClients) -> None:
    before = len(under.outcomes())
    got = await seen(under.fake, clients.read, asked(ending.plain), under.through)
    assert (got.requests, len(under.outcomes())) == (1, before + 1)
    assert got.result.failure is None
    check_stopped(ending, got.result)


@pytest.mark.parametrize(("under", "outcome"), STOPPING.items(), indirect=["under"])
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.stream)
async def test_a_stream_is_stopped(
    ending: Ending, outcome: str, under: Live, clients: BedrockClients
) -> None:
    before = len(under.outcomes())
    got = await seen(under.fake, clients.read, asked(ending.stream), under.through)
    assert got.requests == 1
    assert under.outcomes()[before:] == [outcome]
    assert got.result.failure is None
    check_stopped(ending, got.result, BEFORE)


@pytest.mark.parametrize("under", ["refuse"], indirect=True)
async def test_a_stopped_stream_ends_as_a_guardrail_ends_it(under: Live, clients: BedrockClients) -> None:
    got = await seen(under.fake, clients.read, asked("converse-stream"), under.through)
    names = [next(iter(one)) for one in got.result.events if isinstance(one, dict)]
    ours = ["contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]
    assert names[-5:] == ["contentBlockStop", *ours]


@pytest.mark.parametrize("under", ["refuse"], indirect=True)
async def test_a_call_that_was_stopped_is_no_call(under: Live, clients: BedrockClients) -> None:
    got = await seen(under.fake, clients.read, asked("converse-stream-tool-echo"), under.through)
    assert leaked(got.result) == []
    assert ENDINGS[0].read(got.result) == "guardrail_intervened"
    assert "".join(str(one) for one in values([*got.result.events], "input")) == ""
    stops = [one["contentBlockStop"] for one in got.result.events if "contentBlockStop" in one]  # type: ignore[index,operator]  # JSON of an event
    assert stops == [{"contentBlockIndex": 1}]  # of our words; the call stays open


@pytest.mark.parametrize("under", ["refuse"], indirect=True)
async def test_an_error_that_quotes_is_stopped(under: Live, clients: BedrockClients) -> None:
    got = await seen(under.fake, clients.read, asked("converse-error"), under.through)
    assert got.requests == 1
    assert leaked(got.result) == []
    failed = got.result.failure
    assert failed is not None
    assert (failed.kind, failed.status) == ("ValidationException", 400)
    assert "This answer was stopped by policy 'refuse'" in failed.message


# -- Anthropic's client


def messages(root: str, wanted: Call, stream: bool) -> Any:
    with claude(root, wanted.recording) as client:
        try:
            asked_for: Any = wanted.body["messages"]
            got = client.messages.create(
                model="us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                max_tokens=64,
                messages=asked_for,
                stream=stream,
            )
            return [one.model_dump() for one in got] if stream else got.model_dump()  # type: ignore[union-attr]  # by `stream`
        except anthropic.APIStatusError as error:
            return (type(error).__name__, error.status_code, error.body)


@pytest.mark.parametrize("under", ["observe"], indirect=True)
@pytest.mark.parametrize(("name", "stream"), [("invoke-messages", False), ("invoke-messages-stream", True)])
async def test_anthropics_client_reads_the_same(name: str, stream: bool, under: Live) -> None:
    direct = await asyncio.to_thread(messages, under.direct("bedrock"), asked(name), stream)
    through = await asyncio.to_thread(messages, under.through("bedrock"), asked(name), stream)
    assert through == direct
    assert "o'clock" in str(through)


@pytest.mark.parametrize("under", ["refuse"], indirect=True)
@pytest.mark.parametrize(("name", "stream"), [("invoke-messages", False), ("invoke-messages-stream", True)])
async def test_anthropics_client_reads_a_refusal(name: str, stream: bool, under: Live) -> None:
    through = await asyncio.to_thread(messages, under.through("bedrock"), asked(name), stream)
    assert "'stop_reason': 'refusal'" in str(through)
    assert "This answer was stopped" in str(through)
    assert "ueda@" not in str(through)


@pytest.mark.parametrize("under", ["refuse_request"], indirect=True)
async def test_anthropics_client_reads_a_refused_request(under: Live) -> None:
    kind, status, body = await asyncio.to_thread(
        messages, under.through("bedrock"), asked("invoke-messages"), False
    )
    assert (kind, status) == ("BadRequestError", 400)
    assert "This request was stopped" in str(body)


# -- credentials


def verified(got: Received) -> None:
    """Compute the signature of what came once more, as Amazon would."""
    said = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=AKIDSTATION/\d{8}/us-east-1/bedrock/aws4_request, "
        r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})",
        got.header("authorization") or "",
    )
    assert said is not None
    headers = {name: got.header(name) or "" for name in said[1].split(";")}
    assert {"host", "x-amz-date", "x-amz-security-token"} <= headers.keys()
    request: Any = AWSRequest(got.method, f"http://{headers['host']}{got.target}", headers, got.body)
    request.context["timestamp"] = headers["x-amz-date"]
    auth: Any = SigV4Auth(
        Credentials("AKIDSTATION", "station secret", "station token"), "bedrock", "us-east-1"
    )
    string = auth.string_to_sign(request, auth.canonical_request(request))
    assert auth.signature(string, request) == said[2]


async def test_what_goes_up_is_signed_by_the_station_also_when_it_was_edited(
    clients: BedrockClients, tmp_path: Path
) -> None:
    async with station(OURS, tmp_path, "pseudonymise", own=True) as one:
        for talk in OURS:
            got = await seen(one.fake, clients.read, call(talk), one.through)
            assert got.requests == 1
            sent = one.fake.requests[-1]
            assert ASKED.encode() not in sent.body
            verified(sent)
            assert not re.search(rf"AKIDCLIENT|{API_KEY}", repr(sent.headers))


async def test_an_api_key_passes(tmp_path: Path, plain: BedrockClients) -> None:
    async with station(OURS, tmp_path, "observe") as one:
        await seen(one.fake, plain.read, asked("converse"), one.through)
        assert one.fake.requests[-1].header("authorization") == f"Bearer {API_KEY}"


async def test_a_signature_cannot_pass_and_that_is_told(tmp_path: Path) -> None:
    with BedrockClients("signature", retries=True) as reader:
        async with station(OURS, tmp_path, "observe") as one:
            before = len(one.outcomes())
            got = await seen(one.fake, reader.read, asked("converse"), one.through)
            outcomes = one.outcomes()[before:]
    assert got.requests == 0
    assert outcomes == ["signature_not_forwardable"]  # asked once
    failed = got.result.failure
    assert failed is not None
    assert (failed.kind, failed.status) == ("AccessDeniedException", 403)
    assert "credentials: {sigv4: {region:" in failed.message


async def test_what_speaks_both_ways_at_once_is_refused_and_on_record(tmp_path: Path) -> None:
    path = "/model/us.amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream"
    async with station(OURS, tmp_path, "observe") as one, httpx.AsyncClient(timeout=60) as client:
        before = len(one.outcomes())
        reply = await client.post(one.through("bedrock") + path, content=_endless())
        outcomes = one.outcomes()[before:]
    assert (reply.status_code, reply.headers["x-amzn-errortype"]) == (400, "ValidationException")
    assert "InvokeModelWithBidirectionalStream" in reply.json()["message"]
    assert outcomes == ["not_relayed"]
    assert one.fake.requests == []


async def _endless() -> AsyncIterator[bytes]:
    """What a client says that waits for an answer before it goes on."""
    yield b"x"
    await asyncio.sleep(60)


async def test_the_record_has_the_model_and_no_content(tmp_path: Path, plain: BedrockClients) -> None:
    async with station(OURS, tmp_path, "mask") as one:
        await seen(one.fake, plain.read, asked("converse-stream"), one.through)
        text = b"".join(file.read_bytes() for file in one.ledger.rglob("*") if file.is_file())
    assert b"us.anthropic.claude-sonnet-4-5-20250929-v1:0" in text
    assert b"example" not in text
    assert orjson.dumps("bedrock") in text
