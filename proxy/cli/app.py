"""The verbs, put together. What each does is in its own file; what all owe the shell in `proxy.cli.shell`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from proxy.cli import audit, check, demo, doctor, evals, explain, fake, ip, schema, serve, trial, tune
from proxy.cli.screen import out
from proxy.cli.shell import exiting, status_of

_SETTINGS = {"help_option_names": ["-h", "--help"]}


def app() -> typer.Typer:
    """The command line, every verb with its help and an example."""
    made = typer.Typer(
        name="sekisho",
        help="A runtime guardrail proxy for generative AI: inspect, decide, record, mark.",
        epilog="Begin with: sekisho demo",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None if not sys.stdout.isatty() else "markdown",
        context_settings=_SETTINGS,
    )
    made.callback()(_about)
    _add(made, "serve", serve.run, serve.EXAMPLE)
    _add(made, "demo", demo.run, demo.EXAMPLE)
    _add(made, "try", trial.run, trial.EXAMPLE)
    _add(made, "check", check.run, check.EXAMPLE)
    _add(made, "schema", schema.run, schema.EXAMPLE)
    _add(made, "explain", explain.run, explain.EXAMPLE)
    measured = typer.Typer(no_args_is_help=True, help="Measure what detectors find in labelled rows.")
    for kind in evals.kinds():
        _add(measured, kind.name, kind.run, kind.example)
    made.add_typer(measured, name="eval", epilog="Example: sekisho eval pii rows.jsonl")
    _add(made, "tune", tune.run, tune.EXAMPLE)
    _add(made, "fake-upstream", fake.run, fake.EXAMPLE)
    records = typer.Typer(no_args_is_help=True, help="Read the record of what was decided.")
    _add(records, "tail", audit.tail, audit.TAIL_EXAMPLE)
    made.add_typer(records, name="audit", epilog="Example: sekisho audit tail")
    works = typer.Typer(no_args_is_help=True, help="The works that passages of answers are compared with.")
    _add(works, "add", ip.add, ip.ADD_EXAMPLE)
    _add(works, "list", ip.list_, ip.LIST_EXAMPLE)
    _add(works, "remove", ip.remove, ip.REMOVE_EXAMPLE)
    _add(works, "match", ip.match, ip.MATCH_EXAMPLE)
    made.add_typer(works, name="ip", epilog="Example: sekisho ip match answer.txt")
    _add(made, "doctor", doctor.run, doctor.EXAMPLE)
    return made


def _add(parent: typer.Typer, name: str, verb: Callable[..., int], example: str) -> None:
    parent.command(name, epilog=f"Example: {example}", context_settings=_SETTINGS)(exiting(verb))


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        out().print(f"sekisho {version('sekisho')}")
        raise typer.Exit


def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """A runtime guardrail proxy for generative AI: inspect, decide, record, mark."""
    del version


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 found, 2 could not be asked."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(status_of(lambda: app()(args=given, prog_name="sekisho")))
