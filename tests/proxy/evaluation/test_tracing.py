"""Why something was missed: where it is, and what was claimed there."""

from __future__ import annotations

from config.load import default_settings
from config.policies import resolve
from filters.compiling import compile_policy
from proxy.evaluation.matching import Outcome
from proxy.evaluation.rows import TextRow
from proxy.evaluation.tracing import explained
from tests.proxy.evaluation.looking import Word, policy

TEXT = "注文番号は\n０９０－１２３４－５６７８です。" + "あ" * 40
MISSED = Outcome("missed", "PHONE_NUMBER", 6, 19)


def test_the_place_is_marked_and_rejected_claims_stand_beneath() -> None:
    made = compile_policy(resolve(default_settings(), "standard"))
    first, *claims = explained(TextRow(TEXT, ()), made, [MISSED])
    assert first.startswith("missed PHONE_NUMBER 6-19  注文番号は⏎[[０９０－１２３４－５６７８]]です。ああ")
    assert len(first) < 90
    assert any("pii.phone 6-19" in claim and "cue veto" in claim for claim in claims)
    assert all(claim.startswith("    ") for claim in claims)


def test_without_the_arbiter_only_the_place_is_shown() -> None:
    lines = list(explained(TextRow(TEXT, ()), policy(Word("w", "a", "pii.a")), [MISSED]))
    assert len(lines) == 1
