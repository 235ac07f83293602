"""Every line once, in each writer's order, from any place, while it is being written."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.follow import Follower, Place
from audit.spool import Spool
from tests.audit.events import decisions, files


def exchanges(follower: Follower, most: int = 1000) -> list[str]:
    return [entry.record["exchange"] if entry.record else "damaged" for entry in follower.read(most)]


def test_reads_on_from_where_it_was(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    follower = Follower(tmp_path)
    assert exchanges(follower) == []
    for i in range(5):
        spool.append(decisions(2, f"r{i}"))
        assert exchanges(follower) == [f"r{i}-0", f"r{i}-1"]
        assert exchanges(follower) == []
    spool.close()


def test_places_may_be_given_back(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written", roll_bytes=500)
    spool.append(decisions(1, "a"))
    first = Follower(tmp_path)
    assert exchanges(first) == ["a-0"]
    for _ in range(5):
        spool.append(decisions(1, "b"))
    assert exchanges(Follower(tmp_path, first.places)) == ["b-0"] * 5
    assert exchanges(Follower(tmp_path)) == ["a-0"] + ["b-0"] * 5
    spool.close()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), max_size=12), st.integers(1, 7))
def test_each_line_once_whatever_the_batches(
    tmp_path_factory, writes: list[tuple[int, int]], most: int
) -> None:
    ledger = tmp_path_factory.mktemp("ledger")
    spools = [Spool(ledger, durability="written", roll_bytes=600) for _ in range(3)]
    follower = Follower(ledger)
    wanted: dict[str, list[int]] = {spool.writer: [] for spool in spools}
    found: dict[str, list[int]] = {spool.writer: [] for spool in spools}
    for which, count in writes:
        spools[which].append(decisions(count))
        numbers = wanted[spools[which].writer]
        numbers += range(len(numbers), len(numbers) + count)
        follower = Follower(ledger, follower.places)
        for entry in follower.read(most):
            assert entry.record is not None
            found[entry.file.writer].append(entry.record["n"])
    while batch := follower.read(most):
        assert len(batch) <= most
        for entry in batch:
            assert entry.record is not None
            found[entry.file.writer].append(entry.record["n"])
    for spool in spools:
        spool.close()
    assert found == wanted


def test_writers_take_turns(tmp_path: Path) -> None:
    spools = [Spool(tmp_path, durability="written") for _ in range(3)]
    for name, spool in zip("abc", spools, strict=True):
        spool.append(decisions(4, name))
    follower = Follower(tmp_path)
    assert {one[0] for _ in range(3) for one in exchanges(follower, 1)} == {"a", "b", "c"}
    for spool in spools:
        spool.close()


def test_damaged_lines_are_given_as_such(tmp_path: Path) -> None:
    spool = Spool(tmp_path, durability="written")
    spool.append(decisions(1))
    (own,) = files(tmp_path)
    with own.path.open("ab") as file:
        file.write(b"what is this\n" + b"x" * 200_000 + b"\n")
    spool.append(decisions(1))
    assert exchanges(Follower(tmp_path)) == ["x-0", "damaged", "damaged", "x-0"]
    spool.close()


def test_files_that_were_removed_are_forgotten(tmp_path: Path) -> None:
    old, young = Spool(tmp_path), Spool(tmp_path)
    for spool in (old, young):
        spool.append(decisions(1))
    follower = Follower(tmp_path)
    assert len(follower.read(10)) == 2
    old.close()
    next(file for file in files(tmp_path) if file.writer == old.writer).path.unlink()
    young.append(decisions(1, "b"))
    assert exchanges(follower) == ["b-0"]
    assert list(follower.places) == [young.writer]
    assert isinstance(follower.places[young.writer], Place)
    young.close()


def test_a_ledger_may_come_later(tmp_path: Path) -> None:
    follower = Follower(tmp_path / "later")
    assert follower.read(10) == []
    spool = Spool(tmp_path / "later", durability="written")
    spool.append(decisions(1))
    assert exchanges(follower) == ["x-0"]
    spool.close()
