"""What an answer says beyond what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec
import pytest

from config.errors import PolicyError
from filters.attack.context import Context
from filters.detector import DETECTORS, Detector, Window
from filters.detectors.grounding import LONGEST
from filters.harm.sources import Source
from filters.model import Channel, Finding
from tests.filters.reading import unmark

ANSWER = Channel("response", "/choices/*/message/content", "assistant")
GIVEN = (
    "Line 3 of the harbour tram opens on 4 April 2027. A ticket costs 250 yen. https://tram.example/line3",
    "港の路面電車3号線は2027年4月4日に開業します。運賃は250円です。開業式は市役所前で行われます。",
)
CONTEXT = replace(
    Context(),
    sources=tuple(map(Source.of, GIVEN)),
    own=(Source.of("When does the tram open? Answer from https://city.example/faq only."),),
)


def read(
    text: str,
    context: Context | None = CONTEXT,
    channel: Channel = ANSWER,
    options: Mapping[str, object] | None = None,
) -> list[Finding]:
    detector = DETECTORS.build("grounding", options)
    shown = Window(channel, "grounding", text, 0, 0, final=True, context=context)
    reading = detector.read(shown)
    assert reading.settled == len(text)
    return list(reading.findings)


def marked(text: str) -> tuple[str, list[tuple[str, str]]]:
    plain, spans = unmark(text)
    return plain, [(one.kind, plain[one.start : one.end]) for one in spans]


def seen(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.span.start : one.span.end]) for one in read(text)]


@pytest.mark.parametrize(
    "said",
    [
        "Line 3 of the harbour tram opens on 4 April 2027. A ticket costs 250 yen.",
        "The tram opens on 4 April. [[grounding.unsupported:It was designed by Swiss engineers in Geneva]].",
        "港の路面電車3号線は2027年4月4日に開業します。運賃は250円です。",
        "3号線は2027年4月4日に開業します。[[grounding.unsupported:車両は全面的に国産蓄電池を搭載している]]。",
        # A number that was made up weighs more than a word.
        "[[grounding.unsupported:Tickets of line 7 cost 990 yen since 2031]].",
        # Questions and short phrases assert nothing that could be checked.
        "Would you like directions from Shinjuku station by airport express bus?",
        "Happy to help!",
        "Details: https://tram.example/line3 and https://city.example/faq.",
        "Details: [[grounding.invented_link:https://tram.example/line3/tickets?day=1]].",
        "See [tram](https://tram.example/line3) or [fares]([[grounding.invented_link:https://fares.example/250]]).",
        "It opens in April [1][2], and [[grounding.invented_link:【9†page】]].",
    ],
)
def test_reads(said: str) -> None:
    text, spans = marked(said)
    assert seen(text) == spans


def test_how_little_is_covered_is_the_score() -> None:
    (one,) = read("It was designed by Swiss engineers in Geneva.")
    assert one.score == 1.0
    assert one.attrs == {"covered": 0.0, "terms": 4}
    (mixed,) = read("The tram was designed by Swiss engineers in Geneva.")
    assert 0.5 < mixed.score < 1


@pytest.mark.parametrize(
    ("context", "channel"),
    [
        (None, ANSWER),
        (Context(), ANSWER),  # nothing was given, so nothing can be asked of it
        (CONTEXT, replace(ANSWER, role="reasoning")),
        (CONTEXT, replace(ANSWER, syntax="code")),
        (CONTEXT, replace(ANSWER, direction="request")),
    ],
)
def test_where_it_does_not_read(context: Context | None, channel: Channel) -> None:
    assert read("It was designed by Swiss engineers in Geneva.", context, channel) == []


def test_only_where_the_request_was_of_a_kind() -> None:
    text = "It was designed by Swiss engineers in Geneva."
    asked = {"asked": ["harm.misinformation"]}
    assert read(text, options=asked) == []
    assert len(read(text, replace(CONTEXT, asked=frozenset({"harm.misinformation"})), options=asked)) == 1


def test_how_much_must_be_covered_can_be_said() -> None:
    text = "Line 3 of the harbour tram was designed by Swiss engineers."
    assert [len(read(text, options={"least": least})) for least in (0.2, 0.5, 0.9)] == [0, 0, 1]
    assert len(read("Swiss engineers.", options={"terms": 2})) == 1


@pytest.mark.parametrize("options", [{"least": 0}, {"terms": 0}, {"asked": ["x"] * 33}, {"lest": 0.5}])
def test_options_that_are_none(options: dict[str, object]) -> None:
    with pytest.raises(PolicyError, match="detector 'grounding', option"):
        DETECTORS.build("grounding", options)


def test_it_runs_only_where_a_policy_names_it() -> None:
    assert getattr(DETECTORS.find("grounding"), "opt_in", False)


def test_a_link_that_is_cut_for_the_length_of_its_sentence_is_not_judged() -> None:
    link = "https://tram.example/" + "x" * (2 * LONGEST)
    assert seen(f"See {link}") == []


def test_a_text_without_an_end_is_read_in_parts() -> None:
    detector: Detector = DETECTORS.build("grounding")
    text = "engineers geneva swiss design " * 40
    shown = Window(ANSWER, "grounding", text, 0, 0, final=False, context=CONTEXT)
    reading = detector.read(shown)
    assert len(text) - LONGEST < reading.settled <= len(text)
    again = detector.read(msgspec.structs.replace(shown, resume=reading.settled, final=True))
    whole = detector.read(msgspec.structs.replace(shown, final=True))
    assert (*reading.findings, *again.findings) == whole.findings
