"""`sekisho explain`: shown to people and to machines."""

from __future__ import annotations

from pathlib import Path

from tests.proxy.cli.shells import one_line, run


def test_a_kind_shows_rows_winner_place_and_measure() -> None:
    done = run("explain", "pii.email", "-p", "japan-business")
    assert done.status == 0
    assert "A mail address." in done.out
    assert "presets/japan-business.yaml:" in done.out
    assert "presets/standard.yaml:" in done.out
    assert "request   pii.*→pseudonymise wins: pseudonymise (30) is stricter than flag (10)" in done.out
    assert "response  pii.*→mask wins: mask (40) is stricter than flag (10)" in done.out
    assert "restore: True" in done.out


def test_a_rule_shows_what_it_covers() -> None:
    done = run("explain", "secret.*→refuse")
    assert "secret.aws_access_key" in done.out
    assert "Refuse the exchange in the provider's own form." in done.out


def test_a_rule_of_the_file_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(
        "policy: a\npolicies:\n  a:\n    rules:\n      - {name: ours, kind: pii.*, measure: mask}\n"
    )
    assert "s.yaml:5" in run("explain", "ours", "-c", str(file)).out
    told = run("explain", "ours", "-c", str(file), "--json").json
    assert (told["policy"], told["rule"]["written"]) == ("a", "s.yaml:5")
    assert told["kinds"][0]["rulings"][0]["why"] == "the only row that fits"


def test_the_finding_asked_about_can_be_described() -> None:
    sure, unsure = (run("explain", "sekisho.late", "--json", "--score", score).json for score in ("1", "0"))
    assert sure["kinds"][0]["rulings"] == unsure["kinds"][0]["rulings"]
    assert run("explain", "pii.email", "--role", "tool", "--trust", "retrieved", "--json").status == 0


def test_a_name_nobody_knows_is_one_line_with_a_hint() -> None:
    done = run("explain", "pii.emial")
    assert one_line(done)
    assert "did you mean 'pii.email'?" in done.err
    assert one_line(run("explain", "\x1b]0;x\x07"))
