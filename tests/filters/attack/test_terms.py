from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.attack.terms import doers, doing, spellings, spelt, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do not discuss the planned mergers of 2031.", {"plann", "merger", "2031"}),
        ("The salary band, or salaries", {"salar", "band"}),
        ("Please answer the customer's question.", set()),
        ("QP_OWL is set", {"qp_owl", "set"}),
        ("人事案件は記録しないこと。", {"人事", "事案", "案件", "記録"}),
        ("コバルトの凧", {"コバルト"}),
        ("ご質問にお答えください", set()),
        ("", set()),
    ],
)
def test_terms(text: str, expected: set[str]) -> None:
    assert terms(text) == expected


def test_two_forms_of_a_word_are_one() -> None:
    assert terms("scores") == terms("scored") == terms("score")


TEXTS = st.text(st.sampled_from("aeirsdyngAER0127_ ,-\n"), max_size=60)


@given(TEXTS)
def test_every_term_is_of_a_word_that_is_spelt(text: str) -> None:
    for term in terms(text):
        words = spellings({term}) & spelt(text)
        assert term in terms(" ".join(words))


@given(TEXTS)
def test_every_doer_is_a_word_that_is_spelt(text: str) -> None:
    assert all(doing({doer}) & spelt(text) for doer in doers(text))


def test_words_are_spelt_in_lower_case() -> None:
    assert spelt("The 2nd Seller's qp_owl, _so 7a!") >= {"the", "nd", "seller", "s", "qp_owl", "so"}
    assert {"salaries", "salary", "salaryed"} <= spellings({"salar", "salary"})
    assert {"carrier", "carriers", "sellor"} <= doing({"carr", "sell"})
