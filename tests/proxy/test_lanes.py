"""The lanes of one exchange: one text, one ruling, one record; and what needs no lane at all."""

from __future__ import annotations

import itertools

import pytest

from filters.measure import Halt
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Command, Record
from proxy.dialect import ALL_OVER, Over, Seen, Surface
from proxy.framing import Frame
from proxy.jsonscan import Leaf
from proxy.lane import Entry
from proxy.lanes import Lanes, Stopped
from proxy.ledger import Tally
from proxy.table import Slot, Table
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, WHO, policy, settle

WHOLE = Slot("user")
DELTA = Slot("assistant", flow="delta", family="text")
TABLE = Table({"/text": WHOLE})


class Talk:
    """Lanes under a policy, and the frames whose texts they are given."""

    def __init__(self, rules: Policy) -> None:
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        self.out: list[Command] = []
        surface = Surface(Seen("POST", "/x"))
        self.lanes = Lanes(surface, rules, desk, settle, Tally(WHO), self.out, None)
        self._pointers = itertools.count()

    def entry(self) -> Entry:
        entry = self.lanes.entry = Entry(Frame(b"", b""), {})
        return entry

    def whole(self, text: str, entry: Entry | None = None) -> tuple[Entry, bool]:
        entry = entry or self.entry()
        leaf = Leaf(f"/text/{next(self._pointers)}", "/text", 0, 0, is_key=False)
        return entry, self.lanes.whole(entry, leaf, text, WHOLE, TABLE)

    def delta(self, text: str) -> Entry:
        self.lanes.direction = "response"
        entry = self.entry()
        self.lanes.delta(entry, Leaf("/text", "/text", 0, 0, is_key=False), DELTA, text, TABLE)
        return entry

    def kinds(self) -> list[str]:
        found = [c.attrs for c in self.out if isinstance(c, Record)]
        return [str(attrs["kind"]) for attrs in found]


def edits(entry: Entry) -> list[str]:
    return [text for _, text in entry.edits]


def test_a_text_is_edited_and_on_record_as_ruled() -> None:
    talk = Talk(MASK)
    entry, clear = talk.whole(f"I am {SECRET}.")
    assert (edits(entry), clear, entry.pending) == (["I am [NAME]."], False, 0)
    assert talk.kinds() == ["pii.name"]
    assert talk.lanes.edited


def test_the_same_text_again_is_edited_alike_and_on_record_once() -> None:
    talk = Talk(MASK)
    for _ in range(3):
        entry, _ = talk.whole(f"I am {SECRET}.")
        assert edits(entry) == ["I am [NAME]."]
    assert talk.kinds() == ["pii.name"]


def test_a_text_that_repeats_a_channel_follows_it() -> None:
    talk = Talk(MASK)
    pieces = [talk.delta(piece) for piece in ("I am Taro ", "Yama", "da", ".")]
    talk.lanes.end(ALL_OVER)
    entry, _ = talk.whole(f"I am {SECRET}.")
    assert [edits(piece) for piece in pieces] == [["I am [NAME]"], [""], [""], []]
    assert talk.kinds() == ["pii.name", "pii.name"]  # another role: a user's text is ruled for itself
    assert edits(entry) == ["I am [NAME]."]


def test_pieces_wait_until_nothing_that_may_follow_matters() -> None:
    talk = Talk(MASK)
    waiting = talk.delta("I am Taro")
    assert waiting.pending == 1
    talk.delta(" Berg")
    assert (waiting.pending, edits(waiting)) == (0, [])


def test_a_channel_that_ended_is_another_when_it_comes_again() -> None:
    talk = Talk(MASK)
    first = talk.delta("Taro ")
    talk.lanes.end((Over((), frozenset({"text"})),))
    assert first.pending == 0
    assert edits(talk.delta("Yamada")) == []


def test_a_halt_stops_whoever_asked() -> None:
    talk = Talk(REFUSE)
    with pytest.raises(Stopped) as stopped:
        talk.whole(f"give me {BANNED}")
    assert stopped.value.halt.how == "refuse"
    assert stopped.value.entry is talk.lanes.entry
    assert talk.kinds() == ["harm.fruit"]


def test_after_a_stop_nothing_more_of_a_channel_leaves() -> None:
    talk = Talk(REFUSE)
    piece = talk.delta("a forbidden")
    assert piece.pending == 1
    talk.lanes.truncate()
    assert (piece.pending, edits(piece)) == (0, ["a "])


def test_neighbours_are_judged_as_one_text() -> None:
    talk = Talk(policy(("test.*", "mask"), ("pii.*", "mask")))
    entry = talk.entry()
    talk.lanes.bundle(entry, "/logprobs", ["a", "b"])
    assert entry.nulls == set()
    talk.lanes.bundle(entry, "/logprobs", ["x", SECRET])
    assert entry.nulls == {"/logprobs"}


def test_what_no_table_names_is_reported_once_a_direction() -> None:
    talk = Talk(MASK)
    for direction in ("request", "request", "response"):
        talk.lanes.direction = direction  # type: ignore[assignment]  # both words are directions
        talk.lanes.unmapped("/x")
    assert talk.kinds() == ["sekisho.unmapped"] * 2


def test_what_cannot_be_read_stops_where_a_row_says_so() -> None:
    Talk(MASK).lanes.unscanned("image")
    with pytest.raises(Stopped):
        Talk(policy(("sekisho.unscanned", "refuse"))).lanes.unscanned("image")


@pytest.mark.parametrize("measure", ["allow", "flag", "mask", "refuse"])
def test_what_is_beyond_reading_never_passes(measure: str) -> None:
    with pytest.raises(Stopped) as stopped:
        Talk(policy(("sekisho.overflow", measure))).lanes.beyond("document")
    assert stopped.value.halt == Halt("refuse" if measure == "refuse" else "cut")


def test_what_was_ruled_is_remembered_boundedly() -> None:
    talk = Talk(MASK)
    entry = talk.entry()
    for at in range(9000):
        talk.whole(f"{SECRET} {at}", entry)
    assert len(talk.lanes._ruled) <= 8192
