"""Everything is looked at, whatever one answer was."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from proxy.cli.examining import examine
from proxy.cli.machine import Check

QUIET = "listen: {port: 0, admin_port: 0}\n"


def found(tmp_path: Path, text: str, **env: str) -> dict[str, Check]:
    file = tmp_path / "s.yaml"
    file.write_text(QUIET + text)
    return {check.name: check for check in examine(file, {"SEKISHO_HOME": str(tmp_path), **env})}


def test_a_configuration_that_cannot_be_read_is_the_last_answer(tmp_path: Path) -> None:
    checks = found(tmp_path, "polcy: x")
    assert list(checks)[-1] == "configuration"
    assert checks["configuration"].state == "attention"
    assert "s.yaml:2" in checks["configuration"].found


def test_what_was_asked_for_matters_and_what_is_built_in_does_not(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{silent.getsockname()[1]}"
        built_in = {f"SEKISHO_UPSTREAM_{name}": dead for name in ("OPENAI", "GEMINI")}
        checks = found(
            tmp_path, f"upstreams: {{anthropic: {{base_url: '{dead}'}}, ollama: {{}}}}", **built_in
        )
    asked = {name for name, check in checks.items() if check.state == "attention"}
    assert {"upstream anthropic", "upstream openai", "upstream gemini"} <= asked
    assert "upstream azure" not in checks  # it has no address


def test_a_credential_and_a_header_that_are_not_set_are_told_by_name(tmp_path: Path) -> None:
    text = """\
upstreams: {openai: {credential_env: OUR_KEY, base_url: 'http://127.0.0.1:9'}}
audit: {exporters: [{use: otlp, endpoint: 'http://127.0.0.1:9', headers: {authorization: '${OUR_TOKEN}'}}]}
"""
    checks = found(tmp_path, text)
    assert checks["exporter otlp"].state == "attention"
    assert "OUR_TOKEN" in checks["exporter otlp"].found
    told = [check.found for check in examine(tmp_path / "s.yaml", {"SEKISHO_HOME": str(tmp_path)})]
    assert "OUR_KEY is not set" in told


@pytest.mark.parametrize(
    "name", ["python", "native modules", "client libraries", "home", "ledger", "disk", "clock", "port"]
)
def test_the_rest_is_looked_at_too(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, "upstreams: {openai: {base_url: 'http://127.0.0.1:9'}}")[name].state == "ok"


def test_what_documents_need_is_looked_for_where_they_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "upstreams: {openai: {base_url: 'http://127.0.0.1:9'}}\n"
    assert "documents" not in found(tmp_path, text)
    text += "documents: {extract: [text, pdf]}\n"
    assert found(tmp_path, text)["documents"] == Check("documents", "ok", "opened: pdf, text")
    monkeypatch.setattr("proxy.cli.examining.lacking", lambda _settings: "pypdf is not there")
    assert found(tmp_path, text)["documents"].state == "attention"
