"""What ships is what the committed commands make of the rows, where these are at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from filters.harm.model import FILE, load
from tests.fixtures import HARM, needs_harm
from training import words
from training.harm.__main__ import main

pytestmark = [pytest.mark.deep, needs_harm]


def test_the_model_is_what_the_trainer_makes(tmp_path: Path) -> None:
    out = tmp_path / "harm.model"
    assert main(["--data", str(HARM), "--out", str(out)]) == 0
    if out.read_bytes() == FILE.read_bytes():
        return
    # Another processor rounds otherwise: a weight in a thousand may be a step away.
    made, shipped = load(out.read_bytes()), load(FILE.read_bytes())
    assert made.names == shipped.names
    for one, other in ((made.questions, shipped.questions), (made.classes, shipped.classes)):
        apart = np.abs(one.value.astype(int) - other.value)
        assert (apart > 0).mean() < 1e-3
        assert apart.max() <= 1
    for one, other in ((made.latin, shipped.latin), (made.japanese, shipped.japanese)):
        assert one.slopes == pytest.approx(other.slopes, abs=1e-3)
        assert one.offsets == pytest.approx(other.offsets, abs=1e-3)


def test_the_list_of_words_is_what_its_command_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = words.OUT.read_bytes()
    monkeypatch.setattr(words, "OUT", tmp_path / "words.txt")
    monkeypatch.setattr("sys.argv", ["words", str(HARM)])
    words.main()
    assert words.OUT.read_bytes() == shipped
