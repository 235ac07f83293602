"""The parts of an address that its writer can choose: user name, host labels, path, query, fragment."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# host, path: one label, one segment; joined: all of them, as what is too long for one is split.
Part = Literal["host", "path", "joined", "query", "fragment"]


class Value(NamedTuple):
    """A part of an address, as it stands there."""

    part: Part
    name: str
    text: str


_ADDRESS = re.compile(
    r"(?:[a-z]+:)?//(?P<host>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_MOST_VALUES = 64
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|ico|css|js|html?|php|pdf|txt|json|xml|avif|bmp)\Z", re.IGNORECASE
)


def host_of(address: str) -> str:
    """The host of an address, in lower case, without user name and port."""
    found = _ADDRESS.match(address)
    host = found["host"] if found else ""
    return host.rpartition("@")[2].partition(":")[0].lower()


def values(address: str) -> Iterator[Value]:
    """Every part of an address that may carry something. At most 64."""
    found = _ADDRESS.match(html.unescape(address))
    if found is None:
        return
    user, _, host = found["host"].rpartition("@")
    if user:
        yield Value("query", "", user)
    labels = host.partition(":")[0].split(".")
    carrying = labels[:-2]
    yield from (Value("host", "", label) for label in carrying[:8])
    if len(carrying) > 1:
        yield Value("joined", "", "".join(carrying))
    segments = [one for one in found["path"].split("/") if one][:_MOST_VALUES]
    yield from (Value("path", "", _FILE.sub("", one)) for one in segments)
    if len(segments) > 1:
        yield Value("joined", "", _FILE.sub("", "".join(segments)))
    for pair in re.split("[&;]", found["query"] or "")[:_MOST_VALUES]:
        name, given, value = pair.partition("=")
        yield Value("query", name.lower() if given else "", value if given else name)
    if found["fragment"]:
        yield Value("fragment", "", found["fragment"])
