"""What scores of harm and attacks are worth, as tables: every figure with its counts and its interval."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from proxy.cli.screen import plain, table

if TYPE_CHECKING:
    from proxy.evaluation.figures import Figure
    from proxy.evaluation.harm import Section
    from proxy.evaluation.harm_card import Card
    from proxy.evaluation.ranking import Ranking, Terms

_NONE = "–"
_POINTS = ("false_positives", "precision", "f1", "best_f1")
# Of a section, and what they are called.
GROUPS = {
    "langs": "language",
    "classes": "class",
    "kinds": "kind",
    "lengths": "characters",
    "sources": "source",
}
_WIDEST = 400  # columns
_LONGEST = 28  # characters of a name


def heading(name: str, found: Section) -> str:
    """How many rows, and by which rows their threshold is set."""
    threshold, pool = found.whole.threshold, found.whole.pool
    whose = "its" if found.own else "all"
    told = "no threshold" if threshold is None else f"threshold {threshold:.4f}"
    return f"{name}: {found.rows} rows, {told} by {whose} {pool} benign rows"


def figures(
    language: str, found: Section, card: Card, terms: Terms, groups: Collection[str] = GROUPS
) -> Table:
    """All rows of a section, then its groups; the figures of the model card beside."""
    made = table("", "yes", "no", "AUROC (95 %)", "AUPRC", f"recall at {terms.false_positives:.2g}", "false")
    for head in (f"precision at {terms.prevalence:.2g}", "F1", "best F1", "card: AUROC", "recall"):
        made.add_column(head)
    _add(made, "all", found.whole, _beside(card, language, "", ""), "bold")
    for group in groups:
        rows = found.groups[group]
        if len(rows) > 1 or group == "classes":
            made.add_row(plain(GROUPS[group], "bold"))
            for name, ranking in rows.items():
                _add(made, f"  {name}"[:_LONGEST], ranking, _beside(card, language, group, name))
    # As wide as it is, whatever the terminal: a narrower one breaks its lines, and no number is cut.
    made.width = Console(width=_WIDEST).measure(made).maximum
    return made


def heads(found: Section) -> Table:
    """The scores of single classes: whether each knows its own."""
    made = table("score of the class", "rows", "AUROC (95 %)", "highest of all classes (95 %)")
    for name, head in found.heads.items():
        cells = (name, head.rows, _full(head.auroc), _full(head.named))
        made.add_row(*(plain(cell) for cell in cells))
    return made


def worth(found: Section) -> Iterator[str]:
    """What the scores are worth as probabilities, and for a second opinion."""
    mixed, even = map(_bare, found.calibration)
    yield f"calibration error {mixed}; {even} if positive rows counted as much as negative ones"
    if found.escalation:
        shares = ", ".join(f"{target} of them: {pool:.3f}" for target, pool in found.escalation.items())
        yield f"share of the benign pool that a second opinion would judge too, to judge {shares}"


def _beside(card: Card, language: str, group: str, name: str) -> tuple[float | None, ...]:
    return tuple(card.figure(language, group, name, figure) for figure in ("auroc", "recall"))


def _add(made: Table, name: str, one: Ranking, beside: tuple[float | None, ...], style: str = "") -> None:
    cells = [name, one.positives, one.negatives, _full(one["auroc"]), _bare(one["auprc"].value)]
    cells += [
        _full(one["recall"]),
        *(_bare(one[name].value) for name in _POINTS),
    ]
    cells += map(_bare, beside)
    made.add_row(*(plain(cell, style) for cell in cells))


def _bare(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}".removeprefix("0")


def _full(figure: Figure) -> str:
    return (
        _NONE if figure.value is None else f"{_bare(figure.value)} ({_bare(figure.low)}–{_bare(figure.high)})"
    )
