"""What an exchange brought in is known again, and kept only as digests."""

from __future__ import annotations

import random

import pytest

from filters.ip.channel import Stream
from filters.ip.supplied import Supplied, from_there
from tests.filters.ip.making import MAKERS


@pytest.mark.parametrize("sort", MAKERS)
def test_a_passage_is_from_the_text_that_has_it(sort: str) -> None:
    rng = random.Random(3)
    stream: Stream = "code" if sort == "code" else "text"
    text, other = (MAKERS[sort](rng, 3000) for _ in range(2))
    kept = (Supplied.of(other), Supplied.of(text))
    for at in range(0, 2000, 300):
        passage = text[at : at + 160]
        assert from_there(passage, kept, stream)
        assert not from_there(passage, kept[:1], stream)
        assert not from_there(passage, (), stream)
    assert not from_there("", kept, stream)
    assert text[:8] not in repr(kept)
