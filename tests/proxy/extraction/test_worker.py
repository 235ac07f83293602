"""One worker: its questions and answers, and what it cannot do."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import orjson
import pytest

from proxy.extraction.found import Bounds, Found
from proxy.extraction.worker import look, serve
from tests.proxy.extraction.papers import docx, pdf

ROOT = Path(__file__).parents[3]
BOUNDS = Bounds(200, 1 << 20)


def question(kind: str, data: bytes) -> bytes:
    return orjson.dumps({"kind": kind, "size": len(data), "pages": 200, "most": 1 << 20}) + b"\n" + data


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        ("pdf", pdf("港"), Found("港")),
        ("docx", docx("港"), Found("港")),
        ("pdf", docx("港"), "document: broken"),
        ("docx", b"", "document: broken"),
        ("xlsx", b"", "document: broken"),
    ],
)
def test_a_document_is_read_or_it_is_told_why_not(kind: str, data: bytes, told: Found | str) -> None:
    assert look(kind, data, BOUNDS) == told


def test_answers_come_in_the_order_of_the_questions() -> None:
    asked = BytesIO(question("docx", docx("港")) + question("docx", b"x") + question("docx", docx("b"))[:-9])
    told = BytesIO()
    serve(asked, told)
    assert told.getvalue() == (
        b'{"unread":[],"size":3}\n' + "港".encode() + b'{"why":"document: broken","size":0}\n'
    )


TRIES = """
import sys
from proxy.extraction.worker import confine
from proxy.extraction import pdf
confine()
try:
    exec(sys.argv[1])
except (PermissionError, MemoryError, OSError) as error:
    sys.exit(f"{type(error).__name__}")
"""


@pytest.mark.parametrize(
    ("work", "error"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.fork()", "PermissionError"),
        ("open('left', 'w')", "PermissionError"),
        ("bytearray(1 << 31)", "MemoryError"),
        ("open(sys.executable, 'rb').read(9)", ""),
    ],
)
def test_a_worker_can_do_little_more_than_read(tmp_path: Path, work: str, error: str) -> None:
    command = [sys.executable, "-B", "-c", TRIES, work]
    env = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.stderr.strip(), [*tmp_path.iterdir()]) == (error, [])
