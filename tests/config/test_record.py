"""Disclosure, audit and vault, as they are written."""

import pytest
from pydantic import ValidationError

from config.record import Audit, Disclosure, Ledger, Vault


def test_the_defaults() -> None:
    assert Disclosure().model_dump() == {"languages": ("ja", "en"), "headers": True, "notice": "none"}
    assert Ledger().model_dump() == {"path": None, "durability": "fsync", "on_full": "fail_closed"}
    assert Vault().model_dump() == {
        "key_env": None,
        "redis": None,
        "ttl_s": 3600,
        "conversations": 10_000,
        "entries": 1000,
    }


@pytest.mark.parametrize(
    "url",
    ["redis://127.0.0.1:6379/0", "rediss://vault.example", "unix:///run/valkey.sock", "redis://[::1]:1"],
)
def test_a_store_that_replicas_share(url: str) -> None:
    vault = Vault.model_validate({"key_env": "KEY", "redis": {"url": url}})
    assert vault.redis is not None
    assert (vault.redis.url, vault.redis.timeout_s, vault.redis.prefix) == (url, 0.25, "sekisho")


@pytest.mark.parametrize(
    "redis",
    [
        {"url": "redis://user:word@h"},
        {"url": "redis://h/0?password=word"},
        {"url": "http://h"},
        {"url": "redis://h", "password": "word"},
        {"url": "redis://h", "prefix": "a b"},
        {},
    ],
)
def test_no_store_and_no_secret_in_the_file(redis: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Vault.model_validate({"key_env": "KEY", "redis": redis})
    assert "word@" not in str(caught.value)


def test_replicas_need_a_key_of_their_own() -> None:
    with pytest.raises(ValidationError, match="needs `key_env`"):
        Vault.model_validate({"redis": {"url": "redis://h"}})


def test_an_exporter_is_a_name_or_has_options() -> None:
    audit = Audit.model_validate(
        {"exporters": ["stdout", {"use": "otlp", "endpoint": "http://127.0.0.1:4318"}]}
    )
    assert [exporter.use for exporter in audit.exporters] == ["stdout", "otlp"]
    assert audit.exporters[1].options == {"endpoint": "http://127.0.0.1:4318"}


@pytest.mark.parametrize("path", ["", "a\0b", 1])
def test_a_ledger_needs_a_path_that_can_be(path: object) -> None:
    with pytest.raises(ValidationError):
        Ledger.model_validate({"path": path})
