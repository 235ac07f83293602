"""Labelled rows from files of JSON lines, plain or gzip.

What cannot be read is told by file and line, never by what is in it. Gzip is told by its
first bytes, so a name does not matter. Rows of several files are numbered through, from 0.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from config.errors import ClientError

T = TypeVar("T")

_GZIP = b"\x1f\x8b"
_LONGEST_LINE = 64 << 20  # bytes: a line beyond it is no row of anything


class Span(msgspec.Struct, frozen=True):
    """Half-open, in code points of its row's text."""

    start: int
    end: int
    type: str


class TextRow(msgspec.Struct, frozen=True):
    """A text with what is in it. labelled: only these types were annotated; others are not judged."""

    text: str
    spans: tuple[Span, ...]
    lang: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    labelled: tuple[str, ...] | None = None


def read(paths: Iterable[Path], form: type[T]) -> Iterator[tuple[str, T]]:
    """Every row of every file with where it is (`file:line`). ClientError with that where it is none."""
    decoder = msgspec.json.Decoder(form)
    for path in paths:
        for number, line in enumerate(_lines(path), 1):
            where = f"{path}:{number}"
            if line.strip():
                yield where, _decoded(decoder, line, where)


def _decoded(decoder: msgspec.json.Decoder[T], line: bytes, where: str) -> T:
    try:
        return decoder.decode(line)
    except msgspec.ValidationError as error:
        raise ClientError(f"{where}: not a row of this kind: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ClientError(f"{where}: is not JSON") from None


def _lines(path: Path) -> Iterator[bytes]:
    number = 0
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as lines:
            while line := lines.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise ClientError(f"{path}:{number}: longer than {_LONGEST_LINE} bytes")
                yield line
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise ClientError(f"{path}:{number + 1}: the gzip file is broken here") from None
    except OSError as error:
        raise ClientError(f"{path}: {error.strerror or 'cannot be read'}") from None


def text_rows(paths: Iterable[Path]) -> Iterator[TextRow]:
    """Texts with spans. ClientError with file:line for a span that is not within its text."""
    for where, row in read(paths, TextRow):
        for n, span in enumerate(row.spans):
            if not 0 <= span.start < span.end <= len(row.text):
                raise ClientError(f"{where}: span {n} is not within the text ({len(row.text)} characters)")
        yield row
