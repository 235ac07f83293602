"""Keys and tokens of known services: a literal prefix, then so many characters of a class.

The rows are in `filters.credentials`. All prefixes are looked for in one native search,
led by their rarest character, so text without any costs one scan. A key cut off by the
end of the text is waited for, and so is the beginning of a prefix ("gh"), but only where
a key may stand: not inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from filters.credentials import KEYS, Key
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.shapes import text
from filters.sieve import Sieve, without_any


class _Row(NamedTuple):
    """A key ready to be looked for. lead: where its rarest character stands in the prefix."""

    key: Key
    lead: int
    whole: re.Pattern[str]
    open: re.Pattern[str]


# Seldom in prose. Before it a prefix has letters and digits only, so that of two keys the
# one that begins first is led first. After a _ or - every row has at least ten more of _LONG.
_RARE = re.compile("[_:GIJK-]")
_LONG = "[A-Za-z0-9_.+/=-]"


def _ready(key: Key) -> _Row:
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
_TRACES = tuple(map(re.escape, PREFIXES))
_ABSENT = without_any(*_TRACES)
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
    sieve = Sieve(f"{_LEADS.pattern}|{_CUT.pattern}", _TRACES, _LONGEST_PREFIX)

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
