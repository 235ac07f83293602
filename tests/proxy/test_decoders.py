"""Each step stops when it has no more room, and says when the data may end."""

from __future__ import annotations

import zlib

import brotli
import pytest
import zstandard

from proxy.decoders import DAMAGE, MAX_MEMBERS, SLICE, STEPS

KIB = 1024
TEXT = bytes(8 * 1024 * KIB)
CODED = {
    "gzip": zlib.compress(TEXT, wbits=31),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT, quality=4),
    "zstd": zstandard.ZstdCompressor(level=19).compress(TEXT),
}


@pytest.mark.parametrize("name", sorted(CODED))
@pytest.mark.parametrize("room", [0, 1, 1000, 32 * KIB, 100 * KIB, 1024 * KIB, 5000 * KIB])
def test_no_more_than_the_room_and_a_block(name: str, room: int) -> None:
    made = STEPS[name]().feed(CODED[name][:SLICE], room)
    assert room < len(made) <= room + 256 * KIB
    assert made == bytes(len(made))


@pytest.mark.parametrize("name", sorted(CODED))
def test_with_room_enough_nothing_is_held_back(name: str) -> None:
    step = STEPS[name]()
    assert len(step.feed(CODED[name], len(TEXT))) == len(TEXT)
    assert step.whole


@pytest.mark.parametrize("name", sorted(CODED))
def test_not_whole_before_the_last_byte(name: str) -> None:
    step = STEPS[name]()
    assert not step.whole
    step.feed(CODED[name][:-1], len(TEXT))
    assert not step.whole
    step.feed(CODED[name][-1:], len(TEXT))
    assert step.whole


@pytest.mark.parametrize("name", sorted(STEPS))
def test_damage_is_an_error_that_is_named(name: str) -> None:
    with pytest.raises(DAMAGE):
        STEPS[name]().feed(b"\xff" * 64, KIB)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_members_are_counted_across_feeds(name: str) -> None:
    empty = zlib.compress(b"", wbits=31) if name == "gzip" else zstandard.ZstdCompressor().compress(b"")
    step = STEPS[name]()
    for _ in range(MAX_MEMBERS):
        assert step.feed(empty, 0) == b""
        assert step.whole
    with pytest.raises(DAMAGE):
        step.feed(empty, 0)
