"""Beside serving: what a crash left is closed, and copies are shipped."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from audit.record import Record
from audit.spool import Spool
from audit.tail import tail
from filters.model import AuditEvent
from proxy.assembly import Station, read_setup
from proxy.reloading import reload
from proxy.tending import Shipper, exporters, tended
from tests.proxy.stations import gone


class Collector(ThreadingHTTPServer):
    """Takes OTLP over HTTP. arrived: set by each delivery."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.arrived = Event()
        self.bodies: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()
        self.server.arrived.set()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as one:
        thread = Thread(target=one.serve_forever)
        thread.start()
        yield one
        one.shutdown()
        thread.join()


@pytest.fixture
def file(tmp_path: Path, collector: Collector) -> Path:
    path = tmp_path / "s.yaml"
    path.write_text(f"audit: {{exporters: [{{use: otlp, endpoint: '{collector.url}', gzip: false}}]}}\n")
    return path


@pytest.fixture
async def station(file: Path, tmp_path: Path) -> AsyncIterator[Station]:
    one = Station(read_setup(file, {"SEKISHO_HOME": str(tmp_path / "home")}))
    yield one
    await one.close()


def test_exporters_are_handed_over_as_they_are_written(station: Station, collector: Collector) -> None:
    assert exporters(station) == [{"use": "otlp", "endpoint": collector.url, "gzip": False}]


async def test_records_arrive_and_the_last_ones_after_the_station_has_closed(
    station: Station, collector: Collector
) -> None:
    async with tended(station):
        station.tell("sekisho.started", {"policies": 1})
        assert await asyncio.to_thread(collector.arrived.wait, 60)
        station.tell("sekisho.stopped", {})
        await station.close()
    told = b"".join(collector.bodies)
    assert b"sekisho.started" in told
    assert b"sekisho.stopped" in told


async def test_a_shipper_that_dies_is_started_again(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    shipper = Shipper(station)
    await shipper.look()
    first = shipper.pid
    assert first
    handle = os.pidfd_open(first)
    os.kill(first, signal.SIGKILL)
    assert await asyncio.to_thread(gone, handle)
    async with asyncio.timeout(300):
        while shipper.pid in (first, 0):
            await shipper.look()
            await asyncio.sleep(0.05)  # as often as it likes to be looked at; it waits before it starts again
    await shipper.stop()
    assert shipper.pid == 0
    assert "started again" in caplog.text


async def test_no_exporters_no_shipper(station: Station, tmp_path: Path) -> None:
    shipper = Shipper(station)
    await shipper.look()
    assert shipper.pid
    reload(station, None, {"SEKISHO_HOME": str(tmp_path / "home")})
    await shipper.look()
    assert shipper.pid == 0


async def test_what_a_dead_writer_left_open_is_closed_at_start(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = station.setup.settings.ledger_path
    dead = Spool(ledger)
    dead.append([AuditEvent("sekisho.opened", "left-open", 0, datetime.now(UTC), {"route": "/v1/*"})])
    dead.close()
    async with tended(station):
        pass
    found: list[Record] = [
        one for one in tail(ledger) if "damaged" not in one and one["exchange"] == "left-open"
    ]
    assert [one["attrs"].get("outcome") for one in found] == [None, "interrupted"]
    assert "1 exchanges" in caplog.text
