"""Slow detectors in a running station: in processes of their own, and a policy row where one fails."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import httpx
import pytest

from proxy.serve import Place, running
from tests.filters.onnx.models import tiny

CONFIG = """\
policy: own
policies:
  own:
    extends: standard
    deadline_s: 60
    detectors:
      {name}: {options}
    rules:
      - {{kind: pii.person, measure: refuse}}
"""
ONNX = f"{{model: {tiny()}, labels: {{PER: pii.person}}}}"
GINZA = "{languages: [ja], entities: [PERSON]}"


async def checked(url: str, text: str) -> dict[str, object]:
    async with httpx.AsyncClient(timeout=120, trust_env=False) as client:
        answer = await client.post(f"{url}/sekisho/v1/check", json={"text": text})
        return answer.json()


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [
        ("onnx", ONNX, "a letter to Hanako Sato."),
        ("presidio", GINZA, "高橋健一は長野県で働いている。"),
    ],
    ids=["onnx", "presidio with ja_ginza"],
)
async def test_what_a_plug_in_finds_is_ruled_on(name: str, options: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "sekisho.yaml"
    file.write_text(CONFIG.format(name=name, options=options), "utf-8")
    async with running(Place(file, {"SEKISHO_HOME": str(tmp_path)}, port=0, admin_port=0)) as one:
        told = await checked(one.data_url, text)
        assert told["verdict"] == "refuse"
        (room,) = one.station.readers._rooms._rooms.values()
        assert room._one is not None
        os.kill(room._one.pid, signal.SIGKILL)
        assert (await checked(one.data_url, text))["verdict"] == "refuse"
        assert (await checked(one.data_url, "x" * 100))["verdict"] == "allow"
    assert not room._one.running
