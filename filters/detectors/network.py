"""Addresses of machines: IPv4, IPv6, and the MAC address of a device.

Four numbers with dots are as often a version as an address: a word in front, a `v`, or a
program's name and a slash (`Chrome/120.0.0.0`) says so. Six pairs must be all there is:
a fingerprint has twenty. What is everybody's (127.0.0.1, ::1, a mask) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import either, maybe, repeat, row, some, text, unless
from filters.sieve import Sieve

_CUE_REACH = 24  # code points
_HEX, _DIGIT, _DASH = "[0-9A-Fa-f]", "[0-9]", "[-ー]"
_PAIR, _ALNUM = some(_HEX, 2, 2), some("[A-Za-z0-9]", 1, 1)
_NUMBER = some(_DIGIT, 1, 3)


_V4 = row(
    _NUMBER,
    *(part for _ in range(3) for part in (text("."), _NUMBER)),
    unless(either(row(maybe(text(".")), some(_DIGIT, 1, 1)), some("[A-Za-z_]", 1, 1))),
)
_DASHED = row(
    _PAIR, repeat(row(some(_DASH, 1, 1), _PAIR), 5, 7), unless(either(_ALNUM, row(some(_DASH, 1, 1), _ALNUM)))
)
_DOTTED = row(
    some(_HEX, 4, 4),
    *(part for _ in range(2) for part in (text("."), some(_HEX, 4, 4))),
    unless(either(_ALNUM, row(text("."), _ALNUM))),
)
_COLONS = row(some(_HEX, 1, 4), some("[0-9A-Fa-f:]", 4, 44), unless(some("[A-Za-z_]", 1, 1)))
_ANY = either(_V4, _DASHED, _DOTTED, _COLONS)

# What an address must begin with, behind its first character.
_BEGINS = either(
    row(some(_DIGIT, 0, 2), text("."), _NUMBER, text("."), some(_DIGIT, 1, 1)),
    row(
        some(_HEX, 0, 3),
        text(":"),
        either(row(some(_HEX, 1, 4), text(":")), row(text(":"), some(_HEX, 1, 1))),
    ),
    row(some(_HEX, 1, 1), some(_DASH, 1, 1), _PAIR, some(_DASH, 1, 1)),
    row(some(_HEX, 3, 3), text("."), some(_HEX, 4, 4), text(".")),
)
_STARTS = rf"(?<![A-Za-z0-9_]){_HEX}(?<!{_HEX}[:.].)(?<!{_HEX}{_DASH}.)(?={_BEGINS.whole}|{_BEGINS.open})"
_TRACES = (
    r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
    "[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]",
    "(?:[0-9A-Fa-f]{2}[-ー]){3}",
    r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}",
)
_SEARCH, _WHOLE, _OPEN = lazily(_STARTS, re.DOTALL), lazily(_ANY.whole), lazily(_ANY.open)
_CUT = 16  # more than the longest of the traces takes
# Letters of numbers to the base of sixteen are everywhere, their separators are not: in a long text
# we look for the first of these, and then at what is in front.
_LONG = 256  # characters
_FIRST_MARKS = (
    (".", re.compile(rf"\.(?=[0-9]{{1,3}}\.[0-9]|{_HEX}{{4}}\.)")),
    (":", re.compile(f":(?={_HEX}{{1,4}}:|:{_HEX})")),
    ("-", re.compile(f"-(?={_HEX}{{2}}{_DASH})")),
    ("ー", re.compile(f"ー(?={_HEX}{{2}}{_DASH})")),
)
_BEFORE_MARK = lazily(rf"{_HEX}{{1,4}}\Z")
_MAC = lazily(
    rf"{_HEX}{{2}}(?:([-ー:]){_HEX}{{2}}(?:\1{_HEX}{{2}}){{4}}(?:(?:\1{_HEX}{{2}}){{2}})?)|(?:{_HEX}{{4}}\.){{2}}{_HEX}{{4}}"
)
# The nearest word in front decides. First what they begin with: most characters begin none.
_WORDS = lazily(
    r"(?=[iavhslgdpbrfcoアサ接バ版第章])(?:(?P<yes>\bips?\b|ipv[46]|アドレス|address|host|server|login|logged|接続|アクセス|サーバ|gateway|subnet|dns|ping|ssh)"
    r"|(?P<no>version|\bver\b|\bv\.? ?\Z|release|build|firmware|driver|バージョン|版|第|section|chapter|章"
    r"|\boid\b|patch|rev\b))",
    re.IGNORECASE,
)
_MAC_CUE = lazily(r"mac|物理アドレス|hwaddr|ether|bluetooth|wi-?fi|bssid|device|機器|端末", re.IGNORECASE)
_PROGRAM = lazily(r"[A-Za-z0-9)][/_-]\Z")


@DETECTORS.add
class Network:
    """Addresses of machines and devices."""

    name = "network"
    kinds: Mapping[str, str] = {
        "pii.ip_address": "An IPv4 or IPv6 address.",
        "pii.mac_address": "The MAC address of a device.",
    }
    reach = _CUE_REACH + 1
    view: View = "folded"
    inline = True
    sieve = Sieve(_STARTS, _TRACES, _CUT)

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at, found = window.text, window.at, list[Finding]()
        for place in _places(text, at):
            if place < at:
                continue
            if not window.final and len(text) - place <= _ANY.longest and _OPEN.match(text, place):
                return Reading(tuple(found), window.start + place)
            here = _WHOLE.match(text, place)
            if here and (finding := _found(window, here)):
                found.append(finding)
                at = finding.span.end - window.start
        return Reading(tuple(found), window.start + len(text))


def _places(text: str, at: int) -> list[int]:
    """Where from `text[at]` on an address may begin, in order."""
    end, places = len(text) - _CUT, set[int]()
    if end - at < _LONG:
        return [start.start() for start in _SEARCH.finditer(text, at)]
    for mark, firsts in _FIRST_MARKS:
        for first in firsts.finditer(text, at) if mark in text else ():
            before = _BEFORE_MARK.search(text, max(at, first.start() - 4), first.start())
            if before and before.start() < end and _SEARCH.match(text, before.start()):
                places.add(before.start())
    return sorted(places) + [start.start() for start in _SEARCH.finditer(text, end)]


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    text, at = window.text, here.start()
    address = here.group().rstrip(":")
    span = (at, at + len(address))
    if _MAC.fullmatch(address):
        score = _device(text, at, address)
        return window.finding(span, "pii.mac_address", score) if score else None
    if ":" in address:
        score = 0.9 if _is_v6(address) else 0.0
    else:
        score = _v4(text, at, address)
    return window.finding(span, "pii.ip_address", score) if score else None


def _device(text: str, at: int, address: str) -> float:
    if len(set(address.lower()) - set(":-ー.")) == 1:  # 00:00:…, ff:ff:…
        return 0.0
    if "." in address or address.replace("-", "").replace("ー", "").isdecimal():
        return 0.9 if _MAC_CUE.search(text, max(0, at - _CUE_REACH), at) else 0.0
    return 0.9


def _is_v6(address: str) -> bool:
    """Eight groups, or fewer and one `::`; a digit then tells it from a name in a program."""
    head, gap, tail = address.partition("::")
    groups = [group for group in (*head.split(":"), *tail.split(":")) if group]
    if any(len(group) > 4 for group in groups) or ":::" in address or "::" in tail:
        return False
    if not gap:
        return len(groups) == 8
    return 2 <= len(groups) <= 7 and len("".join(groups)) >= 5 and any(c.isdecimal() for c in address)


def _v4(text: str, at: int, address: str) -> float:
    numbers = address.split(".")
    if len(numbers) != 4 or any(
        int(number) > 255 or (number[0] == "0" and len(number) > 1) for number in numbers
    ):
        return 0.0
    if numbers[0] in ("0", "127", "255") or _PROGRAM.search(text, max(0, at - 2), at):
        return 0.0
    nearest = None
    for word in _WORDS.finditer(text, max(0, at - _CUE_REACH), at):
        nearest = word.lastgroup
    return 0.0 if nearest == "no" else 0.95 if nearest else 0.8
