"""`sekisho audit tail`: the ledger, as people and machines read it."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit.spool import Spool
from filters.model import AuditEvent
from tests.proxy.cli.shells import SEKISHO, clean, one_line, run

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def decision(n: int, verdict: str = "allow") -> AuditEvent:
    said = {"verdict": verdict, "outcome": "completed", "dialect": "openai", "model": "m"}
    return AuditEvent("sekisho.decision", f"exchange-{n}", 1, AT, said)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    one = Spool(tmp_path / "ledger")
    yield one
    one.close()


def test_the_latest_come_last(spool: Spool, tmp_path: Path) -> None:
    spool.append([decision(n) for n in range(30)])
    done = run("audit", "tail", "-n", "2", "--home", str(tmp_path))
    assert done.status == 0
    assert [line.split()[4] for line in done.out.splitlines()] == ["exchange-28", "exchange-29"]
    assert len(run("audit", "tail", "--home", str(tmp_path)).out.splitlines()) == 20
    assert run("audit", "tail", "-n", "0", "--home", str(tmp_path)).out == ""


def test_json_is_one_record_a_line(spool: Spool, tmp_path: Path) -> None:
    spool.append([decision(1, "mask")])
    (line,) = run("audit", "tail", "--json", "--home", str(tmp_path)).out.splitlines()
    assert json.loads(line)["attrs"]["verdict"] == "mask"


def test_the_ledger_is_the_configurations_unless_said(spool: Spool, tmp_path: Path) -> None:
    spool.append([decision(1)])
    assert "exchange-1" in run("audit", "tail", SEKISHO_HOME=str(tmp_path)).out
    (tmp_path / "s.yaml").write_text("audit: {ledger: {path: ledger}}")
    assert "exchange-1" in run("audit", "tail", "-c", str(tmp_path / "s.yaml"), cwd=tmp_path).out


def test_a_damaged_line_is_shown_by_its_place(spool: Spool, tmp_path: Path) -> None:
    spool.append([decision(1)])
    spool.flush()
    (file,) = (tmp_path / "ledger" / "spool").glob("*.ndjson")
    with file.open("ab") as stream:
        stream.write(b"\x1b[31mnot a record\n")
    done = run("audit", "tail", "--home", str(tmp_path))
    assert "damaged line" in done.out
    assert "not a record" not in done.out


def test_no_ledger_is_one_line(tmp_path: Path) -> None:
    done = run("audit", "tail", "--home", str(tmp_path / "missing"))
    assert one_line(done)
    assert "there is no ledger" in done.err


def test_following_shows_new_ones_until_it_is_interrupted(spool: Spool, tmp_path: Path) -> None:
    spool.append([decision(1)])
    command = [str(SEKISHO), "audit", "tail", "--follow", "--json", "--home", str(tmp_path)]
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True, env=clean({})) as process:
        assert process.stdout
        assert process.stderr
        assert "exchange-1" in process.stdout.readline()
        spool.append([decision(2)])
        assert "exchange-2" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 130
