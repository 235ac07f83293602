"""A settings file stays its author's: only the number changes, or a row is added."""

from __future__ import annotations

import difflib

import pytest

from config.errors import PolicyError
from config.load import load_text
from config.policies import resolve
from proxy.cli.rewriting import Change, rewritten


def changed(text: str, policy: str, kind: str = "harm.*", score: float = 0.8312) -> str:
    """`text` with the threshold of the policy's first row for this kind changed."""
    settings = load_text(text)
    rule = next(row.name for row in resolve(settings, policy).rules if row.kinds == (kind,))
    return rewritten(text, settings, Change(policy, rule, score))


def lines(before: str, after: str) -> list[str]:
    """What is different, as `-` and `+` lines."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[0] in "+-"]


FLOW = """\
# ours
policies:
  own:
    extends: observe  # and more
    rules:
      # Not too strict.
      - {kind: harm.*, min_score: 0.7, measure: refuse}  # as agreed
      - {kind: pii.*, measure: mask}
"""
BLOCK = """\
policies:
  own:
    rules:
      - kind: harm.*
        direction: request
        measure:
          use: flag
          review: desk
      - kind: harm.csae
        measure: refuse
"""


def test_the_number_of_a_row_is_changed_and_nothing_else() -> None:
    assert lines(FLOW, changed(FLOW, "own")) == [
        "-       - {kind: harm.*, min_score: 0.7, measure: refuse}  # as agreed",
        "+       - {kind: harm.*, min_score: 0.8312, measure: refuse}  # as agreed",
    ]


def test_a_row_without_a_number_gets_one() -> None:
    assert lines(BLOCK, changed(BLOCK, "own")) == ["+         min_score: 0.8312"]
    flow = FLOW.replace("min_score: 0.7, ", "")
    assert "- {kind: harm.*, min_score: 0.8312, measure: refuse}  # as agreed" in changed(flow, "own")


def test_a_row_of_another_policy_is_added_to_this_one() -> None:
    text = f"{FLOW}  child:\n    extends: own\n    rules:\n    - {{kind: secret.*, measure: cut}}\n"
    assert lines(text, changed(text, "child")) == [
        "+     - {kind: harm.*, min_score: 0.8312, measure: refuse}"
    ]


ADDED = [
    "",
    "upstreams: {ollama: {}}\n",
    "policies: {standard: {hold: 1000}}\n",
    "policies: {standard: {hold: 1000, rules: []}}\n",
    "policies: {standard: {rules: [{kind: pii.email, measure: mask}]}}\n",
    "policies:\n  other: {extends: strict}\n",
    "policies:\n  standard:\n    extends: standard\n    hold: 1000\n",
]


@pytest.mark.parametrize("text", ADDED, ids=range(len(ADDED)))
def test_a_row_is_added_wherever_there_is_room_for_it(text: str) -> None:
    text = text.replace("standard: {", "standard: {extends: standard, ")
    before, after = load_text(text), load_text(changed(text, "standard"))
    old, new = resolve(before, "standard"), resolve(after, "standard")
    scores = {row.name: row.min_score for row in old.rules}
    scores |= {next(row.name for row in old.rules if row.kinds == ("harm.*",)): 0.8312}
    assert {row.name: row.min_score for row in new.rules} == scores
    assert after.upstreams == before.upstreams
    assert [name for name in before.policies if name not in after.policies] == []


def test_rows_of_the_same_selector_come_along() -> None:
    # A row takes the place of all those of its selector: alone it would push the other out.
    text = """\
policies:
  base:
    rules:
      - {kind: harm.*, min_score: 0.9, measure: refuse}
      - {kind: harm.*, min_score: 0.5, measure: {use: flag, review: desk}}
  own:
    extends: base
    hold: 1000
"""
    rows = resolve(load_text(changed(text, "own", score=0.95)), "own").rules
    assert [(row.min_score, row.measure.name) for row in rows] == [(0.95, "refuse"), (0.5, "flag")]
    base = resolve(load_text(changed(text, "own", score=0.95)), "base").rules
    assert [row.min_score for row in base] == [0.9, 0.5]


def test_the_row_of_one_kind_does_not_change_another() -> None:
    assert lines(BLOCK, changed(BLOCK, "own", "harm.csae", 0.2)) == ["+         min_score: 0.2"]


def test_a_shared_row_is_changed_where_it_stands() -> None:
    text = """\
policies:
  one: &p
    rules: [{kind: harm.*, min_score: 0.7, measure: refuse}]
  own: *p
"""
    assert resolve(load_text(changed(text, "own")), "own").rules[0].min_score == 0.8312


@pytest.mark.parametrize("text", ["policies:\n", "policies: {}\n"])
def test_what_cannot_be_written_is_told_as_what_to_write(text: str) -> None:
    with pytest.raises(PolicyError, match=r"by hand: \{kind: harm\.\*, .*min_score: 0\.8312"):
        changed(text, "standard")
