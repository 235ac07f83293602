r"""Private keys in their PEM armour, also with the line ends escaped inside JSON or code.

The body is read as lines of base64 with little between them: white space, quotes, `\n`
as text, a `+` or `#` of the surrounding language. A line has at least twenty characters,
except the last, so prose that merely mentions the header ends the search after a word.
A body that breaks off, or has no footer within 16 Ki characters, is a finding as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Pattern, begins, either, firm, maybe, repeat, row, some, text

_BASE64 = "[A-Za-z0-9+/=]"
_HEADER = "-----BEGIN "
_LONGEST = 16 * 1024  # an RSA key of 16,384 bits is 12.7 KiB
_ENOUGH = 64  # base64 characters that make a body without a footer a finding

_NAME = row(
    repeat(row(some("[A-Z0-9]", 1, 12), text(" ")), 0, 4),
    text("PRIVATE KEY"),
    maybe(text(" BLOCK")),
    text("-----"),
)
_ESCAPED = row(text("\\"), some(r"\\", 0, 7), some("[nrt\"'/]", 1, 1))
_GAP = firm(repeat(either(some(r"[\s\"'`,>#|*;+]", 1, 1), _ESCAPED), 0, 24))
# Such as Proc-Type, DEK-Info, Version and Comment, before the body.
_FIELD = firm(
    row(some("[A-Z]", 1, 1), some("[A-Za-z-]", 2, 20), text(": "), some(r"[^\\\n\r\"]", 0, 80), _GAP)
)
_LINE = firm(row(some(_BASE64, 20, _LONGEST), _GAP))
_SHORT = firm(row(some(_BASE64, 1, 19), _GAP))
_BODY = row(text(_HEADER), _NAME, _GAP, repeat(_FIELD, 0, 5), repeat(_LINE, 0, _LONGEST // 20))
_KEY = row(_BODY, maybe(row(repeat(_SHORT, 0, 2), text("-----END "), _NAME)))
_PATTERN = Pattern(_KEY, begins(_HEADER), cut=len(_HEADER) - 1, traces=(_HEADER,), most=_LONGEST)
_LEADING = re.compile(rf"{_HEADER}{_NAME.whole}")


@DETECTORS.add
class PrivateKey:
    """PKCS#1, PKCS#8, SEC 1, OpenSSH and OpenPGP: whatever is called PRIVATE KEY."""

    name = "private_key"
    kinds: Mapping[str, str] = {"secret.private_key": "A private key in PEM or OpenPGP armour."}
    reach = 0
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    block = here.group().rstrip()
    header = _LEADING.match(block)
    if header is None or len(block) - header.end() < _ENOUGH:
        return None
    return window.finding((here.start(), here.start() + len(block)), "secret.private_key", 1.0)
