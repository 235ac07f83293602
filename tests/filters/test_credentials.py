"""All keys together: how their prefixes lie to each other, and where they stand in a text."""

from __future__ import annotations

import pytest

from filters.credentials import KEYS, Prefixes, kinds, prefixes
from filters.keys.form import ALNUM, Key, of

TWO = Prefixes((Key("a_key", "A", "ab-", of(ALNUM, 4)), Key("b_key", "B", "ab-cd_", of(ALNUM, 4))))


def test_every_key_is_bounded() -> None:
    assert max(len(key.prefix) + key.rest.longest for key in KEYS) <= 9 * 1024


def test_so_many_services_are_known() -> None:
    assert len({key.service for key in KEYS}) > 100


def test_kinds_say_whose_and_how_they_begin() -> None:
    assert kinds()["secret.github_token"].startswith("A token of GitHub (github_pat_…, ghp_…")
    assert all(line.endswith(".") for line in kinds().values())


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("ab-cd_1234", 0, [(0, 6), (0, 3)]),  # the longer one first
        ("x ab- ab-", 0, [(2, 5), (6, 9)]),
        ("x ab- ab-", 3, [(6, 9)]),
        ("xab-", 0, []),
        ("1ab-", 0, []),
        ("_ab- あab-", 0, [(1, 4), (6, 9)]),
    ],
)
def test_finds_prefixes_that_stand_free(text: str, at: int, found: list[tuple[int, int]]) -> None:
    assert [(place.start, place.end) for place in TWO.find(text, at)] == found


@pytest.mark.parametrize(
    ("text", "rest"),
    [("", ""), ("x a", "a"), ("x ab", "ab"), ("xab", ""), ("ab-c", "ab-c"), ("ab-cd", "ab-cd"), ("ab-x", "")],
)
def test_the_beginning_of_a_prefix_at_the_end(text: str, rest: str) -> None:
    assert text[TWO.cut(text, 0) :] == rest


def test_what_stands_behind_a_digit() -> None:
    one = Prefixes((Key("a_key", "A", ":AA", of(ALNUM, 4), after=True),))
    assert [place.start for place in one.find("1:AA2 x:AA2", 0)] == [1]
    assert (one.cut("12:A", 0), one.cut("x:A", 0)) == (2, 3)


def test_each_prefix_has_its_rows() -> None:
    assert sum(len(place.keys) for word in prefixes().words for place in prefixes().find(f"1{word}", 1)) >= 1
    assert {key.prefix for key in KEYS} == set(prefixes().words)
