"""Stored files: what their beginning says they are, however they were cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.filecontent import FileFramer, UnreadFrame
from proxy.framing import Frame, FrameTooLarge

LINE = b'{"a": "b"}\n'


def cut(data: bytes, size: int = 1 << 20) -> list[Frame]:
    framer = FileFramer()
    frames = [f for at in range(0, len(data), size) for f in framer.feed(data[at : at + size])] + framer.end()
    assert b"".join(f.raw for f in frames) == data
    return frames


@pytest.mark.parametrize(
    ("data", "documents"),
    [
        (b"", []),
        (LINE, [LINE.strip()]),
        (LINE * 3, [LINE.strip()] * 3),
        (b"\xef\xbb\xbf" + LINE, [b"\xef\xbb\xbf" + LINE.strip()]),
        (b"[1]\n[2]", [b"[1]", b"[2]"]),
        (b'{\n "a": "b"\n}\n', [b'{\n "a": "b"\n}\n']),
        (b"name,mail\n1,2\n", [b"name,mail\n1,2\n"]),
        ("東京".encode() * 1365 + b"ab", ["東京".encode() * 1365 + b"ab"]),
        ("x東京".encode() * 2000, ["x東京".encode() * 2000]),
        (b'{"a": "' + b"x" * 5000 + b'"}\n' + LINE, [b'{"a": "' + b"x" * 5000 + b'"}', LINE.strip()]),
        (b'{"a": "' + b"x" * (1 << 20) + b'"}\n', [b'{"a": "' + b"x" * (1 << 20) + b'"}\n']),
    ],
)
def test_text_is_read(data: bytes, documents: list[bytes]) -> None:
    assert [frame.data for frame in cut(data)] == documents


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        ("東京".encode("shift_jis") * 5000, "charset"),
        (b"\x00" * 10_000, "binary"),
        ("東".encode()[:2], "charset"),
    ],
)
def test_other_bytes_pass_and_say_why(data: bytes, why: str) -> None:
    frames = cut(data)
    assert {(type(frame), frame.data, frame.event) for frame in frames} == {(UnreadFrame, b"", why)}


FILES = st.sampled_from([LINE * 500, b'{"a": ' * 900, "東京\n".encode() * 900, b"\x00\xff" * 4000, LINE])


@given(FILES, st.integers(1, 5000))
def test_the_cut_in_transit_changes_nothing(data: bytes, size: int) -> None:
    whole, pieces = cut(data), cut(data, size)
    assert {type(f) for f in whole} == {type(f) for f in pieces}
    assert [f.data for f in whole if f.data] == [f.data for f in pieces if f.data]


def test_a_line_beyond_the_limit_is_too_large() -> None:
    framer = FileFramer(line=100)
    framer.feed(LINE * 500)
    with pytest.raises(FrameTooLarge):
        framer.feed(b"{" + b"x" * 200 + b"}\n")
