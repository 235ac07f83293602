"""How a field is treated, in words, and many fields in few."""

from __future__ import annotations

import pytest

from proxy.coverage_fields import Treatment, fields
from proxy.table import EXEMPT, FILE_ID, UNMAPPED, Slot, address, payload, unscanned


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        (Slot("user"), Treatment("inspected", "user", "user")),
        (Slot("definition", trust="tool"), Treatment("inspected", "definition", "tool")),
        (Slot("@/messages/*/role"), Treatment("inspected", "as the document says", "by role")),
        (Slot("@/a|tool", trust="tool"), Treatment("inspected", "as the document says", "tool")),
        (Slot("assistant", flow="delta"), Treatment("inspected", "assistant", "user", "streamed")),
        (Slot("assistant", flow="bundle"), Treatment("inspected", "assistant", "user", "as one")),
        (payload("tool", "image"), Treatment("inspected", "tool", "tool", "base64: unscanned (image)")),
        (UNMAPPED, Treatment("inspected", "unmapped", "user", "reported")),
        (unscanned("audio"), Treatment("unscanned", note="audio")),
        (FILE_ID, Treatment("exempt", note="told: file id")),
        (address(Slot("tool"), "remote file"), Treatment("inspected", "tool", "tool", "told: remote file")),
        (EXEMPT, Treatment("exempt")),
    ],
)
def test_how_a_field_is_treated(slot: Slot, said: Treatment) -> None:
    assert Treatment.of(slot) == said


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        (["/a"], "`a`"),
        (["/a", "/b", "/c/x", "/d/x"], "`a`, `b`; `c`, `d`: x"),
        (["/a/*/text", "/a/*/b/*/text", "/a/title"], "`a`: text title"),
        (["/a/**", "/a/b/**"], "`a`: … b/…"),
        (["/*/a", "/*"], "`a`, `*`"),
    ],
)
def test_fields_stand_under_their_member(patterns: list[str], said: str) -> None:
    assert fields(patterns) == said


def test_a_member_with_very_many_is_shown_by_its_members() -> None:
    many = [f"/a/{kind}/x{number}" for kind in "bc" for number in range(13)]
    listed = " ".join(f"x{number}" for number in range(13))
    assert fields(many) == f"`a`: {listed}"  # the same names: they are few
    more = [*many, *(f"/a/d/y{number}" for number in range(13)), "/a/own", "/a/e/f/**"]
    tail = " ".join(f"y{number}" for number in range(13))
    assert fields(more) == f"`a`: own; `a/b`, `a/c`: {listed}; `a/d`: {tail}; `a/e`: f/…"


def test_every_field_is_named() -> None:
    patterns = [f"/a/b{n % 3}/c{n % 7}/d{n}" for n in range(60)]
    assert all(f"d{n}" in fields(patterns).replace(";", "").split() for n in range(60))
