"""Names that say that what they are given is secret, and values that may be.

`password = …`, `"api_key": "…"`, `パスワード：…`: the name decides how much the value has to
prove. A password may be anything that is no word, no code and no example; a token has to
look random; what is merely called key has to look random and be long, since hashes,
paths and places in a cache are called keys too.
"""

from __future__ import annotations

import base64
import re
from typing import Literal, NamedTuple, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from filters.credentials import sayable
from filters.examples import entropy, is_example
from filters.keys.named import NAMED, Named
from filters.lazily import lazily

NAME_REACH = 64  # code points: so far back a name is read

Sort = Literal["password", "pin", "authorization", "token", "key"]


class Label(NamedTuple):
    """What a name says. service: whose credential it would be."""

    sort: Sort | None
    service: Named | None = None
    settings: bool = False  # NAME=…, as in a file of settings


class Value(NamedTuple):
    """A value as written. quoted: between quotes, both of which are there. open: only the first is."""

    text: str
    quoted: bool
    open: bool = False


_LEFT = r"(?:^|(?<=[^A-Za-z0-9])|(?<=[a-z])(?=[A-Z]))"
_JAPANESE = {
    "password": "パスワード|パスフレーズ|合言葉",
    "pin": "暗証番号|パスコード|暗証コード",
    "token": "APIキー|アクセスキー|シークレットキー|シークレット|トークン|秘密鍵|認証キー|認証コード"
    "|ライセンスキー|接続文字列",
}
_ENGLISH = {
    "password": r"pass(?:word|wd|phrase)?s?|pwd|pswd|psw|pw|[a-z]*passw(?:or)?d",
    "pin": r"passcode|pin(?:[ _-]?code)?",
    "authorization": r"(?:proxy-)?authorization|x-(?:[a-z]+-)?(?:api-?)?(?:key|token)|(?:set-)?cookie|"
    r"sessionid|session[_-]?(?:id|token|key|cookie)|jsessionid|phpsessid|connect\.sid",
    "token": r"[a-z]*secret|[a-z]*token|credentials?|creds|(?:api|access|account|auth|bot|client|crypto|"
    r"encryption|encrypt|hmac|jwt|license|master|private|secret|service|session|shared|signing|"
    r"signature|storage|webhook)[ _.-]?(?:access[ _.-]?)?key|apikey|accesskey|secretkey|"
    r"shared[ _]?access[ _]?signature",
    "key": r"key|auth|access|appid",
}
_SUFFIX = (
    r"(?i:[ _.-]?(?:v?[0-9]{1,2}|value|prod|production|dev|test|live|staging|main|primary|secondary|"
    r"base64|b64|base))?"
)
_SORTS: tuple[tuple[Sort, re.Pattern[str]], ...] = tuple(
    (sort, re.compile(rf"(?:{_LEFT}(?i:{_ENGLISH[sort]})|{_JAPANESE.get(sort, '(?!)')}){_SUFFIX}\Z"))
    for sort in get_args(Sort)
)
# Called a token or a key, and meant for everybody.
_OPEN = lazily(
    r"(?:page|next|continuation|csrf|xsrf|cancel(?:lation)?|sync|stop|eos|bos|pad|unk|mask|sep|cls|start|end|"
    r"design|public|primary|foreign|unique|partition|sort|cache|idempotency|dedup\w*|object|s3|host|registry|"
    r"index|row|group|hash|lookup|storage|i18n|translation|event|routing|map|dict|json|field|query|header|"
    r"accept|last|first|current|invalid|missing|unexpected|react|item)"
    r"[ _.-]?(?:token|key|secret|access|auth)s?\Z",
    re.IGNORECASE,
)
# Backwards: up to three words of ASCII, or what is written in other letters.
_EMAN = lazily(r"[A-Za-z0-9_.$\-]+(?: [A-Za-z0-9_.$\-]+){0,2}|[^\x00-\x7f]{1,16}[A-Za-z]{0,8}")
_QUOTES = "\"'`\\ \t)]>*"
_STEMS = (
    "pass",
    "pwd",
    "pswd",
    "psw",
    "pw",
    "pin",
    "secret",
    "token",
    "key",
    "auth",
    "access",
    "cred",
    "cookie",
)
_OTHERS = (
    "session",
    "connect.sid",
    "signature",
    "appid",
    *(word for words in _JAPANESE.values() for word in words.lower().split("|")),
)
_WORTH_A_LOOK = AhoCorasick([*_STEMS, *_OTHERS, *(named.word for named in NAMED)])
_BY_WORD = {named.word: named for named in NAMED}
_SERVICES = AhoCorasick(list(_BY_WORD), matchkind=MatchKind.LeftmostLongest, store_patterns=True)
_FORMS = {named: lazily(named.form) for named in NAMED}


