"""Rows of one template are never apart, and labels lie where the marks are."""

from __future__ import annotations

from filters.names.labels import LABELS
from filters.names.lexicon import lexicon
from training.names.made import Marked
from training.names.rows import fold_of, units

KNOWN = lexicon([("anna", 4)])


def test_a_template_is_on_one_side() -> None:
    folds = {fold_of(Marked(str(n), (), None, "made/template/3"), 5) for n in range(50)}
    assert len(folds) == 1
    assert len({fold_of(Marked("", (), None, f"made/template/{n}"), 5) for n in range(50)}) == 5


def test_labels_lie_where_the_marks_are() -> None:
    text = "ＡＮＮＡ　ＬＥＥ さん。次の文にLeoもいる"  # the view is folded, the marks are not
    row = Marked(text, ((0, 8, "PERSON"), (16, 19, "PERSON"), (0, 4, "AGE")))
    labels = [[LABELS[label] for label in unit.labels] for unit in units([row], KNOWN)]
    assert labels[0] == ["B-PERSON", "I-PERSON", "O", "O", "O"]
    assert labels[1] == ["O", "O", "O", "O", "B-PERSON", "O", "O", "O"]
