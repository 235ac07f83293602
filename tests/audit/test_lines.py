"""Only whole lines, from any place, in bounded memory; and the last ones, from the end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import lines
from audit.lines import Line, last_lines_start, whole_lines
from audit.record import LONGEST_LINE

WRITTEN = st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"") + b"\n"), max_size=30)
TORN = st.binary(max_size=30).map(lambda b: b.replace(b"\n", b""))


@given(WRITTEN, TORN)
def test_whole_lines_and_nothing_of_a_torn_end(tmp_path_factory, written: list[bytes], torn: bytes) -> None:
    path = tmp_path_factory.mktemp("lines") / "file"
    path.write_bytes(b"".join(written) + torn)
    found = list(whole_lines(path))
    assert [line.data for line in found] == written
    assert [line.end - line.start for line in found] == [len(line) for line in written]
    for line in found:
        assert [one.start for one in whole_lines(path, line.start)] == [
            one.start for one in found if one.start >= line.start
        ]


@given(WRITTEN, TORN, st.integers(0, 35))
def test_the_last_lines_begin_where_they_begin(
    tmp_path_factory, written: list[bytes], torn: bytes, count: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / "file"
    path.write_bytes(b"".join(written) + torn)
    wanted = len(b"".join(written[: max(0, len(written) - count)]))
    assert last_lines_start(path, count) == wanted
    path.write_bytes(b"".join(written) + b"later\nlines\n")
    assert last_lines_start(path, count, len(b"".join(written))) == wanted


@pytest.mark.parametrize("block", [1, 2, 7, 64])
def test_reading_from_the_end_does_not_depend_on_blocks(tmp_path: Path, monkeypatch, block: int) -> None:
    monkeypatch.setattr(lines, "_BLOCK", block)
    path = tmp_path / "file"
    path.write_bytes(b"one\ntwo\n\nfour\ntorn")
    assert [last_lines_start(path, count) for count in range(6)] == [14, 9, 8, 4, 0, 0]


@pytest.mark.parametrize(
    "size", [LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, 3 * LONGEST_LINE, 1_000_000]
)
def test_too_long_a_line_is_given_without_its_bytes(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\n" + b"x" * (size - 1) + b"\nb\n")
    data = b"x" * (size - 1) + b"\n" if size <= LONGEST_LINE else b""
    assert list(whole_lines(path)) == [
        Line(0, 2, b"a\n"),
        Line(2, 2 + size, data),
        Line(2 + size, 4 + size, b"b\n"),
    ]
    path.write_bytes(b"a\n" + b"x" * size)
    assert list(whole_lines(path)) == [Line(0, 2, b"a\n")]


def test_a_line_counts_once_its_end_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    seen: list[bytes] = []
    at = 0
    with path.open("wb", buffering=0) as file:
        for byte in b"ab\nc\n":
            file.write(bytes([byte]))
            for line in whole_lines(path, at):
                seen.append(line.data)
                at = line.end
    assert seen == [b"ab\n", b"c\n"]
