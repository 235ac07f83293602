"""The texts that an answer may rest on: bounded, unseen in records, and passages that bear on a statement."""

from __future__ import annotations

from filters.harm.grounds import MOST, Grounds, Shown

FILLER = "The keeper lit the lamp and went up the stairs again, as he did on quiet evenings. "


def test_short_texts_are_shown_as_they_are() -> None:
    grounds = Grounds(["One.", "Two."], ["Be brief.", "And?"], "And?")
    assert grounds.about("anything", 1000).texts == ("One.", "Two.", "Be brief.", "And?")
    assert grounds.whole
    assert grounds.asked == "And?"


def test_of_long_texts_the_passages_that_bear_on_the_statement() -> None:
    text = FILLER * 40 + "The ferry to Sado costs 4,200 yen. " + FILLER * 40
    other = "新しい路線は2027年に開業します。" * 60
    grounds = Grounds([text, other], [])
    shown = grounds.about("A ticket to Sado is 4200 yen.", 1000).texts
    assert sum(map(len, shown)) <= 1000
    assert any("The ferry to Sado costs 4,200 yen." in one for one in shown)
    assert any("2027年" in one for one in grounds.about("路線は2027年に開業する。", 1000).texts)


def test_neighbours_are_put_together_again_and_nothing_is_said_twice() -> None:
    text = "".join(f"Lamp {number} of the harbour is green. " for number in range(200))
    shown = Grounds([text], []).about("The harbour is green.", 4000).texts
    assert all(one in text for one in shown)
    assert sum(map(len, shown)) <= 4000
    assert sum(map(len, shown)) > 3000


def test_what_is_held_is_bounded_and_the_latest_is_kept() -> None:
    grounds = Grounds(["x" * MOST, "y" * 1000], ["z" * 10, "last"], "q" * 5000)
    assert sum(map(len, (*grounds.given, *grounds.own))) == MOST
    assert grounds.given[-1] == "y" * 1000
    assert not grounds.whole
    assert grounds.asked == "q" * 1000
    assert Grounds(["x" * (MOST + 1)], ["z"]).own == ()
    many = Grounds(["w" * 10] * 50_000, [])
    assert sum(map(len, many.given)) == MOST


def test_a_text_without_an_end_is_cut_all_the_same() -> None:
    shown = Grounds(["x" * 5000], []).about("anything", 1300).texts
    assert [len(one) for one in shown] == [1200]


def test_other_texts_have_another_mark() -> None:
    given = [("ab",), ("a", "b"), ("b", "a"), ("ab", ""), (), ("1 a",), ("a\ud800",)]
    assert len({Shown.of(one).mark for one in given}) == len(given)
    assert Grounds(["ab"], []).about("x", 9) == Shown.of(("ab",))


def test_nobody_sees_them_by_accident() -> None:
    assert "secret" not in repr(Grounds(["secret"], ["secret"], "secret"))
