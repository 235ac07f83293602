"""What an address carries away: encoded text, secrets, sentences, or a run of characters that mean nothing.

A value is undone (percent, then base64, hex or base32)
and judged by what comes out. Signatures and checksums come out as no text; those are told from
a payload by their names, so a name never hides text, only noise.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from filters.attack.addresses import Part, Value

Load = Literal["secret", "contact", "surrogate", "sentence", "encoded", "data", "opaque", "slot"]


class Carried(NamedTuple):
    """load: what it is. encoded: it had to be undone. named: its name says that it is noise."""

    load: Load
    encoded: bool
    part: Part
    name: str


_SECRET = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{12}|AKIA[A-Z0-9]{12}|gh[pousr]_[A-Za-z0-9]{12}|github_pat_|xox[abpr]-|"
    r"AIza[\w-]{20}|glpat-|-----BEGIN|"
    r"(?:password|passwd|passcode|pwd|pin|secret|api_?key|パスワード|暗証番号)\s*(?:[:=]|is\s|は)\s*\S)"
    r"|(?<![\w.-])(?:\d{4}[ -]){3}\d{4}(?![\w-])"
)
_CONTACT = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,}|(?<!\d)0\d{1,3}-\d{2,4}-\d{4}(?!\d)")
_SURROGATE = re.compile(r"\b[A-Z]{3,12}(?:_[A-Z]+)*_\d+_[A-Z0-9]{2}\b")
_WORDS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][a-z']{1,}(?![A-Za-z0-9])|(?<![A-Za-z])[AIa](?= )")
_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DATA = re.compile(r"\A\s*(?:\{\s*[\"']|\[\s*[\"'{\[])|\"\s*:\s*[\"{\[\d]")
_SLOT = re.compile(
    r"\{+[^{}]{1,80}\}+|\$\([^)]{1,120}\)?|\$\{?[A-Za-z_]\w*|<[A-Za-z][^<>]{1,60}>|"
    r"\[[A-Za-z_ ]{3,60}\]|`[^`]{2,80}`"
)
# Too short for anything, and of no characters that mean something.
_PLAIN = re.compile(r"[A-Za-z0-9._~-]{0,11}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(r"(?:0x)?((?:[0-9A-Fa-f]{2}){8,})")
# Small letters alone are words.
_BASE32 = re.compile(r"([A-Z2-7]{24,}|(?=[A-Z]*[2-7])[A-Z2-7]{16,}|(?=[a-z]*[2-7])[a-z2-7]{16,})=*")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# ASCII, kana and kanji, hangul, Latin and Cyrillic letters: bytes at random make others too.
_WORDED = re.compile(
    r"[A-Za-z0-9 ._:,@/'\"\n-]|[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]"
    r"|[\u00c0-\u024f\u0400-\u04ff]"
)
_URL_SAFE = str.maketrans("-_", "+/")
_LEAST_OPAQUE = 24
# Names of signatures, checksums, versions and trackers.
NOISE = re.compile(
    r"(?:x-(?:amz|goog|oss|cos|ms)-.*|"
    r"utm_.*|_nc_.*|pf_rd_.*|sig|signature|sign|hmac|hash|token|jwt|expires|expiry|se|sp|sv|sr|st|"
    r"policy|key-pair-id|hdnea|hdnts|verify|oh|oe|ccb|etag|md5|sha\d*|checksum|integrity|v|ver|version|ixid|ixlib|"
    r"fbclid|gclid|msclkid|dclid|mc_eid|mc_cid|ved|ei|usg|sxsrf|sca_esv|gs_lcp|_ga|igsh|si|ref|cache|cb|list|nonce|state|code|"
    r"id|uuid|guid|photo|photo_id|image_id|file|fileid|file_id|oldid|revision|rev|commit|etag|w|h|q|fm|s|t|auto|fit|crop)\Z"
)
# Keys that sign an address are told by number, and the number is no secret.
SIGNED = re.compile(r"(?:x-(?:amz|goog|oss|cos|ms)-.*|awsaccesskeyid|googleaccessid)\Z")
NAMES_OF_TEXT = re.compile(
    r"(?:text|title|label|caption|alt|txt|heading|name|font|family|message|logo|content|prompt)\Z"
)
NAMES_OF_LOOT = re.compile(
    r"(?:d|data|payload|exfil|leak|logs?|chat|conv|conversation|history|messages|context|system|secrets?|pw|pass|"
    r"password|user_?data|info|dump|stolen|cookies?)\Z"
)


def carried(value: Value) -> Carried | None:
    """What a value carries, if anything. Linear in its length."""
    if _PLAIN.fullmatch(value.text):
        return None
    raw = unquote(unquote(value.text))
    load, encoded = None, False
    if value.part != "joined":
        load = _said(raw.replace("+", " ") if value.part in ("query", "fragment") else raw)
    if load is None and (inner := next(_decoded(raw), None)) is not None:
        load, encoded = _said(inner) or "encoded", True
    if load is None and value.part in ("host", "query") and _opaque(raw):
        load = "opaque"
    return Carried(load, encoded, value.part, value.name) if load else None


def _said(plain: str) -> Load | None:
    """What a plain text is worth carrying away for."""
    if _SURROGATE.search(plain):
        return "surrogate"
    if _SECRET.search(plain):
        return "secret"
    if _CONTACT.search(plain):
        return "contact"
    if _DATA.search(plain):
        return "data"
    if len(_KANA.findall(plain)) >= 8 or (" " in plain.strip() and len(_WORDS.findall(plain)) >= 4):
        return "sentence"
    if _SLOT.search(plain):
        return "slot"
    return None


def _decoded(plain: str) -> Iterator[str]:
    """Text that a value is an encoding of: base64, hex, base32, once or twice."""
    for data in _bytes(plain.strip()):
        text = _text(data)
        if text is not None:
            again = next((inner for data in _bytes(text) if (inner := _text(data)) is not None), None)
            yield again or text


def _bytes(plain: str) -> Iterator[bytes]:
    if found := _HEX.fullmatch(plain):
        yield bytes.fromhex(found[1])
    if _BASE64.fullmatch(plain):
        bare = plain.rstrip("=").translate(_URL_SAFE)
        yield from _tried(bare[: len(bare) - (len(bare) % 4 == 1)])
    if found := _BASE32.fullmatch(plain):
        bare = found[1].upper()
        try:
            yield base64.b32decode(bare[: len(bare) // 8 * 8])
        except binascii.Error:
            return


def _tried(bare: str) -> Iterator[bytes]:
    try:
        yield base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return


def _text(data: bytes) -> str | None:
    """Text, if it is one: mostly letters, digits and blanks."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if len(text) < 4 or _NO_TEXT.search(text):
        return None
    worded = len(_WORDED.findall(text))
    return text if worded >= 0.85 * len(text) else None


def _opaque(plain: str) -> bool:
    """More than 24 characters in a row that are no words: capitals and digits all over it."""
    if (
        len(plain) <= _LEAST_OPAQUE
        or _UUID.fullmatch(plain)
        or not re.fullmatch(r"[\w+/=.~%-]+", plain, re.ASCII)
    ):
        return False
    kinds = [re.findall("[0-9]", plain), re.findall("[A-Z]", plain), re.findall("[a-z]", plain)]
    some = [one for one in kinds if len(one) >= 2]
    turns = len(re.findall(r"[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])|[a-z](?=[A-Z])", plain))
    return len(some) >= 2 and turns >= len(plain) / 8
