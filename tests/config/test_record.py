"""Disclosure, audit and vault, as they are written."""

import pytest
from pydantic import ValidationError

from config.record import Audit, Disclosure, Ledger, Vault


def test_the_defaults() -> None:
    assert Disclosure().model_dump() == {"languages": ("ja", "en"), "headers": True, "notice": "none"}
    assert Ledger().model_dump() == {"path": None, "durability": "fsync", "on_full": "fail_closed"}
    assert Vault().model_dump() == {"ttl_s": 3600, "conversations": 10_000, "entries": 1000}


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
