"""The shipper as a process: killed, orphaned, outlived, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from audit.ship import Shipping, start
from audit.spool import Spool
from config.errors import AuditError
from tests.audit.collector import WAIT_S, Answer, Collector, collecting
from tests.audit.events import decisions, records
from tests.audit.processes import running

BUSY = Answer(503)


def begin(ledger: Path, collector: Collector, **options: object) -> Shipping:
    return start(
        ledger,
        [{"use": "otlp", "endpoint": collector.address, "retry_s": 0.01, "retry_most_s": 0.1, **options}],
    )


def ids(ledger: Path) -> set[str]:
    return {one["id"] for one in records(ledger)}


def test_a_shipper_delivers_and_ends_when_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    with collecting() as collector:
        spool.append(decisions(20))
        with begin(tmp_path, collector, batch=7) as shipping:
            assert shipping.running()
            collector.wait_for_events(20)
            spool.append(decisions(5, "last"))
            assert shipping.stop() == 0
            assert not shipping.running()
        assert collector.events == [one["id"] for one in records(tmp_path)]
    spool.close()


def test_killed_three_times_during_an_outage_nothing_is_lost(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written", roll_bytes=20_000)
    with collecting() as collector:
        collector.script.extend([BUSY] * 5)
        for life in range(4):
            shipping = begin(tmp_path, collector, batch=16)
            seen = len(collector.requests)
            for i in range(25):
                spool.append(decisions(8, f"{life}-{i}"))
            collector.wait(lambda seen=seen: len(collector.requests) >= seen + 4)
            collector.script.extend([BUSY, Answer(hang_up=True, keeps=True)])
            if life < 3:
                os.kill(shipping.pid, signal.SIGKILL)
                assert shipping.stop() == -signal.SIGKILL
        spool.close()
        collector.wait_for_events(800)
        assert shipping.stop() == 0
        assert set(collector.events) == ids(tmp_path)
        # At most the batch in flight at each kill, and the one kept without an answer, came twice.
        assert len(collector.events) <= 800 + 16 * (3 + 4)


def test_an_orphan_delivers_what_is_left_and_ends(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    spool.append(decisions(10))
    with collecting() as collector:
        with running(
            "tests.audit.parent", str(tmp_path), collector.address, stderr=subprocess.PIPE
        ) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            try:
                collector.wait_for_events(10)
                parent.kill()
                spool.append(decisions(10, "late"))
                # Parent and shipper hold the error pipe; it ends when both have ended.
                parent.communicate(timeout=WAIT_S)
            finally:
                os.kill(child, signal.SIGKILL)
        assert set(collector.events) == ids(tmp_path)
    spool.close()


def test_credentials_are_not_on_the_command_line(tmp_path: Path) -> None:
    with collecting() as collector:
        spool = Spool(tmp_path, durability="written")
        spool.append(decisions(1))
        spool.close()
        with begin(tmp_path, collector, headers={"authorization": "secret-1"}) as shipping:
            collector.wait_for_events(1)
            command = Path(f"/proc/{shipping.pid}/cmdline").read_bytes()
            environment = Path(f"/proc/{shipping.pid}/environ").read_bytes()
        assert collector.requests[0].headers["authorization"] == "secret-1"
        assert b"audit.ship" in command
        assert b"secret-1" not in command + environment


def test_an_interrupt_from_the_keyboard_is_the_parents_business(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    with collecting() as collector, begin(tmp_path, collector) as shipping:
        spool.append(decisions(1))
        collector.wait_for_events(1)
        os.kill(shipping.pid, signal.SIGINT)
        spool.append(decisions(1, "after"))
        collector.wait_for_events(2)
        assert shipping.stop() == 0
    spool.close()


def test_a_shipper_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "absent"))
    with pytest.raises(AuditError, match="the shipper cannot be started"):
        start(tmp_path, [])
