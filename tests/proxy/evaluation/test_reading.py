"""A policy's detectors over whole texts: all of them, in original places, by the policy's own rows."""

from __future__ import annotations

from filters.measure import MEASURES
from filters.policy import Policy, Rule
from proxy.evaluation.reading import Found, PolicyReading
from tests.proxy.evaluation.looking import Broken, Word, policy


def reading(made: Policy) -> PolicyReading:
    return PolicyReading(made, lambda kind: kind.startswith("pii."))


def test_places_are_those_of_the_original() -> None:
    one = reading(policy(Word("w", "123", "pii.number")))
    assert one.read("a１\u200b２３b") == [Found("pii.number", 1, 5, 0.9, "w")]


def test_slow_detectors_are_asked_too_and_timed_apart() -> None:
    slow = Word("slow", "b", "pii.b", inline=False)
    one = reading(policy(Word("w", "a", "pii.a"), slow))
    assert [found.kind for found in one.read("ba")] == ["pii.b", "pii.a"]
    told = one.clock.as_json()
    assert told["bytes"] == 2
    assert one.clock.slow_ns > 0


def test_the_same_twice_is_once_and_the_surer_one() -> None:
    one = reading(policy(Word("w", "a", "pii.a", 0.5), Word("v", "a", "pii.a", 0.8)))
    assert one.read("a") == [Found("pii.a", 0, 1, 0.8, "v")]


def test_what_the_policy_allows_is_not_counted() -> None:
    row = Rule("sure", ("pii.*",), MEASURES.build("mask"), min_score=0.7)
    made = policy(Word("w", "a", "pii.a", 0.5), Word("v", "b", "pii.b", 0.8), rules=(row,), default="allow")
    assert [one.kind for one in reading(made).read("ab")] == ["pii.b"]


def test_detectors_of_other_matters_are_not_asked() -> None:
    other = Word("other", "a", "injection.direct")
    assert reading(policy(other)).read("a") == []
    assert other.asked == 0


def test_a_failure_is_counted_by_its_class() -> None:
    one = reading(policy(Broken("b", "a", "pii.a"), Word("w", "a", "pii.a")))
    assert [len(one.read("a words")), len(one.read("b"))] == [1, 0]
    assert one.failures == {"b: ValueError": 2}
