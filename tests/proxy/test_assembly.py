"""Settings in, a station out: what is kept for its life, and what a reload replaces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from audit.tail import tail
from config.errors import ConfigError
from proxy.assembly import Setup, Station, read_setup
from proxy.dialects.generic import Generic
from proxy.dialects.openai import OpenAI

CREDENTIALS = """
upstreams:
  openai: {credential_env: ONE}
  anthropic: {credential_env: TWO}
  mine: {base_url: "http://127.0.0.1:9", dialect: gemini, credential_env: THREE}
  other: {base_url: "http://127.0.0.1:9"}
"""


def setup(tmp_path: Path, text: str = "", **env: str) -> Setup:
    file = tmp_path / "sekisho.yaml"
    file.write_text(text)
    return read_setup(file, {"SEKISHO_HOME": str(tmp_path / "home"), **env})


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    one = Station(setup(tmp_path))
    yield one
    await one.close()


async def test_the_secret_is_made_once_for_the_owner_alone(station: Station, tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == station.secret
    assert len(station.secret) == 32
    again = Station(station.setup)
    assert again.secret == station.secret
    await again.close()
    assert [one.name for one in path.parent.glob("*secret*")] == ["secret"]


@pytest.mark.parametrize("kept", [b"", b"short", b"x" * 33])
def test_a_secret_that_is_none_is_told(kept: bytes, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret").write_bytes(kept)
    with pytest.raises(ConfigError, match=r"secret: is not a station's secret \(32 bytes\)"):
        Station(setup(tmp_path))


def test_a_home_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be read or made .*; set SEKISHO_HOME"):
        Station(setup(tmp_path))


def test_credentials_stand_where_the_provider_wants_them(tmp_path: Path) -> None:
    assert setup(tmp_path, CREDENTIALS, ONE="1", TWO="2", THREE="3").credentials == {
        "openai": (b"authorization", b"Bearer 1"),
        "anthropic": (b"x-api-key", b"2"),
        "mine": (b"x-goog-api-key", b"3"),
    }


@pytest.mark.parametrize("env", [{"ONE": "1", "THREE": "3"}, {"ONE": "1", "TWO": "", "THREE": "3"}])
def test_a_credential_that_is_missing_is_told(env: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="upstream 'anthropic': the environment variable TWO is not set"):
        setup(tmp_path, CREDENTIALS, **env)


def test_an_upstream_speaks_its_name_or_anything(tmp_path: Path) -> None:
    dialects = setup(tmp_path, CREDENTIALS, ONE="1", TWO="2", THREE="3").dialects
    assert isinstance(dialects["openai"], OpenAI)
    assert isinstance(dialects["other"], Generic)
    assert dialects["mine"].name == "gemini"


@pytest.mark.parametrize(
    ("name", "told"),
    [("gpt-5", "gpt-5"), ("hanako.sato@example.jp", ""), ("AKIASEKISHODEMO00001", ""), ("", "")],
)
def test_a_models_name_is_recorded_unless_it_is_something_else(name: str, told: str, tmp_path: Path) -> None:
    one = setup(tmp_path)
    assert [one.model(one.policies["strict"], name) for _ in range(2)] == [told] * 2


def test_a_route_that_was_not_found_is_not_searched_again(tmp_path: Path) -> None:
    one = setup(tmp_path)
    assert one.route("/openai/v1/x") is one.route("/openai/v1/x") is not None
    assert one.route("/nowhere") is one.route("/nowhere") is None


def test_policies_that_are_used_are_those_of_routes_and_keys(tmp_path: Path) -> None:
    assert [one.name for one in setup(tmp_path).used()] == ["standard"]
    more = "routes: [{match: /openai/*, upstream: openai, policy: strict}]\n"
    assert [one.name for one in setup(tmp_path, more).used()] == ["standard", "strict"]


async def test_callers_are_told_apart_by_pseudonyms_alone(station: Station) -> None:
    names = [station.caller(credential) for credential in (b"one", b"two", b"one")]
    assert names[0] == names[2] != names[1]
    assert [len(name) for name in names] == [16] * 3
    assert station.caller(b"") == ""


async def test_a_reload_records_the_policies_that_changed(station: Station, tmp_path: Path) -> None:
    new = setup(tmp_path, "policies: {mine: {rules: [{kind: 'pii.*', measure: refuse}]}}\n")
    station.reload(new)
    station.reload(new)
    assert station.setup is new
    told = [one["attrs"] for one in tail(tmp_path / "home" / "ledger") if "attrs" in one]
    assert told == [{"policy": "mine", "policy_digest": new.policies["mine"].digest}]


async def test_connections_are_kept_until_their_settings_change(station: Station, tmp_path: Path) -> None:
    before = station.setup.settings.upstreams["openai"]
    client = station.client("openai", before)
    assert station.client("openai", setup(tmp_path).settings.upstreams["openai"]) is client
    after = setup(tmp_path, "upstreams: {openai: {max_connections: 3}}\n").settings.upstreams["openai"]
    assert station.client("openai", after) is not client
    await client.close()
