"""One exchange at the vault: what is typed, tried, faked, seen again, and told to a store."""

from __future__ import annotations

import pytest

from filters.surrogates import is_exact
from filters.vault import Desk, LazyDesk, Vault
from tests.filters.reading import read_all

KEY = b"k" * 32
MAIL = "taro@example.com"


def vault() -> Vault:
    return Vault(KEY, 60, 10, 100)


def desk(kept: Vault | None = None, conversation: str = "c", stored: bool = False) -> Desk:
    return (vault() if kept is None else kept).open("t", conversation, 0.0, stored)


MUTATIONS = [
    str.lower,
    str.title,
    lambda token: token.replace("_", "-"),
    lambda token: token.replace("_", " "),
    lambda token: token.replace("_", "\\_"),
    lambda token: token.removeprefix("PII_"),
    lambda token: token.removeprefix("PII_").lower().replace("_", " "),
    lambda token: "".join(chr(ord(char) + 0xFEE0) for char in token),
]


@pytest.mark.parametrize("mutate", MUTATIONS)
def test_a_surrogate_written_otherwise_is_the_same_one(mutate: object) -> None:
    at = desk()
    token = at.token("pii.email", MAIL, True)
    assert at.original(mutate(token), "response") == MAIL  # type: ignore[operator]


def test_without_its_family_it_must_mean_one() -> None:
    at = desk()
    talk = at.conversation
    token = at.token("pii.email", MAIL, True)
    twin = talk.mint(
        talk.named("secret.email", "word", True, "fake"),
        "word",
        lambda _: "SECRET" + token.removeprefix("PII"),
    )
    assert twin.token.endswith(token[3:])
    assert at.original(token, "response") == MAIL
    assert at.original(token.removeprefix("PII_"), "response") is None


# -- what users type


@pytest.mark.parametrize("text", ["PII_EMAIL_1_K7", "SECRET_OPENAI_KEY_9_AB", "ＰＩＩ_EMAIL_1_K7"])
def test_what_is_typed_like_a_surrogate_goes_up_as_another_and_comes_back_as_it_was(text: str) -> None:
    at = desk()
    up = at.escape(text, "user")
    assert up is not None
    assert is_exact(up)
    assert up != text
    assert at.escape(text, "user") == up
    assert at.original(up, "response") == text
    assert at.escape(text, "assistant") == up  # the answer that repeated it, coming back


@pytest.mark.parametrize("mutate", [lambda token: token, *MUTATIONS])
def test_who_knows_a_surrogate_cannot_have_it_put_back_by_typing_it(mutate: object) -> None:
    at = desk()
    typed = mutate(at.token("pii.email", MAIL, True))  # type: ignore[operator]
    up = at.escape(typed, "user")
    assert up is not None
    assert at.original(up, "response") == typed


@pytest.mark.parametrize("text", ["pii_email_1_k7", "email 1 k7", "EMAIL-1-K7"])
def test_what_only_looks_a_little_like_one_goes_up_as_it_is(text: str) -> None:
    assert desk().escape(text, "user") is None


@pytest.mark.parametrize("role", ["assistant", "tool", "reasoning"])
def test_a_surrogate_that_was_left_in_the_history_stays(role: str) -> None:
    at = desk()
    assert at.escape(at.token("pii.email", MAIL, True), role) is None
    assert at.escape("PII_EMAIL_9_QQ", role) is None


def test_who_tries_many_surrogates_that_are_none_is_believed_none() -> None:
    kept = vault()
    hidden = desk(kept).token("pii.email", MAIL, False)
    probing = desk(kept)
    assert probing.original(hidden, "request") == MAIL
    tried = [f"PII_EMAIL_{n}_{check}" for n in range(2, 10) for check in ("AA", "BB", "CC")]
    assert {probing.original(one, "request") for one in tried} == {None}
    assert probing.original(hidden, "request") is None
    assert desk(kept).original(hidden, "request") == MAIL


def test_what_is_known_is_what_may_be_put_back_either_way() -> None:
    kept = vault()
    at, other = desk(kept), desk(kept)
    up, down = at.token("pii.email", MAIL, True), at.token("pii.email", MAIL, False)
    assert [at.knows(one) for one in (up, up.lower(), down, "PII_EMAIL_9_QQ", "PII", "")] == [True] * 3 + [
        False
    ] * 3
    assert [other.knows(one) for one in (up, down)] == [False, True]


