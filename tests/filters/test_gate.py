"""The gate's laws over detectors small enough to check by eye."""

from __future__ import annotations

import itertools
import random
import re
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import DETECTORS, Window
from filters.gate import Ask, End, Failed, Gate, Late, Release, Stop, Text
from filters.model import Reading
from filters.vault import Vault
from tests.filters.gates import CHANNEL, Run, gate, pieces, policy, reply, run

MASK = [("test.*", "mask")]
TEXTS = st.text(alphabet="alphbet 0123４５あ\u200b", max_size=40)
CUTS = st.lists(st.integers(0, 40), max_size=8)


@given(TEXTS, CUTS, st.randoms(use_true_random=False))
def test_neither_the_cut_nor_the_order_of_answers_changes_anything(
    text: str, cuts: list[int], order: random.Random
) -> None:
    rules = [("test.digits", "mask"), ("test.word", "flag")]
    whole = run(gate(rules), [text])
    cut = run(gate(rules), pieces(text, cuts), order)
    assert (cut.text, cut.rulings) == (whole.text, whole.rulings)


@given(TEXTS, CUTS)
def test_nothing_of_an_acted_on_span_leaves(text: str, cuts: list[int]) -> None:
    out = run(gate([("test.*", "refuse")]), pieces(text, cuts))
    starts = [start for _, start, _, _ in out.rulings]
    assert out.text == (text[: starts[0]] if starts else text)
    assert out.stopped == bool(starts)


@given(TEXTS, CUTS)
def test_without_findings_or_holding_rows_text_passes_unchanged_and_at_once(
    text: str, cuts: list[int]
) -> None:
    passing = gate([("test.*", "flag")])
    for piece in pieces(text, cuts):
        out = Run()
        out.take(passing.receive(Text(piece)))
        assert out.text == piece


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("call 123", "123"),  # the run may go on
        ("call 123 now", ""),
        ("al", "al"),
        ("alp", "alp"),
        ("alpx", ""),
        ("alphabex", ""),
        ("xalpha", "alpha"),  # alpha is found, alphabet still possible
    ],
)
def test_hold_back_is_exact_for_literals_and_open_runs(text: str, kept: str) -> None:
    out, passing = Run(), gate(MASK)
    out.take(passing.receive(Text(text)))
    while out.pending:
        out.take(passing.receive(reply(out.pending.pop())))
    assert passing.waiting == len(kept)


def test_masks_cover_invisible_characters_inside() -> None:
    out = run(gate([("test.digits", "mask")]), ["ab 12\u200b3", "4 cd"])
    assert out.rulings == {("test.digits", 3, 8, "mask")}
    assert "\u200b" not in out.text


def test_overlapping_findings_share_the_strictest_verdict() -> None:
    class Wide:
        name, kinds, reach, view, inline = (
            "wide",
            {"test.wide": "a digit run and its neighbours"},
            0,
            "raw",
            True,
        )

        def read(self, window):  # a protocol method of a test double
            from filters.model import Reading

            if not window.final:
                return window.nothing(window.at)
            at = window.text.find("x1234x")
            found = (window.finding((at, at + 6), "test.wide", 1.0),) if at >= 0 else ()
            return Reading(found, window.end)

    from tests.filters.gates import Digits

    out = run(
        gate([("test.digits", "pseudonymise"), ("test.wide", "mask")], [Digits(), Wide()]), ["__x1234x__"]
    )
    assert out.rulings == {("test.wide", 2, 8, "mask")}


@pytest.mark.parametrize("lost", [lambda a: Failed(a.ticket, "ValueError"), lambda a: Late(a.ticket)])
@pytest.mark.parametrize("which", range(6))
def test_a_failure_at_any_ask_is_never_silence(lost, which: int) -> None:  # a lambda
    passing = gate([("test.*", "mask"), ("sekisho.*", "refuse")])
    out, asked = Run(), 0
    for event in (Text("call 12"), Text("34 alph"), Text("abet"), End()):
        out.take(passing.receive(event))
        while out.pending:
            ask = out.pending.pop(0)
            out.take(passing.receive(lost(ask) if asked == which else reply(ask)))
            asked += 1
    assert out.stopped == (which < asked)
    assert any(kind.startswith("sekisho.") for kind, *_ in out.rulings) == (which < asked)


