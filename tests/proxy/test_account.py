"""Facts of one exchange: numbered from nought, with what every one of them must say."""

from __future__ import annotations

from proxy.account import Account
from tests.proxy.surfaces.sessions import WHO


def test_facts_are_numbered_and_name_their_exchange() -> None:
    one = Account(WHO, 10, {"connection": "c"})
    told = [
        one.opened(),
        one.fact("sekisho.finding", {"kind": "pii.name"}),
        one.decided("completed", {"turns": 2}),
    ]
    assert [(fact.exchange, fact.seq, fact.name) for fact in told] == [
        (WHO.id, 0, "sekisho.opened"), (WHO.id, 1, "sekisho.finding"), (WHO.id, 2, "sekisho.decision"),
    ]  # fmt: skip


def test_what_marks_the_exchange_stands_in_its_opening_and_its_decision() -> None:
    one = Account(WHO, 10, {"connection": "c"})
    assert one.opened().attrs["connection"] == "c"
    decided = one.decided("refuse", {"verdict": "refuse"}).attrs
    assert (decided["connection"], decided["outcome"], decided["verdict"]) == ("c", "refuse", "refuse")
    assert "connection" not in one.fact("sekisho.finding", {}).attrs
