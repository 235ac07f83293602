"""`sekisho check`: is this configuration one that can be honoured?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import ConfigErrors, PolicyError, Problem
from proxy.cli.options import AsJson
from proxy.cli.screen import out, plain, show_json, table
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from config.schema import Settings
    from config.spec import PolicySpec

EXAMPLE = "sekisho check sekisho.yaml"

_File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="The configuration; without it SEKISHO_CONFIG, then sekisho.yaml here, then the defaults.",
        show_default=False,
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]


def run(file: _File = None, as_json: AsJson = False) -> int:
    """Name every problem of a configuration.

    Each with its file, its line and what to do. A configuration that passes can be served; whether
    upstreams can be reached and credentials are set is for `sekisho doctor`.
    """
    found, policies = examined(file)
    if as_json:
        told = [{"name": spec.name, "digest": digest, "rules": len(spec.rules)} for spec, digest in policies]
        problems = ConfigErrors(found).as_json() if found else []
        notes = [str(one) for one in noted(file)] if not found else []
        show_json({"ok": not found, "problems": problems, "policies": told, "notes": notes}, indent=2)
    elif found:
        screen = out()
        for problem in found:
            screen.print(plain(problem))
    else:
        rows = table("policy", "digest", "rules")
        for spec, digest in policies:
            rows.add_row(plain(spec.name), digest[:12], str(len(spec.rules)))
        out().print(rows)
        for note in noted(file):
            out().print(plain(note))
    return FOUND if found else FINE


def examined(file: Path | None) -> tuple[list[Problem], list[tuple[PolicySpec, str]]]:
    """Every problem; without any, every policy with its digest."""
    from config.policies import names
    from proxy.cli.loading import read_settings

    try:
        settings = read_settings(file)
    except ConfigErrors as errors:
        return list(errors.problems), []
    made = [_compiled(settings, name) for name in names(settings)]
    problems = [one for one in made if isinstance(one, Problem)]
    return problems, [one for one in made if not isinstance(one, Problem)]


def noted(file: Path | None) -> list[Problem]:
    """What nobody said and the station cannot know of a configuration that can be honoured."""
    from proxy.cli.loading import read_settings
    from proxy.dialect import DIALECTS
    from proxy.providers import unsure

    return [*unsure(read_settings(file), DIALECTS.members())]


def _compiled(settings: Settings, name: str) -> tuple[PolicySpec, str] | Problem:
    from proxy.cli.loading import read_policy

    try:
        spec, policy = read_policy(settings, name)
    except PolicyError as error:
        return Problem(settings.source.name or "defaults", 0, f"policies.{name}", str(error))
    return spec, policy.digest
