"""Misses and false alarms, the worst first, and what is not shown."""

from __future__ import annotations

from proxy.evaluation.harm import report
from proxy.evaluation.harm_rows import HarmRow
from proxy.evaluation.harm_trace import explained
from proxy.evaluation.ranking import Terms
from tests.proxy.evaluation.scored import row, seen

TERMS = Terms(false_positives=0.02, rounds=20)
CALM = [(row(f"calm {n}"), 0.2) for n in range(100)]


def lines(*pairs: tuple[HarmRow, float], **classes: float) -> list[str]:
    rows = [*pairs, *CALM]
    counted = [seen(one, score, **classes) for one, score in rows]
    found = report(counted, [], "harm", TERMS)
    return list(explained([one for one, _ in rows], counted, found, "harm"))


def test_a_miss_and_a_false_alarm_show_their_texts_worst_first() -> None:
    told = lines(
        (row("near\nmiss", 1, categories=["fraud_scam"]), 0.19),
        (row("found", 1, categories=["fraud_scam"]), 0.9),
        (row("far miss", 1, categories=["S1"]), 0.01),
        (row("false alarm"), 0.8),
        weapons_cbrn=0.5,
    )
    assert told == [
        "row 2: missed 0.010 violent_crime: far miss",
        "row 0: missed 0.190 fraud_scam: near⏎miss",
        "row 3: false 0.800 as weapons_cbrn: false alarm",
    ]


def test_nothing_is_shown_of_what_may_be_abuse_of_children() -> None:
    hidden = "these words stay where they are"
    told = lines(
        (row(hidden, 1, categories=["csae"]), 0.1),
        (row(hidden, 1, categories=["fraud_scam", "child_x"]), 0.1),
        (row(hidden, 1), 0.1),  # nobody says what it is
    )
    assert len(told) == 3
    assert all(line.endswith(": (not shown)") for line in told)
    suspected = lines((row(hidden, 1, categories=["fraud_scam"]), 0.1), (row(hidden), 0.9), csae=0.06)
    assert len(suspected) == 2
    assert hidden not in "".join(told + suspected)


def test_of_many_the_worst_fifty_are_shown_and_long_texts_are_cut() -> None:
    misses = [(row("x" * 500, 1, categories=["fraud_scam"]), n / 1000) for n in range(60)]
    told = lines(*misses)
    assert len(told) == 51
    assert told[0].endswith("x" * 160 + "…")
    assert told[-1] == "and 10 more missed"
