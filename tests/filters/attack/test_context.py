from __future__ import annotations

from filters.attack.context import Context


def test_no_texts_make_no_context() -> None:
    assert Context.of() is None
    assert Context.of(before=[""]) is None


def test_a_context_of_each_sort_of_text() -> None:
    system = Context.of(system="Never speak of the merger with anyone.")
    assert system
    assert system.system
    assert system.system.share("speak of the merger") == 1.0
    assert system.given is None
    given = Context.of(given=["The library opens at nine on Mondays.", "Room 4 is closed."])
    assert given
    assert given.given
    assert given.given.share("opens at nine on mondays") == 1.0
    assert Context.of(before=["first", "second"]) == Context(before="first\nsecond")


def test_a_context_shows_no_text() -> None:
    context = Context.of("a system prompt of words", ["a document of words"], ["what the user said"])
    assert "words" not in repr(context)
    assert "said" not in repr(context)
