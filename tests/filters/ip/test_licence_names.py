from __future__ import annotations

import pytest

from filters.ip.licence_names import AFTER, by_head, named
from filters.ip.licence_texts import Text


def read(text: str, head: str, *, final: bool = True) -> str | int | None:
    at = text.lower().index(head)
    found = named(by_head()[head], text, at, final=final)
    return found.spdx if isinstance(found, Text) else found


@pytest.mark.parametrize(
    ("text", "head", "spdx"),
    [
        ("Released under the Mozilla Public License, version 2.0", "mozilla", "MPL-2.0"),
        ("These files are distributed under the new BSD license", "bsd", "BSD-3-Clause"),
        ("License: BSD-2-Clause License", "bsd", "BSD-2-Clause"),
        ("This work is dedicated to the public under CC0 1.0", "cc0", "CC0-1.0"),
        ("Content on this site is licensed under CC BY-NC 4.0", "cc", "CC-BY-NC-4.0"),
        ("we like the Mozilla Public License", "mozilla", None),
        ("whether this is licensed under the Mozilla Public License", "mozilla", None),
    ],
)
def test_named(text: str, head: str, spdx: str | None) -> None:
    assert read(text, head) == spdx


def test_what_follows_is_waited_for_where_something_is_put_under_it() -> None:
    text = "Licensed under the GNU GPL"
    assert read(text, "gnu", final=False) == text.index("GNU")
    assert read("I like the GNU GPL", "gnu", final=False) is None
    assert read(text + " version 2" + " x" * AFTER, "gnu", final=False) == "GPL-2.0-only"
