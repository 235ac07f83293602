"""Labels of others are classes of ours, where somebody knows; what may not be shown is not."""

from __future__ import annotations

import pytest

from filters.harm.taxonomy import BY_NAME, CLASSES
from proxy.evaluation.harm_classes import HEADS, class_of, classes_of, unshown

LABELS = [
    ("fraud_scam", "fraud_scam"),
    ("harm.fraud_scam", "fraud_scam"),
    ("injection.direct", "direct"),
    ("S4", "csae"),
    ("sexual/minors", "csae"),
    ("self-harm", "self_harm"),
    ("violence/graphic", "violent_crime"),
    ("hate", "hate_discrimination"),
    ("Hate Speech", "hate_discrimination"),
    ("Harassment-Insult", "harassment"),
    ("prompt_extraction", "extraction"),
    ("indirect_injection", "indirect"),
    ("contrast:fraud_scam", None),
    ("weather", None),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_label_stands_for_a_class(label: str, name: str | None) -> None:
    assert class_of(label) == name


def test_every_class_stands_for_itself() -> None:
    assert {class_of(one.name) for one in CLASSES} == set(BY_NAME)
    assert {class_of(one.kind) for one in CLASSES} == set(BY_NAME)
    assert len(HEADS["harm"]) == 17
    assert len(HEADS["attack"]) == 6


def test_two_labels_of_one_class_are_one_and_unknown_ones_keep_their_names() -> None:
    assert classes_of(("S1", "violence", "weather")) == ("violent_crime", "weather")


@pytest.mark.parametrize("label", ["csae", "S4", "child abuse", "MINORS_x", "児童"])
def test_abuse_of_children_is_never_shown_by_its_label(label: str) -> None:
    assert unshown(("weather", label), {})


def test_nor_by_its_score() -> None:
    assert unshown((), {"csae": 0.05})
    assert not unshown(("fraud_scam",), {"csae": 0.01, "fraud_scam": 0.9})
