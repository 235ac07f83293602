"""Labels of tokens as spans."""

from __future__ import annotations

import pytest

from filters.onnx.labels import Span, Token, name_of, spans

TEXT = "Hanako Sato,Taro in Tokyo"


def told(*labels: str) -> list[str]:
    """The words of TEXT with these labels, as `name:words`."""
    places = [(0, 6), (7, 11), (11, 12), (12, 16), (17, 19), (20, 25)]
    tokens = [Token(*place, label, 0.9) for place, label in zip(places, labels, strict=False)]
    return [f"{one.name}:{TEXT[one.start : one.end]}" for one in spans(TEXT, tokens)]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("B-PER", "I-PER"), ["PER:Hanako Sato"]),
        (("B-PER", "B-PER"), ["PER:Hanako", "PER:Sato"]),
        (("PER", "PER"), ["PER:Hanako Sato"]),
        (("I-PER", "I-PER"), ["PER:Hanako Sato"]),
        (("B-PER", "I-LOC"), ["PER:Hanako", "LOC:Sato"]),
        (("B-PER", "E-PER", "I-PER"), ["PER:Hanako Sato", "PER:,"]),
        (("S-PER", "I-PER"), ["PER:Hanako", "PER:Sato"]),
        (("B_PER", "L_PER", "O", "U_PER"), ["PER:Hanako Sato", "PER:Taro"]),
        (("O", "O", "O", "B-PER", "O", "B-LOC"), ["PER:Taro", "LOC:Tokyo"]),
        ((), []),
    ],
)
def test_spans(labels: tuple[str, ...], found: list[str]) -> None:
    assert told(*labels) == found


def test_blanks_at_the_ends_belong_to_nobody_and_the_score_is_the_mean() -> None:
    tokens = [Token(6, 11, "B-PER", 0.5), Token(11, 12, "O", 1.0)]
    assert spans(TEXT, tokens) == [Span(7, 11, "PER", 0.5)]
    assert spans("  ", [Token(0, 2, "PER", 1.0)]) == []
    assert spans(TEXT, [Token(0, 6, "PER", 0.4), Token(7, 11, "PER", 0.8)])[0].score == pytest.approx(0.6)


def test_tokens_far_apart_are_two() -> None:
    assert len(spans(TEXT, [Token(0, 6, "PER", 1.0), Token(12, 16, "PER", 1.0)])) == 2


@pytest.mark.parametrize(
    ("label", "name"), [("B-PER", "PER"), ("PER", "PER"), ("O", ""), ("B-", "B-"), ("I-O", "")]
)
def test_names(label: str, name: str) -> None:
    assert name_of(label) == name
