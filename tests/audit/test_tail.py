"""The latest over all writers, by time, each writer in its own order; then every new one."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.layout import spool_folder, spool_path
from audit.record import Record
from audit.spool import Spool
from audit.tail import Damaged, tail
from config.errors import AuditError
from tests.audit.events import BEGAN, event


def exchanges(told: Iterator[Record | Damaged]) -> list[str]:
    return [one["damaged"] if "damaged" in one else one["exchange"] for one in told]


def write(spool: Spool, *events: tuple[str, float]) -> None:
    for exchange, after_s in events:
        spool.append([event(exchange=exchange, after_s=after_s)])


def file_of(ledger: Path, spool: Spool, epoch: int) -> Path:
    return spool_path(spool_folder(ledger), spool.writer, epoch)


@pytest.fixture
def spools(tmp_path: Path) -> Iterator[tuple[Spool, Spool]]:
    pair = Spool(tmp_path, durability="written", roll_bytes=500), Spool(tmp_path, durability="written")
    write(pair[0], ("a", 0), ("c", 2), ("e", 4), ("g", 6))
    write(pair[1], ("b", 1), ("d", 3), ("f", 5), ("h", 7))
    yield pair
    for spool in pair:
        spool.close()


def test_all_by_time(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    assert exchanges(tail(tmp_path)) == list("abcdefgh")


@pytest.mark.parametrize("n", range(10))
def test_the_last_ones(tmp_path: Path, spools: tuple[Spool, Spool], n: int) -> None:
    assert exchanges(tail(tmp_path, n=n)) == list("abcdefgh")[max(0, 8 - n) :]


@pytest.mark.parametrize(
    ("after_s", "n", "wanted"),
    [(5, None, "fgh"), (4.5, None, "fgh"), (5, 2, "gh"), (0, 3, "fgh"), (8, None, "")],
)
def test_since(
    tmp_path: Path, spools: tuple[Spool, Spool], after_s: float, n: int | None, wanted: str
) -> None:
    assert exchanges(tail(tmp_path, since=BEGAN + timedelta(seconds=after_s), n=n)) == list(wanted)


def test_files_last_written_before_are_not_opened(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    first = file_of(tmp_path, spools[0], 0)
    os.utime(first, (0, (BEGAN - timedelta(days=1)).timestamp()))
    assert "a" not in exchanges(tail(tmp_path, since=BEGAN))


def test_a_clock_that_goes_back_breaks_no_order(tmp_path: Path) -> None:
    one, other = Spool(tmp_path, durability="written"), Spool(tmp_path, durability="written")
    write(one, ("a", 10), ("b", 2), ("c", 3), ("d", 11))
    write(other, ("x", 1), ("y", 10.5), ("z", 20))
    for spool in (one, other):
        spool.close()
    assert exchanges(tail(tmp_path)) == ["x", "a", "b", "c", "y", "d", "z"]
    assert exchanges(tail(tmp_path, n=5)) == ["b", "c", "y", "d", "z"]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-20, 20)), max_size=20), st.integers(0, 25))
def test_no_clock_breaks_the_order_of_n(tmp_path_factory, writes: list[tuple[int, int]], n: int) -> None:
    ledger = tmp_path_factory.mktemp("ledger")
    spools = [Spool(ledger, durability="written", roll_bytes=700) for _ in range(3)]
    for which, after_s in writes:
        write(spools[which], ("x", after_s))
    for spool in spools:
        spool.close()
    everything = [one for one in tail(ledger) if "damaged" not in one]
    assert len(everything) == len(writes)
    for spool in spools:
        numbers = [one["n"] for one in everything if one["writer"] == spool.writer]
        assert numbers == list(range(len(numbers)))
    last = [one for one in tail(ledger, n=n) if "damaged" not in one]
    assert len(last) == min(n, len(writes))
    for spool in spools:
        numbers = [one["n"] for one in last if one["writer"] == spool.writer]
        count = sum(one["writer"] == spool.writer for one in everything)
        assert numbers == list(range(count - len(numbers), count))


def test_following_gives_each_new_record_once(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    one, other = spools
    pauses: list[float] = []
    late: list[Spool] = []

    def pause(seconds: float) -> None:
        """While nothing comes, the writers go on: what each pause finds is written here."""
        pauses.append(seconds)
        if len(pauses) == 2:
            write(one, ("i", 8), ("k", 10))
            write(other, ("j", 9))
        if len(pauses) == 3:
            late.append(Spool(tmp_path, durability="written"))
            write(late[0], ("l", 11))

    following = tail(tmp_path, follow=True, n=2, pause=pause)
    assert [exchanges(iter([next(following)]))[0] for _ in range(6)] == list("ghijkl")
    assert pauses[1] > pauses[0]
    assert pauses[2] == pauses[0]
    late[0].close()


def test_what_is_written_while_history_is_read_comes_once(
    tmp_path: Path, spools: tuple[Spool, Spool]
) -> None:
    following = tail(tmp_path, follow=True)
    first = next(following)
    write(spools[1], ("i", 8), ("j", 9))
    rest = [next(following) for _ in range(9)]
    assert exchanges(iter([first, *rest])) == list("abcdefghij")
    write(spools[0], ("k", 10))
    assert exchanges(iter([next(following)])) == ["k"]


def test_what_is_half_written_is_told_when_it_is_whole(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    last = file_of(tmp_path, spools[1], 0)
    data = last.read_bytes()
    last.write_bytes(data[:-10])
    following = tail(tmp_path, follow=True, n=1, pause=lambda seconds: last.write_bytes(data))
    assert exchanges(iter([next(following), next(following)])) == ["g", "h"]


def test_damaged_lines_are_told(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    last = file_of(tmp_path, spools[1], 0)
    with last.open("ab") as file:
        file.write(b"\x1b[31mwhat is this\n\n" + b"x" * 100_000 + b"\n")
    told = list(tail(tmp_path))
    assert exchanges(iter(told)) == [*"abcdefgh", *[last.name] * 3]
    assert exchanges(tail(tmp_path, n=4)) == ["h", *[last.name] * 3]


def test_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"there is no ledger at .*; check audit\.ledger\.path"):
        next(tail(tmp_path / "absent"))


def test_an_empty_ledger(tmp_path: Path) -> None:
    Spool(tmp_path).close()
    assert exchanges(tail(tmp_path)) == exchanges(tail(tmp_path, n=5)) == []


def test_a_ledger_that_cannot_be_read(tmp_path: Path, spools: tuple[Spool, Spool]) -> None:
    path = file_of(tmp_path, spools[1], 0)
    path.unlink()
    path.mkdir()
    with pytest.raises(AuditError, match="cannot read the ledger"):
        list(tail(tmp_path))


def test_thousands_of_writers_need_few_open_files(tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for i in range(100):
        spool = Spool(tmp_path, durability="written")
        write(spool, (f"{i:03}", i))
        spool.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (60, hard))
    try:
        assert exchanges(tail(tmp_path)) == [f"{i:03}" for i in range(100)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
