"""`sekisho check`: every problem with its line, and calm on any file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.policies import PRESETS
from proxy.cli.check import examined
from tests.proxy.cli.shells import run

GOOD = """\
policy: office
policies:
  office:
    extends: japan-business
    rules:
      - {kind: pii.email, direction: response, measure: {use: mask, style: label}}
"""
BAD = """\
policy: office
polices: {}
policies:
  office:
    rules:
      - {kind: pii.email, measure: maks}
      - {kind: pii.email, measure: {use: mask, stile: label}}
    disable: [emial]
audit: {exporters: [{use: otpl}]}
"""
SECOND = BAD.replace("polices: {}\n", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sekisho.yaml"


def test_a_good_file_shows_its_policies(file: Path) -> None:
    file.write_text(GOOD)
    done = run("check", str(file))
    assert done.status == 0
    assert done.err == ""
    for name in ("office", *PRESETS):
        assert name in done.out


def test_without_a_file_the_defaults_are_checked(tmp_path: Path) -> None:
    done = run("check", "--json", cwd=tmp_path)
    assert (done.status, done.json["ok"], done.json["problems"]) == (0, True, [])
    assert {one["name"] for one in done.json["policies"]} == set(PRESETS)
    assert all(len(one["digest"]) == 64 for one in done.json["policies"])


def test_where_the_file_is_may_be_said_by_the_environment(file: Path) -> None:
    file.write_text("polcy: x")
    assert run("check", SEKISHO_CONFIG=str(file)).status == 1


def test_a_wrong_name_has_its_line_and_a_hint(file: Path) -> None:
    file.write_text(BAD)
    done = run("check", str(file))
    assert done.status == 1
    assert done.out == "sekisho.yaml:2: polices: no option named 'polices' (did you mean 'policies'?)\n"


def test_every_problem_of_the_extensions_is_told_at_once(file: Path) -> None:
    file.write_text(SECOND)
    lines = run("check", str(file)).out.splitlines()
    assert [line.split(":")[1] for line in lines] == ["5", "6", "7", "8"]
    for word, line in zip(("'mask'", "'style'", "'email'", "'otlp'"), lines, strict=True):
        assert f"did you mean {word}?" in line or f"there are: {word.strip(chr(39))}" in line


def test_json_carries_the_same(file: Path) -> None:
    file.write_text(SECOND)
    told = run("check", "--json", str(file)).json
    assert told["ok"] is False
    assert [one["line"] for one in told["problems"]] == [5, 6, 7, 8]
    assert set(told["problems"][0]) == {"file", "line", "where", "message", "hint"}
    assert told["policies"] == []


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_what_is_no_file_is_usage(tmp_path: Path, name: str) -> None:
    assert run("check", str(tmp_path / name)).status == 2


def test_a_credential_that_is_not_set_here_is_no_problem_of_the_file(file: Path) -> None:
    file.write_text("upstreams: {openai: {credential_env: NOT_SET_HERE}}")
    assert run("check", str(file)).status == 0


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(str.encode)
)
def test_any_file_ends_in_a_verdict(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    found, policies = examined(file)
    assert bool(found) != bool(policies)
    done = run("check", "--json", str(file))
    assert done.status == (1 if found else 0)
    assert done.json["ok"] == (not found)


def test_an_upstream_that_nobody_knows_is_told_and_fine(file: Path) -> None:
    file.write_text(
        'upstreams: {gateway: {base_url: "http://127.0.0.1:9"}, groq: {base_url: "http://127.0.0.1:9"}}'
    )
    done = run("check", str(file))
    assert done.status == 0
    assert "sekisho.yaml:1: upstreams.gateway:" in done.out
    assert "upstreams.groq" not in done.out
    told = run("check", "--json", str(file)).json
    assert (told["ok"], len(told["notes"])) == (True, 1)
