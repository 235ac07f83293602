"""Settings are values: equal, copied, sent to other processes."""

import pickle
from pathlib import Path

from config.errors import Problem
from config.load import load_text
from config.schema import Settings

# The example every reader of the documentation starts from.
EXAMPLE = """\
upstreams:
  openai: {base_url: https://api.openai.com, dialect: openai}
routes:
  - match: /openai/*
    upstream: openai
    policy: japan-business
policies:
  japan-business:
    extends: standard
    deadline_s: 0.5
    rules:
      - {kind: "pii.jp.my_number", direction: both, measure: refuse}
      - {kind: "pii.*", direction: request, measure: {use: pseudonymise, restore: true}}
      - {kind: "pii.*", direction: response, measure: mask}
      - {kind: "harm.*", min_score: 0.8, measure: refuse}
      - {kind: "ip.*", measure: {use: flag, review: ip}}
      - {kind: "sekisho.*", measure: refuse}
disclosure: {languages: [ja, en], headers: true, notice: session_start}
audit:
  ledger: {path: .sekisho/ledger}
  exporters: [{use: otlp, endpoint: "http://127.0.0.1:4318"}]
"""


def test_the_example_is_read() -> None:
    settings = load_text(EXAMPLE)
    assert settings.routes[0].policy == "japan-business"
    assert settings.policies["japan-business"].rules[4].measure.options == {"review": "ip"}
    assert settings.ledger_path == Path(".sekisho/ledger")


def test_settings_are_equal_when_their_values_are() -> None:
    spread = EXAMPLE.replace("policies:", "# a comment\n\npolicies:")
    assert load_text(EXAMPLE, "a.yaml") == load_text(spread, "b.yaml")
    assert load_text(EXAMPLE) != load_text(EXAMPLE.replace("0.8", "0.7"))


def test_settings_survive_writing_and_reading() -> None:
    settings = load_text(EXAMPLE)
    again = Settings.model_validate(settings.model_dump(mode="json", by_alias=True))
    assert again == settings


def test_settings_travel_to_other_processes_with_their_lines() -> None:
    settings = load_text(EXAMPLE)
    again: Settings = pickle.loads(pickle.dumps(settings))
    assert again == settings
    assert again.source.problem(("routes", 0, "policy"), "x") == Problem(
        "sekisho.yaml", 6, "routes[0].policy", "x"
    )


def test_the_ledger_is_at_home_unless_told_otherwise() -> None:
    assert Settings().ledger_path == Path(".sekisho/ledger")
    assert Settings(home=Path("/var/lib/s")).ledger_path == Path("/var/lib/s/ledger")
