"""What holds for every row of keys."""

from __future__ import annotations

from filters.detector import DETECTORS
from filters.keys.form import Key
from tests.filters.keys.made import made
from tests.filters.reading import Stream, read_all, unmark

API_KEY = DETECTORS.build("api_key")
_AROUND = ("{}", "キーは{}です", 'key="{}"', "KEY={},", "({}) ", "a {}。", "'{}'", "`{}`")


def marked(key: Key, value: str) -> str:
    secret = value[-key.last :]
    return f"{value[: len(value) - len(secret)]}[[secret.{key.kind}:{secret}]]"


def row_reads(key: Key) -> None:
    """Found wherever it stands; nothing of it leaves before it is whole; cut short or glued it is none."""
    value = made(key)
    before = "1" if key.after else ""
    for around in _AROUND:
        text, spans = unmark(around.replace("{}", before + marked(key, value)))
        assert read_all(API_KEY, text) == spans, around
    less = read_all(API_KEY, f"{before}{value[:-1]} ")
    assert (f"secret.{key.kind}", len(before)) not in [(seen.kind, seen.start) for seen in less]
    kind = f"secret.{key.kind}"
    if key.prefix[0].isalnum():
        glued = read_all(API_KEY, f"x{value}")
        assert (kind, 1) not in [(seen.kind, seen.start) for seen in glued]
    for end in range(1, min(len(value), 300)):
        stream = Stream(API_KEY)
        stream.feed(f"({before}{value[:end]}")
        assert stream.held >= end
