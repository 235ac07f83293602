"""Forms as pairs: every value is read as a server decodes it, and written back encoded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dialects.generic import Generic
from proxy.formhead import FormBroken
from proxy.formpairs import PAIRS, pairs
from tests.proxy.surfaces.sessions import MASK, talk

KIND = "application/x-www-form-urlencoded; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a=1&b=2", [("a", b"1"), ("b", b"2")]),
        (b"a=Taro+Yamada%21", [("a", b"Taro Yamada!")]),
        (b"prompt=%E5%A4%AA", [("prompt", "太".encode())]),
        (b"a%5B%5D=1", [("a[]", b"1")]),
        (b"a=b=c", [("a", b"b=c")]),
        (b"a=%zz", [("a", b"%zz")]),
        (b"just+a+text", [("", b"just a text")]),
        (b"%E5=x&&y", [("", b"x"), ("", b""), ("", b"y")]),
        (b"=x", [("", b"x")]),
    ],
)
def test_reads_pairs(body: bytes, said: list[tuple[str, bytes]]) -> None:
    assert [(one.event, one.data) for one in pairs(body, 9)] == said


def test_a_value_is_written_back_encoded() -> None:
    first, last = pairs(b"a=1&b=x+y", 9)
    assert first.carrying(b"x & \xe5\xa4\xaa") == b"a=x+%26+%E5%A4%AA&"
    assert last.carrying(b"") == b"b="
    assert last.carrying(b"x y") == b"b=x+y"


@given(st.binary(max_size=80))
def test_the_frames_are_the_body(body: bytes) -> None:
    frames = [*pairs(body, 200)]
    assert b"".join(one.raw for one in frames) == body
    assert b"".join(one.carrying(one.data) for one in frames) == body


def test_pairs_without_end_are_broken() -> None:
    with pytest.raises(FormBroken):
        list(pairs(b"a&" * 50, 50))


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [
        (KIND, True),
        ("Application/X-WWW-Form-Urlencoded", True),
        ("application/x-www-form-urlencodedx", False),
    ],
)
def test_is_known_by_its_type(kind: str, is_one: bool) -> None:
    assert bool(PAIRS.match(kind)) is is_one


@pytest.mark.parametrize(
    ("body", "leaves"),
    [
        (b"a=Taro%20Yamada&b=%31", b"a=%5BNAME%5D&b=%31"),
        (b"Taro+Yamada", b"%5BNAME%5D"),
        (b'{"a": "Taro Yamada"}', b'{"a": "[NAME]"}'),
    ],
)
def test_nothing_hides_behind_percent_signs(body: bytes, leaves: bytes) -> None:
    out = talk(Generic(), "/x", body, b"{}", MASK, kind="application/json", asking=KIND)
    assert out.forwarded == leaves
