"""Learnt from generated sentences: `python -m training.special_care` writes this file."""

from __future__ import annotations

from collections.abc import Mapping

BIAS = 0.358
WEIGHTS: Mapping[str, float] = {
    "alone": 0.358,
    "denied": -8.673,
    "honoured:before": 1.688,
    "honoured:here": 3.709,
    "kin:before": 3.567,
    "kin:here": 3.884,
    "matter:care": 1.047,
    "matter:check-up": -2.89,
    "matter:creed": 1.586,
    "matter:disability": -0.88,
    "matter:disease": -2.174,
    "matter:offence": 0.983,
    "matter:politics": 0.952,
    "matter:race": 0.341,
    "matter:status": 1.104,
    "matter:victim": 0.247,
    "name:before": 3.86,
    "name:here": 4.591,
    "pronoun:before": 3.649,
    "pronoun:here": 4.597,
    "public": -7.835,
    "role:before": 2.804,
    "role:here": 3.627,
    "supposed": -4.059,
    "teaching": -3.017,
}
