"""A station inside a process: two listeners that never share a port, and a clean end."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import httpx
import pytest

from audit.tail import tail
from config.errors import ConfigError
from filters.policy import Policy
from proxy.assembly import Station, read_setup
from proxy.listeners import listen
from proxy.serve import Place, Running, running, spare_heap


def place(tmp_path: Path, port: int = 0, admin_port: int = 0, worker: bool = False) -> Place:
    return Place(None, {"SEKISHO_HOME": str(tmp_path)}, "127.0.0.1", port, admin_port, worker)


async def test_what_administers_is_never_on_the_port_that_serves(tmp_path: Path) -> None:
    async with running(place(tmp_path)) as one, httpx.AsyncClient(trust_env=False, timeout=60) as client:
        assert one.data_url != one.admin_url
        assert (await client.get(f"{one.admin_url}/policies")).status_code == 200
        assert (await client.get(f"{one.data_url}/policies")).status_code == 404
        for base in (one.data_url, one.admin_url):
            assert (await client.get(f"{base}/healthz")).json() == {"status": "ok"}
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        for base in (one.data_url, one.admin_url):
            with pytest.raises(httpx.ConnectError):
                await client.get(base)


async def test_its_life_is_on_record(tmp_path: Path) -> None:
    async with running(place(tmp_path)):
        pass
    names = [one.get("name") for one in tail(tmp_path / "ledger")]
    assert names == ["sekisho.started", "sekisho.stopped"]


async def test_a_worker_has_no_administration(tmp_path: Path) -> None:
    async with running(place(tmp_path, worker=True)) as one:
        assert one.admin_url == ""


async def test_a_port_that_is_taken_leaves_nothing_open(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        said = place(tmp_path, admin_port=taken.getsockname()[1])
        station = Station(read_setup(None, said.env))
        with pytest.raises(ConfigError, match="cannot listen"):
            Running(station, said)
        await station.close()


async def test_addresses_are_the_files_unless_said_otherwise(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    (tmp_path / "s.yaml").write_text(f"listen: {{port: {port}, admin_port: 0}}\n")
    said = Place(tmp_path / "s.yaml", {"SEKISHO_HOME": str(tmp_path)})
    async with running(said) as one:
        assert one.data_url == f"http://127.0.0.1:{port}"


def test_what_start_up_made_is_not_searched_again() -> None:
    before = gc.get_threshold()
    try:
        spare_heap()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 1000
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


async def test_who_has_prepared_does_so_again_for_a_new_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[list[str]]()

    def rehearse(used: list[Policy]) -> None:
        told.append([one.name for one in used])

    monkeypatch.setattr("proxy.serve.rehearse", rehearse)
    monkeypatch.setattr("proxy.serve.spare_heap", lambda: None)
    file = tmp_path / "s.yaml"
    file.write_text("listen: {port: 0, admin_port: 0}\n")
    async with running(Place(file, {"SEKISHO_HOME": str(tmp_path)})) as one:
        one.reload()
        assert told == []  # inside another process nobody waits
        one.prepare()
        file.write_text("listen: {port: 0, admin_port: 0}\npolicy: strict\n")
        one.reload()
        await asyncio.get_running_loop().shutdown_default_executor()
    assert told == [["standard"], ["strict"]]
