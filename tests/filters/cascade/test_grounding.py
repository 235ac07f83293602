"""Which passages of an answer are asked about, and what is shown with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from filters.attack.context import Context
from filters.cascade.guard import UNSUPPORTED
from filters.cascade.inquiry import Inquiry
from filters.detector import Window
from filters.detectors.grounding_guard import GroundingGuard
from filters.harm.grounds import Grounds
from filters.harm.sources import Source
from filters.model import Channel

ANSWER = Channel("response", "/text", "assistant")
JUDGE = {"use": "grounding_judge", "url": "http://127.0.0.1:9/v1", "model": "m"}
GIVEN = ("Line 3 of the harbour tram opens on 4 April 2027. A ticket costs 250 yen.",)
CONTEXT = replace(
    Context(),
    sources=tuple(map(Source.of, GIVEN)),
    grounds=Grounds(GIVEN, ["Be brief."], "When does it open?"),
)
KEY = bytes(32)


def made(**options: Any) -> GroundingGuard:
    return GroundingGuard(GroundingGuard.Options(guards=(JUDGE,), **options))


def asked(text: str, *, final: bool = True, resume: int = 0, **options: Any) -> Inquiry:
    shown = Window(ANSWER, "grounding_guard", text, 0, resume, final, CONTEXT)
    return made(**options).inquire(shown, KEY)


def passages(inquiry: Inquiry) -> list[str]:
    return [one.question.text for one in inquiry.queries]


OPENS = "The harbour tram opens on 4 May 2027."
COSTS = "Tickets for the tram cost 990 yen at the harbour."


def test_passages_end_with_sentences_and_know_what_stands_before() -> None:
    found = asked(f"{OPENS} {COSTS} ", least=8)
    assert passages(found) == [OPENS, COSTS]
    second = found.queries[1]
    assert second.question.before == f"{OPENS} "
    assert second.question.given == (*GIVEN, "Be brief.")
    assert second.question.asked == "When does it open?"
    assert second.question.wanted == {UNSUPPORTED}
    assert passages(asked(f"{OPENS} {COSTS} ")) == [f"{OPENS} {COSTS}"]


def test_where_a_passage_is_found_is_without_what_closes_it() -> None:
    text = f"  {OPENS}\n{COSTS}"
    (first, second) = asked(text, least=8).queries
    assert text[first.unit.begin : first.unit.end] == OPENS[:-1]
    assert text[second.unit.begin : second.unit.end] == COSTS[:-1]


def test_nothing_is_asked_before_a_passage_is_complete() -> None:
    found = asked(f"{OPENS} Tickets for", final=False, least=8)
    assert passages(found) == [OPENS]
    assert found.settled == len(OPENS) + 1


def test_what_states_nothing_is_not_asked_about() -> None:
    for text in ("Happy to help!", "Shall I look up the harbour tram's timetable for 4 April?", "2027 250 3"):
        assert passages(asked(text)) == []
    assert passages(asked("Tram tickets.", terms=2)) == ["Tram tickets."]


def test_a_band_leaves_out_what_the_words_bear_out() -> None:
    text = "Line 3 of the harbour tram opens on 4 April 2027.\nIts Swiss carriages were welded in Geneva.\n"
    assert passages(asked(text, least=8, mode="band")) == []  # nothing of the second stands in it: 1.0
    assert passages(asked(text, least=8, mode="band", band=[0.2, 1])) == []
    partly = "The harbour tram was designed in Geneva by Swiss engineers.\n"
    assert passages(asked(partly, least=8, mode="band")) == [partly.strip()]
    assert passages(asked(text, least=8, mode="sampled", share=0)) == []
    assert len(passages(asked(text, least=8, mode="sampled", share=1))) == 2


def test_too_many_questions_are_left() -> None:
    found = asked("".join(f"{COSTS}\n" for _ in range(5)), least=8, calls=2)
    assert len(found.queries) == 2
    assert len(found.left) == 3


def test_of_much_that_was_given_the_part_that_bears_on_it_is_shown() -> None:
    filler = "The keeper lit the lamp and went up the stairs again, on a quiet evening. " * 60
    given = (filler + GIVEN[0] + filler,)
    context = replace(Context(), sources=tuple(map(Source.of, given)), grounds=Grounds(given, []))
    shown = Window(ANSWER, "grounding_guard", COSTS, 0, 0, final=True, context=context)
    (one,) = made(shown=1000).inquire(shown, KEY).queries
    assert "A ticket costs 250 yen." in "".join(one.question.given)
    assert sum(map(len, one.question.given)) <= 1000
