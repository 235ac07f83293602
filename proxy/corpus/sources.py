"""Files that are to be works: found under a folder, and read as text.

Links are not followed, so a folder that contains itself ends like any other. What is not text
(a NUL, or bytes of no encoding that is tried) is left out with its reason, and so is what is too
large or has too little to be known by.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Reason = Literal["binary", "too large", "empty", "unreadable", "link", "not a file"]

LARGEST = 16 << 20  # bytes; indexing takes some 40 times as much memory
_ENCODINGS = ("utf-8-sig", "utf-16", "euc_jp", "cp932", "cp1252")
_CODE = frozenset(
    (
        *(
            "py",
            "pyi",
            "js",
            "mjs",
            "cjs",
            "ts",
            "tsx",
            "jsx",
            "c",
            "h",
            "cc",
            "cpp",
            "cxx",
            "hpp",
            "hh",
            "go",
            "rs",
        ),
        *(
            "java",
            "kt",
            "kts",
            "scala",
            "rb",
            "php",
            "cs",
            "swift",
            "m",
            "mm",
            "sh",
            "bash",
            "zsh",
            "pl",
            "pm",
            "lua",
        ),
        *(
            "r",
            "jl",
            "hs",
            "ml",
            "mli",
            "ex",
            "exs",
            "erl",
            "clj",
            "dart",
            "vue",
            "svelte",
            "sql",
            "f90",
            "vhd",
            "v",
        ),
    )
)
_SKIPPED = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"))


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path, and its name under the folder that was given."""

    path: Path
    name: str

    @property
    def kind(self) -> Literal["text", "code"]:
        return "code" if self.path.suffix.lstrip(".").lower() in _CODE else "text"


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is no work, and why."""

    name: str
    reason: Reason


def found(place: Path) -> Iterator[Source | Left]:
    """The files under a folder in order of their names, or the one file that was given."""
    if not place.is_dir():
        yield Source(place, place.name)
        return
    for folder, folders, files in os.walk(place, followlinks=False):
        links = sorted(name for name in folders if (Path(folder) / name).is_symlink())
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and name not in links)
        for name in sorted((*files, *links)):
            path = Path(folder) / name
            told = path.relative_to(place).as_posix()
            if path.is_symlink():
                yield Left(told, "link")
            elif not path.is_file():
                yield Left(told, "not a file")  # a pipe would be waited for
            else:
                yield Source(path, told)


def read(source: Source) -> str | Left:
    """The text of a file, or why it has none."""
    try:
        if source.path.stat().st_size > LARGEST:
            return Left(source.name, "too large")
        raw = source.path.read_bytes()
    except OSError:
        return Left(source.name, "unreadable")
    if not raw.strip():
        return Left(source.name, "empty")
    text = decoded(raw)
    return Left(source.name, "binary") if text is None else text


def decoded(raw: bytes) -> str | None:
    """Bytes as text: the first encoding that fits; None where they are no text."""
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in raw and not wide:
        return None
    for encoding in _ENCODINGS:
        if (encoding == "utf-16") != wide:
            continue
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        return text if _is_text(text) else None
    return None


def _is_text(text: str) -> bool:
    """Whether few characters are controls: what cp1252 makes of a picture has many."""
    strange = sum(1 for one in text[:65_536] if one < " " and one not in "\t\n\r\f\x1b")
    return strange <= min(len(text), 65_536) // 100


def language(text: str) -> str:
    """`ja` where a good part of the letters are kana or kanji with kana, else `en`."""
    head = text[:20_000]
    kana = sum(1 for one in head if "\u3040" <= one <= "\u30ff")
    wide = sum(1 for one in head if "\u3040" <= one <= "\u9fff")
    letters = sum(1 for one in head if one.isalpha())
    return "ja" if kana and wide * 4 > letters else "en"
