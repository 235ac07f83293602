from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from filters.ip.encode import encode, together
from filters.ip.prints import prints_of
from filters.ip.segment import Segment
from tests.filters.ip.works import text, works

SEED = b"0123456789abcdef"


def opened(path: Path, raw: bytes, salt: bytes = b"") -> Segment:
    path.write_bytes(raw)
    return Segment(path, salt)


@pytest.mark.parametrize("salt", [b"", b"s" * 32])
def test_segments_put_together_are_as_if_made_at_once(tmp_path: Path, salt: bytes) -> None:
    parts = [
        opened(tmp_path / f"{n}", encode(works(*of), salt, SEED), salt)
        for n, of in enumerate(((0, 1), (2, 3, 4)))
    ]
    both = opened(tmp_path / "both", together([(parts[0], [1]), (parts[1], [])], salt, SEED), salt)
    once = opened(tmp_path / "once", encode(works(0, 2, 3, 4), salt, SEED), salt)
    assert both.path.read_bytes() == once.path.read_bytes()


def test_what_is_removed_leaves_no_fingerprint(tmp_path: Path) -> None:
    whole = opened(tmp_path / "whole", encode(works(0, 3)))
    left = opened(tmp_path / "left", together([(whole, [0])]))
    gone = prints_of(text(0)[1], "text", "en").marks["en"].hashes
    assert np.isin(gone, whole.rows("en")[0]).all()
    assert not np.isin(gone, left.rows("en")[0]).any()
    assert [one.id for one in left.documents] == ["w3"]
    assert b"Work 0" not in left.path.read_bytes()


def test_what_too_many_say_stays_known(tmp_path: Path) -> None:
    many = opened(tmp_path / "many", encode(works(0) * 65))
    again = opened(tmp_path / "again", together([(many, range(1, 65))]))
    assert again.common("en").tolist() == many.common("en").tolist()
    assert len(again.common("en"))


def test_nothing_at_all(tmp_path: Path) -> None:
    assert opened(tmp_path / "none", encode([])).size == 0
