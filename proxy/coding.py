"""Undo content codings in bounded memory: gzip, deflate, br, zstd, and lists of two.

A few bytes can stand for gigabytes, so every step is told how much room it has and
stops when it has made more than that. Room is a purse: each byte that comes off the
wire pays in `ratio` bytes, FREE bytes lie in it from the start (small bodies may be as
repetitive as they like), and it never holds more than one slice can earn, so a long
dense stream does not save up for a bomb at its end. `limit`, where given, bounds the
sum. Every step of a list has its own purse, all paid by the same wire bytes.

What must stay true: text leaves as soon as it can be decoded, whatever the cutting;
nothing after the end of the coded data is ignored (another decoder might read it);
what is cut short is an error, never a short answer. The exact byte at which a bomb is
refused does depend on the cutting; that it is refused does not.

Source: RFC 9110 §8.4 (the order of codings).
"""

from __future__ import annotations

from typing import ClassVar

from config.errors import ClientError
from proxy.decoders import DAMAGE, SLICE, STEPS, Step

FREE = 1024 * 1024
MAX_CODINGS = 2  # nobody was seen to use more than one


class CodingError(ClientError):
    """A coded body that cannot be served. `status`: what to answer a client that sent it.

    The same in an upstream's answer is translated by `DecodedAnswer`.
    """

    status: ClassVar[int] = 400


class TooLarge(CodingError):
    """Decoded, the body is larger than allowed, or grows more than allowed."""

    status = 413


class UnknownCoding(CodingError):
    """A coding we do not have, or more of them than anybody needs."""

    status = 415


class BrokenCoding(CodingError):
    """Damaged, cut short, or followed by something else."""


def split(codings: str) -> tuple[str, ...]:
    """The codings in a `content-encoding` value, first applied first, without `identity`.

    UnknownCoding if one of them is not served or there are more than two.
    """
    listed = [part.strip().lower() for part in codings.split(",")]
    names = tuple(name for name in listed if name not in {"", "identity"})
    if len(names) > MAX_CODINGS or not all(name in STEPS for name in names):
        served = ", ".join(name for name in STEPS if name[:2] != "x-")
        raise UnknownCoding(f"content-encoding: send at most {MAX_CODINGS} of {served}")
    return names


class Decoder:
    """Undo `codings` piece by piece. ratio, limit: see the head of this file; limit in bytes.

    UnknownCoding at once; TooLarge and BrokenCoding from `feed` and `end`. After an
    error a decoder is of no more use.
    """

    def __init__(self, codings: str, limit: int | None = None, ratio: int = 100) -> None:
        self._steps = [STEPS[name]() for name in reversed(split(codings))]
        self._purses = [FREE] * len(self._steps)
        self._left = limit
        self._ratio = ratio
        self._begun = False

    def feed(self, data: bytes) -> bytes:
        """The text that `data` completes, often b"". At most FREE + ratio · (len(data) + SLICE) bytes."""
        self._begun = self._begun or bool(data)
        if len(data) <= SLICE:
            return self._slice(data)
        return b"".join(self._slice(data[at : at + SLICE]) for at in range(0, len(data), SLICE))

    def end(self) -> None:
        """Nothing more comes. BrokenCoding if something was still to come."""
        if self._begun and not all(step.whole for step in self._steps):
            raise BrokenCoding("the coded body ends too early; send it whole")

    def _slice(self, data: bytes) -> bytes:
        earned = self._ratio * len(data)
        for number, step in enumerate(self._steps):
            purse = min(self._purses[number] + earned, FREE + self._ratio * SLICE)
            last = number == len(self._steps) - 1
            room = purse if self._left is None or not last else min(purse, self._left)
            data = _through(step, data, room)
            self._purses[number] = purse - len(data)
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise TooLarge("the body is larger than allowed")
        return data


def _through(step: Step, data: bytes, room: int) -> bytes:
    made: list[bytes] = []
    try:
        for at in range(0, len(data), SLICE):
            made.append(step.feed(data[at : at + SLICE], room))
            room -= len(made[-1])
            if room < 0:
                raise TooLarge("decoded, the body is larger than allowed")
    except DAMAGE as error:
        raise BrokenCoding("the coded body is damaged; it cannot be decoded") from error
    return b"".join(made)


def decode_body(body: bytes, codings: str, limit: int, ratio: int = 100) -> bytes:
    """The whole `body` without its `codings` (a `content-encoding` value), at most `limit` bytes.

    TooLarge, UnknownCoding, BrokenCoding. Memory at most about 2 · limit. An empty body is
    empty in every coding (answers to HEAD and 304 carry the header without a body).
    """
    decoder = Decoder(codings, limit, ratio)
    text = decoder.feed(body)
    decoder.end()
    return text
