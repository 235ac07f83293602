"""Credentials of guards come from the environment, and stop the start where they are missing."""

from __future__ import annotations

import pytest

from config.errors import ConfigError
from config.load import load_text
from filters.cascade.guard import GUARDS
from proxy.assembly import prepare
from proxy.guarding.keys import credentials
from proxy.upstream import UpstreamRequest

CONFIG = """\
policy: own
policies:
  own:
    detectors:
      guard:
        guards:
          - {use: qwen3guard, url: "http://127.0.0.1:9/v1", model: m, key_env: GUARD_KEY, label: first}
"""


def test_a_key_is_found_when_a_configuration_is_loaded() -> None:
    setup = prepare(load_text(CONFIG), {"GUARD_KEY": "s3cret"})
    (detector,) = (one for one in setup.policies["own"].detectors if one.name == "guard")
    (guard,) = detector.guards  # type: ignore[attr-defined]
    assert setup.guards.key(guard) == "s3cret"
    assert setup.guards.signing(guard) is None
    assert "s3cret" not in repr(setup) + repr(setup.guards)


@pytest.mark.parametrize("env", [{}, {"GUARD_KEY": ""}])
def test_one_that_is_missing_stops_the_start(env: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="guard 'first': the environment variable GUARD_KEY is not set"):
        prepare(load_text(CONFIG), env)


def test_signing() -> None:
    signature = {"region": "ap-northeast-1", "access_key_env": "ID", "secret_key_env": "SECRET"}
    one = GUARDS.build(
        "bedrock_guardrail", {"url": "https://b.example", "guardrail": "g1", "sigv4": signature}
    )
    made = credentials([one], {"ID": "AKID", "SECRET": "x"})
    sign = made.signing(one)
    assert sign is not None
    signed = sign(UpstreamRequest("POST", "https://b.example/guardrail/g1/version/1/apply", [], b"{}"))
    assert dict(signed.headers)[b"authorization"].startswith(b"AWS4-HMAC-SHA256 Credential=AKID/")
    with pytest.raises(ConfigError, match="bedrock_guardrail"):
        credentials([one], {})
