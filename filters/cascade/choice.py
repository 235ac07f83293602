"""Which classes of harm a text is put to a guard for: always, in a band, a sample, or never.

`always` costs a call a text. `band` asks where the first stage (`filters.harm.score`) is
unsure: below the band nothing is asked, above it the first stage has said enough. A band
finds what the first stage half knows; what it has never seen lies below. `sampled` asks about
a share of texts, drawn by what they say and a key: the same text has the same fate, and
nobody outside can tell which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import AfterValidator, Field

from filters.harm.taxonomy import BY_NAME
from filters.registry import Options

Mode = Literal["always", "band", "sampled", "off"]
Fail = Literal["closed", "open"]
_Edge = Annotated[float, Field(ge=0, le=1)]


def _ordered(band: tuple[float, float]) -> tuple[float, float]:
    if band[0] >= band[1]:
        raise ValueError("a band begins below its end")
    return band


Edges = Annotated[tuple[_Edge, _Edge], AfterValidator(_ordered)]
_LETTERS = re.compile(r"[^\W\d_]{2}")
CLOSED = frozenset({"weapons_cbrn", "csae"})  # these fail open only where they are named


class ClassOptions(Options):
    """What differs for one class."""

    mode: Annotated[Mode | None, Field(description="When it is asked for.")] = None
    band: Annotated[Edges | None, Field(description="Of `band`: from, and below.")] = None
    share: Annotated[float | None, Field(ge=0, le=1, description="Of `sampled`: of all texts.")] = None
    fail: Annotated[Fail | None, Field(description="What it means that no guard could judge it.")] = None


class Terms(Struct, frozen=True):
    """When one class is asked for, and what it means that nobody could say."""

    kind: str
    mode: Mode
    low: float
    high: float
    share: float
    closed: bool


def terms_of(name: str, own: ClassOptions, usual: ClassOptions) -> Terms:
    """The terms of a class. own: as it is named; usual: for all classes, complete."""
    low, high = own.band or usual.band or (0.0, 1.0)
    share = usual.share if own.share is None else own.share
    fail = own.fail or ("closed" if name in CLOSED else usual.fail)
    return Terms(
        BY_NAME[name].kind, own.mode or usual.mode or "always", low, high, share or 0.0, fail != "open"
    )


def wanted(terms: Mapping[str, Terms], scores: Mapping[str, float], drawn: float) -> frozenset[str]:
    """The kinds to ask for. terms: by kind. drawn: from 0 to 1.

    scores: of the first stage, by kind; under `harm` and `injection` that something of it is there.
    """
    return frozenset(kind for kind, one in terms.items() if _wants(one, scores, drawn))


def _wants(one: Terms, scores: Mapping[str, float], drawn: float) -> bool:
    match one.mode:
        case "always":
            return True
        case "band":
            of_all = scores.get(one.kind.partition(".")[0], 0.0)
            return any(one.low <= score < one.high for score in (scores.get(one.kind, 0.0), of_all))
        case "sampled":
            return drawn < one.share
        case "off":
            return False


def speaks(text: str) -> bool:
    """Whether there is a word in it: numbers and signs alone are nothing to ask about."""
    return _LETTERS.search(text) is not None


def draw(text: str, key: bytes) -> float:
    """A number from 0 to 1 that a text always has, and nobody knows without the key."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big") / 2**64
