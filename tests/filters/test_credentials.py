"""Facts about keys, as far as the order of the rows matters."""

from __future__ import annotations

import re

from filters.credentials import KEYS


def test_more_specific_prefixes_come_first() -> None:
    for at, key in enumerate(KEYS):
        assert not any(later.prefix.startswith(key.prefix) for later in KEYS[at + 1 :])


def test_a_shorter_prefix_goes_on_through_the_longer_one() -> None:
    """Else its beginning would be let go before the longer one is complete."""
    pairs = [(a, b) for a in KEYS for b in KEYS if a.prefix != b.prefix and b.prefix.startswith(a.prefix)]
    assert len(pairs) > 4
    for short, long in pairs:
        assert re.compile(short.rest.open).match(long.prefix[len(short.prefix) :])


def test_every_key_is_bounded() -> None:
    assert max(len(key.prefix) + key.rest.longest for key in KEYS) <= 8 * 1024 + 64
