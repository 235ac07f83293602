"""The life of an exchange: no step but those of the table, one decision, and records before effects."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Begin, Command, Finish, Forward, Hangup, Limits, Record, Respond, Send
from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.session import TRANSITIONS, Session, State
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, WHO, dumps, policy, settle

EVENTS = "text/event-stream"
HOLD = policy(("harm.*", "hold_for_review"))
ENDED = {State.DONE, State.HELD, State.STOPPED, State.FAILED}


def asked(text: str = "hello") -> bytes:
    return dumps({"model": "m", "messages": [{"role": "user", "content": text}]})


def event(text: str) -> bytes:
    return b"data: %b\n\n" % dumps({"choices": [{"index": 0, "delta": {"content": text}}]})


def answer(text: str) -> bytes:
    return dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]})


def fresh(under: Policy = REFUSE, limits: Limits | None = None) -> Session:
    surface = OpenAI().surface(Seen("POST", "/v1/chat/completions"))
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    return Session(WHO, surface, under, desk, settle, limits or Limits())


Step = Callable[[Session], list[Command]]


def request(text: str = "hello") -> Step:
    return lambda one: one.request(asked(text), "application/json")


def head(kind: str = EVENTS, status: int = 200) -> Step:
    return lambda one: one.head(status, kind)


def body(data: bytes) -> Step:
    return lambda one: one.body(data)


def through(steps: Iterable[Step], under: Policy = REFUSE) -> tuple[Session, list[Command]]:
    one = fresh(under)
    return one, [command for step in steps for command in step(one)]


def outcomes(commands: Iterable[Command]) -> list[object]:
    return [c.attrs["outcome"] for c in commands if isinstance(c, Record) and c.name == "sekisho.decision"]


UP = [request(), head()]
WHOLE = "application/json"
LIVES: dict[str, tuple[list[Step], State, str]] = {
    "allowed": ([*UP, body(event("hi")), Session.end], State.DONE, "completed"),
    "allowed whole": ([request(), head(WHOLE), body(answer("hi")), Session.end], State.DONE, "completed"),
    "error": ([request(), head(EVENTS, 500), body(b'{"error": {}}'), Session.end], State.DONE, "completed"),
    "refused": ([request(BANNED)], State.STOPPED, "refuse"),
    "stopped in a stream": ([*UP, body(event(f"a {BANNED}"))], State.STOPPED, "refuse"),
    "stopped whole": ([request(), head(WHOLE), body(answer(BANNED)), Session.end], State.STOPPED, "refuse"),
    "never answered": ([request(), lambda s: s.broken("upstream_refused")], State.FAILED, "upstream_refused"),
    "broken": ([*UP, body(event("a")), lambda s: s.broken("idle")], State.FAILED, "idle"),
    "gone": ([*UP, body(event("a")), Session.gone], State.FAILED, "client_gone"),
    "gone early": ([request(), Session.gone], State.FAILED, "client_gone"),
    "crashed": ([*UP, Session.crashed], State.FAILED, "internal_error"),
}  # fmt: skip
AFTER: list[Step] = [Session.end, Session.gone, Session.crashed, body(event("x")), lambda s: s.broken("late")]


@pytest.mark.parametrize("life", LIVES)
@given(after=st.lists(st.sampled_from(AFTER), max_size=4))
def test_whatever_happens_it_ends_in_one_decision(life: str, after: list[Step]) -> None:
    steps, state, outcome = LIVES[life]
    one, commands = through(steps)
    assert (one.state, outcomes(commands)) == (state, [outcome])
    assert [command for step in after for command in step(one)] == []
    assert one.state is state


@pytest.mark.parametrize("life", LIVES)
def test_nothing_is_seen_before_it_is_on_record(life: str) -> None:
    _, commands = through(LIVES[life][0])
    first, *_ = commands
    assert isinstance(first, Record)
    assert first.name == "sekisho.opened"
    decided = next(
        at for at, c in enumerate(commands) if isinstance(c, Record) and c.name == "sekisho.decision"
    )
    assert not any(isinstance(c, Respond | Finish | Hangup) for c in commands[:decided])
    assert not any(isinstance(c, Record) for c in commands[decided + 1 :])


def test_what_is_held_for_review_waits() -> None:
    one, commands = through([request(BANNED)], HOLD)
    assert (one.state, outcomes(commands)) == (State.HELD, ["hold"])


def test_a_ruling_is_on_record_before_the_bytes_it_shaped() -> None:
    _, commands = through([*UP, body(event(f"to {SECRET}.")), Session.end])
    ruled = next(at for at, c in enumerate(commands) if isinstance(c, Record) and "measure" in c.attrs)
    shaped = next(at for at, c in enumerate(commands) if isinstance(c, Send) and b"[NAME]" in c.data)
    assert ruled < shaped
    assert SECRET.encode() not in b"".join(c.data for c in commands if isinstance(c, Send))


def test_what_needs_no_edit_is_not_edited() -> None:
    _, commands = through([request()])
    assert [c for c in commands if isinstance(c, Forward)] == [Forward(asked(), edited=False)]
    _, commands = through([request(SECRET)])
    assert [c for c in commands if isinstance(c, Forward)] == [Forward(asked("[NAME]"), edited=True)]


def test_a_whole_answer_begins_once_its_verdict_is_known() -> None:
    one, commands = through([request(), head(WHOLE), body(answer(SECRET))])
    assert not any(isinstance(c, Begin | Send) for c in commands)
    begin, sent = (c for c in one.end() if isinstance(c, Begin | Send))
    left = answer("[NAME]")
    assert begin == Begin(200, whole=True, verdict="mask", touched=True, length=len(left))
    assert sent == Send(left)


def test_a_stream_waits_only_where_it_must() -> None:
    one, _ = through(UP)
    assert not one.holding
    assert [c.data for c in one.body(event("hi")) if isinstance(c, Send)] == [event("hi")]
    assert one.body(event(SECRET[:4])) == []
    assert one.holding
    assert one.keepalive().startswith(b":")


def test_a_document_beyond_the_limits_is_not_passed() -> None:
    one = fresh(policy(("sekisho.overflow", "refuse")), Limits(event_bytes=100))
    commands = [*one.request(asked(), WHOLE), *one.head(200, EVENTS), *one.body(event("x" * 1000))]
    assert outcomes(commands) == ["refuse"]
    assert b"xxx" not in b"".join(c.data for c in commands if isinstance(c, Send))


def test_what_could_not_be_recorded_is_decided_so() -> None:
    one = fresh()
    request()(one)
    [decision] = one.unrecorded([])
    assert (decision.attrs["outcome"], one.state) == ("audit_unavailable", State.FAILED)
    gone, commands = through([request(), Session.gone])
    decided = [c for c in commands if isinstance(c, Record) and c.name == "sekisho.decision"]
    assert gone.unrecorded(decided) == decided  # true whether or not it could be recorded


@pytest.mark.parametrize(("before", "after"), [*itertools.product(State, State)])
def test_only_the_tables_steps_are_taken(before: State, after: State) -> None:
    one = fresh()
    one.state = before
    if after in TRANSITIONS[before]:
        one._go(after)
        assert one.state is after
    else:
        with pytest.raises(AssertionError, match="no transition"):
            one._go(after)
        assert one.state is before


def test_every_state_is_reached_and_the_last_ones_are_last() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {state for state, after in TRANSITIONS.items() if not after} == ENDED
    assert set().union(*TRANSITIONS.values()) == set(State) - {State.READING}
