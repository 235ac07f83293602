"""What the upstream can check: a signature over what really came, by the station's own keys."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from config.traffic import SigV4
from proxy.signing import BadCredentials, NotSigned
from proxy.sigv4 import SigV4Signer, escaped, sigv4
from proxy.upstream import Headers, UpstreamRequest

KEYS = {"ID": "AKIDOURS", "SECRET": "our secret", "TOKEN": "our token"}
NAMED = SigV4(region="eu-west-1", access_key_env="ID", secret_key_env="SECRET")
URL = "https://bedrock.example/model/us.anthropic.claude-3:0/converse?b=2&a=1"
CAME: Headers = [
    (b"host", b"bedrock.example"),
    (b"content-type", b"application/json"),
    (b"user-agent", b"Boto3"),
    (b"amz-sdk-request", b"attempt=1"),
    (b"x-amzn-bedrock-trace", b"ENABLED"),
    (b"x-amz-date", b"20200101T000000Z"),
    (b"x-amz-security-token", b"theirs"),
    (b"x-amz-content-sha256", b"theirs"),
    (b"authorization", b"AWS4-HMAC-SHA256 Credential=AKIDTHEIRS/20200101/us-east-1/bedrock/aws4_request"),
]


def signed(settings: SigV4 = NAMED, body: bytes = b"{}", url: str = URL) -> UpstreamRequest:
    return sigv4(settings, KEYS).sign(UpstreamRequest("POST", url, CAME, body))


def check(got: UpstreamRequest, region: str = "eu-west-1") -> list[str]:
    """Compute the signature again from what came, as the upstream would; the names it covers."""
    headers = {name.decode(): value.decode() for name, value in got.headers}
    said = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8})/([\w-]+)/(\w+)/aws4_request, SignedHeaders=([\w;-]+), "
        r"Signature=([0-9a-f]{64})",
        headers["authorization"],
    )
    assert said is not None
    assert said.groups()[:4] == ("AKIDOURS", headers["x-amz-date"][:8], region, "bedrock")
    names = said[5].split(";")
    request: Any = AWSRequest("POST", got.url, {name: headers[name] for name in names}, got.body)
    request.context["timestamp"] = headers["x-amz-date"]
    auth: Any = SigV4Auth(Credentials("AKIDOURS", "our secret"), "bedrock", region)
    string = auth.string_to_sign(request, auth.canonical_request(request))
    assert auth.signature(string, request) == said[6]
    return names


@pytest.mark.parametrize("body", [b"", b"{}", "日本".encode(), b"\0" * 100_000])
def test_the_signature_is_over_the_body_that_leaves(body: bytes) -> None:
    got = signed(body=body)
    assert got.body == body
    check(got)


def test_only_what_belongs_to_the_request_is_signed_and_the_rest_passes() -> None:
    got = signed()
    assert check(got) == ["content-type", "host", "x-amz-date", "x-amzn-bedrock-trace"]
    assert got.headers[:5] == CAME[:5]
    assert sorted(name for name, _ in got.headers[5:]) == [b"authorization", b"x-amz-date"]


def test_nothing_of_the_clients_signature_goes_up() -> None:
    sent = repr(signed().headers)
    assert not [old for old in ("theirs", "THEIRS", "20200101") if old in sent]


def test_a_session_token_is_sent_and_signed() -> None:
    got = signed(NAMED.model_copy(update={"session_token_env": "TOKEN"}))
    assert dict(got.headers)[b"x-amz-security-token"] == b"our token"
    assert "x-amz-security-token" in check(got)


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("https://x/model/a:0/invoke", "https://x/model/a%3A0/invoke"),
        ("https://x/model/a%3A0/invoke?b=%2F", "https://x/model/a%3A0/invoke?b=%2F"),
        ("https://x/model/arn%3Aaws%3Abedrock%3A%3A1%2Fm/invoke", "https://x/model/arn%3Aaws%3Abedrock%3A%3A1%2Fm/invoke"),
        ("https://x/model/a@1/日", "https://x/model/a%401/%E6%97%A5"),
        ("https://x:8443", "https://x:8443"),
    ],
)  # fmt: skip
def test_a_path_is_escaped_once_and_in_full(url: str, spelled: str) -> None:
    assert escaped(url) == spelled
    assert escaped(spelled) == spelled
    assert signed(url=url).url == spelled
    check(signed(url=url))


def test_another_region_and_service() -> None:
    check(signed(NAMED.model_copy(update={"region": "us-east-2"})), "us-east-2")


@pytest.mark.parametrize("name", ["ID", "SECRET"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_variable_that_is_missing_is_named(name: str, value: str | None) -> None:
    env = {k: v for k, v in {**KEYS, name: value}.items() if v is not None}
    with pytest.raises(BadCredentials, match=f"the environment variable {name} is not set"):
        sigv4(NAMED, env)


def test_without_botocore_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "botocore.session", None)
    with pytest.raises(BadCredentials, match=r"needs botocore: pip install 'sekisho\[bedrock\]'"):
        sigv4(NAMED, KEYS)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """AWS configuration files with one profile, and nothing else to find."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    (tmp_path / "credentials").write_text(
        "[station]\naws_access_key_id = AKIDOURS\naws_secret_access_key = our secret\n"
    )
    return tmp_path


def test_keys_of_a_profile(files: Path) -> None:
    check(signed(SigV4(region="eu-west-1", profile="station")))


def test_a_profile_that_nobody_wrote_is_told(files: Path) -> None:
    with pytest.raises(BadCredentials, match="have no profile 'other'"):
        sigv4(SigV4(region="eu-west-1", profile="other"), {})


def test_keys_where_aws_tools_find_them(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDOURS")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "our secret")
    check(signed(SigV4(region="eu-west-1")))


def test_no_keys_anywhere_is_an_error_of_the_station(files: Path) -> None:
    with pytest.raises(NotSigned, match="has no AWS credentials"):
        signed(SigV4(region="eu-west-1"))


def test_keys_that_cannot_be_had_are_an_error_of_the_station(files: Path) -> None:
    (files / "config").write_text("[profile broken]\ncredential_process = /nonexistent/helper\n")
    signer = sigv4(SigV4(region="eu-west-1", profile="broken"), {})
    assert isinstance(signer, SigV4Signer)
    with pytest.raises(NotSigned, match="could not be had"):
        signer.sign(UpstreamRequest("POST", URL, CAME, b""))
