from __future__ import annotations

import pytest

from filters.attack.terms import terms


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
