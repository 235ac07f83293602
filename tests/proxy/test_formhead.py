"""Heads of parts: what they say, in the one spelling nobody reads in two ways."""

from __future__ import annotations

import pytest

from proxy.formhead import FormBroken, Head, boundary_of, head_of


def test_reads_a_head() -> None:
    raw = b'content-type: Audio/WAV; x="y"\r\nCONTENT-DISPOSITION: Form-Data; Name="file"; FileName="a.wav"'
    assert head_of(raw, named=True) == Head("file", "audio/wav", ("a.wav",), None)


def test_a_part_of_another_kind_needs_no_name() -> None:
    assert head_of(b"Content-Type: application/json", named=False) == Head("", "application/json", (), None)
    with pytest.raises(FormBroken):
        head_of(b"Content-Type: application/json", named=True)


@pytest.mark.parametrize(
    ("head", "content", "true"),
    [
        (Head("a", "", (), None), b"x", True),
        (Head("a", "", (), 1), b"x", True),
        (Head("a", "", (), 2), b"x", False),
        (Head("_charset_", "", (), None), b"utf-8", True),
        (Head("_charset_", "", (), None), b"utf-7", False),
    ],
)
def test_a_head_may_be_believed_or_not(head: Head, content: bytes, true: bool) -> None:
    assert head.stands_for(content) is true


def test_the_boundary_may_have_marks() -> None:
    assert boundary_of('multipart/form-data; boundary="a=b?c:d/e"') == b"a=b?c:d/e"
    assert boundary_of("multipart/mixed;boundary=----WebKit'()+_,-./") == b"----WebKit'()+_,-./"
