"""Inside the shipper's process: one at a time, ended by the right signs, clear about what is wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from audit.layout import ship_folder
from audit.ship import Shipping, start
from audit.spool import Spool
from tests.audit.collector import WAIT_S, Collector, collecting
from tests.audit.events import decisions, records
from tests.audit.processes import running
from tests.fixtures import ROOT


def begin(ledger: Path, collector: Collector) -> Shipping:
    return start(ledger, [{"use": "otlp", "endpoint": collector.address}])


def ids(ledger: Path) -> set[str]:
    return {one["id"] for one in records(ledger)}


def test_a_second_shipper_waits_for_the_first_ones_end(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    with collecting() as collector:
        with begin(tmp_path, collector) as first:
            spool.append(decisions(10))
            collector.wait_for_events(10)
            with begin(tmp_path, collector) as second:
                spool.append(decisions(10, "b"))
                collector.wait_for_events(20)
                os.kill(first.pid, signal.SIGKILL)
                first.stop()
                spool.append(decisions(10, "c"))
                collector.wait_for_events(30)
                assert second.stop() == 0
        assert set(collector.events) == ids(tmp_path)
        assert len(collector.events) <= 40  # what the first had sent and not yet noted when it was killed
    spool.close()


def test_forever_outlives_its_standard_input(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "ledger", durability="written")
    with collecting() as collector:
        config = tmp_path / "exporters.json"
        config.write_text(f'[{{"use": "otlp", "endpoint": "{collector.address}"}}]')
        arguments = ("--ledger", str(tmp_path / "ledger"), "--config", str(config), "--forever")
        with running("audit.ship", *arguments) as process:
            for i in range(3):
                spool.append(decisions(2, f"r{i}"))
                collector.wait_for_events(2 * (i + 1))
            process.send_signal(signal.SIGTERM)
            assert process.wait(WAIT_S) == 0
    spool.close()


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("[", "not a JSON list"),
        ("{}", "should be a list of objects"),
        ('["otlp"]', "should be a list of objects"),
        ('[{"use": "otpl"}]', "did you mean 'otlp'"),
        ('[{"use": "otlp", "endpoint": "secret-1"}]', "option 'endpoint'"),
        ('[{"use": "otlp"}, {"use": "otlp"}]', "two exporters send to the same place"),
        ('[{"use": "otlp", "headers": {"x": "${NOT_SET_ANYWHERE}"}}]', "NOT_SET_ANYWHERE is not set"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_begin_says_why(tmp_path: Path, config: str | None, message: str) -> None:
    path = tmp_path / "exporters.json"
    if config is not None:
        path.write_text(config)
    command = [
        sys.executable,
        "-m",
        "audit.ship",
        "--ledger",
        str(tmp_path),
        "--config",
        str(path),
        "--forever",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret-1" not in done.stderr


def test_a_shipper_without_exporters_has_nothing_to_do(tmp_path: Path) -> None:
    assert start(tmp_path, []).stop() == 0
    assert ship_folder(tmp_path).is_dir()
