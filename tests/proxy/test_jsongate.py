"""Tool arguments in fragments: held until they can be judged, then valid JSON, however they were cut."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.gate import Ask, Command, End, Event, Note, Release, Replace, Stop, Text, drive
from filters.model import Channel
from filters.policy import Policy
from filters.vault import Vault
from proxy.jsongate import JsonGate
from proxy.readers import read
from tests.proxy.cuts import CUTS, pieces
from tests.proxy.jsondocs import DOCUMENTS
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, policy

CHANNEL = Channel("response", "/arguments", "assistant", "json")
FLAG = policy(("pii.*", "flag"), ("sekisho.overflow", "refuse"))
LABEL = ("mask", {"style": "label"})


def gate(under: Policy, hold: int = 1000) -> JsonGate:
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    return JsonGate(CHANNEL, under.plan(CHANNEL), desk, itertools.count(), hold)


def out(commands: Iterable[Command]) -> str:
    return "".join(c.text for c in commands if isinstance(c, Release | Replace))


def judged(text: str, under: Policy, lengths: Sequence[int] = (), hold: int = 1000) -> list[Command]:
    """All that followed from the text in such pieces, and its end."""
    one = gate(under, hold)
    events: list[Event] = [*(Text(piece) for piece in pieces(text, lengths)), End()]
    found = [command for event in events for command in drive(one, read, event)]
    assert one.closed
    return found


def rulings(commands: Iterable[Command]) -> list[tuple[str, str]]:
    return sorted(
        (c.verdict.kind, c.verdict.measure) for c in commands if isinstance(c, Replace | Note | Stop)
    )


def test_nothing_leaves_before_the_document_is_complete() -> None:
    one = gate(REFUSE)
    assert [out(drive(one, read, Text(piece))) for piece in ('{"a": "x', '", "b": 1', ' , "c": []')] == [
        ""
    ] * 3
    assert one.waiting == len('{"a": "x", "b": 1 , "c": []')
    assert out(drive(one, read, Text("}"))) == '{"a": "x", "b": 1 , "c": []}'
    assert (one.waiting, one.closed) == (0, False)
    assert drive(one, read, End()) == []
    assert one.closed


@pytest.mark.parametrize(
    ("came", "left"),
    [
        (f'{{"to": "Dear {SECRET}!"}}', '{"to": "Dear [NAME]!"}'),
        (f'{{"{SECRET}": 1}}', '{"[NAME]": 1}'),  # keys are read too
        (f'["{SECRET}", "{SECRET} {SECRET}"]', '["[NAME]", "[NAME] [NAME]"]'),
        ('{"to": "Taro\\u0020Yamada"}', '{"to": "[NAME]"}'),  # it is read as a client would
        (f'"{SECRET}"', '"[NAME]"'),
        ('["Taro", " Yamada"]', '["Taro", " Yamada"]'),  # two values are no name
        (f'{{"a": "日本 {SECRET} \\n"}}', '{"a": "日本 [NAME] \\n"}'),
        ('{"n": 1.0, "é" :[ ] }', '{"n": 1.0, "é" :[ ] }'),
    ],
)
@given(lengths=CUTS)
def test_values_are_masked_as_valid_json(came: str, left: str, lengths: Sequence[int]) -> None:
    assert out(judged(came, REFUSE, lengths)) == left
    json.loads(left)


QUOTING = policy(("pii.*", ("mask", {"style": "fill", "fill": '"'})))


def test_a_substitute_is_written_as_a_string_must_be() -> None:
    left = out(judged(f'{{"a": "{SECRET}"}}', QUOTING))
    assert json.loads(left) == {"a": '"' * len(SECRET)}


@given(DOCUMENTS.map(bytes.decode), CUTS)
def test_a_document_without_a_finding_is_not_touched(document: str, lengths: Sequence[int]) -> None:
    assert out(judged(document, REFUSE, lengths, hold=100_000)) == document


@pytest.mark.parametrize(
    ("came", "left"),
    [
        (f"Dear {SECRET}, hello", "Dear [NAME], hello"),
        (f'{{"a": "{SECRET}', '{"a": "[NAME]'),  # cut off by the model
        (f'{{"a": {SECRET}}}', '{"a": [NAME]}'),
        ("", ""),
        (" ", " "),
        (f'{{"a": "{SECRET}"}}\n', '{"a": "[NAME]"}\n'),
        (f'{{"a": 1}} {SECRET} too', '{"a": 1} [NAME] too'),  # behind a complete document
        (f'{{"a": "{SECRET}"}}{{"b": "{SECRET}"}}', '{"a": "[NAME]"}{"b": "[NAME]"}'),
    ],
)
@given(lengths=CUTS)
def test_what_is_no_json_is_plain_text(came: str, left: str, lengths: Sequence[int]) -> None:
    assert out(judged(came, REFUSE, lengths)) == left


@given(CUTS)
def test_a_document_that_is_stopped_leaves_no_part_of_itself(lengths: Sequence[int]) -> None:
    found = judged(f'{{"a": "fine", "b": "{BANNED}"}}', REFUSE, lengths)
    assert out(found) == ""
    assert rulings(found) == [("harm.fruit", "refuse")]


@given(CUTS)
def test_too_long_a_document_is_refused_where_a_row_says_so(lengths: Sequence[int]) -> None:
    under = policy(("sekisho.overflow", "refuse"), ("pii.*", LABEL))
    found = judged('{"a": "' + "x" * 100 + '"', under, lengths, hold=50)
    assert out(found) == ""
    assert rulings(found) == [("sekisho.overflow", "refuse")]


def test_too_long_a_document_is_plain_text_where_it_is_only_flagged() -> None:
    under = policy(("sekisho.overflow", "flag"), ("pii.*", LABEL))
    came = '{"a": "' + "x" * 100 + f' {SECRET}", "b": "{SECRET}"}}'
    found = judged(came, under, [1] * 200, hold=50)
    assert out(found) == came.replace(SECRET, "[NAME]")
    assert ("sekisho.overflow", "flag") in rulings(found)


@given(CUTS)
def test_where_nothing_can_be_held_nothing_waits(lengths: Sequence[int]) -> None:
    came = f'{{"a": "{SECRET}"}} and {SECRET}'
    one = gate(FLAG, hold=1)
    found: list[Command] = []
    for piece in pieces(came, lengths):
        now = drive(one, read, Text(piece))
        assert out(now) == piece
        found += now
    found += drive(one, read, End())
    assert one.closed
    assert rulings(found) == [("pii.name", "flag")] * 2


@given(st.integers(0, 30))
def test_after_a_stop_nothing_follows(count: int) -> None:
    one = gate(REFUSE)
    drive(one, read, Text(f'["{BANNED}"]'))
    assert (one.closed, one.waiting) == (True, 0)
    assert drive(one, read, Text("x" * count), End()) == []


TAILS = ["", " ", " \n", " x", f" {SECRET}", '{"b": 1}', f'  {{"to": "{SECRET}"}} ']


@pytest.mark.parametrize("tail", TAILS)
@given(lengths=CUTS)
def test_what_follows_a_document_changes_nothing_about_it_whatever_the_cut(
    tail: str, lengths: Sequence[int]
) -> None:
    came = '{"to": "Taro\\u0020Yamada"}' + tail
    under = policy(("pii.*", LABEL))
    whole = judged(came, under)
    assert out(judged(came, under, lengths)) == out(whole)
    assert out(whole).startswith('{"to": "[NAME]"}')
    assert SECRET not in out(whole)


@pytest.mark.parametrize("tail", TAILS)
@given(lengths=CUTS)
def test_a_stopped_document_with_a_tail_leaves_no_part_of_itself(tail: str, lengths: Sequence[int]) -> None:
    assert out(judged(f'{{"a": 1, "to": "{BANNED}"}}' + tail, REFUSE, lengths)) == ""


@pytest.mark.parametrize("tail", TAILS)
def test_text_behind_a_document_waits_for_it(tail: str) -> None:
    one = gate(policy(("pii.*", LABEL)))
    asks = one.receive(Text('{"to": "Taro Yamada"}' + tail), End())
    left = out(asks)
    assert left == ""
    while owed := [c for c in asks if isinstance(c, Ask)]:
        asks = one.receive(*(read(ask) for ask in owed))
        left += out(asks)
    assert left.startswith('{"to": "[NAME]"}')
    assert one.closed
