"""Contents of parts: fields are text; files are what their bytes are."""

from __future__ import annotations

import pytest

from proxy import formpart
from proxy.formhead import FormBroken
from proxy.formpart import PartFrame


@pytest.mark.parametrize(
    ("content", "why", "text"),
    [
        ("plain 東京".encode(), "", True),
        (b"\xef\xbb\xbfplain", "", True),
        ("東京".encode("shift_jis"), "charset", False),
        ("東京".encode("iso2022_jp"), "charset", True),
        ("東京".encode("utf-16"), "charset", False),
        (b"%PDF-1.7\nplain", "pdf", True),
        (b"\x89PNG\r\n\x1a\n\x00", "image", False),
        (b"RIFF\x00\x00\x00\x00WAVEfmt \xff", "audio", False),
        (b"ID3 plain", "audio", True),
        (b"\x00\x01", "binary", False),
    ],
)
def test_says_what_of_a_file_is_not_read(content: bytes, why: str, text: bool) -> None:
    file = PartFrame(content, content, "file", file=True)
    assert (formpart.unread(file), formpart.is_text(file)) == (why, text)
    field = PartFrame(content, content, "prompt")
    assert (formpart.unread(field), formpart.is_text(field)) == ("", True)


def test_other_bytes_are_what_they_say_they_are() -> None:
    assert formpart.unread(PartFrame(b"\x00", b"\x00", kind="video/mp4", file=True)) == "video"


@pytest.mark.parametrize(
    ("field", "shape"),
    [("model", "/model"), ("image[]", "/image/*"), ("expires_after[anchor]", "/expires_after/anchor")],
)
def test_a_field_has_its_place_in_a_table(field: str, shape: str) -> None:
    assert formpart.shape_of(field) == shape


@pytest.mark.parametrize("text", [b"\xef\xbb\xbf{}\n{}", b"\n\n{}\n{}", b"[1]\r[2]"])
def test_what_looks_like_lines_may_have_any_line_end(text: bytes) -> None:
    file = PartFrame(text, text, file=True)
    assert formpart.has_lines(file)
    rows = formpart.lines(file)
    assert b"".join(row.raw for row in rows) == text
    assert len([row for row in rows if row.data]) == 2


@pytest.mark.parametrize("text", [b"a,b\n{}\n", b"{}", b"{}\n", b""])
def test_anything_else_is_one_text(text: bytes) -> None:
    assert not formpart.has_lines(PartFrame(text, text, file=True))
    assert not formpart.has_lines(PartFrame(b"{}\n{}", b"{}\n{}"))  # a field


def test_a_file_of_lines_is_a_frame_a_line() -> None:
    raw = b'{"a":1}\n  {"b":2}\r\n\n{"c":3}'
    file = PartFrame(raw, raw, "file", kind="x", file=True)
    assert formpart.has_lines(file)
    rows = formpart.lines(file)
    assert b"".join(row.raw for row in rows) == raw
    assert [row.data for row in rows] == [b'{"a":1}', b'{"b":2}', b"", b'{"c":3}']
    assert rows[1].carrying(b"[]") == b"  []\r\n"
    assert {(row.event, row.kind, row.file) for row in rows} == {("file", "x", True)}


def test_lines_without_end_are_broken() -> None:
    raw = b"{}\n" * (formpart.MOST_LINES + 1)
    with pytest.raises(FormBroken):
        formpart.lines(PartFrame(raw, raw, file=True))