def label(text: str, at: int, seen: dict[str, Label | None] | None = None) -> Label | None:
    """What the name in front of `text[at]` says; None where it says nothing. Looks `NAME_REACH` back.

    seen: what was said of names in the same text, for those of one form come again and again.
    """
    name = text[max(0, at - NAME_REACH) : at]
    if seen is None:
        return _label(name)
    if name not in seen:
        seen[name] = _label(name)
    return seen[name]


def _label(shown: str) -> Label | None:
    before = sayable(shown.rstrip(_QUOTES))
    low = before.lower().replace("-", "_").replace(" ", "_")
    if not _WORTH_A_LOOK.find_matches_as_indexes(low):
        return None
    eman = _EMAN.match(before[::-1])
    if eman is None:
        return None
    name = eman.group()[::-1]
    sort: Sort | None = next((sort for sort, words in _SORTS if words.search(name)), None)
    if sort in ("token", "key") and _OPEN.search(name):
        sort = None
    services = _SERVICES.find_matches_as_strings(low[-len(name) :])
    if sort is None and not services:
        return None
    settings = name.isascii() and name.isupper() and " " not in name and len(before) == len(shown)
    return Label(sort, _BY_WORD[services[0]] if services else None, settings)


_CODE = lazily(
    r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+|.*[(\[{].*|[$%@#&!*].*[)}\]%@]|[&$][A-Za-z_].*",
    re.DOTALL,
)
_WORDS = lazily(
    r"[A-Za-z]+|[A-Z]?[a-z]+(?:[_.\- ][A-Za-z]+)*"
    r"|(?:[A-Za-z]+[0-9]{0,2}|[0-9]{1,3})(?:[_.\-/:][A-Za-z]*[0-9]{0,2})*"
)
_TOKEN = lazily(r"[A-Za-z0-9_.=+/~%:|-]+")
_HASH = lazily(
    r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_PLACE = lazily(
    r"(?:[a-z][a-z0-9+.-]*:)?//|\.{0,2}/[\w.-]+(?:/|\Z)|[\w-]+(?:/[\w.-]+)+\Z|[A-Z]:\\|sha(?:1|256|384|512)[-:]|md5:"
)
_DIGIT, _LETTER, _SIGN = lazily("[0-9]"), lazily("[A-Za-z]"), lazily(r"[^A-Za-z0-9\s]")


def score(said: Label, value: Value) -> float:
    """How far this value under this name is a secret; 0 where it is none."""
    text = value.text
    worth = 0 if value.open else _worth(said, text)
    if not worth or is_example(text) or (not value.quoted and _CODE.fullmatch(text)):
        return 0
    return worth


def _worth(said: Label, text: str) -> float:
    """The same, if it is neither an example nor code."""
    if said.service and _FORMS[said.service].fullmatch(text) and entropy(text) >= 2.0:
        return 0.9
    match said.sort:
        case "password":
            return 0.8 if _is_password(text, said) else 0
        case "pin":
            return 0.7 if re.fullmatch("[0-9]{4,12}", text) or _is_password(text, said) else 0
        case "authorization":
            return 0.85 if len(text) >= 8 and (not _WORDS.fullmatch(text) or _is_basic(text)) else 0
        case "token":
            return 0.85 if _is_random(text, least=12, bits=3.0) else 0
        case "key":
            return 0.6 if _is_random(text, least=20, bits=3.5) and not _HASH.fullmatch(text) else 0
        case None:
            return 0


def _is_password(text: str, said: Label) -> bool:
    if len(text) < 6 or _PLACE.match(text):
        return False
    sorts = sum(bool(sort.search(text)) for sort in (_DIGIT, _LETTER, _SIGN))
    if said.settings and re.fullmatch("[A-Za-z]{6,}", text):
        return text.lower() not in ("string", "secret", "password", "required", "optional", "undefined")
    return text.isdecimal() or (
        sorts >= 2 and not re.fullmatch(r"[A-Za-z]+(?:[ _.:/,;!?-]+[A-Za-z]*)*", text)
    )


def _is_basic(text: str) -> bool:
    """`user:password` in base64."""
    try:
        return b":" in base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return False


def _is_random(text: str, least: int, bits: float) -> bool:
    return (
        len(text) >= least
        and _TOKEN.fullmatch(text) is not None
        and _DIGIT.search(text) is not None
        and _LETTER.search(text) is not None
        and not _WORDS.fullmatch(text)
        and not _PLACE.match(text)
        and entropy(text) >= bits
    )
