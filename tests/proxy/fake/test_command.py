from __future__ import annotations

import inspect
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from config.errors import ConfigError
from proxy.fake import CONVERSATIONS
from proxy.fake.command import HELP, SUMMARY, run
from proxy.fake.faults import FAULTS

START = "from pathlib import Path; from proxy.fake.command import run; run(Path({!r}), port=0, {})"


def start(options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START.format(str(CONVERSATIONS), options)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_reports_and_stops(sign: signal.Signals) -> None:
    with start("json=True, cut='random', seed=3") as process:
        assert process.stdout
        listening = json.loads(process.stdout.readline())
        with httpx.Client(base_url=listening["listening"], trust_env=False, timeout=60) as http:
            assert http.post("/v1/embeddings?key=secret", content=b"{}").status_code == 200
        assert json.loads(process.stdout.readline()) == {
            "method": "POST",
            "path": "/v1/embeddings",
            "status": 200,
            "recording": "openai/embeddings",
        }
        process.send_signal(sign)
        assert process.wait(60) == 0
    assert listening["recordings"] == len(list(CONVERSATIONS.rglob("*.json")))


def test_it_serves_sockets_too() -> None:
    with start("json=True") as process:
        assert process.stdout
        url = json.loads(process.stdout.readline())["listening"].replace("http", "ws", 1)
        with connect(f"{url}/v1/realtime", proxy=None) as talk:
            assert json.loads(talk.recv())["type"] == "session.created"
        process.terminate()


def test_it_reports_to_people_too() -> None:
    with start("fault='status-429'") as process:
        assert process.stdout
        base_url = process.stdout.readline().split()[-1]
        with httpx.Client(base_url=base_url, trust_env=False, timeout=60) as http:
            assert http.get("/v1/nowhere").status_code == 429
        assert process.stdout.readline() == "GET /v1/nowhere -> 429 (no recording)\n"
        process.terminate()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"cut": "half"}, "cut"),
        ({"fault": "explode"}, "fault"),
        ({"delay_ms": -1}, "delay"),
    ],
)
def test_what_cannot_be_done_is_said_before_listening(options, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        run(CONVERSATIONS, port=0, **options)


def test_a_missing_folder_and_a_taken_port_are_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such"):
        run(tmp_path / "missing")
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigError, match="--port"):
        run(CONVERSATIONS, port=taken.getsockname()[1])


def test_every_option_has_its_help() -> None:
    assert set(HELP) == set(inspect.signature(run).parameters)
    assert SUMMARY
    assert all(name in HELP["fault"] for name in FAULTS)
