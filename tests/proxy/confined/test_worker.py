"""What a process that runs one detector says, read from its own functions."""

from __future__ import annotations

import io
import json

import orjson

from proxy.confined.worker import begun, serve
from tests.proxy.confined.slow import TEXT, onnx


def asked(text: str, **head: object) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    channel = {"direction": "request", "path": "/a", "role": "user", "syntax": "plain", "trust": "user"}
    told = {"size": len(data), "start": 0, "resume": 0, "final": True, "channel": channel, **head}
    return orjson.dumps(told) + b"\n" + data


def answers(questions: bytes) -> list[dict[str, object]]:
    told = io.BytesIO()
    serve(onnx(), io.BytesIO(questions), told)
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_questions_are_answered_in_order() -> None:
    first, second = answers(asked(TEXT) + asked("X\ud83d", start=5, resume=5))
    assert first["settled"] == len(TEXT)
    assert [one[:3] for one in first["findings"]] == [[3, 14, "pii.person"]]  # type: ignore[union-attr]  # JSON
    assert second == {"settled": 7, "findings": []}


def test_half_a_question_is_the_end() -> None:
    assert answers(asked(TEXT)[:-1]) == []


def test_a_detector_that_cannot_be_had_is_told_by_its_class() -> None:
    told = io.BytesIO()
    assert begun({"name": "onnx", "options": {"model": "nowhere"}}, told) is None
    assert json.loads(told.getvalue()) == {"why": "PolicyError"}


def test_one_that_can_be_had_is_loaded_and_ready() -> None:
    told = io.BytesIO()
    options = onnx().options.model_dump(mode="json")  # type: ignore[attr-defined]  # it has some
    one = begun({"name": "onnx", "options": options}, told)
    assert one is not None
    assert told.getvalue() == b"{}\n"
