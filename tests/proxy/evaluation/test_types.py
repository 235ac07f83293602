"""Kinds and the types they stand for."""

from __future__ import annotations

import pytest

from proxy.evaluation.types import TYPES, type_of


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("pii.person", "PERSON"),
        ("pii.person.kana", "PERSON"),
        ("secret.github_token", "SECRET"),
        ("pii.jp.bank_account.yucho", "JP_BANK_ACCOUNT"),
        ("pii.jp.something", "pii.jp.something"),
        ("pii.phones", "pii.phones"),
        ("injection.direct", None),
        ("piile", None),
        ("", None),
    ],
)
def test_a_longer_kind_counts_for_its_prefix(kind: str, name: str | None) -> None:
    assert type_of(kind) == name


def test_no_type_has_two_kinds() -> None:
    assert len(set(TYPES.values())) == len(TYPES)
