"""Detectors as rooms see them: only their names, options and bounds matter here."""

from __future__ import annotations

from typing import Any

from filters.detector import DETECTORS, Confined, Detector, Window
from filters.model import Channel
from tests.filters.onnx.models import tiny

TEXT = "to Hanako Sato in Tokyo."


def onnx(**options: Any) -> Detector:
    """A real one that loads in a second."""
    return DETECTORS.build("onnx", {"model": str(tiny()), "labels": {"PER": "pii.person"}, **options})


def bounded(memory: int = 4 << 30, seconds: float = 60.0, start_s: float = 60.0) -> Detector:
    one = onnx()
    one.confined = Confined(memory, seconds, start_s)  # type: ignore[attr-defined]  # it is one that has them
    return one


def window(text: str = TEXT, *, final: bool = True) -> Window:
    return Window(Channel("response", "/a", "assistant"), "onnx", text, 0, 0, final)
