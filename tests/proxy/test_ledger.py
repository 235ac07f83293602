"""What an exchange has on record: words, names and numbers; of texts only where they were."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from filters.measure import MEASURES
from filters.model import Channel, Finding, TextSpan, Verdict
from proxy.ledger import Tally, word_for
from tests.proxy.surfaces.sessions import WHO

CHANNEL = Channel("response", "/choices/0/message/content", "assistant")
SPAN = TextSpan(3, 7)


def verdict(measure: str, kind: str = "pii.email", detector: str = "email", **attrs: str) -> Verdict:
    finding = Finding(CHANNEL, SPAN, kind, 0.123456, detector, attrs)
    severity = MEASURES.build(measure).severity
    return Verdict(CHANNEL, SPAN, (finding,), f"{kind}→{measure}", measure, severity, kind)


@pytest.mark.parametrize(
    ("measures", "word"),
    [
        ([], "allow"),
        (["allow"], "allow"),
        (["restore"], "allow"),
        (["flag"], "flag"),
        (["flag", "pseudonymise"], "mask"),
        (["mask", "flag"], "mask"),
        (["hold_for_review", "mask"], "hold"),
        (["mask", "cut"], "refuse"),
        (["refuse", "hold_for_review", "flag"], "refuse"),
        (["resources", "flag"], "refuse"),
    ],
)
def test_the_severest_measure_is_the_word(measures: list[str], word: str) -> None:
    verdicts = [verdict(measure) for measure in measures]
    tally = Tally(WHO)
    for one in verdicts:
        tally.finding(one, "/a")
    assert word_for(verdicts) == tally.header() == tally.decision("completed")["verdict"] == word


@pytest.mark.parametrize(
    ("measure", "word"),
    [("allow", "unscanned"), ("flag", "unscanned"), ("mask", "mask"), ("refuse", "refuse")],
)
def test_unread_content_is_told_unless_something_worse_happened(measure: str, word: str) -> None:
    tally = Tally(WHO)
    tally.finding(verdict(measure), "/a")
    tally.finding(verdict("flag", "sekisho.unscanned", "station"), "/b")
    assert tally.header() == word


@pytest.mark.parametrize(
    ("kind", "attrs", "told"),
    [
        ("harm.fraud_scam", {"severity": 3, "sub": "phishing"}, {"severity": 3, "sub": "phishing"}),
        ("harm.fraud_scam", {"severity": 7, "sub": "a text"}, {}),
        ("harm.fraud_scam", {"severity": True}, {}),
        ("other.kind", {"severity": 1, "sub": "phishing"}, {}),
    ],
)
def test_harm_says_how_bad_and_which_part_in_words_of_ours(
    kind: str, attrs: dict[str, object], told: dict[str, object]
) -> None:
    said = Tally(WHO).finding(verdict("flag", kind, "harm", **attrs), "/a")  # type: ignore[arg-type]  # any words
    assert said is not None
    assert {name: said[name] for name in ("severity", "sub") if name in said} == told


def test_a_queue_for_people_is_on_record() -> None:
    said = Tally(WHO).finding(replace(verdict("flag"), review="people"), "/a")
    assert said is not None
    assert said["review"] == "people"


def test_a_finding_says_what_where_and_by_whom() -> None:
    attrs = Tally(WHO).finding(verdict("mask"), "/choices/*/message/content")
    assert attrs == {
        "kind": "pii.email",
        "rule": "pii.email→mask",
        "measure": "mask",
        "policy": WHO.policy,
        "policy_digest": WHO.policy_digest,
        "direction": "response",
        "path": "/choices/*/message/content",
        "role": "assistant",
        "trust": "user",
        "start": 3,
        "end": 7,
        "score": 0.1235,
        "detectors": ["email"],
        "kinds": ["pii.email"],
    }


@pytest.mark.parametrize(
    ("detector", "told"),
    [("gate", {"why": "w" * 64, "reader": "email"}), ("station", {"why": "w" * 64, "reader": "email"}),
     ("somebody's", {})],
)  # fmt: skip
def test_only_our_own_words_on_why_are_kept_and_no_long_ones(detector: str, told: dict[str, str]) -> None:
    one = verdict("flag", "sekisho.failed", detector, why="w" * 100, reader="email", text="secret")
    attrs = Tally(WHO).finding(one, "/a")
    assert attrs
    assert {name: attrs[name] for name in ("why", "reader", "text") if name in attrs} == told


def test_beyond_the_bound_findings_are_counted_but_not_listed() -> None:
    tally = Tally(WHO, most=2)
    listed = [tally.finding(verdict("flag"), "/a") is not None for _ in range(4)]
    listed.append(tally.finding(verdict("mask", "pii.phone"), "/a") is not None)
    assert listed == [True, True, False, False, False]
    decision = tally.decision("completed")
    assert decision["findings_unlisted"] == 3
    assert decision["kinds"] == {"pii.email": 4, "pii.phone": 1}
    assert decision["measures"] == {"flag": 4, "mask": 1}
    assert (decision["verdict"], decision["rule"]) == ("mask", "pii.phone→mask")


def test_why_something_passed_unread_is_listed_once() -> None:
    tally = Tally(WHO, most=3)
    whys = ["audio", "audio", "image", "audio"]
    listed = [tally.finding(verdict("flag", "sekisho.unscanned", "station", why=why), "") for why in whys]
    assert [bool(one) for one in listed] == [True, False, True, False]
    assert tally.finding(verdict("mask"), "/a") is not None  # repeats leave room for what is news
    decision = tally.decision("completed")
    assert decision["kinds"] == {"sekisho.unscanned": 4, "pii.email": 1}
    assert "findings_unlisted" not in decision


@pytest.mark.parametrize(
    ("measure", "kind", "detector"),
    [("refuse", "sekisho.unscanned", "station"), ("flag", "sekisho.unmapped", "station"),
     ("flag", "sekisho.unscanned", "somebody's")],
)  # fmt: skip
def test_what_stops_something_or_is_somebodys_own_is_listed_each_time(
    measure: str, kind: str, detector: str
) -> None:
    tally = Tally(WHO)
    assert all(tally.finding(verdict(measure, kind, detector, why="audio"), "") for _ in range(2))


def test_a_decision_says_whose_it_was_and_how_it_ended() -> None:
    tally = Tally(WHO)
    tally.status, tally.bytes_in = 200, 12
    decision = tally.decision("client_gone")
    assert tally.opened().items() <= decision.items()
    assert {name: decision[name] for name in ("outcome", "status", "answer_bytes", "kinds", "rule")} == {
        "outcome": "client_gone",
        "status": 200,
        "answer_bytes": 12,
        "kinds": {},
        "rule": "",
    }
    assert "findings_unlisted" not in decision
