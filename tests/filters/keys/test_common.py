"""Every row of `filters.keys.common`, read wherever it may stand."""

from __future__ import annotations

import pytest

from filters.keys.common import KEYS
from filters.keys.form import Key
from tests.filters.keys.rows import row_reads


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.kind} {key.prefix}")
def test_row(key: Key) -> None:
    row_reads(key)