def test_a_failure_under_a_flag_row_lets_the_text_go_on_and_says_so() -> None:
    passing = gate([("test.digits", "mask"), ("sekisho.failed", "flag")])
    digits, words = (c for c in passing.receive(Text("call 1234 x")) if isinstance(c, Ask))
    out = Run()
    out.take(passing.receive(Failed(digits.ticket, "ValueError"), reply(words), End()))
    while out.pending:
        out.take(passing.receive(reply(out.pending.pop())))
    assert ("sekisho.failed", 0, 11, "flag") in out.rulings
    assert out.text == "call 1234 x"
    assert passing.closed


@given(st.integers(0, 30), CUTS)
def test_text_beyond_the_hold_is_an_overflow_whatever_the_cut(extra: int, cuts: list[int]) -> None:
    class Never:
        name, kinds, reach, view, inline = "never", {"test.never": "waits for ever"}, 0, "raw", True

        def read(self, window):  # a protocol method of a test double
            return window.nothing(len(window.text) if window.final else window.at)

    text = "y" * (20 + extra)
    rules = [("test.never", "mask"), ("sekisho.overflow", "refuse")]
    out = run(gate(rules, [Never()], hold=20), pieces(text, cuts))
    assert out.text == ("" if extra else text)
    assert out.rulings == ({("sekisho.overflow", 0, 21, "refuse")} if extra else set())


def test_after_the_end_nothing_is_held() -> None:
    passing = gate(MASK)
    out = Run()
    out.take(passing.receive(Text("alph 12")))
    out.take(passing.receive(End()))
    while out.pending:
        out.take(passing.receive(reply(out.pending.pop())))
    assert passing.closed
    assert passing.waiting == 0
    assert out.text == "alph 12"


def test_late_answers_of_a_finished_gate_are_ignored() -> None:
    stopped = gate([("test.*", "refuse")])
    asks = [c for c in stopped.receive(Text("123 alpha "), End()) if isinstance(c, Ask)]
    first = stopped.receive(reply(asks[0]))
    more = stopped.receive(reply(asks[1]))
    assert any(isinstance(c, Stop) for c in (*first, *more))
    assert not any(isinstance(c, Release) for c in more)


class Shouted:
    """The letters PII, as a detector of names might take them for one."""

    name = "shouted"
    kinds: ClassVar = {"test.word": "PII."}
    reach = 0
    view = "raw"
    inline = True

    def read(self, window: Window) -> Reading:
        sure = len(window.text) if window.final else max(window.at, len(window.text) - 2)
        found = [window.finding(m.span(), "test.word", 0.9) for m in re.finditer("PII", window.text)]
        wanted = [one for one in found if window.resume <= one.span.start < window.start + sure]
        return Reading(tuple(wanted), window.start + sure)


MASKED = "DATA_WORD_[0-9]_.."


def shadowed(text: str, size: int) -> str:
    """What leaves of a text in pieces of this size; `{}` in it is a surrogate for Taro."""
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    text = text.format(desk.token("pii.person", "Taro", True))
    rules = [("test.word", "mask"), ("placeholder.token", "restore")]
    plan = policy(rules, (Shouted(), DETECTORS.build("placeholder")), 999).plan(CHANNEL)
    passing = Gate(CHANNEL, plan, desk, itertools.count(), 999)
    return run(passing, [text[at : at + size] for at in range(0, len(text), size)]).text


@pytest.mark.parametrize("size", [1, 7, 99])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("to {}!", "to Taro!"),
        ("to XX{}!", "to XXTaro!"),
        ("to PII, {}", f"to {MASKED}, Taro"),
        ("to PII_PERSON_9_QQ!", f"to {MASKED}!"),  # another's: what is found in it counts
    ],
)
def test_nothing_is_found_in_a_surrogate_that_is_ours(text: str, said: str, size: int) -> None:
    assert re.fullmatch(said, shadowed(text, size))
