"""The ways in which passages are fingerprinted, one for each sort of writing.

A *stream* is one normal form of a text (`filters.ip.normal`, `filters.ip.tokens`); positions in an
index are positions of a stream. A *channel* takes fingerprints of a stream: grams of `k`, of
which the least of every `w` is kept, so that any run of `least` = k + w - 1 that two texts have
in common shares one (winnowing; Schleimer, Wilkerson, Aiken 2003). English and Japanese are two
channels of one stream: a gram belongs to the one or the other by its own script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Stream = Literal["text", "code", "tokens"]
STREAMS: tuple[Stream, ...] = ("text", "code", "tokens")


@dataclass(frozen=True, slots=True)
class Channel:
    """One sort of fingerprints. least: a run of so many of its stream is always found and is flagged."""

    name: str
    k: int
    w: int
    least: int
    stream: Stream


EN = Channel("en", 24, 77, 100, "text")
JA = Channel("ja", 12, 29, 40, "text")
CODE = Channel("code", 40, 81, 120, "code")
# Of 60 on a run is found; only from there on is it more than a way of writing.
TOKENS = Channel("tokens", 30, 31, 74, "tokens")

CHANNELS: Mapping[str, Channel] = {one.name: one for one in (EN, JA, CODE, TOKENS)}
_KINDS: Mapping[str, tuple[Channel, ...]] = {"text": (EN, JA), "code": (CODE, TOKENS)}


def channels_of(kind: str, lang: str = "") -> tuple[Channel, ...]:
    """The channels that a document is in.

    What a text has in another script than its language's, as an untranslated page of a manual
    or a quotation, is not its author's own: it has no fingerprints. Without a language it has both.
    """
    if kind != "text" or not lang:
        return _KINDS[kind]
    return (JA,) if lang.partition("-")[0].lower() in _DENSE else (EN,)


_DENSE = frozenset({"ja", "zh", "ko"})
