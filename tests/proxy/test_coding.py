"""Content codings: what was coded comes back, whatever the cutting, and never more than allowed."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ClientError
from proxy.coding import (
    FREE,
    BrokenCoding,
    CodingError,
    Decoder,
    TooLarge,
    UnknownCoding,
    decode_body,
    split,
)
from proxy.decoders import MAX_MEMBERS, SLICE

MIB = 1024 * 1024
ROOMY = 64 * MIB


def raw_deflate(text: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(text) + coder.flush()


CODERS: dict[str, list[Callable[[bytes], bytes]]] = {
    "gzip": [gzip.compress, lambda text: gzip.compress(text[:3]) + gzip.compress(text[3:])],
    "x-gzip": [gzip.compress],
    "deflate": [zlib.compress, raw_deflate],
    "br": [brotli.compress],
    "zstd": [
        zstandard.ZstdCompressor().compress,
        lambda text: b"\x50\x2a\x4d\x18\x02\x00\x00\x00hi" + zstandard.ZstdCompressor().compress(text),
        lambda text: b"".join(zstandard.ZstdCompressor().compress(part) for part in (text[:5], text[5:])),
    ],
}
FORMS = [pytest.param(name, code, id=f"{name}-{n}") for name in CODERS for n, code in enumerate(CODERS[name])]
NAMES = st.sampled_from(sorted(CODERS))


def decode_in(pieces: list[bytes], codings: str) -> bytes:
    decoder = Decoder(codings)
    text = b"".join(decoder.feed(piece) for piece in pieces)
    decoder.end()
    return text


@pytest.mark.parametrize(("name", "code"), FORMS)
def test_what_was_coded_comes_back(name: str, code: Callable[[bytes], bytes]) -> None:
    for text in (b"", b"x", b'{"a": "\xe9\x96\xa2"}' * 1000, random.Random(1).randbytes(3 * SLICE)):
        assert decode_body(code(text), name, ROOMY) == text


@pytest.mark.parametrize(("name", "code"), FORMS)
def test_byte_by_byte_is_the_same_as_whole(name: str, code: Callable[[bytes], bytes]) -> None:
    text = b"The quick brown fox. " * 40
    coded = code(text)
    assert decode_in([coded[at : at + 1] for at in range(len(coded))], name) == text


@given(text=st.binary(max_size=2000), names=st.lists(NAMES, max_size=2), cuts=st.lists(st.integers(1, 400)))
def test_lists_are_undone_from_right_to_left_at_any_cut(
    text: bytes, names: list[str], cuts: list[int]
) -> None:
    coded = text
    for name in names:
        coded = CODERS[name][-1](coded)
    pieces: list[bytes] = []
    for cut in cuts:
        pieces.append(coded[:cut])
        coded = coded[cut:]
    assert decode_in([*pieces, coded], ", ".join(names)) == text


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("", ()),
        ("identity", ()),
        ("gzip", ("gzip",)),
        (" GZip ,\tBR", ("gzip", "br")),
        ("gzip,identity,,deflate", ("gzip", "deflate")),
    ],
)
def test_reads_the_header(header: str, names: tuple[str, ...]) -> None:
    assert split(header) == names


@pytest.mark.parametrize(
    "header", ["compress", "gzip, snappy", "gzip,gzip,gzip", "gzip;q=1", "*", "g\u200bzip"]
)
def test_what_is_not_served_is_unknown_and_not_quoted(header: str) -> None:
    with pytest.raises(UnknownCoding) as raised:
        Decoder(header)
    assert header not in str(raised.value)
    assert raised.value.status == 415


def test_errors_are_the_clients_and_say_which_status() -> None:
    assert issubclass(CodingError, ClientError)
    assert (TooLarge.status, UnknownCoding.status, BrokenCoding.status) == (413, 415, 400)


@pytest.mark.parametrize(("name", "code"), FORMS)
def test_an_empty_body_is_empty_in_every_coding(name: str, code: Callable[[bytes], bytes]) -> None:
    assert decode_body(b"", name, 0) == b""


@pytest.mark.parametrize(("name", "code"), FORMS)
def test_cut_short_is_broken_at_every_byte(name: str, code: Callable[[bytes], bytes]) -> None:
    text = b'{"model": "m", "n": 1}' * 3
    coded = code(text)
    for end in range(1, len(coded)):
        decoder = Decoder(name)
        made = b""
        try:
            made = decoder.feed(coded[:end])
            decoder.end()
        except BrokenCoding:
            continue
        # A member or frame may end here: then everything up to it must have been read.
        assert code is not CODERS[name][0]
        assert text.startswith(made)


@pytest.mark.parametrize("name", sorted(CODERS))
def test_what_follows_the_end_is_broken(name: str) -> None:
    coded = CODERS[name][0](b"text")
    for tail in (b"\0", b"x", b"{}", b"\0" * 64):
        with pytest.raises(BrokenCoding):
            decode_body(coded + tail, name, ROOMY)
        with pytest.raises(BrokenCoding):
            decode_in([coded, tail], name)


@given(junk=st.binary(min_size=1, max_size=300), name=NAMES)
def test_junk_is_an_error_of_the_family_or_text(junk: bytes, name: str) -> None:
    with suppress(BrokenCoding, TooLarge):
        assert len(decode_body(junk, name, 1000)) <= 1000


@given(data=st.data(), name=NAMES)
def test_flipped_bytes_are_an_error_of_the_family_or_text(data: st.DataObject, name: str) -> None:
    coded = bytearray(CODERS[name][0](b"some text, some text, other text" * 4))
    at = data.draw(st.integers(0, len(coded) - 1))
    coded[at] ^= data.draw(st.integers(1, 255))
    with suppress(BrokenCoding, TooLarge):
        assert isinstance(decode_body(bytes(coded), name, 1000), bytes)


@pytest.mark.parametrize(("name", "code"), FORMS)
@pytest.mark.parametrize(("spare", "fits"), [(-1, False), (0, True), (1, True)])
def test_the_limit_is_exact(name: str, code: Callable[[bytes], bytes], spare: int, fits: bool) -> None:
    text = b"0123456789abcdef" * 20_000
    coded = code(text)
    if fits:
        assert decode_body(coded, name, len(text) + spare) == text
    else:
        with pytest.raises(TooLarge):
            decode_body(coded, name, len(text) + spare)


def test_the_limit_holds_without_any_coding() -> None:
    assert decode_body(b"abc", "identity", 3) == b"abc"
    with pytest.raises(TooLarge):
        decode_body(b"abcd", "", 3)


def bomb(name: str, size: int) -> bytes:
    """`size` zeros, as few bytes as the coding can make of them."""
    zeros = bytes(MIB)
    if name == "br":
        return brotli.compress(bytes(size), quality=4)
    if name == "zstd":
        coder = zstandard.ZstdCompressor(level=19).compressobj()
    else:
        coder = zlib.compressobj(9, wbits=31 if "gzip" in name else 15)
    return b"".join(coder.compress(zeros) for _ in range(size // MIB)) + coder.flush()


def feed_in(decoder: Decoder, coded: bytes, cut: int) -> None:
    for at in range(0, len(coded), cut):
        decoder.feed(coded[at : at + cut])


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("cut", [1 << 30, 7])
def test_a_bomb_is_refused_in_little_memory(name: str, cut: int) -> None:
    coded = bomb(name, 32 * MIB)
    decoder = Decoder(name, limit=2 * MIB)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            feed_in(decoder, coded, cut)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 * MIB


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_refused_by_its_growth_alone(name: str) -> None:
    with pytest.raises(TooLarge):
        decode_body(bomb(name, 16 * MIB), name, 1 << 40, ratio=100)
    assert len(decode_body(bomb(name, 16 * MIB), name, 1 << 40, ratio=1 << 22)) == 16 * MIB


@pytest.mark.parametrize("names", ["gzip, gzip", "zstd, gzip", "br, zstd"])
def test_a_bomb_in_a_bomb_is_refused(names: str) -> None:
    inner, outer = names.split(", ")
    with pytest.raises(TooLarge):
        decode_body(CODERS[outer][0](bomb(inner, 64 * MIB)), names, 1 << 40)


def test_small_bodies_may_be_as_repetitive_as_they_like() -> None:
    assert decode_body(brotli.compress(bytes(FREE), quality=5), "br", ROOMY) == bytes(FREE)


def test_a_long_dense_stream_does_not_save_up_for_a_bomb() -> None:
    coder = zlib.compressobj(wbits=31)
    dense = coder.compress(random.Random(2).randbytes(2 * MIB)) + coder.flush(zlib.Z_SYNC_FLUSH)
    burst = coder.compress(bytes(32 * MIB)) + coder.flush()
    decoder = Decoder("gzip")
    assert len(decoder.feed(dense)) == 2 * MIB
    with pytest.raises(TooLarge):
        decoder.feed(burst)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_endless_empty_members_are_broken(name: str) -> None:
    empty = CODERS[name][0](b"")
    assert decode_body(empty * MAX_MEMBERS, name, 0) == b""
    with pytest.raises(BrokenCoding):
        decode_body(empty * (MAX_MEMBERS + 1), name, 0)


def test_a_zstd_window_of_gigabytes_is_not_allocated() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    coder = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    with pytest.raises(BrokenCoding):
        decode_body(coder.compress(b"text") + coder.flush(), "zstd", ROOMY)


class FlushingBrotli:
    def __init__(self) -> None:
        self._coder = brotli.Compressor()

    def piece(self, text: bytes) -> bytes:
        return self._coder.process(text) + self._coder.flush()


class FlushingZlib:
    def __init__(self, wbits: int) -> None:
        self._coder = zlib.compressobj(wbits=wbits)

    def piece(self, text: bytes) -> bytes:
        return self._coder.compress(text) + self._coder.flush(zlib.Z_SYNC_FLUSH)


class FlushingZstd:
    def __init__(self) -> None:
        self._coder = zstandard.ZstdCompressor().compressobj()

    def piece(self, text: bytes) -> bytes:
        return self._coder.compress(text) + self._coder.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


@pytest.mark.parametrize(
    ("name", "coder"),
    [
        ("gzip", FlushingZlib(31)),
        ("deflate", FlushingZlib(15)),
        ("deflate", FlushingZlib(-15)),
        ("br", FlushingBrotli()),
        ("zstd", FlushingZstd()),
    ],
    ids=["gzip", "zlib", "raw", "br", "zstd"],
)
def test_an_event_leaves_as_soon_as_it_is_flushed(
    name: str, coder: FlushingZlib | FlushingBrotli | FlushingZstd
) -> None:
    decoder = Decoder(name)
    for number in range(50):
        event = b"data: {%d}\n\n" % number
        assert decoder.feed(coder.piece(event)) == event
