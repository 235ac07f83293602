"""A conversation over a socket: what passes, what waits, what is stopped, and what is on record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from filters.gate import Ask, Late, Read
from filters.model import Reading
from filters.policy import Policy
from proxy import jsonscan
from proxy.commands import Limits
from proxy.fake import CONVERSATIONS, Script, load_scripts
from tests.fixtures import WIRE
from tests.proxy.dialogues import Heard, Room, dumps, play, texts
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Word
from tests.proxy.surfaces.sessions import policy as words
from tests.station.exchanges import policy

CANARY = "ghp_" + "Zq7" * 12
_SCRIPTS = (*load_scripts(CONVERSATIONS), *(load_scripts(Path(WIRE)) if WIRE else ()))
SCRIPTS = [one for one in _SCRIPTS if one.provider != "gemini"]  # whose sockets speak otherwise
IDS = [one.name for one in SCRIPTS]
OURS = {one.name: one for one in SCRIPTS if one.name.startswith("openai/realtime-")}


def user(text: str, event: str = "mine") -> dict[str, object]:
    content = [{"type": "input_text", "text": text}]
    item = {"type": "message", "role": "user", "content": content}
    return {"type": "conversation.item.create", "event_id": event, "item": item}


def created(key: str) -> dict[str, object]:
    return {"type": "response.created", "response": {"id": key, "status": "in_progress", "output": []}}


def done(key: str) -> dict[str, object]:
    return {"type": "response.done", "response": {"id": key, "status": "completed", "output": []}}


def delta(key: str, item: str, text: str, kind: str = "response.output_text") -> dict[str, object]:
    where = {"response_id": key, "item_id": item, "output_index": 0, "content_index": 0}
    return {"type": f"{kind}.delta", **where, "delta": text}


# -- what passes


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_where_nothing_is_acted_on_every_message_passes_as_it_came(script: Script) -> None:
    out = play(policy("observe"), script)
    assert out.up == [text for line, text in texts(script) if line.sent]
    assert out.down == [text for line, text in texts(script) if not line.sent]


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_no_text_of_a_recording_is_unmapped(script: Script) -> None:
    assert "sekisho.unmapped" not in play(policy("observe"), script).kinds()


@pytest.mark.parametrize("preset", ["standard", "japan-business"])
@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_held_text_changes_no_message_and_no_order(script: Script, preset: str) -> None:
    out = play(policy(preset), script)
    if "mask" in {verdict for _, _, verdict in out.decisions()}:
        return
    assert out.down == [text for line, text in texts(script) if not line.sent]


# -- nothing acted on leaves

# Identifiers, enumerations, payloads: decided by their names, not by the tables.
_STRUCTURAL = re.compile(
    r""".*/(?:id|type|object|role|status|status_details|model|voice|name|format|language|rate|delay|mode
    |event_id|item_id|response_id|call_id|previous_item_id|conversation_id|stream_id|rid|latency|group_id
    |previous_response_id|audio|obfuscation|include|tracing|truncation|effort|tool_choice|transport|phase
    |max_(?:response_)?output_tokens|(?:input|output)_audio_format|eagerness|reason|code|value|service_tier
    |(?:output_)?modalities|prompt_cache_retention|prompt_cache_key|summary|verbosity)(?:/\*)?""",
    re.VERBOSE,
)


def places(script: Script) -> list[tuple[int, jsonscan.Leaf]]:
    """One place for each kind of text in each kind of message, and which message it is in."""
    seen: dict[tuple[str, str], tuple[int, jsonscan.Leaf]] = {}
    for number, (line, data) in enumerate(texts(script)):
        audio = "audio.delta" in line.kind
        for leaf in jsonscan.scan(data):
            if not leaf.is_key and not audio and not _STRUCTURAL.fullmatch(leaf.shape):
                seen.setdefault((line.kind, leaf.shape), (number, leaf))
    return [*seen.values()]


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_a_canary_in_any_text_of_either_side_stays_here(script: Script) -> None:
    said = [text for _, text in texts(script)]
    for number, leaf in places(script):
        old = jsonscan.decode(said[number], leaf)
        new = (
            f'{{"planted": "{CANARY}", "was": {old}}}' if old[:1] == "{" else f"{old[:3]} {CANARY} {old[3:]}"
        )
        out = play(policy("masking"), script, {number: jsonscan.rewrite(said[number], [(leaf, new)])})
        where = f"{leaf.shape} in message {number}"
        assert "secret.github_token" in out.kinds(), where
        assert CANARY.encode() not in b"".join((*out.up, *out.down)), where
        assert len(out.up) + len(out.down) == len(said), where


@pytest.mark.parametrize("split", range(1, len(CANARY), 7))
def test_a_value_in_two_messages_is_one_value(split: int) -> None:
    room = Room(policy("masking")).heard(created("r"), delta("r", "i", f"It is {CANARY[:split]}"))
    room.heard(delta("r", "i", f"{CANARY[split:]} indeed"), done("r"))
    out = room.close()
    assert "secret.github_token" in out.kinds()
    left = "".join(str(event.get("delta", "")) for event in out.events)
    assert CANARY[:split] not in left.split()
    assert left.startswith("It is ")
    assert left.endswith(" indeed")


def test_channels_are_told_apart_by_answer_item_and_part() -> None:
    half = len(SECRET) // 2
    room = Room(MASK).heard(created("a"), created("b"))
    room.heard(delta("a", "i", SECRET[:half]), delta("b", "j", "Nobody "))
    room.heard(delta("b", "j", "else."), delta("a", "i", SECRET[half:]), done("b"), done("a"))
    said = [(event["item_id"], event["delta"]) for event in room.close().events if "delta" in event]
    assert said == [("i", "[NAME]"), ("j", "Nobody "), ("j", "else."), ("i", "")]


def test_what_a_microphone_heard_goes_on_beside_an_answer() -> None:
    half = len(SECRET) // 2
    heard = {"type": "conversation.item.input_audio_transcription.delta", "item_id": "u", "content_index": 0}
    whole = {**heard, "type": "conversation.item.input_audio_transcription.completed", "transcript": SECRET}
    room = Room(MASK).heard(
        created("a"), {**heard, "delta": SECRET[:half]}, delta("a", "i", "Yes."), done("a")
    )
    assert len(room.got.down) == 1  # in order: what comes after a text that waits waits as well
    room.heard({**heard, "delta": SECRET[half:]}, whole)
    out = room.close()
    assert [event.get("delta") or event.get("transcript") for event in out.events][1:] == [
        "[NAME]", "Yes.", None, None, "[NAME]",
    ]  # fmt: skip
    assert {outcome for _, outcome, _ in out.decisions()} == {"completed"}


# -- the client is refused


def test_a_message_of_the_client_that_is_refused_stays_here_and_the_session_lives_on() -> None:
    room = Room(REFUSE).said(user(f"the {BANNED}")).said(user("hello"))
    (error,) = room.got.events
    assert (error["type"], error["error"]["event_id"]) == ("error", "mine")
    assert error["error"]["code"] == "content_policy_violation"
    assert [one["item"]["content"][0]["text"] for one in room.got.sent] == ["hello"]
    assert BANNED not in json.dumps(room.close().events)
    assert room.got.decisions() == [
        ("x1", "refuse", "refuse"), ("x2", "completed", "allow"), ("x0", "completed", "refuse"),
    ]  # fmt: skip


def test_the_record_of_a_refusal_comes_before_what_the_client_sees() -> None:
    room = Room(REFUSE)
    names = [type(one).__name__ for one in room.dialogue.said(dumps(user(BANNED)), text=True)]
    assert names == ["Fact", "Fact", "Down", "Fact"]  # opened, finding, error, decision


def test_masked_words_of_the_client_go_up_masked() -> None:
    room = Room(MASK).said(user(f"I am {SECRET}."))
    assert room.got.sent[0]["item"]["content"][0]["text"] == "I am [NAME]."


# -- the server is refused


def spoken(room: Room) -> Room:
    """An answer with audio, up to the word that stops it."""
    part = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
    item = {"id": "i", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
    room.said({"type": "response.create"}).heard(
        created("r"),
        {"type": "response.output_item.added", "response_id": "r", "output_index": 0, "item": item},
        {"type": "response.content_part.added", **part, "part": {"type": "audio", "transcript": ""}},
        delta("r", "i", "Eat no ", "response.output_audio_transcript"),
    )
    return room.heard(delta("r", "i", f"{BANNED}.", "response.output_audio_transcript"))


def test_an_answer_that_is_refused_is_cancelled_and_ended_as_the_provider_would() -> None:
    room = spoken(Room(REFUSE))
    up, down = room.got.sent[1:], room.got.events[4:]
    assert [one["type"] for one in up] == ["response.cancel", "conversation.item.truncate"]
    assert (up[0]["response_id"], up[1]["item_id"], up[1]["audio_end_ms"]) == ("r", "i", 0)
    assert [one["type"] for one in down] == [
        "response.output_audio_transcript.delta",
        "response.output_audio_transcript.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.done",
    ]
    assert down[1]["transcript"] == "Eat no "
    assert down[3]["item"]["status"] == "incomplete"
    last = down[-1]["response"]
    assert (last["status"], last["status_details"]["reason"]) == ("incomplete", "content_filter")
    assert BANNED not in json.dumps(down)


def test_what_the_server_still_says_of_a_stopped_answer_is_dropped_and_the_next_one_passes() -> None:
    room = spoken(Room(REFUSE))
    before = len(room.got.down)
    complaint = {"type": "error", "event_id": "e", "error": {"event_id": room.got.sent[1]["event_id"]}}
    room.heard(delta("r", "i", BANNED), done("r"), complaint)
    room.heard({"type": "conversation.item.done", "item": {"id": "i", "content": [{"text": BANNED}]}})
    assert len(room.got.down) == before
    room.heard({"type": "conversation.item.truncated", "item_id": "i", "audio_end_ms": 0})
    room.heard(created("s"), delta("s", "j", "Bread."), done("s"))
    assert [event["type"] for event in room.got.events[before:]] == [
        "conversation.item.truncated", "response.created", "response.output_text.delta", "response.done",
    ]  # fmt: skip
    outcomes = [outcome for _, outcome, _ in room.close().decisions()]
    assert outcomes == ["refuse", "completed", "completed"]


def test_refused_words_that_were_heard_leave_the_history() -> None:
    heard = {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "u",
        "content_index": 0,
    }
    room = Room(REFUSE).heard(created("r"), {**heard, "transcript": BANNED})
    assert [(one["type"], one.get("item_id") or one.get("response_id")) for one in room.got.sent] == [
        ("response.cancel", "r"), ("conversation.item.delete", "u"),
    ]  # fmt: skip
    assert [event["type"] for event in room.got.events] == ["response.created", "response.done", "error"]


# -- what cannot be read


def test_audio_passes_and_is_on_record_once_a_side_and_turn() -> None:
    room = Room(policy("standard"))
    for _ in range(5):
        room.said({"type": "input_audio_buffer.append", "audio": "AAAA"})
    room.heard(created("r"), *[delta("r", "i", "AAAA", "response.output_audio")] * 5, done("r"))
    out = room.close()
    assert (len(out.up), len(out.down)) == (5, 7)
    assert out.kinds() == ["sekisho.unscanned", "sekisho.unscanned"]
    decision = next(one.attrs for one in out.facts if one.name == "sekisho.decision")
    assert (decision["verdict"], decision["kinds"]) == ("unscanned", {"sekisho.unscanned": 10})


def test_strict_lets_no_audio_through_on_either_side() -> None:
    room = Room(policy("strict")).said({"type": "input_audio_buffer.append", "audio": "AAAA"})
    room.said({"type": "input_audio_buffer.append", "audio": "AAAA"})
    assert room.got.up == []
    assert [event["type"] for event in room.got.events] == ["error", "error"]
    room.heard(created("r"), delta("r", "i", "AAAA", "response.output_audio"))
    assert room.got.sent[0]["type"] == "response.cancel"
    assert room.got.events[-1]["response"]["status_details"]["reason"] == "content_filter"
    assert "AAAA" not in json.dumps(room.got.events)


def test_binary_messages_pass_as_such_and_are_reported() -> None:
    room = Room(policy("standard")).said(b"\x00\xff", text=False).heard(b"\x01\xff", text=False)
    out = room.close()
    assert (out.up, out.binary, out.down) == ([b"\x00\xff"], [b"\x01\xff"], [])
    assert out.kinds() == ["sekisho.unscanned", "sekisho.unscanned"]


def test_json_is_read_also_in_a_binary_message() -> None:
    room = Room(MASK).heard(dumps(created("r")), dumps(delta("r", "i", SECRET)), dumps(done("r")), text=False)
    assert json.loads(room.got.binary[1])["delta"] == "[NAME]"


@pytest.mark.parametrize("broken", [b'{"type": "x', b"hello", b"", b"[DONE]", b'"a"', b"\xff"])
def test_what_is_no_json_passes_as_one_text(broken: bytes) -> None:
    room = Room(MASK).said(broken).heard(broken)
    assert (room.got.up, room.got.down) == ([broken], [broken])


def test_what_is_no_json_is_read() -> None:
    broken = b'{"type": "x", "text": "' + SECRET.encode()
    room = Room(MASK).said(broken).heard(broken)
    assert SECRET.encode() not in b"".join((*room.got.up, *room.got.down))


def test_a_message_that_is_too_long_is_not_passed_on_unread() -> None:
    limits = Limits(event_bytes=1000)
    long = "a" * 1000
    room = Room(MASK, limits=limits).said(user(long)).heard(created("r"), delta("r", "i", long))
    assert [one["type"] for one in room.got.sent] == ["response.cancel"]
    assert [event["type"] for event in room.got.events] == [
        "error",
        "response.created",
        "response.done",
        "error",
    ]
    assert room.close().kinds() == ["sekisho.overflow", "sekisho.overflow"]


def test_nesting_beyond_reading_is_not_passed_on() -> None:
    deep = b'{"type":"x","a":' + b"[" * 500 + b"]" * 500 + b"}"
    room = Room(MASK).said(deep).heard(deep)
    assert room.got.up == []
    assert [event["type"] for event in room.got.events] == ["error", "error"]


def test_a_turn_without_an_answer_does_not_grow_for_ever() -> None:
    room = Room(MASK, limits=Limits(answer_bytes=2000))
    for number in range(100):
        room.said(user("hello there", f"e{number}"))
    assert len(room.close().decisions()) > 5


# -- slow verdicts


def slow(_ask: Ask) -> None:
    return None


class Thinking(Word):
    """A reader that is not asked here and now."""

    inline = False


def thinking(*rows: tuple[str, str]) -> Policy:
    known = words(*rows)
    readers = (Thinking(SECRET, "pii.name"),)
    return Policy("test", "0" * 64, known.rules, known.default, 1.0, 100_000, readers)


def test_one_message_of_the_client_waits_at_a_time() -> None:
    room = Room(thinking(("pii.*", "mask")), answer=slow).said(user("hello"))
    assert room.got.up == []
    assert room.dialogue.waiting
    with pytest.raises(AssertionError, match="one message"):
        room.said(user("again"))
    for ask in room.got.asks:
        room.report(Read(ask.ticket, Reading((), ask.window.end)))
    assert not room.dialogue.waiting
    assert len(room.got.up) == 1


def test_a_late_verdict_is_a_refusal_where_the_policy_says_so() -> None:
    rows = thinking(("pii.*", "mask"), ("sekisho.*", "refuse"))
    room = Room(rows, answer=slow).said(user("hello"))
    room.report(Late(room.got.asks[0].ticket))
    assert [event["type"] for event in room.got.events] == ["error"]
    assert room.got.up == []
    assert not room.dialogue.waiting


def test_verdicts_of_both_sides_and_several_turns_find_their_way() -> None:
    room = Room(thinking(("pii.*", "mask")), answer=slow)
    room.heard(created("r"), delta("r", "i", "one"), done("r"))
    room.said({"type": "response.create", "response": {"instructions": "two"}})
    asked = 0
    while asked < len(room.got.asks):
        ask = room.got.asks[asked]
        asked += 1
        room.report(Read(ask.ticket, Reading((), ask.window.end)))
    assert len(room.got.up) == 1
    assert [event["type"] for event in room.got.events][-2:] == [
        "response.output_text.delta",
        "response.done",
    ]
    assert len({ask.ticket for ask in room.got.asks}) == len(room.got.asks)


# -- what is on record


def test_a_turn_is_an_exchange_and_the_connection_another() -> None:
    out = play(policy("observe"), OURS["openai/realtime-text"])
    opened = [one for one in out.facts if one.name == "sekisho.opened"]
    assert [one.exchange for one in opened] == ["x0", "x1", "x2"]
    assert opened[0].attrs["socket"] is True
    assert {one.attrs["connection"] for one in opened[1:]} == {"x0"}
    last = out.facts[-1]
    assert (last.exchange, last.name, last.attrs["turns"]) == ("x0", "sekisho.decision", 2)
    for name in ("x0", "x1", "x2"):
        numbers = [one.seq for one in out.facts if one.exchange == name]
        assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize("why", ["client_gone", "upstream_broken", "station_stopped", "internal_error"])
def test_however_it_ends_every_exchange_has_one_decision(why: str) -> None:
    room = Room(MASK).said({"type": "response.create"}).heard(created("r"))
    out = room.close(why, clean=False)
    assert out.decisions() == [("x1", why, "allow"), ("x0", why, "allow")]
    assert room.dialogue.close(why, clean=False) == []


def test_a_turn_that_had_come_to_its_end_is_not_broken_by_what_follows() -> None:
    room = Room(MASK).heard(created("r"), done("r")).said(user("hello"))
    assert [outcome for _, outcome, _ in room.close("upstream_broken", clean=False).decisions()] == [
        "completed", "completed", "upstream_broken",
    ]  # fmt: skip


def test_what_still_waited_leaves_when_the_server_has_said_everything() -> None:
    room = Room(MASK).heard(created("r"), delta("r", "i", SECRET[:4]))
    assert len(room.got.down) == 1
    room.close("upstream_broken", clean=True)
    assert room.got.events[-1]["delta"] == SECRET[:4]


def test_no_record_holds_what_was_said() -> None:
    room = spoken(Room(REFUSE)).said(user(f"{SECRET} and {BANNED}"))
    out: Heard = room.close()
    told = json.dumps([dict(one.attrs) for one in out.facts])
    assert SECRET not in told
    assert BANNED not in told
    assert "Eat no" not in told
