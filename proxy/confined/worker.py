"""Inside a process that runs one detector: `python -m proxy.confined.worker`.

The first line of standard input names the detector, its options and its memory; the answer
is `{}` when it is ready, or why it is not. Then windows come, each a line of JSON and the
text's bytes, and readings go back, a line each. Nothing else is ever written: what
libraries have to say goes nowhere, as it may quote the text. What the process can do is
what one that opens documents can (`proxy.extraction.worker`).
"""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import orjson

from filters.detector import DETECTORS, Detector, Window
from filters.model import Channel, Reading
from proxy.extraction.worker import confine
from proxy.readers import show

_LINE = 1 << 20


def main() -> None:
    """Read and answer until the input ends."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    orders = orjson.loads(asked.readline(_LINE))
    confine(orders["memory"])
    detector = begun(orders, told)
    if detector is not None:
        serve(detector, asked, told)


def begun(orders: dict[str, Any], told: BinaryIO) -> Detector | None:
    """The detector, ready to read; None where it cannot be, and then the reason was told."""
    try:
        detector = DETECTORS.build(orders["name"], orders["options"])
        getattr(detector, "load", int)()
    except Exception as error:  # noqa: BLE001  # loading may raise anything; who started this tells it
        _tell(told, {"why": type(error).__name__[:64]})
        return None
    _tell(told, {})
    return detector


def serve(detector: Detector, asked: BinaryIO, told: BinaryIO) -> None:
    """Answer every question, in order. Ends behind one that took all the memory there is."""
    while line := asked.readline(_LINE):
        head = orjson.loads(line)
        data = asked.read(head["size"])
        if len(data) < head["size"]:
            return
        text = data.decode("utf-8", "surrogatepass")
        channel = Channel(**head["channel"])
        reading = show(
            detector, Window(channel, detector.name, text, head["start"], head["resume"], head["final"])
        )
        _tell(told, _answer(reading))
        if reading == MemoryError.__name__:
            return


def _answer(reading: Reading | str) -> dict[str, object]:
    if isinstance(reading, str):
        return {"why": reading}
    found = [[f.span.start, f.span.end, f.kind, f.score, dict(f.attrs)] for f in reading.findings]
    return {"settled": reading.settled, "findings": found}


def _tell(told: BinaryIO, answer: dict[str, object]) -> None:
    told.write(orjson.dumps(answer) + b"\n")
    told.flush()


if __name__ == "__main__":
    main()
