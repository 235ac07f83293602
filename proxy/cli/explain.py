"""`sekisho explain`: which rows of a policy fit, which one wins, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from filters.model import Trust
from proxy.cli.options import AsJson, Config, PolicyName
from proxy.cli.screen import out, plain, show_json, table
from proxy.cli.shell import FINE

if TYPE_CHECKING:
    from proxy.cli.explaining import Kind, Row

EXAMPLE = "sekisho explain pii.email --policy japan-business"


_Rule = Annotated[
    str,
    typer.Argument(
        metavar="RULE",
        help="The name of a rule, as records give it; a kind (pii.email); or a pattern of kinds (pii.*).",
        show_default=False,
    ),
]
_Score = Annotated[float, typer.Option("--score", min=0, max=1, help="How certain the finding is.")]
_Role = Annotated[
    str | None,
    typer.Option(
        "--role",
        help="Whose text it is in; without it, user in a request, assistant in an answer.",
        show_default=False,
    ),
]
_Trust = Annotated[Trust, typer.Option("--trust", help="Where the text comes from.")]


def run(
    rule: _Rule,
    policy: PolicyName = None,
    score: _Score = 1.0,
    role: _Role = None,
    trust: _Trust = "user",
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Explain which rows fit a finding, and which one wins.

    Rows are shown in order, with where they are written and what their measure does. The strictest
    measure wins; of equally strict rows, the earlier one.
    """
    from proxy.cli.explaining import Asked, explain, meant
    from proxy.cli.loading import read_policy, read_settings

    spec, ready = read_policy(read_settings(config), policy)
    row, names = meant(rule, spec, ready)
    asked = Asked(score, role, trust)
    found = [explain(name, spec, ready, asked) for name in names]
    if as_json:
        told = None if row is None else asdict(row)
        show_json(
            {
                "policy": spec.name,
                "digest": ready.digest,
                "rule": told,
                "kinds": [asdict(one) for one in found],
            },
            indent=2,
        )
        return FINE
    screen = out()
    screen.print(Text(f"policy {spec.name}@{ready.digest[:12]}", style="dim"))
    if row is not None:
        _show_rows([row])
        _show_measure(row)
    if len(found) == 1:
        _show_kind(found[0])
    elif found:
        _show_many(found)
    else:
        screen.print(plain("no installed detector reports a kind that it names"))
    return FINE


def _show_kind(one: Kind) -> None:
    screen = out()
    by = f" (found by {', '.join(one.detectors)})" if one.detectors else ""
    screen.print()
    screen.print(Text.assemble(plain(one.kind, "bold"), "  ", plain(one.documentation + by)))
    winners = {ruling.rule for ruling in one.rulings}
    if one.rows:
        _show_rows(one.rows, winners)
    for ruling in one.rulings:
        line = f"{ruling.direction:<8}  {ruling.rule} wins: {ruling.why}"
        screen.print(plain(line, "green"))
    for row in one.rows:
        if row.name in winners:
            _show_measure(row)


def _show_rows(rows: list[Row] | tuple[Row, ...], winners: set[str] | None = None) -> None:
    made = table("", "row", "rule", "when", "measure", "written in")
    for row in rows:
        wins = row.name in (winners or ())
        cells = (
            "→" if wins else "",
            row.number,
            row.name,
            row.when,
            f"{row.measure} ({row.severity})",
            row.written,
        )
        made.add_row(*(plain(cell, "bold" if wins else "") for cell in cells))
    out().print(made)


def _show_measure(row: Row) -> None:
    options = ", ".join(f"{name}: {value}" for name, value in row.options.items())
    out().print(plain(f"{row.measure}: {row.documentation}" + (f" [{options}]" if options else ""), "dim"))


def _show_many(found: list[Kind]) -> None:
    made = table("kind", "wins in requests", "wins in answers", "what it is")
    for one in found:
        made.add_row(
            plain(one.kind), *(plain(ruling.rule) for ruling in one.rulings), plain(one.documentation)
        )
    out().print()
    out().print(made)
