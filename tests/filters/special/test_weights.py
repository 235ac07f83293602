"""What was learnt says what a reader would say."""

from __future__ import annotations

from filters.special.weights import BIAS, WEIGHTS
from filters.special.words import ENGLISH, JAPANESE


def test_a_person_speaks_for_it_and_teaching_against() -> None:
    for_it = [weight for name, weight in WEIGHTS.items() if name.endswith((":here", ":before"))]
    assert min(for_it) > 0
    for name in ("teaching", "public", "supposed", "denied"):
        assert WEIGHTS[name] < 0


def test_every_weight_is_of_a_feature_there_is() -> None:
    matters = {f"matter:{matter.name}" for matter in (*JAPANESE, *ENGLISH)}
    persons = {
        f"{who}:{where}"
        for who in ("pronoun", "honoured", "kin", "role", "name")
        for where in ("here", "before")
    }
    others = {"alone", "datum", "teaching", "public", "supposed", "denied"}
    assert set(WEIGHTS) <= matters | persons | others
    assert abs(BIAS) < 10
