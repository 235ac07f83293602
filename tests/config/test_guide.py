"""What the prose promises, asked of the code it describes."""

from __future__ import annotations

import re

import pytest

from config.errors import ConfigErrors, PolicyError
from config.guide import AFTER, BEFORE
from config.load import load_text
from config.policies import MAX_CHAIN, resolve
from config.reading import MAX_CHARACTERS
from config.routing import BUILT_IN_ROUTES, find_route
from config.tree import MAX_DEPTH, MAX_NODES
from filters.compiling import compile_policy
from filters.model import Channel
from filters.policy import FAILURES

# Prose is wrapped; what it says is not.
SAID = " ".join((BEFORE + AFTER).split())
FIRST, LAST = (re.findall(r"```yaml\n(.*?)```", part, re.DOTALL)[0] for part in (BEFORE, AFTER))


@pytest.mark.parametrize(
    "fact",
    [
        f"at most {MAX_CHARACTERS:,} characters, {MAX_NODES:,} values and {MAX_DEPTH} levels",
        f"Chains have at most {MAX_CHAIN} policies",
    ],
)
def test_the_bounds_are_those_of_the_code(fact: str) -> None:
    assert fact in SAID


def test_the_routes_are_the_built_in_ones() -> None:
    said = SAID[SAID.index("The file's routes come first") : SAID.index("The prefix is not sent")]
    named = {route.replace("<upstream>/", "") for route in re.findall(r"`(/\S+)`", said)}
    assert named == {route.match for route in BUILT_IN_ROUTES}


def test_every_failure_is_named() -> None:
    assert set(re.findall(r"`(sekisho\.(?!yaml)\w+)`", AFTER)) == set(FAILURES)


def test_the_message_is_what_the_first_example_says_with_that_slip() -> None:
    shown = re.search(
        r"^sekisho\.yaml:\d+: policies\.office\.rules\[2\]\.measure: (.*)$", BEFORE, re.MULTILINE
    )
    assert shown
    with pytest.raises(PolicyError) as caught:
        compile_policy(resolve(load_text(FIRST.replace("use: mask", "use: maks")), "office"))
    assert str(caught.value).endswith(shown[1])


@pytest.mark.parametrize(
    ("kind", "direction", "measure"),
    [
        ("pii.email", "response", "flag"),
        ("pii.phone", "response", "mask"),
        ("pii.jp.my_number", "response", "refuse"),
        ("pii.email", "request", "pseudonymise"),
    ],
)
def test_addresses_pass_in_the_last_example(kind: str, direction: str, measure: str) -> None:
    plan = compile_policy(resolve(load_text(LAST), "addresses-pass")).plan(Channel(direction, "/text"))  # type: ignore[arg-type]
    assert plan.rule(kind, 1.0).measure.name == measure


def test_a_milder_row_in_front_changes_nothing() -> None:
    own = "policies: {own: {extends: strict, rules: [{kind: secret.key, measure: flag}]}}"
    plan = compile_policy(resolve(load_text(own), "own")).plan(Channel("request", "/text"))
    assert plan.rule("secret.key", 1.0).measure.name == "refuse"


def test_scalars_are_text_unless_they_are_true_or_false() -> None:
    route = load_text("routes: [{match: /openai/*, system: no, purpose: 12:30}]").routes[0]
    assert (route.system, route.purpose) == ("no", "12:30")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("policies: {a: &a {default: flag}, b: {<<: *a}}", "<<"),
        ("policy: strict\npolicy: observe\n", "policy"),
        ("{a: " * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), f"deeper than {MAX_DEPTH} levels"),
    ],
    ids=["merge key", "written twice", "too deep"],
)
def test_what_is_said_not_to_be_read_is_not(text: str, why: str) -> None:
    with pytest.raises(ConfigErrors, match=why):
        load_text(text)


def test_anchors_and_aliases_are_read() -> None:
    settings = load_text("policies: {a: &a {default: flag}, b: *a}")
    assert settings.policies["a"].default == settings.policies["b"].default


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/anthropic/v1/messages", "/v1/messages"),
        ("/v1/messages", "/v1/messages"),
        ("/openai//v1/%6dodels", "/v1/models"),  # one spelling
        ("/openai/v1/../models", None),
        ("/openai/v1/%2e%2e/models", None),
        ("/openai/v1\\models", None),
        ("/openai/v1/%00", None),
    ],
)
def test_paths_are_sent_in_one_spelling_or_not_at_all(path: str, sent: str | None) -> None:
    found = find_route(load_text(""), path)
    assert (found and found.path) == sent


def test_a_preset_extended_under_its_own_name_means_the_preset() -> None:
    own = resolve(load_text("policies: {standard: {extends: standard}}"), "standard")
    assert compile_policy(own).digest == compile_policy(resolve(load_text(""), "standard")).digest
