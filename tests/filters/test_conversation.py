"""Entries: one surrogate for a value, sealed, counted, bounded, and kept in a store."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.conversation import Conversation, Entry

KEY = b"c" * 32
PHONES = ["090-1234-5678", "０９０１２３４５６７８", "080-1234-5678", "090 1234 5678"]


def minted(talk: Conversation, kind: str, value: str, hide: bool = True) -> str:
    name = talk.named(kind, value, hide)
    return (talk.known(name) or talk.mint(name, value)).token


def known(talk: Conversation, kind: str, value: str) -> Entry | None:
    return talk.known(talk.named(kind, value, hide=True))


def fake(talk: Conversation, value: str, made: str | None) -> Entry:
    return talk.mint(talk.named("pii.phone", value, True, "fake"), value, lambda digest: made)


def entry_of(talk: Conversation, token: str) -> Entry:
    entry = talk.entry(token)
    assert entry is not None
    return entry


@given(st.lists(st.sampled_from(PHONES), max_size=9))
def test_one_value_has_one_surrogate_however_it_is_spelt_and_its_first_spelling_comes_back(
    values: list[str],
) -> None:
    talk = Conversation(KEY, 100)
    tokens = [minted(talk, "pii.phone", value) for value in values]
    mine = [value for value in values if value != "080-1234-5678"]
    of_mine = {token for token, value in zip(tokens, values, strict=True) if value in mine}
    assert len(of_mine) == bool(mine)
    for token in of_mine:
        entry = talk.entry(token)
        assert entry is not None
        assert talk.value(entry) == mine[0]


def test_values_are_kept_sealed() -> None:
    talk, value = Conversation(KEY, 100), "hanako.sato" + "@example.jp"
    minted(talk, "pii.email", value)
    entry = known(talk, "pii.email", value)
    assert entry is not None
    held = [one for one in gc.get_referents(entry, talk) if isinstance(one, str | bytes)]
    assert not any(value in one if isinstance(one, str) else value.encode() in one for one in held)
    assert talk.value(entry) == value


@given(st.lists(st.sampled_from("abcdef"), max_size=12, unique=True), st.integers(0, 5))
def test_a_number_or_a_word_changed_never_makes_another_entrys_surrogate(names: list[str], at: int) -> None:
    talk = Conversation(KEY, 100)
    tokens = [minted(talk, ("pii.email", "pii.phone")[n % 2], name) for n, name in enumerate(names)]
    for token in tokens:
        check = token[-2:]
        for other in tokens:
            changed = f"{other.rsplit('_', 2)[0]}_{other.rsplit('_', 2)[1]}_{check}"
            assert changed in (token, other) or talk.entry(changed) is None
    assert len({token[-2:] for token in tokens}) == len(tokens)


def test_the_oldest_makes_room_and_no_count_is_used_twice() -> None:
    talk = Conversation(KEY, 2)
    tokens = [minted(talk, "pii.email", value) for value in "abca"]
    assert [token.split("_")[2] for token in tokens] == ["1", "2", "3", "4"]
    assert [talk.entry(token) is not None for token in tokens] == [False, False, True, True]
    assert len(talk) == 2


def test_a_store_sees_ciphertext_and_digests_and_gives_all_of_it_back() -> None:
    here, there = Conversation(KEY, 100), Conversation(KEY, 100)
    tokens = [
        minted(here, "pii.email", f"{name}@example.jp", hide) for name in "ab" for hide in (True, False)
    ]
    one = fake(here, "090-1234-5678", "090-0000-0000")
    packed = dict(here.packed(entry_of(here, token)) for token in (*tokens, one.token))
    shown = b"".join((*packed, *packed.values()))
    assert not [word for word in (b"example", b"EMAIL", b"090", *map(str.encode, tokens)) if word in shown]
    assert there.unpack(packed) == 0
    for token in tokens:
        assert there.value(entry_of(there, token)) == here.value(entry_of(here, token))
    assert there.entry("09000000000") == there.entry(one.token) is not None
    assert known(there, "pii.email", "a@example.jp") is not None
    assert minted(there, "pii.email", "c@example.jp").split("_")[2] == "5"  # counts go on
    assert there.unpack(packed) == 0
    assert len(there) == 6
    assert (here.name, here.fields) == (there.name, here.fields)


def test_what_another_key_sealed_is_left_out_and_counted() -> None:
    here, there = Conversation(KEY, 100), Conversation(b"d" * 32, 100)
    minted(here, "pii.email", "a@example.jp")
    packed = dict(here.packed(entry_of(here, token)) for token in here.hidden())
    assert there.unpack({**packed, b"x": b"y"}) == 2
    assert (len(there), here.name == there.name) == (0, False)


@pytest.mark.parametrize("made", [None, "090-0000-0000"])
def test_a_fake_that_is_taken_or_cannot_be_made_is_a_token(made: str | None) -> None:
    talk = Conversation(KEY, 100)
    if made:
        fake(talk, "080-1111-1111", made)
    entry = fake(talk, "090-1234-5678", made)
    assert (entry.fake, entry.token.startswith("PII_PHONE_")) == (False, True)
