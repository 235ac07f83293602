"""Tables of sections: every figure in its place, and the model card's beside."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from proxy.cli.judged import figures, heading, heads, worth
from proxy.evaluation.harm import Section, report
from proxy.evaluation.harm_card import Card
from proxy.evaluation.ranking import Terms
from tests.proxy.evaluation.scored import many, row, seen

TERMS = Terms(false_positives=0.02, prevalence=0.07, rounds=20)
CARD = Card({"whole": {"auroc": {"value": 0.91}}, "classes": {"csae": {"recall": {"value": 0.62}}}})


def section() -> Section:
    harmful = [seen(row(harm=1, categories=["csae"]), score, csae=score) for score in (0.9, 0.5, 0.01)]
    return report([*harmful, *many(0, [n / 1000 for n in range(100)])], [], "harm", TERMS).whole


def shown(made: Table) -> list[list[str]]:
    """The cells of each row."""
    screen = Console(file=io.StringIO(), width=400)
    screen.print(made)
    assert isinstance(screen.file, io.StringIO)
    return [line.split() for line in screen.file.getvalue().splitlines()]


def test_a_heading_says_by_which_rows_the_threshold_is_set() -> None:
    assert heading("ja", section()) == "ja: 103 rows, threshold 0.0970 by its 100 benign rows"


def test_every_row_has_its_figures_and_the_cards() -> None:
    lines = [" ".join(cells) for cells in shown(figures("", section(), CARD, TERMS))]
    assert "recall at 0.02" in lines[0]
    assert "precision at 0.07 F1 best F1" in lines[0]
    whole = next(line for line in lines if line.startswith("all"))
    assert ".667 (." in whole
    assert whole.rstrip().split()[-2:] == [".910", "–"]
    mine = next(line for line in lines if line.startswith("csae"))
    assert mine.rstrip().split()[-2:] == ["–", ".620"]
    # One kind and one source are what "all" is.
    assert not [line for line in lines if line.startswith(("kind", "source"))]


def test_no_number_is_cut_on_a_narrow_terminal() -> None:
    screen = Console(file=io.StringIO(), width=60, soft_wrap=True)
    screen.print(figures("", section(), CARD, TERMS))
    assert isinstance(screen.file, io.StringIO)
    assert "…" not in screen.file.getvalue()
    assert "precision at 0.07" in screen.file.getvalue()


def test_classes_are_ranked_by_their_own_scores() -> None:
    lines = [" ".join(cells) for cells in shown(heads(section()))]
    assert lines[1].startswith("csae")
    assert "1.000 (." in lines[1]


def test_what_scores_are_worth() -> None:
    calibration, escalation = worth(section())
    assert calibration.startswith("calibration error .")
    assert "0.8 of them: 0.900" in escalation
