"""Why a row wins: what is told is what the policy does."""

from __future__ import annotations

from typing import get_args

import pytest

from config.errors import PolicyError
from config.load import load_text
from config.policies import PRESETS, resolve
from config.spec import PolicySpec
from filters.compiling import compile_policy
from filters.model import Channel, Direction
from filters.policy import Policy
from proxy.cli.explaining import Asked, explain, kinds, meant, rows

FILE = """\
policies:
  office:
    rules:
      - {name: first, kind: pii.*, measure: flag}
      - {name: second, kind: pii.email, measure: flag}
      - {kind: pii.email, role: tool, measure: refuse}
      - {kind: pii.phone, except: pii.email, min_score: 0.8, direction: response, measure: mask}
      - {kind: pii.jp.my_number, measure: refuse}
"""


@pytest.fixture(scope="module")
def office() -> tuple[PolicySpec, Policy]:
    return made("office")


def made(name: str) -> tuple[PolicySpec, Policy]:
    spec = resolve(load_text(FILE.replace("pii.jp.my_number", "pii.later")), name)
    return spec, compile_policy(spec)


@pytest.mark.parametrize("name", [*PRESETS, "office"])
@pytest.mark.parametrize("score", [0.5, 1.0])
def test_the_row_that_is_told_is_the_one_that_rules(name: str, score: float) -> None:
    spec, policy = made(name)
    for kind in kinds():
        told = {one.direction: one for one in explain(kind, spec, policy, Asked(score)).rulings}
        for direction in get_args(Direction):
            role = "user" if direction == "request" else "assistant"
            rule = policy.plan(Channel(direction, "/x", role)).rule(kind, score)
            assert (told[direction].rule, told[direction].measure) == (rule.name, rule.measure.name)


def test_a_tie_goes_to_the_earlier_row_and_says_so(office: tuple[PolicySpec, Policy]) -> None:
    one = explain("pii.email", *office, Asked())
    assert [row.name for row in one.rows][:2] == ["first", "second"]
    assert {(ruling.rule, ruling.why) for ruling in one.rulings} == {
        ("first", "as strict as 'second', and earlier in the table")
    }


def test_stricter_wins_and_says_what_it_is_stricter_than(office: tuple[PolicySpec, Policy]) -> None:
    (request, response) = explain("pii.email", *office, Asked(role="tool")).rulings
    assert request.rule == response.rule == "pii.email→refuse"
    assert request.why == "refuse (70) is stricter than flag (10)"
    (request, response) = explain("pii.phone", *office, Asked()).rulings
    assert (request.measure, request.why) == ("flag", "the only row that fits")
    assert response.why == "mask (40) is stricter than flag (10)"


def test_what_no_row_names_gets_the_default(office: tuple[PolicySpec, Policy]) -> None:
    (request, _) = explain("secret.jwt", *office, Asked()).rulings
    assert (request.rule, request.measure) == ("default", "allow")
    assert "no row names it" in request.why


def test_a_row_says_where_it_is_written_and_when_it_fits(office: tuple[PolicySpec, Policy]) -> None:
    table = rows(*office)
    assert [row.written for row in table[:5]] == [f"sekisho.yaml:{line}" for line in range(4, 9)]
    assert [row.when for row in table[:4]] == ["always", "always", "role tool", "response, score ≥ 0.8"]
    assert table[3].unless == ("pii.email",)
    # `mask` brings along the row that puts back what comes again; nobody wrote it.
    assert (table[-2].name, table[-2].written) == ("placeholder.token→restore", "(implied)")
    assert table[-1].written == "(default)"


@pytest.mark.parametrize(
    ("asked", "row", "some"),
    [
        ("pii.email", None, "pii.email"),
        ("second", "second", "pii.email"),
        ("secret.*", None, "secret.jwt"),
        ("sekisho.*", None, "sekisho.late"),
        ("default", "default", "pii.email"),
        ("pii.later", None, "pii.later"),
    ],
)
def test_a_name_is_a_rule_a_kind_or_a_pattern(
    office: tuple[PolicySpec, Policy], asked: str, row: str | None, some: str
) -> None:
    found, names = meant(asked, *office)
    assert (found.name if found else None) == row
    assert some in names


@pytest.mark.parametrize(
    ("asked", "hint"), [("pii.emial", "pii.email"), ("secnd", "second"), ("nothing.*", ""), ("\x00", "")]
)
def test_what_is_neither_gets_the_nearest_name(
    office: tuple[PolicySpec, Policy], asked: str, hint: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        meant(asked, *office)
    assert (f"did you mean '{hint}'?" in str(caught.value)) == bool(hint)


def test_every_kind_is_documented() -> None:
    for kind, (text, _) in kinds().items():
        assert text.endswith("."), kind
