"""Features depend on what is near, and on nothing else."""

from __future__ import annotations

import numpy as np

from filters.names.features import BITS, COUNT, LEXICAL, WORDY, slots
from filters.names.lexicon import lexicon
from filters.names.tokens import tokens

KNOWN = lexicon([("anna", 4)])


def test_one_place_in_the_table_for_each_feature_of_each_token() -> None:
    made = slots(tokens("Anna met Bob."), KNOWN)
    assert made.shape == (COUNT, 4)
    assert int(made.max()) < 1 << BITS


def test_what_is_far_does_not_count() -> None:
    one, other = (slots(tokens(f"{far} a b c d Anna e f g h"), KNOWN)[:, 5] for far in ("x", "yyy"))
    assert np.array_equal(one, other)


def test_neighbours_count() -> None:
    one, other = (slots(tokens(f"a {near} Anna"), KNOWN)[:, 2] for near in ("x", "yyy"))
    assert not np.array_equal(one, other)


def test_lists_and_words_have_features_of_their_own() -> None:
    assert LEXICAL
    assert WORDY
    assert set(LEXICAL) | set(WORDY) < set(range(COUNT))


def test_of_nothing_there_is_nothing() -> None:
    assert slots(tokens(""), KNOWN).shape == (COUNT, 0)
