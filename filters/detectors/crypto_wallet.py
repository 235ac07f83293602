"""Addresses in chains of blocks: Bitcoin and its kin, Ethereum, and others with a checksum.

An address is a run of letters and digits; its beginning says which chain, its checksum
that it is one. A run that begins as words do (a capital, then five small letters) is let
go, so that prose hardly waits; one address in a hundred is lost by that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from filters.detector import DETECTORS, Options, View, Window
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import Pattern, some, text
from filters.wallets import base58check, bech32

_CUE_REACH = 40
_B58 = "[1-9A-HJ-NP-Za-km-z]"


class _Chain(NamedTuple):
    """checked: its checksum, where one is computed here. cue: only behind a word for it."""

    name: str
    form: re.Pattern[str]
    checked: Callable[[str], bool] | None
    cue: bool = False


def _chain(
    name: str, form: str, checked: Callable[[str], bool] | None = None, *, cue: bool = False
) -> _Chain:
    return _Chain(name, re.compile(form), checked, cue)


# Source: the chains' documentation of their addresses, docs/sources.md#wallets.
_CHAINS = (
    _chain("ethereum", "0x[0-9A-Fa-f]{40}"),
    _chain("bitcoin", "(?:bc1|tb1|BC1|TB1)[0-9A-Za-z]{11,87}", bech32),
    _chain("litecoin", "(?:ltc1|LTC1)[0-9A-Za-z]{30,87}", bech32),
    _chain("cardano", "addr1[0-9a-z]{50,120}", bech32),
    _chain("cosmos", "(?:cosmos|osmo|terra|celestia|inj)1[0-9a-z]{38,60}", bech32),
    _chain("bitcoin", f"[13mn2]{_B58}{{25,34}}", base58check),
    _chain("litecoin", f"[LM]{_B58}{{25,33}}", base58check),
    _chain("dogecoin", f"D{_B58}{{25,33}}", base58check),
    _chain("tron", f"T{_B58}{{33}}", base58check),
    _chain("dash", f"X{_B58}{{33}}", base58check),
    _chain("zcash", f"t[13]{_B58}{{33}}", base58check),
    _chain("tezos", f"(?:tz[1-4]|KT1){_B58}{{33}}", base58check),
    _chain("monero", f"[48]{_B58}{{94}}|4{_B58}{{105}}"),
    _chain("stellar", "G[A-Z2-7]{55}", cue=True),
    _chain("solana", rf"{_B58}{{32,44}}", cue=True),
)
_ADDRESS = some("[0-9A-Za-z]", 26, 128)
_LONG = r"(?=[0-9A-Za-z]{25}|[0-9A-Za-z]{0,24}+\Z)"
# What a lower-case one goes on with behind its first letter, and the beginnings of that.
_PREFIXES = "|".join(
    text(rest).open + "|" + rest for rest in ("tc1", "ddr1", "osmos1", "smo1", "erra1", "elestia1", "nj1")
)
_EDGE = "(?<![0-9A-Za-z_+.-])"
_SURE = (
    rf"{_EDGE}(?:[1-9A-Z]{_LONG}(?=[a-z]{{0,4}}[0-9A-Z])"
    r"|0(?=x[0-9A-Fa-f]{40}|x[0-9A-Fa-f]{0,39}+\Z)"
    rf"|[a-z](?=[a-z]?[0-9A-Z]|(?:{_PREFIXES}){_LONG}))"
)
_WAITS = f"{_EDGE}(?:[1-9A-Z][a-z]{{0,4}}|0|[a-z][a-z]?)"
_STARTS = rf"{_SURE}|{_WAITS}\Z"
_TRACES = ("[0-9A-Za-z]{26}",)
_PATTERN = Pattern(_ADDRESS, _STARTS, 44, _TRACES, sure=_SURE, waits=_WAITS)
_CUE = lazily(
    "wallet|address|solana|stellar|xlm|crypto|phantom|ウォレット|アドレス|送金|暗号資産|仮想通貨",
    re.IGNORECASE,
)


@DETECTORS.add
class CryptoWallet:
    """Addresses that take payments in a chain of blocks."""

    name = "crypto_wallet"
    kinds: Mapping[str, str] = {"pii.crypto_wallet": "An address of a wallet in a chain of blocks."}
    reach = _CUE_REACH + 1
    view: View = "folded"
    inline = True
    sieve = _PATTERN.sieve

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        return _PATTERN.read(window, _found)


def _found(window: Window, here: re.Match[str]) -> Finding | None:
    address = here.group()
    for chain in _CHAINS:
        if chain.form.fullmatch(address) and (score := _score(chain, window.text, here.start(), address)):
            return window.finding(here.span(), "pii.crypto_wallet", score, {"chain": chain.name})
    return None


def _score(chain: _Chain, text: str, at: int, address: str) -> float:
    if chain.checked is not None and chain.checked(address):
        return 0.95
    cued = _CUE.search(text, max(0, at - _CUE_REACH), at) is not None
    if chain.checked is None:
        mixed = any(c.isdecimal() for c in address) and address not in (address.lower(), address.upper())
        return 0.9 if not chain.cue else 0.6 if cued and mixed else 0.0
    # A prefix of its own and a word for it: mistyped, and still somebody's.
    return 0.6 if cued and address[:3].lower() in ("bc1", "tb1", "ltc") else 0.0
