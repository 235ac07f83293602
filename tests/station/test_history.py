"""Conversations through a real station: each turn brings all the turns before it."""

from __future__ import annotations

import itertools
from pathlib import Path

import orjson

from proxy.fake import FakeUpstream
from tests.station.stand import TALKS, standing

PATH = "/openai/v1/chat/completions"
TALK = TALKS["openai/chat-two-choices"]
KEY = "ghp_" + "Zq7" * 12  # the form of a credential, and none
QUIET = "The keeper lit the lamp and went up the stairs again, as he did on every quiet evening. " * 4


def body(*turns: dict[str, str]) -> bytes:
    return orjson.dumps({"model": "m", "messages": turns})


def said(role: str, text: str) -> dict[str, str]:
    return {"role": role, "content": text}


async def test_a_refused_message_is_taken_out_of_the_history_that_follows_it(tmp_path: Path) -> None:
    bad = said("user", f"my key is {KEY}, log in")
    async with FakeUpstream([TALK]) as fake, standing(tmp_path, fake.base_url) as stand:
        assert (await stand.send("POST", PATH, body(bad))).status == 400
        answer = await stand.send("POST", PATH, body(bad, said("user", "something else, then")))
        assert answer.status == 200
        (up,) = fake.requests
        turns = orjson.loads(up.body)["messages"]
        assert [turn["content"] for turn in turns] == ["my key is [removed]", "something else, then"]
        assert (await stand.send("POST", PATH, body(said("user", "hello"), bad))).status == 400
        assert stand.outcomes() == ["refuse", "completed", "refuse"]


async def test_a_hundred_turns_are_masked_alike_and_go_up_as_they_came_otherwise(tmp_path: Path) -> None:
    turns = [said("user", f"Write to ren.ito@example.com. {QUIET}")]
    async with (
        FakeUpstream([TALK]) as fake,
        standing(tmp_path, fake.base_url, policy="japan-business") as stand,
    ):
        for at in range(100):
            turns += [said("assistant", f"{at}: {QUIET}"), said("user", "and then?")]
            assert (await stand.send("POST", PATH, body(*turns))).status == 200
        ups = [request.body for request in fake.requests]
        assert len(ups) == 100
        assert b"ren.ito@example.com" not in b"".join(ups)
        for one, other in itertools.pairwise(ups):
            assert other.startswith(one[:-2])
        kept = orjson.loads(ups[-1])["messages"]
        assert kept[1:] == turns[1:]
