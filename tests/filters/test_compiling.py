"""From a policy as it was written to one that rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.errors import PolicyError
from config.load import default_settings, load_text
from config.policies import PRESETS, digest, resolve
from config.spec import DetectorSpec, MeasureSpec, PolicySpec
from filters.compiling import compile_policy, options_schemas
from filters.detector import DETECTORS, opt_in
from filters.measure import MEASURES
from filters.measures.mask import Mask
from filters.model import Channel, Direction

MASK, PSEUDONYMISE = "measure: mask", "measure: {use: pseudonymise, restore: true}"
UP, DOWN = "placeholder.token→restore:request", "placeholder.token→restore:response"


def spec(*rows: str, more: str = "") -> PolicySpec:
    rules = "".join(f"      - {{{row}}}\n" for row in rows) or "      []\n"
    return resolve(load_text(f"policies:\n  own:\n    rules:\n{rules}{more}"), "own")


def implied(*rows: str) -> list[str]:
    """The rows behind those that were written, by name and direction."""
    rules = compile_policy(spec(*rows)).rules[len(rows) :]
    return [f"{rule.name}:{rule.direction}" for rule in rules]


def test_a_row_means_what_was_written() -> None:
    made = compile_policy(
        spec(
            "kind: [pii.*, ip.text], except: pii.email, direction: response, role: [tool, user], "
            "trust: retrieved, min_score: 0.6, measure: {use: mask, style: fill, fill: x}"
        )
    )
    row = made.rules[0]
    assert (row.kinds, row.unless, row.direction) == (("pii.*", "ip.text"), ("pii.email",), "response")
    assert (row.roles, row.trusts, row.min_score) == ({"tool", "user"}, {"retrieved"}, 0.6)
    assert isinstance(row.measure, Mask)
    assert (row.measure.options.style, row.measure.options.fill) == ("fill", "x")


def test_a_row_that_selects_no_channel_in_particular_sees_all() -> None:
    row = compile_policy(spec(f"kind: pii.*, {MASK}")).rules[0]
    assert (row.unless, row.direction, row.roles, row.trusts, row.min_score) == ((), "both", None, None, 0)


@pytest.mark.parametrize(
    ("rows", "brought"),
    [
        ([], []),
        (["kind: pii.*, measure: flag"], []),
        ([f"kind: pii.*, {MASK}"], [UP]),
        ([f"kind: pii.*, {PSEUDONYMISE}"], [DOWN, UP]),
        (["kind: pii.*, measure: pseudonymise"], []),
        (["kind: pii.*, measure: {use: mask, style: label}"], []),
        ([f"kind: pii.*, {MASK}", f"kind: ip.*, {MASK}"], [UP]),  # once
        ([f"kind: pii.*, {PSEUDONYMISE}", f"kind: ip.*, {MASK}"], [DOWN, UP]),
    ],
)
def test_rows_that_a_measure_brings_along_come_last(rows: list[str], brought: list[str]) -> None:
    assert implied(*rows) == brought


@pytest.mark.parametrize(
    ("rows", "direction", "measure"),
    [
        ([f"kind: pii.*, {MASK}"], "request", "restore"),
        ([f"kind: pii.*, {MASK}"], "response", "allow"),
        ([f"kind: pii.*, {PSEUDONYMISE}"], "response", "restore"),
        ([f"kind: pii.*, {MASK}", "kind: placeholder.*, measure: refuse"], "request", "refuse"),
    ],
)
def test_a_surrogate_is_put_back_unless_a_stricter_row_was_written(
    rows: list[str], direction: Direction, measure: str
) -> None:
    plan = compile_policy(spec(*rows)).plan(Channel(direction, "/text"))
    assert plan.rule("placeholder.token", 1.0).measure.name == measure


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("measure: maks", "no measure named 'maks' (did you mean 'mask'?)"),
        ("measure: {use: flag, reveiw: ip}", "measure 'flag', option 'reveiw': "),
        ("measure: {use: mask, style: blur}", "measure 'mask', option 'style': "),
    ],
)
def test_what_does_not_exist_is_reported_at_its_line(row: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compile_policy(spec(f"kind: ip.*, {MASK}", f"kind: pii.*, {row}"))
    assert str(caught.value).startswith(f"sekisho.yaml:5: {message}")


def test_a_default_has_no_line_to_name() -> None:
    with pytest.raises(PolicyError) as caught:
        compile_policy(replace(spec(), default=MeasureSpec("alow")))
    assert str(caught.value) == "no measure named 'alow' (did you mean 'allow'?)"


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_compiles_to_its_own_digest_and_bounds(name: str) -> None:
    meant = resolve(default_settings(), name)
    made = compile_policy(meant)
    assert (made.name, made.digest) == (name, digest(meant))
    assert (made.deadline_s, made.hold, made.default.measure.name) == (
        *(meant.deadline_s, meant.hold, meant.default.name),
    )
    assert [rule.name for rule in made.rules][: len(meant.rules)] == [rule.name for rule in meant.rules]


def test_the_digest_is_the_specs_whatever_the_rows_bring_along() -> None:
    one = spec(f"kind: pii.*, {MASK}")
    assert compile_policy(one).digest == digest(one) != digest(spec("kind: pii.*, measure: flag"))
    assert compile_policy(replace(one, name="other")).digest == digest(one)


@pytest.mark.parametrize(
    ("chosen", "running"),
    [
        (DetectorSpec(), set(DETECTORS) - opt_in()),
        (DetectorSpec(enable=("email", "identifier")), {"email", "identifier"}),
        (DetectorSpec(disable=("email",)), set(DETECTORS) - {"email"} - opt_in()),
        (DetectorSpec(enable=("email", "identifier"), disable=("identifier",)), {"email"}),
        (DetectorSpec(enable=()), set()),
    ],
    ids=["all", "enabled", "disabled", "both", "none"],
)
def test_the_detectors_chosen_run(chosen: DetectorSpec, running: set[str]) -> None:
    made = compile_policy(replace(spec(), detectors=chosen))
    assert {detector.name for detector in made.detectors} == running


def test_a_detectors_option_that_does_not_exist_is_named() -> None:
    with pytest.raises(PolicyError, match="detector 'email', option 'loud'"):
        compile_policy(replace(spec(), detectors=DetectorSpec(options={"email": {"loud": True}})))


def test_schemas_name_every_option() -> None:
    schemas = options_schemas()
    assert set(schemas) == {"measure", "detector"}
    assert set(schemas["measure"]) == {name for name in MEASURES if hasattr(MEASURES.find(name), "Options")}
    assert set(schemas["measure"]["mask"]["properties"]) == {"style", "fill"}
    assert all(schema["additionalProperties"] is False for schema in schemas["measure"].values())
