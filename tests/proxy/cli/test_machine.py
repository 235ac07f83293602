"""What is looked at on the machine itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.spool import Spool
from filters.model import AuditEvent
from proxy.cli.machine import CLIENTS, NATIVE, clients, clock, natives, places, python, there


def test_this_machine_can_run_a_station() -> None:
    assert python().state == "ok"
    assert [check.state for check in natives()] == ["ok"]
    assert clients().state == "ok"


def test_a_module_is_looked_for_without_being_run() -> None:
    assert all(there(module) for module in (*CLIENTS, *NATIVE))
    assert not there("no_such_module")
    assert not there("no_such_package.inside")


def test_places_that_are_not_there_yet_are_fine_where_they_can_be_made(tmp_path: Path) -> None:
    checks = {check.name: check for check in places(tmp_path / "a" / "b", tmp_path / "a" / "b" / "ledger")}
    assert {checks[name].state for name in ("home", "ledger")} == {"ok"}
    assert not (tmp_path / "a").exists()


def test_a_place_nobody_can_write_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    home, ledger, *_ = places(file / "home", tmp_path)
    assert (home.state, ledger.state) == ("attention", "ok")
    assert "cannot be written" in home.found
    assert home.advice


def test_a_secret_that_others_may_read_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.touch(0o600)
    assert "secret" not in [check.name for check in places(tmp_path, tmp_path)]
    secret.chmod(0o644)
    (told,) = (check for check in places(tmp_path, tmp_path) if check.name == "secret")
    assert (told.state, told.advice) == ("attention", f"chmod 600 {secret}")


@pytest.mark.parametrize(("ahead_s", "state"), [(-3600, "ok"), (0, "ok"), (3600, "attention")])
def test_a_clock_behind_its_own_record_is_told(tmp_path: Path, ahead_s: float, state: str) -> None:
    spool = Spool(tmp_path)
    spool.append([AuditEvent("sekisho.started", "x", 0, datetime.now(UTC) + timedelta(seconds=ahead_s), {})])
    spool.close()
    assert clock(tmp_path).state == state


def test_without_a_ledger_the_clock_is_only_read(tmp_path: Path) -> None:
    assert clock(tmp_path / "none").state == "ok"
