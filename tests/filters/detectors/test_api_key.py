"""Keys and tokens by their form. None is real: each is a run made to fit.

Spelt in two parts, so that no scanner of repositories takes this file for a leak.
"""

from __future__ import annotations

import re

import pytest

import filters.detectors.api_key as api_key
from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

API_KEY = DETECTORS.build("api_key")
HEX, MIXED = "0a1b2c3d" * 8, "aB3" * 100

# kind, prefix, the shortest rest that makes it one, one more character than it may have less
KEYS = [
    ("openai_key", "sk-", MIXED[:32]),
    ("openai_key", "sk-proj-", MIXED[:20]),
    ("openai_key", "sk-svcacct-", MIXED[:20]),
    ("openai_key", "sk-admin-", MIXED[:20]),
    ("anthropic_key", "sk-ant-", "api03-" + MIXED[:18]),
    ("ai_key", "sk-or-v1-", HEX),
    ("ai_key", "gsk_", MIXED[:40]),
    ("ai_key", "xai-", MIXED[:40]),
    ("ai_key", "pplx-", MIXED[:40]),
    ("ai_key", "r8_", MIXED[:37]),
    ("aws_access_key", "AKIA", "ABCDEFGH23456789"),
    ("aws_access_key", "ASIA", "ABCDEFGH23456789"),
    ("google_api_key", "AIza", MIXED[:35]),
    ("google_oauth_secret", "GOCSPX-", MIXED[:28]),
    *(("github_token", f"gh{sort}_", MIXED[:36]) for sort in "pousr"),
    ("github_token", "github_pat_", MIXED[:22]),
    *(("gitlab_token", f"{sort}-", MIXED[:20]) for sort in ("glpat", "gldt", "glrt", "glcbt")),
    *(("slack_token", f"xox{sort}-", "123-456-ab") for sort in "abeoprs"),
    ("slack_token", "xapp-", "1-A2-" + MIXED[:15]),
    *(("stripe_key", f"{sort}_{mode}_", MIXED[:16]) for sort in ("sk", "rk") for mode in ("live", "test")),
    ("stripe_key", "whsec_", MIXED[:24]),
    ("huggingface_token", "hf_", MIXED[:30]),
    ("npm_token", "npm_", MIXED[:36]),
    ("pypi_token", "pypi-AgE", MIXED[:50]),
    ("sendgrid_key", "SG.", f"{MIXED[:22]}.{MIXED[:43]}"),
    ("twilio_key", "SK", HEX[:32]),
    ("jwt", "eyJ", f"hbGciOiJ.eyJ{MIXED[:8]}.{MIXED[:16]}"),
    ("connection_string", "://", "user:word@db.example"),
]
each = pytest.mark.parametrize(
    ("kind", "prefix", "rest"), KEYS, ids=[f"{kind} {n}" for n, (kind, *_) in enumerate(KEYS)]
)


def marked(kind: str, key: str) -> str:
    return f"[[secret.{kind}:{key}]]"


@each
@pytest.mark.parametrize(
    "around", ["{}", "キーは{}です", 'key="{}"', "KEY={},", "({}) ", "a {}。", "'{}'", "`{}`"]
)
def test_reads_each_key_wherever_it_stands(kind: str, prefix: str, rest: str, around: str) -> None:
    text, spans = unmark(around.format(marked(kind, prefix + rest)))
    assert read_all(API_KEY, text) == spans


@each
def test_one_character_less_is_none(kind: str, prefix: str, rest: str) -> None:
    short = "://user:@db.example" if kind == "connection_string" else prefix + rest[:-1]
    assert read_all(API_KEY, f"{short} ") == []


@each
def test_inside_a_word_there_is_none(kind: str, prefix: str, rest: str) -> None:
    expected = [kind] if kind == "connection_string" else []
    assert [seen.kind.removeprefix("secret.") for seen in read_all(API_KEY, f"x{prefix}{rest}")] == expected


@each
def test_waits_from_the_first_character_to_the_last(kind: str, prefix: str, rest: str) -> None:
    """Nothing of a key leaves before it is whole; up to there every beginning of it waits."""
    key = prefix + rest
    for end in range(1, len(key)):
        stream = Stream(API_KEY)
        stream.feed(f"({key[:end]}")
        assert stream.held == end


def test_every_kind_is_tried_here_and_documented() -> None:
    assert {f"secret.{kind}" for kind, *_ in KEYS} | {"secret.aws_secret_key"} == set(API_KEY.kinds)
    assert {prefix for _, prefix, _ in KEYS} == {p for p in api_key.PREFIXES if "cret" not in p.lower()}


@pytest.mark.parametrize(
    "text",
    [
        "AWS_SECRET_ACCESS_KEY={}",
        'aws_secret_access_key = "{}"',
        '{{"SecretAccessKey": "{}"}}',
        "secretAccessKey: '{}'",
    ],
)
def test_an_assigned_secret_is_read_without_its_name(text: str) -> None:
    plain, spans = unmark(text.format(marked("aws_secret_key", "Ab/1+" * 8)))
    assert read_all(API_KEY, plain) == spans


@pytest.mark.parametrize(
    "marks",
    [
        # A full stop or comma behind it is not part of it.
        "[[secret.connection_string:://a:b@db.example:5432/app?x=1]]. Next",
        f"[[secret.gitlab_token:glpat-{MIXED[:20]}]].",
        f"[[secret.gitlab_token:glpat-{MIXED[:27]}.01.{HEX[:9]}]]",
        f"[[secret.openai_key:sk-{MIXED[:32]}]],[[secret.openai_key:sk-{MIXED[:32]}]]",
        "redis[[secret.connection_string:://:word@cache.example/]]",
        # Full-width, and with hidden characters.
        f"[[secret.openai_key:ｓｋ－ｐｒｏｊ－{MIXED[:20]}]] [[secret.aws_access_key:AK\u200bIA{'A' * 16}]]",
        # Words and addresses of the same form.
        "sk-learn-is-a-library-with-a-very-long-hyphenated-name task-sk-1 desk-top",
        "https://example.com:8080/a@b http://user@example.com/ ://:@x",
        f"AKIA{'A' * 17} npm_{MIXED[:37]} SK{HEX[:33]} hf_{'a' * 12}_{'b' * 20}",
        "eyJhbGciOiJub25lIn0.payload.signature",
        "the state-of-the-art github_patch_release_notes_for_2024 gh_p ghp-",
    ],
)
def test_reads(marks: str) -> None:
    text, spans = unmark(marks)
    assert read_all(API_KEY, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a g", "g"),
        ("a gh", "gh"),
        ("high", ""),
        ("the s", "s"),
        ("the st", ""),
        ("this", ""),
        ("https:", ":"),
        ("https://exa", "://exa"),
        ("https://example.com/", ""),
        ("sk-abc", "sk-abc"),
        ("sk-abc ", ""),
        ("AK", "AK"),
        ("github_p", "github_p"),
        (f"AKIA{'A' * 16}", f"AKIA{'A' * 16}"),
        (f"AKIA{'A' * 16}.", ""),
        ("日本語", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(API_KEY)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


def test_before_its_leading_character_a_prefix_is_a_word() -> None:
    for row in api_key.ROWS:
        assert re.fullmatch("[A-Za-z0-9]*", row.key.prefix[: row.lead])


@each
def test_the_sieve_lets_every_key_through(kind: str, prefix: str, rest: str) -> None:
    text, spans = unmark(" " * 500 + marked(kind, prefix + rest))
    assert read_all(API_KEY, text) == spans
