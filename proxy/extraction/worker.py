"""Inside a worker: read one document after the other, as standard input brings them.

A question is one line of JSON (kind, size, pages, most) and the document's bytes; an answer
is one line of JSON (why, or unread and size) and the text in UTF-8. Nothing else is ever
written: what libraries have to say goes nowhere, as it may quote the document.

The process can do little more than read and answer: memory, files and their size are
bounded, and an audit hook ends every attempt to open a socket, start a process or write.
It is killed from outside where it takes too long, and ends when its standard input does.
"""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module
from typing import BinaryIO

import orjson

from proxy.extraction.found import Bounds, Found, Unreadable

MEMORY = 1 << 30  # bytes of address space; an interpreter with pypdf takes 150 MB of it
_FILES = 64
_LINE = 4096
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.kill", "os.remove", "os.rename", "os.mkdir"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def main() -> None:
    """Read and answer until the input ends."""
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer every question, in order. Ends behind one that took all the memory there is."""
    while line := asked.readline(_LINE):
        head = orjson.loads(line)
        data = asked.read(head["size"])
        if len(data) < head["size"]:
            return
        answer = look(head["kind"], data, Bounds(head["pages"], head["most"]))
        if isinstance(answer, Found):
            text = answer.text.encode("utf-8", "replace")
            told.write(orjson.dumps({"unread": answer.unread, "size": len(text)}) + b"\n" + text)
        else:
            told.write(orjson.dumps({"why": answer, "size": 0}) + b"\n")
        told.flush()


def look(kind: str, data: bytes, bounds: Bounds) -> Found | str:
    """The text of a document, or why it cannot be read."""
    try:
        found: Found = import_module(f"proxy.extraction.{kind}").read(data, bounds)
        return found
    except Unreadable as unreadable:
        return f"document: {unreadable.why}"
    except MemoryError:
        return "document: memory"
    except Exception:  # noqa: BLE001  # a parser may raise anything on hostile bytes; a policy row decides
        return "document: broken"


def confine(memory: int = MEMORY) -> None:
    """Give up what reading does not need. For good: for a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    os.nice(5)  # requests that carry no document go first
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError("not in here")
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
        raise PermissionError("not in here")


if __name__ == "__main__":
    main()
