"""Each conversation, straight to the recordings: what an application gets without a station."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator

import pytest

from proxy.demo import talks
from proxy.demo.stage import CONVERSATIONS, Roots
from proxy.demo.talks import Talk
from proxy.fake import FakeUpstream, load


@pytest.fixture
async def fake() -> AsyncIterator[FakeUpstream]:
    async with FakeUpstream(load(CONVERSATIONS)) as one:
        yield one


@pytest.mark.parametrize(
    ("talk", "recording", "some"),
    [
        (talks.guide, "openai/chat-stream-english", "Barrier stations"),
        (talks.reception, "openai/chat-stream-japanese-personal-data", "090-1234-5678"),
        (talks.deploy, "openai/chat-deploy", "AKIASEKISHODEMO00001"),
        (talks.tool_call, "openai/chat-stream-tool-call-echo", 'send_mail({"to":"hanako.sato@example.jp"'),
        (talks.letter, "anthropic/messages-stream-echo", "hanako.sato@example.jp"),
        (talks.keeper, "gemini/stream-sse", "ren.ito@example.jp"),
    ],
)
async def test_it_is_answered_by_its_recording(
    fake: FakeUpstream, talk: Talk, recording: str, some: str
) -> None:
    base = fake.base_url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the clients' notices about models
        said = await talk(Roots(f"{base}/v1", base, base))
    assert [one.recording for one in fake.requests] == [recording]
    assert some in said.text
    assert said.error == ""
