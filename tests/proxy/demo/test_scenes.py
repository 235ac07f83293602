"""What a scene keeps of what happened, and how the upstream's side of it is read."""

from __future__ import annotations

import asyncio

import orjson
import pytest

from proxy.demo.scenes import SCENES, Played, asked
from proxy.demo.talks import Said
from proxy.fake import Received


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}, "b"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "c"}]}]}, "c"),
        ({"contents": [{"role": "user", "parts": [{"text": "d"}]}]}, "d"),
        ({"messages": []}, ""),
        ([], ""),
    ],
)
async def test_the_last_word_is_found_in_every_form(body: object, text: str) -> None:
    ended = asyncio.get_running_loop().create_future()
    received = Received("POST", "/", (), b"", keep_alive=True, ended=ended, decoded=orjson.dumps(body))
    assert asked(received) == text


def test_every_scene_is_named_once_in_both_languages() -> None:
    assert len({one.key for one in SCENES}) == len(SCENES)
    for one in SCENES:
        assert not one.ja.isascii()
        assert one.en.isascii()


def test_plain_values_carry_everything() -> None:
    played = Played(SCENES[0], Said("a"), Said("", "e"), ("b",), ())
    assert played.as_json() == {
        "scene": "clean-stream",
        "sent": SCENES[0].sent,
        "unguarded": {"text": "a", "error": ""},
        "client_saw": {"text": "", "error": "e"},
        "upstream_saw": ["b"],
        "audit": [],
    }
