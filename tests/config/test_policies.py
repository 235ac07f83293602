"""Presets, and from a name to its flat table."""

import pytest
import yaml

from config.errors import PolicyError
from config.globs import fits
from config.load import default_settings, load_text
from config.policies import PRESETS, digest, names, preset, resolve
from config.reading import parse
from config.spec import DetectorSpec, MeasureSpec

# What a finding gets: the strictest of all rows that fit. Severities as the measures have them.
SEVERITY = {
    "allow": 0,
    "flag": 10,
    "label": 25,
    "pseudonymise": 30,
    "mask": 40,
    "hold_for_review": 50,
    "refuse": 70,
    "resources": 75,
}


def measure(policy: str, kind: str, direction: str, score: float = 1.0) -> str:
    spec = resolve(default_settings(), policy)
    fitting = [
        rule.measure.name
        for rule in spec.rules
        if any(fits(glob, kind) for glob in rule.kinds)
        and not any(fits(glob, kind) for glob in rule.unless)
        and rule.direction in ("both", direction)
        and score >= rule.min_score
    ]
    return max(fitting, key=lambda name: SEVERITY[name], default=spec.default.name)


@pytest.mark.parametrize(
    ("kind", "direction", "observe", "standard", "strict", "japan"),
    [
        ("secret.aws_access_key", "request", "flag", "refuse", "refuse", "refuse"),
        ("secret.aws_access_key", "response", "flag", "mask", "mask", "mask"),
        ("pii.credit_card", "request", "flag", "mask", "mask", "mask"),
        ("pii.credit_card", "response", "flag", "mask", "mask", "mask"),
        ("pii.email", "request", "flag", "flag", "pseudonymise", "pseudonymise"),
        ("pii.email", "response", "flag", "flag", "mask", "mask"),
        ("pii.jp.my_number", "request", "flag", "flag", "pseudonymise", "refuse"),
        ("pii.jp.my_number", "response", "flag", "flag", "mask", "refuse"),
        ("ip.text", "response", "flag", "flag", "flag", "flag"),
        ("harm.fraud_scam", "request", "flag", "refuse", "refuse", "refuse"),
        ("harm.fraud_scam", "response", "flag", "flag", "refuse", "flag"),
        ("harm.csae", "request", "flag", "refuse", "refuse", "refuse"),
        ("harm.csae", "response", "flag", "flag", "refuse", "flag"),
        ("harm.self_harm", "request", "flag", "resources", "resources", "resources"),
        ("harm.self_harm", "response", "flag", "flag", "resources", "flag"),
        ("harm.sexual_content", "request", "flag", "flag", "refuse", "flag"),
        ("harm.specialised_advice", "request", "flag", "flag", "flag", "flag"),
        ("harm.defamation", "request", "flag", "flag", "refuse", "flag"),
        ("harm.hate_discrimination", "request", "flag", "refuse", "refuse", "refuse"),
        ("harm.hate_discrimination.employment", "request", "flag", "flag", "hold_for_review", "flag"),
        ("notice.misinformation", "response", "flag", "allow", "label", "label"),
        ("injection.direct", "request", "flag", "refuse", "refuse", "refuse"),
        ("injection.direct", "response", "flag", "flag", "refuse", "flag"),
        ("sekisho.failed", "request", "flag", "refuse", "refuse", "refuse"),
        ("sekisho.late", "response", "flag", "refuse", "refuse", "refuse"),
        ("sekisho.overflow", "response", "flag", "refuse", "refuse", "refuse"),
        ("sekisho.unmapped", "request", "flag", "flag", "flag", "flag"),
        ("sekisho.unscanned", "request", "flag", "flag", "refuse", "flag"),
        ("placeholder.token", "request", "allow", "allow", "allow", "allow"),
        ("unheard.of", "request", "flag", "allow", "allow", "allow"),
    ],
)
def test_what_the_presets_do(
    kind: str, direction: str, observe: str, standard: str, strict: str, japan: str
) -> None:
    done = [measure(name, kind, direction) for name in ("observe", "standard", "strict", "japan-business")]
    assert done == [observe, standard, strict, japan]


