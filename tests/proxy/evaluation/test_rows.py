"""Rows are read from plain and packed files; what is none is told by file and line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from config.errors import ClientError
from proxy.evaluation.rows import Span, TextRow, text_rows

ROW = '{"text": "call 1", "lang": "en", "spans": [{"start": 5, "end": 6, "type": "X"}], "more": 1}\n'


@pytest.mark.parametrize("packed", [False, True])
def test_rows_of_several_files_in_order(tmp_path: Path, packed: bool) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes((gzip.compress if packed else bytes)((ROW + "\n" + ROW).encode()))
    other.write_bytes(b'{"text": "", "spans": []}')
    row = TextRow("call 1", (Span(5, 6, "X"),), "en")
    assert list(text_rows([one, other])) == [row, row, TextRow("", ())]


BAD = [
    ("{", "is not JSON"),
    ('{"text": "secret words"}', "not a row of this kind"),
    ('{"text": "secret words", "spans": [{"start": "1", "end": 2, "type": "X"}]}', r"\$\.spans\[0\]\.start"),
    ('{"text": "secret words", "spans": [{"start": 3, "end": 13, "type": "X"}]}', "span 0 is not within"),
    ('{"text": "secret words", "spans": [{"start": 3, "end": 3, "type": "X"}]}', "span 0 is not within"),
    ("\udcff", "is not JSON"),
    ("[" * 100_000, "not a row of this kind"),
]


@pytest.mark.parametrize(("line", "message"), BAD, ids=range(len(BAD)))
def test_what_is_no_row_is_told_by_its_place_and_not_quoted(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "rows"
    file.write_bytes((ROW + line).encode("utf-8", "surrogateescape"))
    with pytest.raises(ClientError, match=message) as caught:
        list(text_rows([file]))
    assert str(caught.value).startswith(f"{file}:2: ")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("cut", [5, 20, -4])
def test_a_packed_file_that_is_broken(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "rows"
    file.write_bytes(gzip.compress(ROW.encode() * 100)[:cut])
    with pytest.raises(ClientError, match="the gzip file is broken here"):
        list(text_rows([file]))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ClientError, match="No such file"):
        list(text_rows([tmp_path / "none"]))
    with pytest.raises(ClientError, match="Is a directory"):
        list(text_rows([tmp_path]))
