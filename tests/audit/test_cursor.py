"""A place that is kept is found again; a damaged one is not guessed at."""

from pathlib import Path

import pytest

from audit.cursor import load, save
from audit.follow import Place
from config.errors import AuditError

PLACES = {"a": Place(0, 0), "b": Place(17, 2**40)}


def test_before_the_first_save(tmp_path: Path) -> None:
    assert load(tmp_path / "otlp.cursor") == {}


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    for places in (PLACES, {}, {"c": Place(1, 1)}):
        save(tmp_path / "otlp.cursor", places)
        assert load(tmp_path / "otlp.cursor") == places


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"writers":[]}',
        b'{"writers":{"a":1}}',
        b'{"writers":{"a":[1]}}',
        b'{"writers":{"a":["x",1]}}',
        b"\xff",
    ],
)
def test_a_damaged_cursor_is_the_operators_to_remove(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "otlp.cursor").write_bytes(data)
    with pytest.raises(AuditError, match="remove it to send the whole ledger again"):
        load(tmp_path / "otlp.cursor")


def test_a_place_that_cannot_be_read_or_kept(tmp_path: Path) -> None:
    (tmp_path / "otlp.cursor").mkdir()
    with pytest.raises(AuditError, match=r"cannot read otlp\.cursor"):
        load(tmp_path / "otlp.cursor")
    with pytest.raises(AuditError, match=r"cannot write otlp\.cursor"):
        save(tmp_path / "otlp.cursor", PLACES)
