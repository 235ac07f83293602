"""The log: one line a message, and nothing that was inspected."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Iterator

import pytest

from proxy.logs import Plain, begin, described, quieten, told

CANARY = "canary-7f3a"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Standard error while the log is ours; put back as it was. Other tests may have hushed uvicorn."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:]
    loggers = (root, logging.getLogger("uvicorn"), logging.getLogger("uvicorn.error"))
    levels = [one.level for one in loggers]
    monkeypatch.setattr(sys, "stderr", stream)
    for one in loggers[1:]:
        one.setLevel(logging.NOTSET)
        monkeypatch.setattr(one, "propagate", True)
        monkeypatch.setattr(one, "handlers", [])
    begin()
    yield stream
    root.handlers[:] = before
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


def record(
    name: str, message: str, *arguments: object, error: BaseException | None = None
) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, info)


def caught() -> ValueError:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        return error


def test_ours_is_told_as_it_was_written() -> None:
    assert told(record("sekisho", "%d of %s", 3, "x")) == "3 of x"
    assert told(record("sekisho.audit.ship", "a\nb")) == "a\nb"


@pytest.mark.parametrize(
    "one",
    [
        record("uvicorn.error", "Exception in ASGI application\n", error=caught()),
        record("httpx", "request %s", CANARY),
        record("asyncio", f"Task exception was never retrieved\nfuture: {CANARY}"),
        record("x", "", CANARY),
    ],
    ids=range(4),
)
def test_of_others_only_the_template_is_told(one: logging.LogRecord) -> None:
    line = Plain().format(one)
    assert CANARY not in line
    assert "\n" not in line


def test_an_exception_is_told_by_type_and_place() -> None:
    assert re.fullmatch(r"ValueError at tests/proxy/test_logs\.py:\d+", described(caught()))
    assert described(ValueError(CANARY)) == "ValueError"
    assert told(record("uvicorn.error", "Exception\n", error=caught())).startswith(
        "Exception (ValueError at tests/"
    )


def test_a_place_outside_is_a_files_name() -> None:
    with pytest.raises(ValueError) as caught:
        json.loads("[" + CANARY)
    error = caught.value
    while error.__traceback__ and error.__traceback__.tb_frame.f_code.co_filename == __file__:
        error = error.with_traceback(error.__traceback__.tb_next)
    assert re.fullmatch(r"JSONDecodeError at decoder\.py:\d+", described(error))


def test_a_websocket_is_one_line_without_advice(log: io.StringIO) -> None:
    uvicorn = logging.getLogger("uvicorn.error")
    uvicorn.warning("Unsupported upgrade request.")
    uvicorn.warning("No supported WebSocket library detected. Please use this or that.")
    (line,) = log.getvalue().splitlines()
    assert line.endswith("a client asked for a WebSocket; none is served")


def test_lines_carry_time_level_and_logger(log: io.StringIO) -> None:
    logging.getLogger("sekisho").warning("ready")
    logging.getLogger("sekisho").info("not worth a line")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ warning sekisho: ready\n", log.getvalue())


async def test_failures_nobody_handled_are_told_without_content(log: io.StringIO) -> None:
    quieten()

    def fail() -> None:
        raise KeyError(CANARY)

    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_exception_handler({"message": CANARY})
    first, second = log.getvalue().splitlines()
    assert "KeyError at tests/proxy/test_logs.py:" in first
    assert "no exception" in second
    assert CANARY not in log.getvalue()
