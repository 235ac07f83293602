"""The vault's key and its store's password come from named variables, and are never repeated."""

from __future__ import annotations

import base64

import pytest

from config.errors import ConfigError
from config.record import Vault
from proxy.vaultkey import VaultSecrets, vault_secrets

KEY = bytes(range(200, 232))
NAMED = Vault.model_validate({"key_env": "K"})
REDIS = Vault.model_validate({"key_env": "K", "redis": {"url": "redis://h:1", "password_env": "P"}})


@pytest.mark.parametrize(
    "text",
    [KEY.hex(), base64.b64encode(KEY).decode(), base64.urlsafe_b64encode(KEY).decode(), f" {KEY.hex()}\n"],
)
def test_a_key_in_any_form(text: str) -> None:
    assert vault_secrets(NAMED, {"K": text}) == VaultSecrets(KEY)


def test_without_a_name_there_is_none() -> None:
    assert vault_secrets(Vault(), {"K": KEY.hex()}) == VaultSecrets()


@pytest.mark.parametrize("text", ["", "hunter2", "0" * 63, KEY.hex()[:-2], "é" * 32])
def test_what_is_no_key_stops_the_start_and_is_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        vault_secrets(NAMED, {"K": text})
    assert not text or text not in str(caught.value)


def test_the_stores_password() -> None:
    assert vault_secrets(REDIS, {"K": KEY.hex(), "P": "word"}) == VaultSecrets(KEY, "word")
    with pytest.raises(ConfigError, match="variable P is not set"):
        vault_secrets(REDIS, {"K": KEY.hex()})
