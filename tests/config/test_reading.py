"""Whatever the text: settings or ConfigErrors, soon."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.blame import names_at
from config.errors import ConfigErrors
from config.load import load_text
from config.reading import MAX_CHARACTERS, parse
from config.record import Audit, Disclosure, Ledger, Vault
from config.rules import Policy, Rule
from config.schema import Settings
from config.traffic import Key, Limits, Listen, Route, Timeouts, Upstream

SECTIONS = (
    Settings,
    Listen,
    Upstream,
    Timeouts,
    Route,
    Policy,
    Rule,
    Key,
    Limits,
    Disclosure,
    Audit,
    Ledger,
    Vault,
)
WORDS = sorted(
    {name for section in SECTIONS for name in names_at(section, ())}
    | {
        "use",
        "openai",
        "standard",
        "strict",
        "mask",
        "refuse",
        "pii.*",
        "/openai/*",
        "both",
        "ja",
        "none",
        "me",
    }
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1", "f:1: not YAML: "),
        ("a: 'x", "f:1: not YAML: "),
        ("a: 1\n\tb: 2", "f:2: not YAML: "),
        ("a: \x00", "f:1: character U+0000 is not allowed"),
        ("a: 1\nb: \x1b[31m", "f:2: character U+001B is not allowed"),
        ("a: \ud800", "f:1: character U+D800 is not allowed"),
        ("- a", "f:1: should be a mapping (name: value)"),
        ("just words", "f:1: should be a mapping (name: value)"),
        ("#" * (MAX_CHARACTERS + 1), f"f: longer than {MAX_CHARACTERS} characters"),
    ],
    ids=range(9),
)
def test_what_is_not_a_settings_file_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        parse(text, "f")
    assert str(caught.value).startswith(message)


def test_the_longest_file_is_read() -> None:
    assert parse("#" * MAX_CHARACTERS, "f") == Settings()


def readable(text: str) -> bool:
    """Settings or ConfigErrors; anything else is a failure of the test."""
    try:
        load_text(text)
        return True
    except ConfigErrors as error:
        problems = error.problems
    assert problems
    assert all(len(str(problem)) < 2000 for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)
    return False


@given(st.text())
def test_any_text(text: str) -> None:
    readable(text)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%#,?@ \n\t~<1.\\u0"))
def test_any_yaml_punctuation(text: str) -> None:
    readable(text)


scalars = (
    st.sampled_from(WORDS) | st.integers() | st.floats() | st.booleans() | st.none() | st.text(max_size=8)
)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), documents, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_values_under_our_own_names(data: dict[str, object]) -> None:
    readable(yaml.safe_dump(data, allow_unicode=True))


VALID = """\
policy: strict
upstreams:
  me: {base_url: "http://127.0.0.1:1/x", timeouts: {idle_s: 3}}
routes:
  - {match: /team/*, upstream: me, policy: own}
policies:
  own: &own
    extends: standard
    rules:
      - {kind: [pii.*, "harm.*"], except: pii.email, role: user, trust: [tool], min_score: .5, measure: mask}
      - {kind: ip.*, measure: {use: flag, review: ip}}
  other: *own
keys: [{name: k, sha256: "0000000000000000000000000000000000000000000000000000000000000000", policy: other}]
audit: {exporters: [{use: otlp, headers: {a: [1, 2]}}]}
"""


def test_the_seed_of_the_mutations_is_valid() -> None:
    assert readable(VALID)


@given(st.integers(0, len(VALID)), st.integers(0, 12), st.text(max_size=6))
def test_any_slip_of_the_keyboard(at: int, gone: int, put: str) -> None:
    readable(VALID[:at] + put + VALID[at + gone :])
