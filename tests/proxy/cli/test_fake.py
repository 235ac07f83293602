"""`sekisho fake-upstream`: the verb hands over what it was told."""

from __future__ import annotations

import inspect
import json
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from proxy.cli.fake import run as verb
from proxy.demo.stage import CONVERSATIONS
from proxy.fake.command import HELP
from tests.proxy.cli.shells import SEKISHO, clean, one_line, run


def test_it_serves_until_told_to_stop() -> None:
    command = [str(SEKISHO), "fake-upstream", str(CONVERSATIONS), "--port", "0", "--json", "--cut", "bytes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean({})) as process:
        assert process.stdout
        address = json.loads(process.stdout.readline())["listening"]
        answer = httpx.post(f"{address}/v1/embeddings", content=b"{}", trust_env=False, timeout=60)
        assert answer.status_code == 200
        assert json.loads(process.stdout.readline())["recording"] == "openai/embeddings"
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [("--cut", "half"), ("--fault", "explode")])
def test_what_cannot_be_done_is_one_line(arguments: tuple[str, ...]) -> None:
    assert one_line(run("fake-upstream", str(CONVERSATIONS), *arguments))


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert one_line(run("fake-upstream", str(tmp_path / "missing")))


def test_every_option_of_the_server_is_an_option_of_the_verb() -> None:
    said = {name.replace("as_json", "json") for name in inspect.signature(verb).parameters}
    assert said == set(HELP)
