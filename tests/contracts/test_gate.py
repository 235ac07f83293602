"""The gate's laws over every registered detector and every registered measure.

A new detector or measure is tested by existing: its kinds are put under every measure,
its samples are cut everywhere, its answers come late and in any order.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.desk import Desk
from filters.detector import DETECTORS, opt_in
from filters.gate import End, Failed, Gate, Late, Release, Text, passes
from filters.measure import MEASURES
from filters.model import Channel
from filters.policy import Policy, Rule
from filters.vault import Vault
from proxy.readers import show
from tests.contracts.built import CONTEXTS
from tests.contracts.built import built as detector
from tests.contracts.samples import samples
from tests.filters.gates import Run, pieces, reply
from tests.filters.prose import ENGLISH, JAPANESE

_CHANNEL = Channel("response", "/text", "assistant")
_NAMES = sorted(DETECTORS.members())
_MEASURES = sorted(MEASURES.members())
_HOLD = 60_000


@functools.cache
def policy(name: str, measure: str, failures: str = "refuse") -> Policy:
    """Everything this detector finds gets this measure."""
    return _policy((name,), measure, failures)


def _policy(names: Iterable[str], measure: str, failures: str = "refuse") -> Policy:
    detectors = tuple(detector(name) for name in names)
    kinds = tuple(kind for one in detectors for kind in one.kinds)
    rules = (
        Rule("tested", kinds, MEASURES.build(measure)),
        Rule("failures", ("sekisho.*",), MEASURES.build(failures)),
    )
    return Policy(
        "laws", "0" * 64, rules, Rule("default", ("*",), MEASURES.build("allow")), 1.0, _HOLD, detectors
    )


def gate(ruling: Policy, inline: bool = False, hold: int = _HOLD, desk: Desk | None = None) -> Gate:
    desk = desk or Vault(b"k" * 32, 60, 10, 1000).open("laws", "laws", 0.0)
    return Gate(_CHANNEL, ruling.plan(_CHANNEL), desk, itertools.count(), hold, show if inline else None)


def run(passing: Gate, given_pieces: Iterable[str], order: random.Random | None = None) -> Run:
    """Feed pieces and an end; with `order`, answers come late and in any order."""
    out = Run()
    for event in (*(Text(piece) for piece in given_pieces), End()):
        out.take(passing.receive(event))
        while out.pending and (order is None or order.random() < 0.5):
            out.take(
                passing.receive(
                    reply(out.pending.pop(0 if order is None else order.randrange(len(out.pending))))
                )
            )
    while out.pending:
        out.take(
            passing.receive(reply(out.pending.pop(0 if order is None else order.randrange(len(out.pending)))))
        )
    return out


def texts(name: str) -> list[str]:
    return [text for text in samples(name).texts if len(text) < 4000]


def cut_anywhere(name: str, measure: str, data: st.DataObject, order: random.Random) -> None:
    """Cut at any places, with answers in any order, a text gives what it gives whole."""
    text = data.draw(st.sampled_from(texts(name)))
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    whole = run(gate(policy(name, measure)), [text])
    for inline in (False, True):
        cut = run(gate(policy(name, measure), inline), pieces(text, cuts), order)
        assert cut.text == whole.text
        assert cut.stopped == whole.stopped
        assert whole.stopped or cut.rulings == whole.rulings


# Of each pair; of each detector that is some hundreds, and of each measure too.
@pytest.mark.parametrize("measure", _MEASURES)
@pytest.mark.parametrize("name", _NAMES)
@settings(max_examples=15)
@given(data=st.data(), order=st.randoms(use_true_random=False))
def test_any_cut_and_any_order_of_answers(
    name: str, measure: str, data: st.DataObject, order: random.Random
) -> None:
    cut_anywhere(name, measure, data, order)


@pytest.mark.deep
@pytest.mark.parametrize("measure", _MEASURES)
@pytest.mark.parametrize("name", _NAMES)
@settings(max_examples=300)
@given(data=st.data(), order=st.randoms(use_true_random=False))
def test_any_of_many_cuts_and_any_order_of_answers(
    name: str, measure: str, data: st.DataObject, order: random.Random
) -> None:
    cut_anywhere(name, measure, data, order)


@pytest.mark.parametrize("measure", _MEASURES)
@pytest.mark.parametrize("name", _NAMES)
def test_one_character_at_a_time_is_as_the_whole(name: str, measure: str) -> None:
    for text in texts(name):
        whole = run(gate(policy(name, measure), inline=True), [text])
        slow = run(gate(policy(name, measure), inline=True), text)
        assert (slow.text, slow.stopped) == (whole.text, whole.stopped)


def keeps(measure: str) -> bool:
    """Whether what it acts on leaves all the same: put back, or with a word beside it."""
    return measure == "restore" or getattr(MEASURES.find(measure), "keeps", False)


@pytest.mark.parametrize("measure", [m for m in _MEASURES if MEASURES.build(m).holds and not keeps(m)])
@pytest.mark.parametrize("name", _NAMES)
def test_nothing_of_an_acted_on_span_leaves(name: str, measure: str) -> None:
    for text in texts(name):
        out = run(gate(policy(name, measure)), [text])
        for _, start, end, _ in sorted(out.rulings):
            span = text[start:end]
            if len(span) >= 4 and text.count(span) == sum(text[s:e] == span for _, s, e, _ in out.rulings):
                assert span not in out.text


@pytest.mark.parametrize("name", _NAMES)
def test_a_label_adds_and_takes_nothing_away(name: str) -> None:
    rule = Rule("tested", tuple(detector(name).kinds), MEASURES.build("label", {"text": "\ue000"}))
    ruling = replace(_policy((name,), "label"), rules=(rule,))
    for text in texts(name):
        out = run(gate(ruling), [text])
        assert out.text.replace("\ue000\n\n", "") == text
        assert out.text.count("\ue000") == len(out.rulings)


@pytest.mark.parametrize("name", _NAMES)
def test_masking_twice_is_masking_once(name: str) -> None:
    # As policies have it: what mask put there is known again, and nothing is looked for in it.
    # What judges whole sentences may read the rest of one otherwise once a value is gone: each alone.
    # And what reads in a context says of prose what it says of anything.
    fixed = [
        other
        for other in _NAMES
        if other != "placeholder" and other not in CONTEXTS and DETECTORS.find(other).inline
    ]
    everything = _policy({*fixed, name} - {"placeholder"}, "mask")
    known = Rule("surrogates", ("placeholder.*",), MEASURES.build("restore"))
    everything = replace(
        everything,
        rules=(*everything.rules, known),
        detectors=(*everything.detectors, detector("placeholder")),
    )
    for text in texts(name):
        desk = Vault(b"k" * 32, 60, 10, 1000).open("laws", "laws", 0.0)
        once = run(gate(everything, desk=desk), [text]).text
        assert run(gate(everything, desk=desk), [once]).text == once


@pytest.mark.parametrize("lost", ["failed", "late"])
@pytest.mark.parametrize("name", _NAMES)
def test_a_failure_at_any_ask_is_never_silence(name: str, lost: str) -> None:
    text = texts(name)[0][:80]
    cut = pieces(text, [20, 40, 60])
    for unlucky in range(5):
        passing, out, asked, hit = gate(policy(name, "mask")), Run(), 0, False
        for event in (*(Text(piece) for piece in cut), End()):
            out.take(passing.receive(event))
            while out.pending:
                ask = out.pending.pop(0)
                hit = hit or asked == unlucky
                failure = Failed(ask.ticket, "ValueError") if lost == "failed" else Late(ask.ticket)
                out.take(passing.receive(failure if asked == unlucky else reply(ask)))
                asked += 1
        assert out.stopped == hit
        assert (f"sekisho.{lost}" in {kind for kind, *_ in out.rulings}) == hit


@pytest.mark.parametrize("name", _NAMES)
def test_flagging_never_delays_a_character(name: str) -> None:
    for text in texts(name):
        passing = gate(policy(name, "flag", failures="flag"))
        for character in text:
            released = [c.text for c in passing.receive(Text(character)) if isinstance(c, Release)]
            assert released == [character]


@pytest.mark.parametrize("name", _NAMES)
def test_after_the_end_nothing_is_held(name: str) -> None:
    for text in (*texts(name), "", ENGLISH, JAPANESE):
        passing = gate(policy(name, "mask"), inline=True)
        run(passing, pieces(text, [7, 11]))
        assert passing.closed
        assert passing.waiting == 0


@pytest.mark.parametrize("name", _NAMES)
def test_what_waits_is_bounded_by_the_hold(name: str) -> None:
    for token in samples(name).tokens:
        passing = gate(policy(name, "mask", failures="flag"), inline=True, hold=64)
        for _ in range(200):
            passing.receive(Text(token))
            assert passing.waiting <= 64 + len(token)


def pass_as_told(name: str, text: str) -> None:
    """Where a text is said to pass at once, it passes the gate as it is."""
    ruling = policy(name, "mask")
    if passes(_CHANNEL, ruling.plan(_CHANNEL), text):
        out = run(gate(ruling), [text])
        assert (out.text, out.rulings) == (text, set())


@pytest.mark.parametrize("name", _NAMES)
@given(text=st.text(max_size=60))
def test_a_text_that_passes_at_once_passes_the_gate(name: str, text: str) -> None:
    pass_as_told(name, text)


@pytest.mark.parametrize("name", _NAMES)
def test_what_has_something_in_it_does_not_pass_at_once_unless_it_passes(name: str) -> None:
    for text in texts(name):
        pass_as_told(name, text)


def test_prose_is_held_briefly_and_leaves_as_it_came() -> None:
    # What an operator adds may wait for more; what answers later is not waited for by a clock here.
    added = {*CONTEXTS, *opt_in()}
    plain = [name for name in _NAMES if name not in added and not samples(name).options]
    shipped = [name for name in plain if DETECTORS.find(name).inline]
    everything = _policy(shipped, "mask")
    for text, most in ((ENGLISH, 3.0), (JAPANESE, 1.75)):  # attacks are acted on too here
        passing, out, waits = gate(everything, inline=True), Run(), []
        for character in text:
            out.take(passing.receive(Text(character)))
            waits.append(passing.waiting)
        out.take(passing.receive(End()))
        assert out.text == text
        assert out.rulings == set()
        assert sum(waits) / len(waits) <= most


# One number for all of it: seeded transcripts over everything registered. It changes when a
# ruling changes; then look at what changed, and write the new one down with the reason.
ACCUMULATED = "1198b4b22f96a3f656958da052271e6fc0f335c8427bd4cee73648ba476f4e3a"


def test_the_accumulated_hash_of_seeded_transcripts() -> None:
    digest = hashlib.sha256()
    for name, measure in itertools.product(_NAMES, _MEASURES):
        dice = random.Random(f"{name}/{measure}")  # repeatable, not secret
        for text in texts(name):
            for _ in range(3):
                cuts = [dice.randrange(len(text) + 1) for _ in range(dice.randrange(6))]
                out = run(gate(policy(name, measure)), pieces(text, cuts), dice)
                rulings = sorted(out.rulings) if not out.stopped else "stopped"
                digest.update(f"{name}\0{measure}\0{out.text}\0{rulings}\n".encode("utf-8", "surrogatepass"))
    assert digest.hexdigest() == ACCUMULATED
