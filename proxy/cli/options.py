"""Options that several verbs take, spelled and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        help="Configuration; without it SEKISHO_CONFIG, then sekisho.yaml here, then the defaults.",
        show_default=False,
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
PolicyName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy",
        "-p",
        metavar="NAME",
        help="A policy of the configuration, or a preset; without it, the configuration's general one.",
        show_default=False,
    ),
]
