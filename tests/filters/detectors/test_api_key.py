"""Keys and tokens by their form. None is real: each is made to fit (tests/filters/keys tries every row)."""

from __future__ import annotations

import random
import string

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

API_KEY = DETECTORS.build("api_key")


def _random(chars: str, count: int) -> str:
    return "".join(random.Random(chars).choices(chars, k=count))


HEX, MIXED = _random("0123456789abcdef", 64), _random(string.ascii_letters + string.digits, 300)


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
    plain, spans = unmark(text.format(f"[[secret.aws_secret_key:{'Ab/1+' * 8}]]"))
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
        f"[[secret.openai_key:ｓｋ－ｐｒｏｊ－{MIXED[:20]}]]",
        f"[[secret.aws_access_key:AK\u200bIA{'A1B2' * 4}]]",
        # The longer prefix decides, and what is none of its keys may be one of the shorter.
        f"[[secret.anthropic_key:sk-ant-{MIXED[:40]}]] [[secret.grafana_token:eyJrIjoi{MIXED[:80]}]]",
        f"[[secret.jwt:eyJrIjoi{MIXED[:20]}.eyJ{MIXED[:20]}.{MIXED[:30]}]]",
        # An address that is an example may have a key in it; an example of a key has none.
        f"https://user:password@a.example/?k=[[secret.npm_token:npm_{MIXED[:36]}]]",
        f"glpat-your-token-here-1234567890-npm_{MIXED[:36]}",
        # Two services with one prefix.
        f"[[secret.lob_key:test_{HEX[:35]}]] [[secret.mollie_key:test_{MIXED[:30]}]]",
        # The mark of the service stands inside.
        f"0000000008[[secret.telegram_token::AA{MIXED[:33]}]]",
        f"abc8[[secret.azure_client_secret:Q~{MIXED[:32]}]]",
        # Words and addresses of the same form.
        "sk-learn-is-a-library-with-a-very-long-hyphenated-name task-sk-1 desk-top",
        "https://example.com:8080/a@b http://user@example.com/ ://:@x",
        f"AKIA{MIXED[:17].upper()} npm_{MIXED[:37]} SK{HEX[:33]} hf_{'a' * 12}_{'b' * 20}",
        "eyJhbGciOiJub25lIn0.payload.signature",
        "the state-of-the-art github_patch_release_notes_for_2024 gh_p ghp-",
        # Hashes, identifiers, versions, integrity lines, pictures.
        f"sha512-{MIXED[:86]}== sha256:{HEX} v1.0-rc.1 1.2.3-{HEX[:40]} commit {HEX[:40]}",
        "123e4567-e89b-12d3-a456-426614174000 data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA",
        f"key-value live_stream test_case_{HEX[:30]} sandbox_mode re_match_{HEX[:24]} pat.pending",
    ],
)
def test_reads(marks: str) -> None:
    text, spans = unmark(marks)
    assert read_all(API_KEY, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
        "sk-proj-your-key-goes-here-1234567890",
        "ghp_000000000000000000000000000000000000",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "postgres://user:password@localhost:5432/app",
        "amqp://guest:xxxx@broker/",
        "glpat-<your-token>",
        "sk_live_${STRIPE_KEY_FROM_THE_ENVIRONMENT}",
    ],
)
def test_what_shows_where_a_key_would_stand_is_none(text: str) -> None:
    assert read_all(API_KEY, text) == []


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a g", "g"),
        ("a gh", "gh"),
        ("high", ""),
        ("the sk", "sk"),
        ("the sky", ""),
        ("https:", ":"),
        ("https://exa", "://exa"),
        ("https://example.com/", ""),
        ("sk-abc", "sk-abc"),
        ("sk-abc ", ""),
        ("AK", "AK"),
        ("github_p", "github_p"),
        (f"AKIA{'A1' * 8}", f"AKIA{'A1' * 8}"),
        (f"AKIA{'A1' * 8}.", ""),
        ("日本語", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(API_KEY)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


def test_the_sieve_lets_keys_through_in_long_texts() -> None:
    text, spans = unmark(" " * 500 + f"[[secret.npm_token:npm_{MIXED[:36]}]]")
    assert read_all(API_KEY, text) == spans
