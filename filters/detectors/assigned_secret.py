"""Secrets told by the name they are given to: `password = …`, `Authorization: Bearer …`, 「パスワードは…」.

We look for the sign between name and value, and only then back at the name: prose has few
such signs. What waits is the value, from its sign on, and only behind a name that says
secret. What the names are and what a value must be like is in `filters.assigned`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from filters.assigned import NAME_REACH, Label, Value, label, score
from filters.detector import DETECTORS, Options, View, Window
from filters.keys.named import NAMED
from filters.lazily import lazily
from filters.model import Finding, Reading
from filters.shapes import either, maybe, row, some, text
from filters.sieve import Sieve, without_any

_LONGEST = 512
_SPACE = some(r"[ \t]", 0, 4)
_QUOTE = row(some(r"\\", 0, 3), some("[\"'`]", 1, 1))
_SCHEME = row(
    either(*map(text, ("Bearer", "bearer", "Basic", "basic", "Token", "token", "ApiKey"))), text(" ")
)
_VALUE = some(r"[!#-&(-;=?-\[\]-_a-~]", 4, _LONGEST)
_SIGN = either(
    row(some("[=:]", 1, 1), maybe(some("[=>]", 1, 1)), _SPACE),
    text(">"),
    text("s "),
    row(some("[はが]", 1, 1), _SPACE, maybe(some("「", 1, 1))),
    row(text("--"), some("[a-z-]", 4, 32), text(" "), _SPACE),
    row(some("[Bb]", 1, 1), text("earer ")),
)
_ASSIGNED = row(_SIGN, maybe(_QUOTE), maybe(_SCHEME), maybe(_QUOTE), _VALUE, maybe(_QUOTE))
_WHOLE = lazily(
    rf"(?P<sign>{_SIGN.whole})(?P<quote>{_QUOTE.whole})?(?:{_SCHEME.whole})?(?P<more>{_QUOTE.whole})?(?P<value>{_VALUE.whole})"
)
_OPEN = lazily(_ASSIGNED.open)

_BEFORE_IS = ("password", "passcode", "passphrase", "token", "key", "secret", "pin", "pwd")
_BEFORE_HA = (
    "パスワード",
    "パスコード",
    "パスフレーズ",
    "暗証番号",
    "キー",
    "トークン",
    "シークレット",
    "秘密鍵",
    "合言葉",
)
_OPTIONS = ("password", "passwd", "token", "secret", "api-key", "apikey", "access-key")
_ENOUGH = r"[!-~]{4}"
_MARKS = r"(?:\\{0,3}[\"'`])?"
_AFTER_SIGN = rf"(?=[=>]?[ \t]{{0,4}}{_MARKS}{_ENOUGH}|[=>]?[ \t]{{0,4}}[!-~]{{0,8}}\Z)"
_AFTER_TAG = rf"(?<=[A-Za-z]>)(?={_ENOUGH}|[!-~]{{0,4}}\Z)"
_AFTER_IS = f"(?<= is)(?i:{'|'.join(f'(?<={word} is)' for word in _BEFORE_IS)})(?= |\\Z)"
_AFTER_HA = f"(?:{'|'.join(f'(?<={word}[はが])' for word in _BEFORE_HA)})"
# The signs that lead to a value. Each way begins with a character: so the search skips quickly.
_STARTS = (
    f"=(?:{_AFTER_SIGN})|:(?:{_AFTER_SIGN})|>(?:{_AFTER_TAG})|s(?:{_AFTER_IS})"
    f"|は{_AFTER_HA}|が{_AFTER_HA}"
    r"|-(?:-[a-z]|-?\Z)|B(?:earer |e?\Z|ea(?:r(?:er?)?)?\Z)|b(?:earer |e?\Z|ea(?:r(?:er?)?)?\Z)"
)
_FIND = lazily(_STARTS)
_STEMS = "pass|pwd|pswd|psw|pw|secret|token|key|auth|cred|cookie|session|sid|access|signature|pin|appid"
_SERVICES = "|".join(named.word.replace("_", "[_ -]") for named in NAMED)
_NAME_ENDS = r"[A-Za-z0-9_. -]*[\"'`\\ \t)\]>*]*"
_TRACES = (
    rf"(?i:{_STEMS}){_NAME_ENDS}[=:>]",
    rf"(?:{'|'.join(_BEFORE_HA)}|接続文字列|暗証コード|認証コード){_NAME_ENDS}[=:>はが]",
    rf"(?i:{'|'.join(_BEFORE_IS)}) is ",
    rf"--[a-z-]*(?:{'|'.join(_OPTIONS)}) ",
    "[Bb]earer ",
    rf"(?i:{_SERVICES}){_NAME_ENDS}[=:>]",
)
_ABSENT = without_any(*_TRACES)
_CUT = 16
_QUOTED = ("'", '"', "`")
_ENDS = lazily(r"[,;)\]}]|&(?=[A-Za-z_]+=)")


@DETECTORS.add
class AssignedSecret:
    """Passwords, tokens and keys that have no form of their own."""

    name = "assigned_secret"
    kinds: Mapping[str, str] = {
        "secret.password": "A password, passphrase or PIN behind its name.",
        "secret.token": "A token or key that looks random, behind a name that says so.",
        "secret.authorization": "What an Authorization header, an API key's header or a cookie carries.",
        **{f"secret.{one.kind}": f"A credential of {one.service}, behind its name." for one in NAMED},
    }
    reach = NAME_REACH
    view: View = "folded"
    inline = True
    sieve = Sieve(_STARTS, _TRACES, _CUT, before=NAME_REACH)

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at, found = window.text, window.at, list[Finding]()
        # The name may have come before, and be settled.
        if len(text) - at > _CUT and _ABSENT(text, max(0, at - NAME_REACH)):
            at = len(text) - _CUT
        sign, seen = _FIND.search(text, at), dict[str, Label | None]()
        while sign is not None:
            begin, at = sign.start(), sign.start() + 1
            said = _said(text, begin, seen)
            if said is not None:
                if not window.final and len(text) - begin <= _ASSIGNED.longest and _OPEN.match(text, begin):
                    return Reading(tuple(found), window.start + begin)
                if finding := _finding(window, begin, said):
                    found.append(finding)
                    at = finding.span.end - window.start
            sign = _FIND.search(text, at)
        return Reading(tuple(found), window.start + len(text))


_OPTION = lazily(rf"--(?:[a-z]+-)*(?:{'|'.join(_OPTIONS)}) ")
_OPTION_CUT = lazily(r"-(?:-[a-z-]{0,32})?\Z")


def _said(text: str, at: int, seen: dict[str, Label | None]) -> Label | None:
    """What stands in front of the value that the sign at `at` leads to."""
    match text[at]:
        case "B" | "b":
            return None if text[at - 1 : at].isalnum() else Label("authorization")
        case "-":
            if end := _OPTION.match(text, at):
                return label(text, end.end() - 1, seen)
            return Label("password") if _OPTION_CUT.match(text, at) else None
        case "s":
            return label(text, at - 2, seen)
        case _:
            return label(text, at, seen)


def _finding(window: Window, at: int, said: Label) -> Finding | None:
    here = _WHOLE.match(window.text, at)
    if here is None:
        return None
    start, end = here.span("value")
    quote = here["more"] or here["quote"]
    plain = here["value"]
    if quote:
        closed = window.text[end : end + len(quote)] == quote
        value = Value(plain, quoted=True, open=not closed)
    else:
        stop = _ENDS.search(plain)
        called = plain.endswith("(") and window.text[end : end + 1] in _QUOTED
        plain = (plain[: stop.start()] if stop else plain).rstrip(".,:;?!" if called else ".,:;?!([{")
        value = Value(plain, quoted=False)
    worth = score(said, value) if len(plain) >= 4 else 0
    if not worth:
        return None
    return window.finding((start, start + len(plain)), _kind(said, value), worth)


def _kind(said: Label, value: Value) -> str:
    service = said.service
    if service and (said.sort is None or re.fullmatch(service.form, value.text)):
        return f"secret.{service.kind}"
    sort = {"password": "password", "pin": "password", "authorization": "authorization"}
    return f"secret.{sort.get(said.sort or '', 'token')}"
