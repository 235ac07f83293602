"""Mail addresses, also glued to Japanese text and to each other.

We look for the `@` and then both ways: back over at most 64 characters that may stand
in a local part, ahead over labels as long as they go. Letters of other scripts are no
part of an address here, so 「メールはtaro@example.jpです」 needs no spaces around it.

Any word may still become an address, so it waits for its end: the price of masking
addresses in a stream, about 3 characters on English prose, none on Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import either, repeat, row, some, text, unless
from filters.sieve import Sieve

# RFC 5322 allows more (! # $ & ' * / = ? ^ ` { | } ~); in running text those are quotes,
# keys and paths, and would be masked along.
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.%+-]{0,63}+\Z")
_LOCAL_LONGEST = 64  # RFC 5321, 4.5.3.1.1; of a longer run the last 64 are taken
_DOMAIN_LONGEST = 253  # RFC 1035, 3.1: 255 octets, less the framing

_LABEL = row(some("[A-Za-z0-9]", 1, 1), some("[A-Za-z0-9-]", 0, 62), text("."))
_TOP = either(row(text("xn--"), some("[A-Za-z0-9-]", 2, 59)), some("[A-Za-z]", 2, 24))
_DOMAIN = row(repeat(_LABEL, 1, 126), _TOP, unless(some("[A-Za-z0-9]", 1, 1)))
_WHOLE = re.compile(_DOMAIN.whole)
_OPEN = re.compile(_DOMAIN.open)
# A password in front of a host: postgres://user:word@db.example. That is for another detector to say.
_PASSWORD = re.compile(r"://[^\s/@]{0,88}:\Z")
_REACH = 96
# `react@18.3.1-rc.next` is a version and `logo@2x.png` a picture; 163.com is a mail provider.
_NO_DOMAIN = re.compile(r"[0-9]+\.[0-9]|[1-9]x\.(?:png|jpe?g|gif|webp|svg|avif)(?![A-Za-z0-9.])")


@DETECTORS.add
class Email:
    """RFC 5321 addresses with a host name; not quoted local parts, not address literals."""

    name = "email"
    kinds: Mapping[str, str] = {"pii.email": "A mail address."}
    reach = _REACH
    view: View = "folded"
    inline = True
    sieve = Sieve("@", ("@",), waits=_LOCAL.pattern.removesuffix(r"\Z"), longest=_LOCAL_LONGEST)

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.resume - window.start
        found: list[Finding] = []
        sign = text.find("@", at)
        while sign >= 0:
            begin = _local(text, at, sign)
            if begin < sign and not _PASSWORD.search(text, max(0, begin - _REACH), begin):
                if not window.final and _unsure(text, sign + 1):
                    return Reading(tuple(found), window.start + begin)
                if domain := _domain(text, sign + 1):
                    at = domain.end()
                    found.append(window.finding((begin, at), "pii.email", 0.95))
            sign = text.find("@", max(at, sign + 1))
        settled = len(text) if window.final else _local(text, at, len(text))
        return Reading(tuple(found), window.start + settled)


def _local(text: str, at: int, end: int) -> int:
    """Where the local part that ends at `end` begins; `end` if there is none. Not before `at`."""
    local = _LOCAL.search(text, max(at, end - _LOCAL_LONGEST), end)
    return local.start() if local else end


def _unsure(text: str, at: int) -> bool:
    return len(text) - at < _DOMAIN_LONGEST and _OPEN.match(text, at) is not None


def _domain(text: str, at: int) -> re.Match[str] | None:
    domain = _WHOLE.match(text, at, at + _DOMAIN_LONGEST)
    return None if domain is None or _NO_DOMAIN.match(text, at, domain.end()) else domain
