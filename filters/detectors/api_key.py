"""Keys and tokens of known services: a literal prefix, then so many characters of a class.

The table below is the detector: a row is a kind, the prefix, and what follows it. All
prefixes are looked for in one native search, led by their rarest character, so text
without any costs one scan; a key cut off by the end of the text is waited for, and so
is the beginning of a prefix ("gh"), but only where a key may stand: not inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import Shape, maybe, row, some, text, unless
from filters.sieve import without_any

_ALNUM, _URLSAFE, _HEX = "[A-Za-z0-9]", "[A-Za-z0-9_-]", "[0-9a-f]"
_END = unless(some(_ALNUM, 1, 1))


class _Key(NamedTuple):
    """One row. mixed: a digit must be in it, since words have the same form.

    last: only so many characters at its end are the secret; 0 for all.
    """

    kind: str
    prefix: str
    rest: Shape
    mixed: bool = False
    last: int = 0


def _of(chars: str, least: int, most: int | None = None) -> Shape:
    """A run; one of a fixed length must end there."""
    return some(chars, least, most) if most else row(some(chars, least, least), _END)


_DOT = text(".")
_JWT = row(
    some(_URLSAFE, 8, 1024), _DOT, text("eyJ"), some(_URLSAFE, 8, 6144), _DOT, some(_URLSAFE, 16, 1018)
)
_GITLAB = row(some(_URLSAFE, 20, 256), maybe(row(_DOT, some("[0-9a-z]", 2, 2), _DOT, some("[0-9a-z]", 9, 9))))
_ASSIGNED = row(
    some("[\"' ]", 0, 3), some("[:=]", 1, 1), some("[\"' ]", 0, 3), some("[A-Za-z0-9/+]", 40, 40), _END
)
# user : password @ host, behind "://"
_USERINFO = row(
    some("[A-Za-z0-9._~%+-]", 0, 64),
    text(":"),
    some("[A-Za-z0-9._~%!$&*+=^-]", 1, 256),
    text("@"),
    some("[A-Za-z0-9.-]", 1, 253),
    some("[A-Za-z0-9_:/.,?=&%+-]", 0, 512),
)

# Source: the services' own documentation of their formats, docs/sources.md#keys. More
# specific prefixes stand before those they begin with.
KEYS = (
    _Key("anthropic_key", "sk-ant-", _of(_URLSAFE, 24, 256)),
    _Key("ai_key", "sk-or-v1-", _of(_HEX, 64)),
    _Key("openai_key", "sk-proj-", _of(_URLSAFE, 20, 256)),
    _Key("openai_key", "sk-svcacct-", _of(_URLSAFE, 20, 256)),
    _Key("openai_key", "sk-admin-", _of(_URLSAFE, 20, 256)),
    _Key("openai_key", "sk-", _of(_URLSAFE, 32, 256), mixed=True),
    _Key("stripe_key", "sk_live_", _of(_ALNUM, 16, 256)),
    _Key("stripe_key", "sk_test_", _of(_ALNUM, 16, 256)),
    _Key("stripe_key", "rk_live_", _of(_ALNUM, 16, 256)),
    _Key("stripe_key", "rk_test_", _of(_ALNUM, 16, 256)),
    _Key("stripe_key", "whsec_", _of("[A-Za-z0-9+/=]", 24, 256)),
    _Key("github_token", "github_pat_", _of("[A-Za-z0-9_]", 22, 255)),
    *(_Key("github_token", f"gh{sort}_", _of(_ALNUM, 36, 255)) for sort in "pousr"),
    *(_Key("gitlab_token", f"{sort}-", _GITLAB) for sort in ("glpat", "gldt", "glrt", "glcbt")),
    *(_Key("slack_token", f"xox{sort}-", _of("[A-Za-z0-9-]", 10, 256)) for sort in "abeoprs"),
    _Key("slack_token", "xapp-", _of("[A-Za-z0-9-]", 20, 256), mixed=True),
    _Key("huggingface_token", "hf_", _of(_ALNUM, 30, 64)),
    _Key("npm_token", "npm_", _of(_ALNUM, 36)),
    _Key("pypi_token", "pypi-AgE", _of(_URLSAFE, 50, 1024)),
    _Key("ai_key", "gsk_", _of(_ALNUM, 40, 64)),
    _Key("ai_key", "xai-", _of(_ALNUM, 40, 128)),
    _Key("ai_key", "pplx-", _of(_ALNUM, 40, 64)),
    _Key("ai_key", "r8_", _of(_ALNUM, 37)),
    _Key("aws_access_key", "AKIA", _of("[A-Z0-9]", 16)),
    _Key("aws_access_key", "ASIA", _of("[A-Z0-9]", 16)),
    *(
        _Key("aws_secret_key", name, _ASSIGNED, last=40)
        for name in ("aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "secretAccessKey", "SecretAccessKey")
    ),
    _Key("google_api_key", "AIza", row(some(_URLSAFE, 35, 35), unless(some(_URLSAFE, 1, 1)))),
    _Key("google_oauth_secret", "GOCSPX-", _of(_URLSAFE, 28, 28)),
    _Key("sendgrid_key", "SG.", row(some(_URLSAFE, 22, 22), _DOT, some(_URLSAFE, 43, 43))),
    _Key("twilio_key", "SK", _of(_HEX, 32)),
    _Key("jwt", "eyJ", _JWT),
    _Key("connection_string", "://", _USERINFO),
)


class _Row(NamedTuple):
    """A key ready to be looked for. lead: where its rarest character stands in the prefix."""

    key: _Key
    lead: int
    whole: re.Pattern[str]
    open: re.Pattern[str]


# Seldom in prose. Before it a prefix has letters and digits only, so that of two keys the
# one that begins first is led first. After a _ or - every row has at least ten more of _LONG.
_RARE = re.compile("[_:GIJK-]")
_LONG = "[A-Za-z0-9_.+/=-]"


def _ready(key: _Key) -> _Row:
    lead = _RARE.search(key.prefix)
    assert lead, "a prefix without a rare character would make every word a candidate"
    return _Row(key, lead.start(), re.compile(key.rest.whole), re.compile(key.rest.open))


def _joined(row: _Row) -> bool:
    return row.key.prefix[row.lead] in "_-"


ROWS = sorted(map(_ready, KEYS), key=_joined, reverse=True)


def _edge(prefix: str, seen: int) -> str:
    """Source that checks, after `seen` characters of the prefix, that they are there and stand free."""
    there = re.escape(prefix[:seen])
    return f"(?<={there})" + (f"(?<![A-Za-z0-9]{there})" if prefix[0].isalnum() else "")


def _ways(*, joined: bool) -> str:
    """A group per row, so that `lastindex` names it."""
    rows = [row for row in ROWS if _joined(row) == joined]
    cuts = ((row.key.prefix, row.lead + 1) for row in rows)
    return "|".join(f"{_edge(prefix, seen)}(?={re.escape(prefix[seen:])})()" for prefix, seen in cuts)


_LEADS = re.compile(
    rf"[_:GIJK-](?:(?<=[_-])(?={_LONG}{{10}}|{_LONG}{{0,9}}+\Z)(?:{_ways(joined=True)})|{_ways(joined=False)})"
)
PREFIXES = sorted({key.prefix for key in KEYS})


def _cuts() -> str:
    """The beginning of a prefix at the end of the text: a first character, then what is there of one."""
    first = "".join(sorted({prefix[0] for prefix in PREFIXES}))
    ways = "|".join(
        f"{_edge(char, 1)}(?:{'|'.join(text(p[1:]).open for p in PREFIXES if p[0] == char)})"
        for char in first
    )
    return f"[{first}](?:{ways})"


_CUT = re.compile(_cuts())
_LONGEST_PREFIX = max(map(len, PREFIXES))
_ABSENT = without_any(*map(re.escape, PREFIXES))
_DIGIT = re.compile("[0-9]")


def _row(lead: re.Match[str]) -> tuple[_Row, int, int]:
    """The row that leads here, where its prefix begins, and where that ends."""
    row = ROWS[(lead.lastindex or 0) - 1]
    begin = lead.start() - row.lead
    return row, begin, begin + len(row.key.prefix)


def _span(row: _Row, text: str, begin: int, rest: int) -> tuple[int, int] | None:
    here = row.whole.match(text, rest)
    if here is None or (row.key.mixed and not _DIGIT.search(here.group())):
        return None
    end = rest + len(here.group().rstrip(".,:?"))
    return (end - row.key.last if row.key.last else begin), end


def _cut(text: str, at: int) -> int:
    """Where the beginning of a prefix stands at the end of the text."""
    cut = _CUT.search(text, max(at, len(text) - _LONGEST_PREFIX + 1))
    return cut.start() if cut else len(text)


@DETECTORS.add
class ApiKey:
    """Credentials that can be told by their form."""

    name = "api_key"
    kinds: Mapping[str, str] = {
        "secret.openai_key": "An OpenAI API key (sk-…), or one of the same form from a compatible service.",
        "secret.anthropic_key": "An Anthropic API key (sk-ant-…).",
        "secret.ai_key": "A key of another AI service: Groq, OpenRouter, Perplexity, Replicate, xAI.",
        "secret.aws_access_key": "An AWS access key id (AKIA…, ASIA…).",
        "secret.aws_secret_key": "An AWS secret access key, where it is assigned by name.",
        "secret.google_api_key": "A Google API key (AIza…).",
        "secret.google_oauth_secret": "A Google OAuth client secret (GOCSPX-…).",
        "secret.github_token": "A GitHub token (ghp_…, gho_…, ghu_…, ghs_…, ghr_…, github_pat_…).",
        "secret.gitlab_token": "A GitLab token (glpat-…, gldt-…, glrt-…, glcbt-…).",
        "secret.slack_token": "A Slack token (xoxb-… and its kin, xapp-…).",
        "secret.stripe_key": "A Stripe secret or restricted key (sk_live_…, rk_test_…), or a webhook secret.",
        "secret.huggingface_token": "A Hugging Face token (hf_…).",
        "secret.npm_token": "An npm access token (npm_…).",
        "secret.pypi_token": "A PyPI upload token (pypi-…).",
        "secret.sendgrid_key": "A SendGrid API key (SG.….…).",
        "secret.twilio_key": "A Twilio API key id (SK and 32 hexadecimal digits).",
        "secret.jwt": "A signed JSON Web Token (eyJ….eyJ….…).",
        "secret.connection_string": "A URL with a user name and a password in it.",
    }
    reach = 1
    view: View = "folded"
    inline = True

    def __init__(self, options: Options) -> None:
        del options

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.resume - window.start
        found: list[Finding] = []
        if _ABSENT(text, at):
            return Reading((), window.start + (len(text) if window.final else _cut(text, at)))
        lead = _LEADS.search(text, at)
        while lead is not None:
            row, begin, rest = _row(lead)
            if begin >= at:
                if not window.final and row.open.match(text, rest):
                    return Reading(tuple(found), window.start + begin)
                if span := _span(row, text, begin, rest):
                    found.append(window.finding(span, f"secret.{row.key.kind}", 0.95))
                    at = span[1]
            lead = _LEADS.search(text, max(at, lead.end()))
        return Reading(tuple(found), window.start + (len(text) if window.final else _cut(text, at)))
