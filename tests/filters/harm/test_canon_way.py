"""From a text that was edited back to where it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filters.harm.canon_way import Chart, Edit, apply, chart_of, folding, same, upon
from filters.views import Folded


def stretches(source: str, chart: Chart) -> list[str]:
    return [source[begin:end] for begin, end in zip(*chart, strict=True)]


def test_edits() -> None:
    source = "the h4rb0ur &amp; t h e fog"
    edits = [Edit(4, 11, "harbour"), Edit(12, 17, "&"), Edit(18, 23, "the", Chart([0, 2, 4], [1, 3, 5]))]
    made = apply(source, edits)
    assert made == "the harbour & the fog"
    there = dict(zip(made, stretches(source, chart_of(len(source), edits)), strict=True))
    assert (there["u"], there["&"]) == ("u", "&amp;")
    assert stretches(source, chart_of(len(source), edits))[4:11] == list("h4rb0ur")


def test_what_is_not_as_long_stands_as_a_whole() -> None:
    assert stretches("kiiill", chart_of(6, [Edit(0, 6, "kill")])) == ["kiiill"] * 4
    assert stretches("ab", chart_of(2, [Edit(0, 1, "")])) == ["b"]


def test_one_upon_another() -> None:
    first = chart_of(6, [Edit(1, 3, "x")])  # abcdef: axdef
    second = upon(chart_of(5, [Edit(0, 2, "yz")]), first)
    assert ([*second.begins], [*second.ends]) == ([0, 1, 3, 4, 5], [1, 3, 4, 5, 6])
    turned = Chart([4, 3, 2, 1, 0], [5, 4, 3, 2, 1])
    assert [*upon(turned, first).begins] == [5, 4, 3, 1, 0]


def test_a_stretch_of_what_was_turned_round() -> None:
    turned = Chart([2, 1, 0], [3, 2, 1])
    whole = Chart([0], [3])
    assert upon(whole, turned) == Chart((0,), (3,))


@given(st.text(st.sampled_from("aあ１\u200b㈱½ﾊﾞ"), max_size=12))
def test_folding_is_charted_as_a_channel_does(text: str) -> None:
    view = Folded()
    view.feed(text)
    chart = folding(text)
    assert [*chart.begins] == [view.raw_start(at) for at in range(view.end)]
    assert [*chart.ends] == [view.raw_end(at + 1) for at in range(view.end)]


@given(st.text("abc", max_size=8), st.data())
def test_every_character_has_a_stretch(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(one, other, "xy") for one, other in zip(cuts[::2], cuts[1::2], strict=False) if one < other]
    made, chart = apply(text, edits), chart_of(len(text), edits)
    assert len(made) == len(chart.begins) == len(chart.ends)
    assert all(begin < end for begin, end in zip(*chart, strict=True))
    assert upon(same(len(made)), chart) == Chart(chart.begins, chart.ends)