# -- fakes


def test_a_fake_is_known_by_the_exchange_that_hides_and_by_no_other() -> None:
    kept = vault()
    at, other = desk(kept), desk(kept)
    fake = at.fake("pii.phone", "090-1234-5678")
    reader = at.literals("response")
    assert reader is not None
    assert [one.kind for one in read_all(reader, f"call {fake}, please")] == ["placeholder.token"]
    assert [len(read_all(reader, spelt)) for spelt in (fake.replace("-", ""), "090-1234-5678")] == [1, 0]
    assert at.original(fake.replace("-", ""), "response") == "090-1234-5678"
    assert (at.literals("request"), other.literals("response"), other.original(fake, "response")) == (
        None,
    ) * 3


def test_two_values_never_have_one_fake() -> None:
    at = desk()
    fakes = [at.fake("pii.person", name) for name in ("山田", "佐藤", "鈴木", "高橋", "田中", "伊藤") * 2]
    assert len(set(fakes)) == 6
    assert [at.original(fake, "response") for fake in fakes[:2]] == ["山田", "佐藤"]


# -- what must not leave


def test_what_is_hidden_is_told_and_what_was_given_too() -> None:
    kept = vault()
    at = desk(kept)
    back = desk(kept).token("pii.email", "b@example.com", False)
    at.token("pii.email", MAIL, True)
    at.fake("pii.phone", "090-1234-5678")
    at.conceal("secret.key", "sk-1")
    at.escape("PII_EMAIL_1_K7", "user")
    at.token("pii.email", "answered@example.com", False)
    at.original(back, "request")
    assert at.hidden.values == {MAIL: "PII_EMAIL", "090-1234-5678": "PII_PHONE", "sk-1": "SECRET_KEY"}
    assert at.hidden.given == {"b@example.com"}


# -- answers that are gone on from


def test_an_answer_that_is_stored_upstream_is_gone_on_from() -> None:
    kept = vault()
    first, stranger = desk(kept, "hello"), desk(kept, "hello")
    mine, theirs = first.token("pii.email", MAIL, True), stranger.token("pii.email", "x@example.com", True)
    kept.answered("t", "resp_1", first)
    second = desk(kept, "resp_1", stored=True)
    assert (second.original(mine, "response"), second.original(theirs, "response")) == (MAIL, None)
    assert second.token("pii.email", MAIL, True) == mine
    more = second.token("pii.email", "c@example.com", True)
    kept.answered("t", "resp_2", second)
    third = desk(kept, "resp_2", stored=True)
    assert (third.original(mine, "response"), third.original(more, "response")) == (MAIL, "c@example.com")
    again = desk(kept, "resp_1", stored=True)  # another branch
    assert again.original(more, "response") is None
    other = kept.open("u", "resp_1", 0.0, stored=True)
    assert other.original(mine, "response") is None


def test_answers_are_bounded() -> None:
    kept = Vault(KEY, 60, 1, 100)
    at = desk(kept)
    token = at.token("pii.email", MAIL, True)
    for n in range(9):
        kept.answered("t", f"resp_{n}", at)
    seen = [desk(kept, f"resp_{n}", stored=True).original(token, "response") == MAIL for n in range(9)]
    assert seen[0] is False
    assert kept.wanted("t", "resp_0") != b""
    assert kept.wanted("t", "resp_8") == b""


# -- to a store


def test_only_what_is_new_is_told_to_a_store() -> None:
    at = desk()
    at.token("pii.email", MAIL, True)
    assert (len(at.minted()), len(at.minted())) == (1, 0)
    at.token("pii.email", MAIL, True)
    at.fake("pii.phone", "090-1234-5678")
    assert len(at.minted()) == 1


def test_a_lazy_desk_hides_nothing_until_it_is_open() -> None:
    lazy = LazyDesk(desk)
    assert (lazy.hidden.values, lazy.opened) == ({}, None)
    fake = lazy.fake("pii.phone", "090-1234-5678")
    lazy.conceal("pii.email", MAIL)
    assert lazy.opened is not None
    assert set(lazy.hidden.values) == {MAIL, "090-1234-5678"}
    assert lazy.literals("response") is not None
    assert lazy.original(fake, "response") == "090-1234-5678"
    assert lazy.escape("PII_EMAIL_1_K7", "user") is not None
