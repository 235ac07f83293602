"""Values sealed under derived keys: nobody else's opens, and no two names are one."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.sealing import SealBroken, Sealer, framed, keyed

KEY = b"k" * 32


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_is_sealed_opens_as_it_was_and_never_looks_the_same(value: bytes, about: bytes) -> None:
    sealer = Sealer(KEY)
    one, other = sealer.seal(value, about), sealer.seal(value, about)
    assert one != other
    assert sealer.open(one, about) == sealer.open(other, about) == value
    assert len(value) < 4 or value not in one


@pytest.mark.parametrize(
    ("key", "about", "change"),
    [
        (b"j" * 32, b"a", lambda sealed: sealed),
        (KEY, b"b", lambda sealed: sealed),
        (KEY, b"a", lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (KEY, b"a", lambda sealed: sealed[:20]),
        (KEY, b"a", lambda sealed: b""),
    ],
    ids=["another key", "about something else", "changed", "cut", "empty"],
)
def test_what_was_not_sealed_so_does_not_open(key: bytes, about: bytes, change: object) -> None:
    sealed = Sealer(KEY).seal(b"value", b"a")
    with pytest.raises(SealBroken):
        Sealer(key).open(change(sealed), about)  # type: ignore[operator]


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_different_names_are_different_bytes(one: list[str], other: list[str]) -> None:
    assert (framed(*one) == framed(*other)) is (one == other)
    assert (keyed(KEY, *one) == keyed(KEY, *other)) is (one == other)


@pytest.mark.parametrize(("one", "other"), [(("a\0b", "c"), ("a", "b\0c")), (("ab", ""), ("a", "b"))])
def test_names_that_joined_would_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert framed(*one) != framed(*other)


def test_the_cipher_is_imported_where_it_is_used() -> None:
    code = "import sys, filters.vault; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
