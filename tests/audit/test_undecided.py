"""Reading heads of lines gives what reading whole records gives."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.layout import SpoolFile
from audit.record import decode, encode
from audit.undecided import decided, undecided
from tests.audit.events import event

NAMES = st.sampled_from(["sekisho.opened", "sekisho.finding", "sekisho.decision", "sekisho.started"])
EXCHANGES = st.sampled_from(["x-1", "x-2", "", "a\\b", 'quo"te', "名前", "x" * 64])


def file_of(path: Path, data: bytes) -> SpoolFile:
    path.write_bytes(data)
    return SpoolFile("w", 0, path)


def by_records(lines: list[bytes]) -> tuple[dict[str, int], list[str]]:
    """The same, the plain way."""
    left: dict[str, int] = {}
    done: list[str] = []
    for line in lines:
        record = decode(line)
        if record is None:
            continue
        exchange = record["exchange"]
        if record["name"] == "sekisho.opened":
            left[exchange] = record["seq"]
        elif record["name"] == "sekisho.decision":
            left.pop(exchange, None)
            done.append(exchange)
        elif exchange in left:
            left[exchange] = max(left[exchange], record["seq"])
    return left, done


def reordered(line: bytes) -> bytes:
    """A record as another writer of JSON might write it."""
    return orjson.dumps(dict(reversed(orjson.loads(line).items())), option=orjson.OPT_APPEND_NEWLINE)


LINES = st.builds(
    lambda name, exchange, seq: encode(event(name, exchange, seq, kind="a"), "w", 0),
    NAMES,
    EXCHANGES,
    st.integers(0, 9),
)
ANY_LINES = (
    LINES | LINES.map(reordered) | st.sampled_from([b"\n", b"{}\n", b"what is this\n", b'{"v":1,"id":"\n'])
)


@given(st.lists(ANY_LINES, max_size=20))
def test_heads_tell_what_records_tell(tmp_path_factory, lines: list[bytes]) -> None:
    files = [
        file_of(tmp_path_factory.mktemp("spool") / "first", b"".join(lines[:10])),
        file_of(tmp_path_factory.mktemp("spool") / "second", b"".join(lines[10:])),
    ]
    left, done = by_records(lines)
    found = undecided(files)
    assert {exchange: one.seq for exchange, one in found.items()} == left
    assert list(found) == list(left)
    assert list(decided(files)) == done


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_line_that_lost_its_end_is_no_record(tmp_path: Path, cut: int) -> None:
    line = encode(event("sekisho.opened", "x-1", model="m"), "w", 0)
    assert undecided([file_of(tmp_path / "file", line[: -1 - cut] + b"\n")]) == {}


def test_an_exchange_that_is_too_long_is_nobodys(tmp_path: Path) -> None:
    line = encode(event("sekisho.opened", "x" * 64), "w", 0).replace(b"x" * 64, b"x" * 65)
    assert undecided([file_of(tmp_path / "file", line)]) == {}
