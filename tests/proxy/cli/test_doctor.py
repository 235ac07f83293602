"""`sekisho doctor`: shown to people and to machines."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.proxy.cli.shells import run

BASE = "listen: {port: 0, admin_port: 0}\nupstreams:\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    names = ("openai", "anthropic", "gemini", "ollama")
    (tmp_path / "s.yaml").write_text(BASE + "".join(f"  {name}: {{base_url: ADDRESS}}\n" for name in names))
    return tmp_path / "s.yaml"


def test_all_is_well(config: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        config.write_text(config.read_text().replace("ADDRESS", address))
        done = run("doctor", "-c", str(config), "--json", SEKISHO_HOME=str(tmp_path))
    assert (done.status, done.json["ok"]) == (0, True)
    assert {"name", "state", "found", "advice"} == set(done.json["checks"][0])


def test_what_needs_attention_is_status_1_with_advice(config: Path, tmp_path: Path) -> None:
    config.write_text(config.read_text().replace("ADDRESS", "http://nowhere.invalid"))
    done = run("doctor", "-c", str(config), SEKISHO_HOME=str(tmp_path))
    assert done.status == 1
    assert "!!    upstream openai" in done.out
    assert "check the address" in done.out


def test_a_broken_configuration_is_an_answer_too(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"\xff")
    done = run("doctor", "-c", str(tmp_path / "s.yaml"))
    assert done.status == 1
    assert "is not UTF-8 text" in done.out
