from __future__ import annotations

from typing import Any

from audit.guard import fit
from filters.measure import MEASURES
from filters.model import Channel, Finding, TextSpan, Verdict
from proxy.ledger import Tally
from tests.proxy.surfaces.sessions import WHO

ASKED, ANSWER = Channel("request", "/messages/0"), Channel("response", "/choices/0", "assistant")
SPAN = TextSpan(3, 700)
LIKE: dict[str, Any] = {
    "source": "w1",
    "title": "The Salt Garden",
    "licence": "MIT",
    "pack": "novels@1",
    "run": 400,
    "of": 500,
}


def verdict(kind: str, detector: str, channel: Channel = ANSWER, **attrs: str | int | bool) -> Verdict:
    finding = Finding(channel, SPAN, kind, 0.9, detector, attrs)
    return Verdict(
        channel, SPAN, (finding,), "ip.*→flag", "flag", MEASURES.build("flag").severity, kind, "ip"
    )


def record(tally: Tally, one: Verdict) -> dict:
    attrs = tally.finding(one, "/a")
    assert attrs is not None
    fit("sekisho.finding", attrs)
    assert attrs["review"] == "ip"
    return dict(attrs["ip"])  # type: ignore[call-overload]


def test_a_similar_passage_says_how_and_what_points_where() -> None:
    tally = Tally(WHO)
    asked = record(tally, verdict("ip.request", "ip_request", ASKED, intent="reproduce", how="whole"))
    assert asked == {"found": "ip.request", "intent": "reproduce", "how": "whole"}
    assert tally.ip.header() == ""
    told = record(tally, verdict("ip.text", "similar", **LIKE))
    assert told | LIKE == told
    assert told["found"] == "similar passage, to be checked"
    assert (told["dependence_for"], told["dependence_against"]) == (["asked_reproduce"], [])
    assert told["obligations"] == {"MIT": "notice"}
    assert "quotation" in told["exceptions"]
    record(tally, verdict("ip.text", "similar", continues=True, **LIKE))
    assert tally.ip.header() == "similar; n=1"


def test_what_was_brought_in_is_told_apart() -> None:
    tally = Tally(WHO)
    told = record(tally, verdict("ip.from_context", "similar", **LIKE))
    assert told["dependence_against"] == ["brought_in"]
    assert tally.ip.header() == ""


def test_a_notice_keeps_its_licence_and_no_name() -> None:
    told = record(
        Tally(WHO), verdict("ip.notice", "licence_notice", spdx="MIT", by="text", holder_at=19, holder_len=8)
    )
    assert told == {"found": "ip.notice", "spdx": "MIT", "by": "text"}


def test_words_of_other_detectors_are_not_kept() -> None:
    attrs = Tally(WHO).finding(verdict("ip.text", "somebody", title="the prompt itself"), "/a")
    assert attrs is not None
    assert "ip" not in attrs


def test_long_words_of_the_corpus_are_cut() -> None:
    long: dict[str, Any] = {**LIKE, "title": "x" * 999}
    told = record(Tally(WHO), verdict("ip.text", "similar", **long))
    assert len(told["title"]) == 256
