"""What is copied is found, wherever it stands and however the text comes; what is not stays silent."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

import pytest

from filters.ip.channel import CODE, EN, JA, Channel, Stream
from filters.ip.forms import normal
from filters.ip.matcher import REACH, Part, match
from filters.ip.trail import Trail
from tests.filters.ip.making import MAKERS, index_of, read, sources, works

_SORTS: Mapping[str, tuple[Channel, Stream]] = {
    "en": (EN, "text"),
    "ja": (JA, "text"),
    "code": (CODE, "code"),
}


def _embedded(sort: str, count: int, seed: int) -> None:
    """Runs of exactly the length that is promised, at random places of works, in other text."""
    rng = random.Random(seed)
    channel, stream = _SORTS[sort]
    texts = works(rng, sort, 6, 4000)
    trail = index_of(texts)
    forms = [normal(text, stream) for _, text in texts]
    for _ in range(count):
        which = rng.randrange(len(texts))
        form, text = forms[which], texts[which][1]
        size = channel.least + rng.choice((0, 0, 0, 1, 7, 60))
        first = rng.randrange(len(form.codes) - size)
        run = text[int(form.at[first]) : int(form.at[first + size - 1]) + 1]
        before, after = (MAKERS[sort](rng, rng.randint(0, 300)) for _ in range(2))
        answer = f"{before}\n{run}\n{after}"
        assert texts[which][0].id in sources(answer, trail), (which, first, size)


@pytest.mark.parametrize("sort", _SORTS)
def test_every_run_that_is_long_enough_is_found(sort: str) -> None:
    _embedded(sort, 100, 1)


@pytest.mark.deep
@pytest.mark.timeout(0)
@pytest.mark.parametrize("sort", _SORTS)
def test_a_hundred_thousand_runs_are_all_found(sort: str) -> None:
    _embedded(sort, 100_000, 2)


@pytest.mark.parametrize("sort", _SORTS)
def test_other_texts_and_shorter_runs_are_silent(sort: str) -> None:
    rng = random.Random(3)
    channel, stream = _SORTS[sort]
    texts = works(rng, sort, 8, 4000)
    trail = index_of(texts)
    for _ in range(40):
        text = texts[rng.randrange(8)][1]
        form = normal(text, stream)
        size = channel.least * 3 // 4
        first = rng.randrange(len(form.codes) - size)
        run = text[int(form.at[first]) : int(form.at[first + size - 1]) + 1]
        answer = f"{MAKERS[sort](rng, 300)}\n{run}\n{MAKERS[sort](rng, 300)}"
        # Code made of few forms is alike when its names are left aside.
        assert [one for one in read(answer, trail) if one.sources[0].stream == stream] == []


def _pieces(text: str, rng: random.Random, most: int) -> list[str]:
    made, at = list[str](), 0
    while at < len(text):
        size = rng.randint(1, most)
        made.append(text[at : at + size])
        at += size
    return made


def _streamed(pieces: list[str], trail: Trail) -> list[Part]:
    """As a gate shows windows: no more before the place to go on from than is promised to be enough."""
    found, text, settled = list[Part](), "", 0
    for number, piece in enumerate([*pieces, ""]):
        text += piece
        start = max(0, settled - REACH)
        final = number == len(pieces)
        matched = match(text[start:], trail, start=start, resume=settled, final=final)
        assert settled <= matched.settled <= len(text)
        found += matched.parts
        settled = matched.settled
    assert settled == len(text)
    return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.deep) for n in range(1, 40))])
def test_any_cut_finds_the_same(seed: int) -> None:
    rng = random.Random(seed)
    texts = [one for sort in _SORTS for one in works(rng, sort, 4, 3000)]
    trail = index_of(texts)
    answer = ""
    for _ in range(3):
        at, (_, text) = rng.randrange(2000), rng.choice(texts)
        answer += MAKERS[rng.choice(list(_SORTS))](rng, rng.randint(10, 400))
        copied = text[at : at + rng.choice((60, 150, 400, 1500))]
        if rng.random() < 0.5:  # an edited one
            copied = " ".join("gone" if rng.random() < 0.1 else one for one in copied.split(" "))
        answer += copied + "\n"
    whole = read(answer, index_of(texts))
    assert len(whole) > 1
    assert tuple(_streamed(_pieces(answer, rng, 40), trail)) == whole
    assert tuple(_streamed(_pieces(answer, rng, 700), index_of(texts))) == whole


def test_a_passage_is_told_as_soon_as_it_is_long_enough() -> None:
    rng = random.Random(7)
    texts = works(rng, "en", 2, 3000)
    trail = index_of(texts)
    answer = "Here it is: " + texts[1][1][500:1500]
    for end in range(12, len(answer)):
        matched = match(answer[:end], trail, start=0, resume=0, final=False)
        if matched.parts:
            break
        # Nothing but what may belong to it waits.
        assert len(normal(answer[matched.settled : end], "code").codes) <= CODE.least + 3
    (part,) = matched.parts
    assert len(normal(answer[part.start : part.end], "text").codes) == EN.least
    assert (part.goes_on, matched.settled) == (False, part.end)
    assert len(answer[12:end]) <= part.end - 12 + 1


def test_a_long_passage_comes_in_parts_that_meet() -> None:
    rng = random.Random(8)
    texts = works(rng, "ja", 2, 4000)
    parts = read("次の通りです。\n" + texts[0][1], index_of(texts))
    assert len(parts) > 2
    assert [one.goes_on for one in parts] == [False] + [True] * (len(parts) - 1)
    assert all(one.end == two.start for one, two in itertools.pairwise(parts))
    assert parts[-1].end > len(texts[0][1]) - 10


@pytest.mark.parametrize(
    "text",
    ["", "\x00\xff\ud800" * 3000, "a" * 200_000, "\\" * 50_000, "（あ" * 9000, "/*" * 9000, "\n" * 90_000],
)
def test_what_is_no_text_is_read_to_its_end(text: str) -> None:
    trail = index_of(works(random.Random(9), "en", 1, 2000))
    assert match(text, trail, start=0, resume=0, final=True) == ((), len(text))
