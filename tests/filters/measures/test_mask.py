"""The value leaves in no form: a token, the kind, or a filler of its length."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import PolicyError
from filters.measure import MEASURES, Edit, Implied
from filters.model import Direction
from tests.filters.verdicts import NoDesk, desk, verdict

TOKEN = re.compile(r"PII_EMAIL_[1-9][0-9]*_[A-Z2-7]{2}")


def masked(text: str, kind: str = "pii.email", **options: str) -> str:
    outcome = MEASURES.build("mask", options).act(text, verdict(text, kind), NoDesk())
    assert isinstance(outcome, Edit)
    return outcome.text


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("pii.email", "[EMAIL]"),
        ("pii.jp.my_number", "[MY_NUMBER]"),
        ("sekisho.failed", "[FAILED]"),
        ("x", "[X]"),
    ],
)
def test_a_label_says_only_the_kind(kind: str, label: str) -> None:
    assert masked("taro@example.com", kind, style="label") == label


@given(st.text(max_size=50), st.sampled_from(["*", "█", "x"]))
def test_a_filler_keeps_the_length(text: str, fill: str) -> None:
    assert masked(text, style="fill", fill=fill) == fill * len(text)


@pytest.mark.parametrize(("direction", "back"), [("request", "response"), ("response", "request")])
def test_a_token_stands_for_the_value_and_comes_back_only_the_other_way(
    direction: Direction, back: str
) -> None:
    mask, at, text = MEASURES.build("mask"), desk(), "taro@example.com"
    first, again = (mask.act(text, verdict(text, direction=direction), at) for _ in range(2))
    assert isinstance(first, Edit)
    assert first == again
    assert TOKEN.fullmatch(first.text)
    assert (at.original(first.text, back), at.original(first.text, direction)) == (text, None)


@pytest.mark.parametrize(("length", "kept"), [(4096, True), (4097, False)])
def test_what_is_too_long_for_the_vault_gets_a_label(length: int, kept: bool) -> None:
    text = "x" * length
    outcome = MEASURES.build("mask").act(text, verdict(text), desk())
    assert isinstance(outcome, Edit)
    assert (outcome.text != "[EMAIL]", bool(TOKEN.fullmatch(outcome.text))) == (kept, kept)


@pytest.mark.parametrize(
    ("style", "implied"), [("token", (Implied("request", "restore"),)), ("label", ()), ("fill", ())]
)
def test_only_tokens_bring_a_way_back_along(style: str, implied: tuple[Implied, ...]) -> None:
    assert getattr(MEASURES.build("mask", {"style": style}), "implies", None) == implied


@pytest.mark.parametrize(("direction", "told"), [("request", [("pii.email", "a@x.jp")]), ("response", [])])
@pytest.mark.parametrize("style", ["label", "fill"])
def test_what_has_no_surrogate_is_looked_for_where_it_may_not_leave(
    style: str, direction: Direction, told: list[tuple[str, str]]
) -> None:
    at = NoDesk()
    MEASURES.build("mask", {"style": style}).act("a@x.jp", verdict("a@x.jp", direction=direction), at)
    assert at.concealed == told


@pytest.mark.parametrize(("options", "name"), [({"style": "blur"}, "style"), ({"fill": 0}, "fill")])
def test_options_that_are_none(options: dict[str, object], name: str) -> None:
    with pytest.raises(PolicyError, match=f"measure 'mask', option '{name}'"):
        MEASURES.build("mask", options)


def test_how_strict_it_is_and_that_text_waits_for_it() -> None:
    mask = MEASURES.build("mask")
    assert MEASURES.find("pseudonymise").severity < mask.severity == 40
    assert mask.severity < MEASURES.find("hold_for_review").severity
    assert mask.holds
