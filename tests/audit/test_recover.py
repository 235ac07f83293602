"""What a dead worker left open is decided once, whoever comes, however often, whatever is torn."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import recover as recovering
from audit.layout import lock_path, spool_files, spool_folder
from audit.recover import Recovered, recover
from audit.spool import Spool
from audit.writers import claim
from config.errors import AuditError
from filters.model import AuditEvent
from tests.audit.events import event, files, gapless, records
from tests.audit.limits import largest_file

WHO: dict[str, Any] = {
    "route": "/openai/*",
    "dialect": "openai",
    "model": "m",
    "policy": "strict",
    "policy_digest": "a" * 64,
}


def opened(exchange: str) -> AuditEvent:
    return event("sekisho.opened", exchange, 0, streaming=True, **WHO)


def lived(ledger: Path, events: Sequence[AuditEvent], roll_bytes: int = 1 << 20) -> str:
    """A writer that recorded these and is gone; its name."""
    spool = Spool(ledger, durability="written", roll_bytes=roll_bytes)
    for one in events:
        spool.append([one])
    spool.close()
    return spool.writer


def recovered(ledger: Path) -> Recovered:
    spool = Spool(ledger, durability="written")
    done = recover(ledger, spool)
    spool.close()
    return done


def decided(ledger: Path) -> list[str]:
    return [one["exchange"] for one in records(ledger) if one["name"] == "sekisho.decision"]


def test_an_open_exchange_is_decided_as_interrupted(tmp_path: Path) -> None:
    findings = [event("sekisho.finding", "x-1", seq, kind="pii.phone") for seq in (1, 2)]
    dead = lived(tmp_path, [opened("x-1"), opened("x-2"), *findings, event("sekisho.decision", "x-2", 1)])
    assert recovered(tmp_path) == Recovered(writers=1, interrupted=1, torn=0)
    last = records(tmp_path)[-1]
    assert (last["name"], last["exchange"], last["seq"]) == ("sekisho.decision", "x-1", 3)
    assert last["attrs"] == {
        **WHO,
        "verdict": "interrupted",
        "outcome": "interrupted",
        "interrupted_writer": dead,
    }


def test_nothing_is_decided_twice(tmp_path: Path) -> None:
    lived(tmp_path, [opened("x-1")])
    # Each time one writer is dead and not seen to yet: first this one, then the one that saw to it.
    assert [recovered(tmp_path) for _ in range(4)] == [Recovered(1, 1), *[Recovered(1, 0)] * 3]
    assert decided(tmp_path) == ["x-1"]


def test_the_living_are_left_alone(tmp_path: Path) -> None:
    living = Spool(tmp_path)
    living.append([opened("x-1")])
    assert recovered(tmp_path) == Recovered()
    assert recover(tmp_path, living) == Recovered(writers=1)  # the one that looked
    living.append([event("sekisho.decision", "x-1", 1, verdict="allow")])
    living.close()
    assert recovered(tmp_path).interrupted == 0
    assert decided(tmp_path) == ["x-1"]


def test_an_exchange_may_span_files(tmp_path: Path) -> None:
    events = [opened(f"x-{i}") for i in range(20)]
    events += [event("sekisho.decision", f"x-{i}", 1) for i in range(0, 20, 2)]
    lived(tmp_path, events, roll_bytes=1)
    assert len(list(files(tmp_path))) == 30
    assert recovered(tmp_path).interrupted == 10
    assert sorted(decided(tmp_path)) == sorted(f"x-{i}" for i in range(20))


def test_who_dies_between_two_looks_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = Spool(tmp_path, durability="written", roll_bytes=1)
    dying.append([opened("x-1")])

    def late_claim(folder: Path, writer: str):
        """Between the list of writers and its claim, this one goes on in another file, and ends."""
        dying.append([event("sekisho.decision", "x-1", 1, verdict="allow")])
        dying.append([opened("x-2")])
        dying.close()
        return claim(folder, writer)

    monkeypatch.setattr(recovering, "claim", late_claim)
    assert recovered(tmp_path).interrupted == 1
    assert decided(tmp_path) == ["x-1", "x-2"]


LINE = b'{"v":1,"id":"01a20091-66fe-7610-89e6-bc7d45d0cb5a","name":"sekisho.decision","exchange":"x-1"'


@pytest.mark.parametrize(
    "torn", [LINE[:cut] for cut in (1, 20, len(LINE))] + [b"\x00" * 4096, b"x" * 1_000_000], ids=len
)
def test_a_torn_end_is_cut_away_and_nothing_else(tmp_path: Path, torn: bytes) -> None:
    lived(tmp_path, [opened("x-1"), opened("x-2")])
    (own,) = files(tmp_path)
    whole = own.path.read_bytes()
    own.path.write_bytes(whole + torn)
    assert recovered(tmp_path) == Recovered(writers=1, interrupted=2, torn=1)
    assert own.path.read_bytes() == whole


def test_every_cut_of_a_file_keeps_its_whole_lines(tmp_path: Path) -> None:
    lived(tmp_path / "whole", [opened("x-1"), event("sekisho.decision", "x-1", 1), opened("x-2")])
    (own,) = files(tmp_path / "whole")
    data = own.path.read_bytes()
    for cut in range(0, len(data), 7):
        ledger = tmp_path / str(cut)
        spool_folder(ledger).mkdir(parents=True)
        path = spool_folder(ledger) / own.path.name
        path.write_bytes(data[:cut])
        lines = data[:cut].count(b"\n")
        assert recovered(ledger).interrupted == (0, 1, 0, 1)[lines]
        assert path.read_bytes() == b"".join(data.splitlines(keepends=True)[:lines])


def test_damaged_lines_are_stepped_over(tmp_path: Path) -> None:
    lived(tmp_path, [opened("x-1"), opened("x-2"), event("sekisho.decision", "x-2", 1)])
    (own,) = files(tmp_path)
    first, rest = own.path.read_bytes().split(b"\n", 1)
    own.path.write_bytes(first + b"\nnot a record\n" + b"y" * 200_000 + b"\n[]\n" + rest)
    assert recovered(tmp_path).interrupted == 1


def test_records_that_were_tampered_with_stop_nobody_from_starting(tmp_path: Path) -> None:
    dead = lived(tmp_path, [opened("x-1"), opened("x-2"), opened("x-3")])
    (own,) = files(tmp_path)
    lines = own.path.read_bytes().splitlines(keepends=True)
    lines[0] = lines[0].replace(b'"x-1"', b'"' + b"x" * 100 + b'"')
    lines[1] = lines[1].replace(b'"strict"', b'"' + b"long words of a prompt " * 100 + b'"')
    lines[2] = lines[2].replace(b'"seq":0', b'"seq":9223372036854775807')
    own.path.write_bytes(b"".join(lines))
    assert recovered(tmp_path).interrupted == 2
    second, third = records(tmp_path)[-2:]
    assert "policy" not in second["attrs"]
    assert second["attrs"]["interrupted_writer"] == dead
    assert third["seq"] == 2**63 - 1


def test_two_workers_that_start_together_decide_once(tmp_path: Path) -> None:
    for i in range(6):
        lived(tmp_path, [opened(f"{i}-{k}") for k in range(30)])
    together = threading.Barrier(4)

    def start(_: int) -> Recovered:
        spool = Spool(tmp_path)
        together.wait()
        done = recover(tmp_path, spool)
        together.wait()  # alive until all are through
        spool.close()
        return done

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(start, range(4)))
    assert sum(one.interrupted for one in done) == 180
    found = decided(tmp_path)
    assert len(found) == len(set(found)) == 180
    assert gapless(records(tmp_path))


@pytest.mark.parametrize("recorded", range(4))
def test_who_dies_while_recovering_has_not_spoken_in_vain(tmp_path: Path, recorded: int) -> None:
    dead = lived(tmp_path, [opened(f"x-{k}") for k in range(3)])
    first = Spool(tmp_path)
    with claim(spool_folder(tmp_path), dead) as claimed:
        assert claimed is not None
        claimed.announce(first.writer)
        for k in range(recorded):
            first.append([event("sekisho.decision", f"x-{k}", 1, verdict="interrupted")])
    first.close()
    assert recovered(tmp_path).interrupted == 3 - recorded
    assert sorted(decided(tmp_path)) == ["x-0", "x-1", "x-2"]


def test_a_full_disk_while_recovering_leaves_the_rest_for_the_next_time(tmp_path: Path) -> None:
    lived(tmp_path, [opened(f"x-{k}") for k in range(20)])
    spool = Spool(tmp_path)
    with largest_file(3000), pytest.raises(AuditError):
        recover(tmp_path, spool)
    assert 0 < len(decided(tmp_path)) < 20
    recover(tmp_path, spool)
    spool.close()
    assert sorted(decided(tmp_path)) == sorted(f"x-{k}" for k in range(20))


def test_a_ledger_that_cannot_be_read(tmp_path: Path) -> None:
    dead = lived(tmp_path, [opened("x-1")])
    lock = lock_path(spool_folder(tmp_path), dead)
    lock.unlink()
    lock.mkdir()
    spool = Spool(tmp_path)
    with pytest.raises(AuditError, match=f"cannot recover what writer {dead} left"):
        recover(tmp_path, spool)
    spool.close()


def test_a_lost_lock_file_is_a_dead_writer(tmp_path: Path) -> None:
    dead = lived(tmp_path, [opened("x-1")])
    lock_path(spool_folder(tmp_path), dead).unlink()
    assert [recovered(tmp_path).interrupted for _ in range(2)] == [1, 0]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sekisho.opened", "sekisho.finding", "sekisho.decision", "sekisho.started"]),
        st.integers(0, 4),
    ),
    max_size=25,
)


@settings(max_examples=50)
@given(STEPS, st.integers(0, 30))
def test_any_life_ends_with_every_exchange_decided(
    tmp_path_factory, steps: list[tuple[str, int]], torn: int
) -> None:
    ledger = tmp_path_factory.mktemp("ledger")
    left: set[str] = set()
    for name, exchange in steps:
        if name == "sekisho.opened":
            left.add(f"x-{exchange}")
        elif name == "sekisho.decision":
            left.discard(f"x-{exchange}")
    lived(ledger, [event(name, f"x-{exchange}") for name, exchange in steps], roll_bytes=700)
    last = next(iter(spool_files(ledger).values()))[-1]
    last.path.write_bytes(last.path.read_bytes() + LINE[:torn])
    assert recovered(ledger).interrupted == len(left)
    interrupted = [one["exchange"] for one in records(ledger) if one["attrs"].get("verdict") == "interrupted"]
    assert sorted(interrupted) == sorted(left)
