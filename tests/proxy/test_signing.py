"""Which requests are signed, which upstreams sign, and what is told where they cannot."""

from __future__ import annotations

import pytest

from config.errors import ConfigErrors
from config.load import load_text
from proxy.signing import is_signed, signers
from proxy.sigv4 import SigV4Signer


@pytest.mark.parametrize(
    ("value", "query", "expected"),
    [
        (b"AWS4-HMAC-SHA256 Credential=AKID/20260101/r/bedrock/aws4_request", "", True),
        (b"AWS4-ECDSA-P256-SHA256 Credential=AKID", "", True),
        (b"Bearer bedrock-api-key-x", "", False),
        (b"Bearer x", "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=ab", True),
        (b"", "?a=b", False),
    ],
)
def test_requests_that_a_client_signed(value: bytes, query: str, expected: bool) -> None:
    assert is_signed([(b"x", b"AWS4-"), (b"authorization", value)], f"https://x/y{query}") is expected


TEXT = """
upstreams:
  openai: {credential_env: KEY}
  bedrock:
    credentials: {sigv4: {region: eu-west-1, access_key_env: ID, secret_key_env: SECRET}}
"""


def test_an_upstream_has_its_signer() -> None:
    made = signers(load_text(TEXT), {"ID": "a", "SECRET": "b"})
    assert {name: type(one) for name, one in made.items()} == {"bedrock": SigV4Signer}


def test_what_is_missing_is_told_on_its_line() -> None:
    with pytest.raises(ConfigErrors) as wrong:
        signers(load_text(TEXT), {"ID": "a"})
    (problem,) = wrong.value.problems
    assert (problem.line, problem.where, problem.message) == (
        5,
        "upstreams.bedrock.credentials.sigv4",
        "the environment variable SECRET is not set",
    )
