"""`sekisho demo`: run for real, through the official clients, and held to what it shows."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
from typing import Any

import httpx
import pytest

from tests.proxy.cli.shells import SEKISHO, clean, run, run_apart

SURROGATE = re.compile(r"(?:PII|SECRET|DATA)(?:_[A-Z]+)+_[0-9]+_[A-Z2-7]{2}")
PORTS = ("--port", "0", "--admin-port", "0")


@pytest.fixture(scope="module")
def scenes() -> dict[str, Any]:
    done = run_apart("demo", "--once", "--json", *PORTS)
    assert (done.status, done.err) == (0, "")
    return {one["scene"]: one for one in map(json.loads, done.out.splitlines())}


def test_a_clean_stream_is_what_it_would_have_been(scenes: dict[str, Any]) -> None:
    one = scenes["clean-stream"]
    assert one["client_saw"] == one["unguarded"]
    assert one["upstream_saw"] == [one["sent"]]
    assert len(one["audit"]) == 1
    assert "allow" in one["audit"][0]


@pytest.mark.parametrize(
    ("scene", "kinds"),
    [
        ("masked-stream", {"pii.email", "pii.phone", "pii.credit_card"}),
        ("gemini", {"pii.email", "pii.phone"}),
    ],
)
def test_a_masked_stream_has_none_of_the_values(scenes: dict[str, Any], scene: str, kinds: set[str]) -> None:
    one = scenes[scene]
    before, after = one["unguarded"]["text"], one["client_saw"]["text"]
    values = re.findall(r"[a-z.]+@[a-z.]+[a-z]|0\d0-\d{4}-\d{4}|(?:\d{4} ){3}\d{4}", before)
    assert len(values) == len(kinds)
    assert not [value for value in values if value in after]
    assert len(SURROGATE.findall(after)) == len(kinds)
    # Everything around the values stands.
    for value in values:
        before = before.replace(value, "·")
    assert SURROGATE.sub("·", after) == before
    assert all(any(kind in line and "mask" in line for line in one["audit"]) for kind in kinds)


def test_a_secret_is_refused_natively_and_never_leaves(scenes: dict[str, Any]) -> None:
    one = scenes["refused-secret"]
    assert "AKIASEKISHODEMO00001" in one["unguarded"]["text"]
    assert one["upstream_saw"] == []
    assert one["client_saw"]["text"] == ""
    assert one["client_saw"]["error"].startswith("openai.BadRequestError: Error code: 400")
    assert "AKIA" not in json.dumps([one["client_saw"], one["audit"]])
    assert any("refuse" in line and "secret.aws_access_key" in line for line in one["audit"])


@pytest.mark.parametrize("scene", ["restored-tool-call", "anthropic"])
def test_a_surrogate_goes_up_and_the_value_comes_back(scenes: dict[str, Any], scene: str) -> None:
    one = scenes[scene]
    (asked,) = one["upstream_saw"]
    assert "hanako.sato@example.jp" not in asked
    assert SURROGATE.sub("hanako.sato@example.jp", asked) == one["sent"]
    assert one["client_saw"] == one["unguarded"]
    assert "hanako.sato@example.jp" in one["client_saw"]["text"]
    assert any("pseudonymise" in line for line in one["audit"])
    assert any("restore" in line for line in one["audit"])


def test_no_record_quotes_a_value(scenes: dict[str, Any]) -> None:
    told = json.dumps([one["audit"] for one in scenes.values()], ensure_ascii=False)
    assert not re.search(r"@example|090-|4111|AKIA|佐藤", told)


def test_it_stays_up_until_it_is_interrupted_and_takes_a_free_port_when_its_own_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [str(SEKISHO), "demo", "--port", str(taken.getsockname()[1]), "--admin-port", "0"]
        with subprocess.Popen(command, stdout=-1, stderr=-1, text=True, env=clean({})) as process:
            assert process.stdout
            assert process.stderr
            assert "is taken; the station listens on http://127.0.0.1:" in process.stderr.readline()
            shown = ""
            while "audit tail" not in shown:
                shown += process.stdout.readline()
            address = re.search(r"curl -si (http://\S+/sekisho/v1/check)", shown)
            assert address
            told = httpx.post(
                address[1], json={"direction": "response", "text": "x"}, trust_env=False, timeout=60
            )
            assert told.json()["verdict"] == "allow"
            process.send_signal(signal.SIGINT)
            process.communicate()
    assert process.returncode == 0
    for heading in (
        "日本語の回答に含まれる個人情報",
        "Personal data in a Japanese answer",
        "提供元",
        "provider saw",
    ):
        assert heading in shown


def test_make_says_once_through_the_environment() -> None:
    assert "DEMO_ONCE" in run("demo", "--help").out
