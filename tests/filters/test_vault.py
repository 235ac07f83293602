"""Which surrogate stands for which value, who may see it again, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filters.detector import DETECTORS
from filters.vault import Desk, LazyDesk, Vault
from tests.filters.reading import Seen, read_all

KEY = b"k" * 32
VALUES = st.lists(st.sampled_from(["a@x.jp", "b@x.jp", "c@x.jp", "\ud800", ""]), max_size=12)


def vault(ttl_s: float = 60, conversations: int = 10, entries: int = 100, key: bytes = KEY) -> Vault:
    return Vault(key, ttl_s, conversations, entries)


def desk(tenant: str = "t", conversation: str = "c", key: bytes = KEY) -> Desk:
    return vault(key=key).open(tenant, conversation, 0.0)


@given(VALUES)
def test_the_same_value_is_the_same_token_counted_by_first_appearance(values: list[str]) -> None:
    one = desk()
    tokens = [one.token("pii.email", value, True) for value in values]
    first = list(dict.fromkeys(values))
    counts = [int(token.split("_")[2]) for token in tokens]
    assert counts == [first.index(value) + 1 for value in values]
    assert len(set(tokens)) == len(first)


@given(VALUES)
def test_a_replayed_history_has_the_same_tokens_on_every_worker(values: list[str]) -> None:
    here, there = desk(), desk()
    assert [here.token("pii.email", v, True) for v in values] == [
        there.token("pii.email", v, True) for v in values
    ]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("pii.email", "PII_EMAIL"),
        ("pii.jp.my_number", "PII_JP_MY_NUMBER"),
        ("secret.aws_access_key", "SECRET_AWS_ACCESS_KEY"),
        ("harm.violence", "DATA_VIOLENCE"),
        ("pii", "DATA_TEXT"),
        ("", "DATA_TEXT"),
        ("pii.x", "DATA_TEXT"),  # one letter is no word
        ("pii.番号", "DATA_TEXT"),
        ("pii.aa.bb.cc.dd.ee", "PII_AA_BB_CC_DD"),
        ("pii." + "a" * 99, "PII_" + "A" * 20),
    ],
)
def test_a_token_says_the_kind(kind: str, word: str) -> None:
    assert desk().token(kind, "value", True).rsplit("_", 2)[:2] == [word, "1"]


@given(st.text(max_size=40), st.text(max_size=10))
@example("pii.email", "\ud800")
def test_every_token_is_one_that_the_detector_knows(kind: str, value: str) -> None:
    token = desk().token(kind, value, True)
    found = read_all(DETECTORS.build("placeholder"), f"x{token}s")
    assert found == [Seen("placeholder.token", 1, 1 + len(token))]


@pytest.mark.parametrize(
    "other",
    [
        desk(key=b"j" * 32),
        desk(tenant="u"),
        desk(conversation="d"),
    ],
    ids=["key", "tenant", "conversation"],
)
def test_the_check_letters_are_keyed_by_the_conversation(other: Desk) -> None:
    own = desk()
    values = [f"{n}@x.jp" for n in range(8)]
    assert [own.token("pii.email", v, True)[-2:] for v in values] != [
        other.token("pii.email", v, True)[-2:] for v in values
    ]


def test_a_token_that_nobody_minted_is_not_believed() -> None:
    one = desk()
    token = one.token("pii.email", "a@x.jp", True)
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert one.original(token, "response") == "a@x.jp"
    assert one.original(forged, "response") is None


@pytest.mark.parametrize(("tenant", "conversation"), [("u", "c"), ("t", "d"), ("tc", ""), ("", "tc")])
def test_no_value_crosses_to_another_tenant_or_conversation(tenant: str, conversation: str) -> None:
    kept = vault()
    up = kept.open("t", "c", 0.0).token("pii.email", "a@x.jp", True)
    down = kept.open("t", "c", 0.0).token("pii.email", "b@x.jp", False)
    other = kept.open(tenant, conversation, 0.0, stored=True)
    assert (other.original(up, "response"), other.original(down, "request")) == (None, None)


@pytest.mark.parametrize(
    ("hide", "carried", "stored", "sees"),
    [
        (True, True, False, {"response"}),
        (True, False, False, set()),  # two users who begin alike
        (True, False, True, {"response"}),  # its history lives upstream
        (False, True, False, {"request"}),
        (False, False, False, {"request"}),
        (False, False, True, {"request"}),
    ],
)
@pytest.mark.parametrize("value", ["a@x.jp", "\ud800", ""])
def test_who_may_see_a_value_again(
    hide: bool, carried: bool, stored: bool, sees: set[str], value: str
) -> None:
    kept = vault()
    token = kept.open("t", "c", 0.0).token("pii.email", value, hide)
    later = kept.open("t", "c", 1.0, stored)
    if carried:
        assert later.token("pii.email", value, hide) == token
    assert {way for way in ("request", "response") if later.original(token, way) == value} == sees
    assert {way for way in ("request", "response") if later.original(token, way) is not None} == sees


def test_hidden_from_one_side_and_from_the_other_are_two_tokens() -> None:
    one = desk()
    assert one.token("pii.email", "a@x.jp", True) != one.token("pii.email", "a@x.jp", False)


@pytest.mark.parametrize(
    ("uses", "now", "known"), [([0], 59.9, True), ([0], 60.0, False), ([10, 60], 110, True)]
)
def test_a_conversation_is_forgotten_so_long_after_its_last_use(
    uses: list[float], now: float, known: bool
) -> None:
    kept = vault(ttl_s=60)
    token = ""
    for at in uses:
        token = kept.open("t", "c", at).token("pii.email", "a@x.jp", False)
    assert (kept.open("t", "c", now).original(token, "request") == "a@x.jp") is known


def test_expired_conversations_leave_when_any_is_opened() -> None:
    kept = vault(ttl_s=60)
    for at in range(5):
        kept.open("t", str(at), at)
    kept.open("t", "new", 62.0)
    assert len(kept) == 1 + 2  # those of seconds 3 and 4


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 5))
def test_there_are_never_more_conversations_than_allowed(opened: list[int], most: int) -> None:
    kept = vault(conversations=most)
    for now, name in enumerate(opened):
        kept.open("t", str(name), now)
        assert len(kept) <= most


@pytest.mark.parametrize(("asked", "known"), [("a", False), ("d", True)])
def test_the_conversation_used_longest_ago_makes_room(asked: str, known: bool) -> None:
    kept = vault(conversations=3)
    token = {name: kept.open("t", name, 0.0).token("pii.email", name, False) for name in "abcd"}
    assert (kept.open("t", asked, 1.0).original(token[asked], "request") == asked) is known


@pytest.mark.parametrize("most", [1, 3])
def test_a_full_vault_forgets_nothing_for_a_conversation_it_has(most: int) -> None:
    kept = vault(conversations=most)
    token = {name: kept.open("t", name, 0.0).token("pii.email", name, False) for name in "abc"[:most]}
    seen = {name: kept.open("t", name, 1.0).original(token[name], "request") for name in token}
    assert seen == {name: name for name in token}


def test_the_oldest_value_makes_room_and_is_forgotten_both_ways() -> None:
    one = vault(entries=2).open("t", "c", 0.0)
    first, second, third = (one.token("pii.email", value, True) for value in "abc")
    assert [one.original(token, "response") for token in (first, second, third)] == [None, "b", "c"]
    again = one.token("pii.email", "a", True)  # minted anew: a count is never used twice
    assert again.startswith("PII_EMAIL_4_")
    assert one.original(again, "response") == "a"


def counting(opened: list[Desk]) -> Callable[[], Desk]:
    def open_desk() -> Desk:
        opened.append(desk())
        return opened[-1]

    return open_desk


def test_a_lazy_desk_opens_when_first_needed_and_once() -> None:
    opened: list[Desk] = []
    lazy = LazyDesk(counting(opened))
    assert opened == []
    token = lazy.token("pii.email", "a@x.jp", True)
    assert lazy.original(token, "response") == "a@x.jp"
    assert len(opened) == 1


def test_a_lazy_desk_that_is_only_asked_opens_once_as_well() -> None:
    opened: list[Desk] = []
    lazy = LazyDesk(counting(opened))
    assert [lazy.original("PII_EMAIL_1_K7", way) for way in ("request", "response")] == [None, None]
    assert len(opened) == 1
