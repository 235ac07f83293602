"""The promise of a detector, tried on every registered one.

*Whatever text follows, my findings that begin before `settled` are final and complete.*
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.detector import DETECTORS, Detector, View, Window
from filters.model import Finding, Reading
from filters.sieve import sift
from filters.views import fold
from tests.contracts.built import CONTEXTS, built
from tests.contracts.samples import GENERIC, HOSTILE, SAMPLES, Samples, samples
from tests.filters.prose import ENGLISH, JAPANESE
from tests.filters.reading import (
    Stream,
    cuts,
    mean_held,
    read_all,
    read_pieces,
    read_whole,
    view_of,
    window,
)

NAMES = list(DETECTORS)
every_detector = pytest.mark.parametrize("name", NAMES)

# Readings per detector that short texts may cost; what is not inline takes milliseconds for one.
_READINGS, _READINGS_SLOW, _READINGS_DEEP = 60_000, 200, 1_000_000


def short_texts(detector: Detector, sample: Samples, budget: int = _READINGS) -> Iterator[str]:
    """All rows of tokens, up to the length that the budget of characters allows."""
    budget = min(budget, sample.readings) if detector.inline else _READINGS_SLOW
    size = sum(map(len, sample.tokens)) / len(sample.tokens)
    for length in itertools.count(1):
        budget -= round(len(sample.tokens) ** length * length * size)
        if budget < 0 and length > 1:
            return
        yield from map("".join, itertools.product(sample.tokens, repeat=length))


def shown(detector: Detector, text: str) -> str:
    return fold(text) if detector.view == "folded" else text


def before(findings: tuple[Finding, ...], at: int) -> list[Finding]:
    return [one for one in findings if one.span.start < at]


def since(findings: tuple[Finding, ...], at: int) -> list[Finding]:
    return [one for one in findings if one.span.start >= at]


def beginnings(detector: Detector) -> Callable[[str], Reading]:
    """What it reads in the beginning of a text. Texts that begin alike come after each other: read once."""

    @lru_cache(maxsize=10_000)
    def begun(text: str) -> Reading:
        return detector.read(window(detector, text))

    return begun


def keep_the_promise(detector: Detector, text: str, begun: Callable[[str], Reading] | None = None) -> None:
    """What was settled of any beginning stands in the whole, and the rest can be read from there."""
    begun = begun or beginnings(detector)
    whole = read_whole(detector, text)
    assert whole.settled == len(text)
    read_on = set[int]()
    for end in range(len(text)):
        early = begun(text[:end])
        settled = early.settled
        assert 0 <= settled <= end
        assert before(early.findings, settled) == before(whole.findings, settled)
        if settled in read_on:
            continue
        read_on.add(settled)
        start = max(0, settled - detector.reach)
        later = detector.read(window(detector, text[start:], settled, start=start, final=True))
        assert since(later.findings, settled) == since(whole.findings, settled)
        full = detector.read(window(detector, text, settled, final=True))
        assert since(full.findings, settled) == since(whole.findings, settled)


class Liar:
    """Three digits, released too early: a fourth may follow, and then they are none."""

    name = "liar"
    kinds: Mapping[str, str] = {"test.three": "Three digits."}
    reach = 0
    view: View = "raw"
    inline = True

    def read(self, window: Window) -> Reading:
        found = re.finditer("[0-9]{3}(?![0-9])", window.text)
        return Reading(tuple(window.finding(m.span(), "test.three", 1.0) for m in found), window.end)


def test_a_lie_is_seen() -> None:
    with pytest.raises(AssertionError):
        keep_the_promise(Liar(), "1234")


@every_detector
def test_settled_never_lies_on_short_texts(name: str) -> None:
    detector, sample = built(name), samples(name)
    begun = beginnings(detector)
    for text in short_texts(detector, sample):
        keep_the_promise(detector, shown(detector, text), begun)


@pytest.mark.deep
@every_detector
def test_settled_never_lies_on_longer_texts(name: str) -> None:
    detector, sample = built(name), samples(name)
    begun = beginnings(detector)
    for text in short_texts(detector, sample, _READINGS_DEEP):
        keep_the_promise(detector, shown(detector, text), begun)


def keep_what_the_sieve_says(detector: Detector, text: str) -> None:
    """Where a sieve says that there is nothing, the detector says so too."""
    sieve = getattr(detector, "sieve", None)
    if sieve is None:
        return
    together = sift((sieve,))
    if together.clear(text):
        assert read_whole(detector, text).findings == ()
    for at in range(min(len(text), 90) + 1) if sieve.starts else ():
        if not together.awake(text, at, final=True):
            assert detector.read(window(detector, text, at, final=True)) == Reading((), len(text))
        if together.idle(text, at):
            reading = detector.read(window(detector, text, at, final=False))
            assert reading.findings == ()
            # Where it has settled less than all, the sieve knows that it may wait from there on.
            assert together.waits(text, at, at)[0] <= reading.settled


@every_detector
def test_a_sieve_never_lies(name: str) -> None:
    detector, sample = built(name), samples(name)
    padding = "x" * 70
    for text in (*short_texts(detector, sample, _READINGS // 8), *sample.texts, *GENERIC.texts):
        keep_what_the_sieve_says(detector, shown(detector, text))
    for text in (*sample.texts, *sample.tokens):
        for end in range(len(text) + 1):
            keep_what_the_sieve_says(detector, shown(detector, padding + " " + text[:end]))


@every_detector
def test_settled_never_lies_on_samples(name: str) -> None:
    detector = built(name)
    for text in (*samples(name).texts, *GENERIC.texts):
        keep_the_promise(detector, shown(detector, text))


@pytest.mark.parametrize("name", [name for name in NAMES if name in SAMPLES])
def test_the_samples_show_something(name: str) -> None:
    detector, sample = built(name), samples(name)
    for text in sample.texts:
        assert read_all(detector, text)
    assert any(read_all(detector, text) for text in short_texts(detector, sample))


def cut_anywhere(name: str, data: st.DataObject, seed: int) -> None:
    """Cut at any places, a text has the findings that it has whole."""
    detector, sample = built(name), samples(name)
    parts = st.sampled_from((*sample.tokens, *sample.texts, "\u200b", "＠", "－", "０", "㈱"))
    text = "".join(data.draw(st.lists(parts, max_size=6)))
    assert read_pieces(detector, cuts(text, seed)) == read_all(detector, text)


@every_detector
@settings(max_examples=50)
@given(data=st.data(), seed=st.integers(0, 2**16))
def test_any_cut_finds_the_same(name: str, data: st.DataObject, seed: int) -> None:
    cut_anywhere(name, data, seed)


@pytest.mark.deep
@every_detector
@settings(max_examples=1000)
@given(data=st.data(), seed=st.integers(0, 2**16))
def test_any_of_many_cuts_finds_the_same(name: str, data: st.DataObject, seed: int) -> None:
    cut_anywhere(name, data, seed)


@every_detector
def test_one_character_at_a_time_finds_the_same(name: str) -> None:
    detector = built(name)
    for text in (*samples(name).texts, *GENERIC.texts):
        assert read_pieces(detector, text) == read_all(detector, text)


@every_detector
def test_nothing_waits_after_the_end(name: str) -> None:
    detector = built(name)
    for text in ("", *samples(name).tokens, *samples(name).texts):
        stream = Stream(detector)
        stream.feed(text, final=True)
        assert stream.settled == stream.view.end


@every_detector
def test_what_is_found_is_named_and_inside(name: str) -> None:
    detector = built(name)
    for text in (*samples(name).texts, *GENERIC.texts):
        view = view_of(detector)
        view.feed(text)
        for finding in read_whole(detector, view.text).findings:
            assert finding.kind in detector.kinds
            assert 0 <= finding.span.start < finding.span.end <= view.end
            assert 0 < finding.score <= 1
            assert finding.detector == name


@every_detector
@pytest.mark.parametrize("piece", HOSTILE, ids=range(len(HOSTILE)))
def test_what_waits_is_bounded(name: str, piece: str) -> None:
    detector = built(name)
    stream = Stream(detector)
    chunk = piece * (1000 // len(piece))
    for _ in range(24 if detector.inline else 3):
        stream.feed(chunk)
        assert stream.view.end - stream.settled <= samples(name).bound
    stream.feed("", final=True)


# What personal data is looked for by, and texts in which each place seems to begin something.
_OF_DATA = (
    *("address", "api_key", "assigned_secret", "birth_date"),
    *("email", "encoded", "identifier", "network"),
)
_DIGITS = ("1 ", "11 ", "1(", ".〇", "9018(", "1234 ", "1.1.", "1/", "+81 ", "(03", "1" * 17 + " ")
_LETTERS = ("AE", "T1 ", "gb12 ", "f:", "fe80::", "May 1 ", "住所", "〒", "a@", "a%40あ", "&#64; ")
_NAMES = ("token=", "key: ", "password=example1,")
_COSTLY = (*_DIGITS, *_LETTERS, *_NAMES)


@pytest.mark.parametrize("name", _OF_DATA)
@pytest.mark.parametrize("piece", _COSTLY, ids=range(len(_COSTLY)))
def test_hostile_text_is_read_in_time(name: str, piece: str) -> None:
    """Some milliseconds a KB at the worst; what is asked for here took seconds where places multiply."""
    detector = built(name)
    text = shown(detector, piece) * (10_000 // len(piece))
    began = time.process_time()
    read_whole(detector, text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", [name for name in NAMES if samples(name).held])
def test_little_waits_on_prose(name: str) -> None:
    held = samples(name).held
    assert held is not None
    assert mean_held(built(name), ENGLISH) <= held[0]
    assert mean_held(built(name), JAPANESE) <= held[1]


@pytest.mark.parametrize("name", [name for name in NAMES if name in SAMPLES and name not in CONTEXTS])
def test_prose_has_none_of_it(name: str) -> None:
    assert read_all(built(name), ENGLISH) == []
    assert read_all(built(name), JAPANESE) == []
