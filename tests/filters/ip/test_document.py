"""A document is a value."""

from __future__ import annotations

import dataclasses

import pytest

from filters.ip.document import Document


def test_a_document_needs_only_its_id_and_cannot_be_changed() -> None:
    document = Document("a")
    assert (document.kind, document.licence, document.year) == ("text", "", None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "b"  # type: ignore[misc]
