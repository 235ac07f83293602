"""A turn: what belongs to it, when it is over, and how its facts are numbered."""

from __future__ import annotations

from tests.proxy.dialogues import Room
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET
from tests.station.exchanges import policy

HEARD = {"type": "conversation.item.input_audio_transcription.completed", "content_index": 0}


def created(key: str) -> dict[str, object]:
    return {"type": "response.created", "response": {"id": key}}


def done(key: str) -> dict[str, object]:
    return {"type": "response.done", "response": {"id": key}}


def names(room: Room) -> list[str]:
    return [name for name, _, _ in room.close().decisions()]


def test_a_turn_ends_with_the_last_of_its_answers() -> None:
    room = Room(MASK).said({"type": "response.create"}).heard(created("a"), created("b"), done("a"))
    assert room.got.decisions() == []
    room.heard(done("b"))
    assert [name for name, _, _ in room.got.decisions()] == ["x1"]
    assert names(room.heard({"type": "rate_limits.updated", "rate_limits": []})) == ["x1", "x2", "x0"]


def test_a_session_that_only_transcribes_has_a_turn_for_each_thing_it_heard() -> None:
    whole = [{**HEARD, "item_id": str(n), "transcript": "hello"} for n in range(3)]
    assert names(Room(MASK).heard(*whole)) == ["x1", "x0"]
    assert names(Room(MASK, query="intent=transcription").heard(*whole)) == ["x1", "x2", "x3", "x0"]
    session = {"type": "session.created", "session": {"type": "transcription"}}
    assert names(Room(MASK).heard(session, *whole)) == ["x1", "x2", "x3", "x0"]


def test_facts_are_numbered_within_their_exchange() -> None:
    room = Room(REFUSE).said({"type": "session.update", "session": {"instructions": f"{SECRET} {BANNED}"}})
    out = room.said({"type": "session.update", "session": {"instructions": SECRET}}).close()
    by: dict[str, list[int]] = {}
    for fact in out.facts:
        by.setdefault(fact.exchange, []).append(fact.seq)
    assert all(numbers == list(range(len(numbers))) for numbers in by.values())
    assert set(by) == {"x0", "x1", "x2"}


def test_what_was_not_scanned_is_told_again_in_the_next_turn() -> None:
    append = {"type": "input_audio_buffer.append", "audio": "AAAA"}
    room = Room(policy("standard")).said(append).said(append).heard(created("r"), done("r")).said(append)
    assert room.close().kinds() == ["sekisho.unscanned", "sekisho.unscanned"]


def test_a_refused_piece_of_audio_is_on_record_each_time() -> None:
    append = {"type": "input_audio_buffer.append", "audio": "AAAA"}
    room = Room(policy("strict")).heard(created("r")).said(append).said(append)
    assert room.got.kinds() == ["sekisho.unscanned", "sekisho.unscanned"]
    assert len(room.got.down) == 3


def test_a_turn_says_which_connection_it_belongs_to_and_that_it_came_over_a_socket() -> None:
    out = Room(MASK).heard(created("r"), done("r")).close()
    turn = next(one for one in out.facts if one.name == "sekisho.decision")
    assert (turn.attrs["connection"], turn.attrs["status"]) == ("x0", 101)
