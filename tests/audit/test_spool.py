"""Nothing acknowledged is ever lost, whatever kills the writer; a full disk is an error, and passes."""

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from audit.layout import spool_files
from audit.recover import recover
from audit.spool import Spool
from config.errors import AuditError
from tests.audit.events import decisions, event, files, gapless, records
from tests.audit.limits import largest_file, small_disk
from tests.audit.processes import running
from tests.fixtures import ROOT


def test_records_stand_in_order_and_count_from_0(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    first = spool.append(decisions(3))
    second = spool.append([event("sekisho.stopped", "")])
    assert spool.append([]) == second > first > 0
    spool.synced(second).result(timeout=60)
    found = records(tmp_path)
    assert [(one["writer"], one["n"]) for one in found] == [(spool.writer, n) for n in range(4)]
    assert [one["exchange"] for one in found] == ["x-0", "x-1", "x-2", ""]
    spool.close()


def test_what_is_unfit_is_refused_whole(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with pytest.raises(AuditError, match="not fit for the record"):
        spool.append([event(fine=1), event(prompt="x" * 1000)])
    spool.append(decisions(2))
    spool.close()
    assert [one["n"] for one in records(tmp_path)] == [0, 1]


def test_two_spools_never_share_a_file(tmp_path: Path) -> None:
    spools = [Spool(tmp_path) for _ in range(5)]
    for spool in spools:
        spool.append(decisions(2))
        spool.close()
    assert len(list(files(tmp_path))) == 5
    assert gapless(records(tmp_path))


@pytest.mark.parametrize("durability", ["fsync", "written"])
def test_files_follow_each_other(tmp_path: Path, durability) -> None:
    spool = Spool(tmp_path, durability=durability, roll_bytes=1000)
    for i in range(40):
        spool.synced(spool.append(decisions(1, f"r{i}"))).result(timeout=60)
    deadline = time.monotonic() + 60
    while spool._retired and time.monotonic() < deadline:
        os.sched_yield()  # they are synced and closed in the background, in both modes
    assert not spool._retired
    spool.flush()  # and whatever was taken up just now is closed after this
    (own,) = spool_files(tmp_path).values()
    assert [file.epoch for file in own] == list(range(len(own)))
    assert len(own) > 5
    assert all(1000 <= file.path.stat().st_size < 1400 for file in own[:-1])
    assert [one["exchange"] for one in records(tmp_path)] == [f"r{i}-0" for i in range(40)]
    open_files = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    assert sum(file.path in open_files for file in own) == 1
    spool.close()


def test_in_written_mode_nobody_waits_for_the_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    told: list[AuditError | None] = []
    spool.sync(spool.append(decisions(1)), told.append)
    assert told == [None]
    spool.close()


def test_what_is_durable_already_is_told_at_once(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    position = spool.append(decisions(1))
    spool.flush()
    told: list[AuditError | None] = []
    spool.sync(position, told.append)
    assert told == [None]
    spool.close()


async def test_a_loop_may_wait_and_give_up_waiting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    spool = Spool(tmp_path)
    waiting = [asyncio.wrap_future(spool.synced(spool.append(decisions(1, f"a{i}")))) for i in range(100)]
    for one in waiting[::2]:
        one.cancel()
    await asyncio.gather(*waiting[1::2])
    spool.close()
    assert len(records(tmp_path)) == 100
    assert caplog.text == ""  # nobody had to be told in vain


def test_threads_share_a_spool(tmp_path: Path) -> None:
    spool = Spool(tmp_path, roll_bytes=4000)

    def write(thread: int) -> None:
        for i in range(50):
            spool.synced(spool.append(decisions(2, f"{thread}-{i}"))).result(timeout=60)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    spool.close()
    found = records(tmp_path)
    assert len({one["exchange"] for one in found}) == len(found) == 800
    assert gapless(found)
    for thread in range(8):
        own = [one["exchange"] for one in found if one["exchange"].startswith(f"{thread}-")]
        assert own == [f"{thread}-{i}-{k}" for i in range(50) for k in range(2)]


def test_a_closed_spool_says_so(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    position = spool.append(decisions(1))
    spool.close()
    spool.close()
    assert spool.synced(position).result(timeout=60) is None
    with pytest.raises(AuditError, match="closed"):
        spool.append(decisions(1))
    with pytest.raises(AuditError, match="closed"):
        spool.flush()
    with pytest.raises(AuditError, match="closed"):
        spool.sync(position + 1, lambda error: None)


def test_a_forked_copy_writes_nothing(tmp_path: Path) -> None:
    program = (
        "import os, sys, pathlib\n"
        "from audit.spool import Spool\n"
        "from config.errors import AuditError\n"
        "from tests.audit.events import decisions\n"
        "spool = Spool(pathlib.Path(sys.argv[1]), durability='written')\n"
        "spool.append(decisions(1))\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    try: spool.append(decisions(1))\n"
        "    except AuditError: os._exit(7)\n"
        "    os._exit(0)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == 7
    assert len(records(tmp_path)) == 1


def test_a_ledger_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AuditError, match="cannot make the folder"):
        Spool(tmp_path / "file")


# ---------------------------------------------------------------- a full disk


def test_a_full_disk_is_an_error_and_writing_resumes(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.append(decisions(5))
    (own,) = files(tmp_path)
    size = own.path.stat().st_size
    for room in (0, 1, 100, 500):
        with (
            largest_file(own.path.stat().st_size + room),
            pytest.raises(AuditError, match="cannot write to the spool"),
        ):
            spool.append(decisions(8, f"full{room}"))
        assert gapless(records(tmp_path))
    spool.synced(spool.append(decisions(5, "again"))).result(timeout=60)
    spool.close()
    found = records(tmp_path)
    assert gapless(found)
    assert [one["exchange"] for one in found][:5] == [f"x-{i}" for i in range(5)]
    assert [one["exchange"] for one in found][-5:] == [f"again-{i}" for i in range(5)]
    assert size < own.path.stat().st_size


def test_a_full_file_system(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 256) as ledger:
        spool = Spool(ledger)
        kept: list[str] = []

        def fill() -> None:
            for i in range(10_000):
                spool.synced(spool.append(decisions(1, f"a{i}"))).result(timeout=60)
                kept.append(f"a{i}-0")

        with pytest.raises(AuditError, match="No space left on device"):
            fill()
        assert len(kept) > 100
        with pytest.raises(AuditError, match="No space left on device"):
            spool.append(decisions(1, "no"))
        assert gapless(records(ledger))
        subprocess.run(["mount", "-o", "remount,size=512k", str(ledger)], check=True)
        for i in range(100):
            spool.synced(spool.append(decisions(1, f"b{i}"))).result(timeout=60)
        spool.close()
        found = records(ledger)
        assert gapless(found)
        assert [one["exchange"] for one in found] == [*kept, *(f"b{i}-0" for i in range(100))]


def test_no_room_for_the_next_file_is_no_reason_to_stop(tmp_path: Path) -> None:
    spool = Spool(tmp_path, roll_bytes=1)
    spool.append(decisions(1))
    folder = tmp_path / "spool"
    elsewhere = folder.rename(tmp_path / "elsewhere")
    spool.append(decisions(1, "b"))
    elsewhere.rename(folder)
    spool.append(decisions(1, "c"))
    spool.close()
    assert [one["exchange"] for one in records(tmp_path)] == ["x-0", "b-0", "c-0"]


# ---------------------------------------------------------------- a sync that fails


class FailingDisk:
    """Puts a pipe in the place of a spool's open file: it takes bytes and refuses to be synced."""

    def __init__(self, spool: Spool) -> None:
        self._pipe = os.pipe()
        os.dup2(self._pipe[1], spool._epoch._file)

    def close(self) -> None:
        for end in self._pipe:
            os.close(end)


def test_what_a_failed_sync_left_in_doubt_is_never_acknowledged(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.synced(spool.append(decisions(1, "kept"))).result(timeout=60)
    disk = FailingDisk(spool)
    early = spool.append(decisions(1, "doubt"))
    late = spool.append(decisions(1, "doubt"))
    with pytest.raises(AuditError, match="sync of the spool failed"):
        spool.synced(late).result(timeout=60)
    after = spool.append(decisions(1, "after"))
    spool.synced(after).result(timeout=60)
    for position in (early, late):
        with pytest.raises(AuditError, match="sync of the spool failed"):
            spool.synced(position).result(timeout=60)
    spool.close()
    disk.close()
    found = records(tmp_path)
    # The gap shows that two records were lost with the disk.
    assert [(one["exchange"], one["n"]) for one in found] == [("kept-0", 0), ("after-0", 3)]
    assert len(list(files(tmp_path))) == 2


def test_everybody_who_waits_for_a_failed_sync_is_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    disk = FailingDisk(spool)
    waiting: list[Future[None]] = []

    def write(_: int) -> None:
        waiting.append(spool.synced(spool.append(decisions(1))))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(40)))
    fates = [one.exception(timeout=60) for one in waiting]
    assert sum(fate is None for fate in fates) <= len(records(tmp_path))
    assert any(isinstance(fate, AuditError) for fate in fates)
    spool.append(decisions(1))  # after the failure, whichever record it met: the end is not in doubt
    spool.close()
    disk.close()


def test_closing_in_doubt_says_so(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    disk = FailingDisk(spool)
    spool.append(decisions(1))
    with pytest.raises(AuditError, match="may not be on the disk"):
        spool.close()
    disk.close()


# ---------------------------------------------------------------- kill -9


def killed_under_load(ledger: Path, acknowledgements: int) -> list[str]:
    """What a worker acknowledged until it was killed."""
    with running("tests.audit.writing", str(ledger)) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().decode() for _ in range(acknowledgements)]
        process.kill()
        told += process.stdout.read().decode().splitlines(keepends=True)
    return [line.strip() for line in told if line.endswith("\n")]


def check_lives(ledger: Path, lives: int, seed: int) -> None:
    draw = random.Random(seed)
    acknowledged: list[str] = []
    for _ in range(lives):
        acknowledged += killed_under_load(ledger, draw.randrange(1, 300))
        spool = Spool(ledger)
        recover(ledger, spool)
        spool.close()
    found = records(ledger)
    assert gapless(found)
    assert len({one["id"] for one in found}) == len(found)
    decided = [one["exchange"] for one in found if one["name"] == "sekisho.decision"]
    opened = [one["exchange"] for one in found if one["name"] == "sekisho.opened"]
    assert sorted(decided) == sorted(set(decided)) == sorted(opened)
    words = {one["exchange"]: one["attrs"]["verdict"] for one in found if one["name"] == "sekisho.decision"}
    for line in acknowledged:
        exchange, what = line.split()
        assert words[exchange] == "allow" or what == "opened"
        assert exchange in words


def test_kill_9_loses_nothing_acknowledged(tmp_path: Path) -> None:
    check_lives(tmp_path, lives=6, seed=1)


@pytest.mark.deep
def test_kill_9_loses_nothing_acknowledged_in_50_lives(tmp_path: Path) -> None:
    check_lives(tmp_path, lives=50, seed=2)


def test_the_flusher_ends_with_its_spool(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    spool = Spool(tmp_path)
    (flusher,) = set(threading.enumerate()) - before
    spool.close()
    assert not flusher.is_alive()