@pytest.mark.parametrize(("name", "least"), [("standard", 0.9), ("strict", 0.7), ("japan-business", 0.8)])
def test_how_certain_harm_has_to_be(name: str, least: float) -> None:
    assert measure(name, "harm.fraud_scam", "request", least) == "refuse"
    assert measure(name, "harm.fraud_scam", "request", least - 0.01) == "allow"
    assert measure(name, "harm.weapons_cbrn", "request", least - 0.1) == "refuse"


@pytest.mark.parametrize("name", ["standard", "japan-business"])
def test_no_answer_waits_for_a_verdict_on_harm(name: str) -> None:
    for kind in ("harm.csae", "harm.fraud_scam", "injection.exfiltration"):
        assert measure(name, kind, "response") == "flag"


@pytest.mark.parametrize("name", ["standard", "japan-business"])
def test_instructions_and_what_was_said_before_are_only_pointed_out(name: str) -> None:
    for rule in resolve(default_settings(), name).rules:
        if rule.measure.name in ("refuse", "resources") and rule.kinds[0].startswith(("harm.", "injection.")):
            assert rule.roles is not None
            assert not {"system", "definition", "assistant"} & set(rule.roles)


@pytest.mark.parametrize(
    ("kind", "queue"),
    [
        ("harm.hate_discrimination.housing", "people"),
        ("harm.defamation", "legal"),
        ("harm.specialised_advice", "advice"),
    ],
)
def test_what_a_person_should_look_at_has_a_queue(kind: str, queue: str) -> None:
    for name in ("standard", "japan-business"):
        rows = [rule for rule in resolve(default_settings(), name).rules if kind in rule.kinds]
        assert [rule.measure.options.get("review") for rule in rows] == [queue]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_an_ordinary_file_and_survives_a_round_trip(name: str) -> None:
    shipped = preset(name)
    assert list(shipped.policies) == [name]
    written = yaml.safe_dump(shipped.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    again = parse(written, "again.yaml")
    assert again == shipped
    assert digest(resolve(again, name)) == digest(resolve(default_settings(), name))


@pytest.mark.parametrize("name", PRESETS)
def test_a_row_of_a_preset_knows_its_file(name: str) -> None:
    for rule in resolve(default_settings(), name).rules:
        assert rule.origin.file.startswith("presets/")
        assert rule.origin.line > 0


def test_every_preset_is_in_the_list() -> None:
    assert names(default_settings()) == PRESETS
    with pytest.raises(PolicyError, match=r"no preset named 'strickt' \(did you mean 'strict'\?\)"):
        preset("strickt")


def test_a_policy_from_nothing_allows_and_records() -> None:
    spec = resolve(load_text("policies: {bare: }"), "bare")
    assert spec.rules == ()
    assert (spec.default, spec.deadline_s, spec.hold, spec.detectors) == (
        MeasureSpec("allow"),
        0.5,
        262_144,
        DetectorSpec(),
    )


def test_a_policy_may_take_the_name_of_a_preset_and_extend_it() -> None:
    settings = load_text("policies: {standard: {extends: standard, hold: 5}, mine: {extends: standard}}")
    assert resolve(settings, "standard").hold == resolve(settings, "mine").hold == 5
    assert resolve(settings, "standard").rules == resolve(default_settings(), "standard").rules


def test_a_file_does_not_change_what_a_preset_means() -> None:
    settings = load_text("policies: {standard: {extends: strict}}")
    assert digest(resolve(settings, "strict")) == digest(resolve(default_settings(), "strict"))
    assert digest(resolve(settings, "standard")) == digest(resolve(settings, "strict"))


def test_no_such_policy() -> None:
    with pytest.raises(PolicyError, match=r"no policy named 'observed' \(did you mean 'observe'\?\)"):
        resolve(default_settings(), "observed")
