"""The weights that are committed are the ones the command learns."""

from __future__ import annotations

from pathlib import Path

import pytest

from filters.special import weights
from training import special_care


def test_the_same_script_learns_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.py"
    monkeypatch.setattr(special_care, "OUT", out)
    special_care.main()
    assert out.read_text() == Path(weights.__file__).read_text()
    printed = capsys.readouterr().out
    assert printed.startswith("said of a person: ")


def test_frames_kept_back_are_not_learnt_from() -> None:
    rows = list(special_care.sentences())
    assert {frame % 3 for _, _, frame in rows} == {0, 1, 2}
    assert {said for _, said, frame in rows if frame % 3 == 2} == {True, False}
