"""The reference of every verb, as Markdown: `python -m proxy.cli.reference > docs/cli.md`.

Verbs, options, defaults and examples are read off the command line itself. A test holds
the page against this.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo

from proxy.cli.app import app

_BEFORE = """\
# Command line

<!-- Written by `python -m proxy.cli.reference`; a test holds it to the code. -->

`sekisho VERB …`, or `python -m sekisho VERB …`. `sekisho VERB --help` says the same as this page.

| exit status | |
|---|---|
| 0 | Fine: nothing was found, or it was done. |
| 1 | Something was found: a problem in a configuration, a finding, something that needs attention. |
| 2 | It could not be asked: an option, a configuration or an input cannot be used; one line says which. |
| 130 | Interrupted by Ctrl-C. |
| 141 | Whoever read the output has gone, as in `sekisho audit tail \\| head`. |

Results go to standard output, everything else to standard error. Colours appear on a terminal only, and not
at all where `NO_COLOR` is set. No traceback is ever shown, and no message quotes a text that was inspected.
"""


def reference() -> str:
    """The page."""
    whole = app()
    parts = [_BEFORE, *_verbs(whole, "sekisho")]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def verbs(parent: typer.Typer, name: str) -> Iterator[tuple[str, Callable[..., Any], str]]:
    """Every verb with its full name, its function, and its example."""
    for one in parent.registered_commands:
        assert one.callback is not None
        yield f"{name} {one.name}", one.callback, str(one.epilog).removeprefix("Example: ")
    for group in parent.registered_groups:
        assert group.typer_instance is not None
        yield from verbs(group.typer_instance, f"{name} {group.name}")


def _verbs(parent: typer.Typer, name: str) -> Iterator[str]:
    for full, function, example in verbs(parent, name):
        options = [_row(one) for one in _parameters(function)]
        head = ["| option | value | default | |", "|---|---|---|---|"] if options else []
        body = [
            f"## `{full}`",
            "",
            inspect.getdoc(function) or "",
            "",
            "```sh",
            example,
            "```",
            "",
            *head,
            *options,
        ]
        yield "\n".join(body)


def _parameters(
    function: Callable[..., Any],
) -> Iterator[tuple[inspect.Parameter, OptionInfo | ArgumentInfo, Any]]:
    for one in inspect.signature(function, eval_str=True).parameters.values():
        kind, *told = get_args(one.annotation)
        info = next(each for each in told if isinstance(each, OptionInfo | ArgumentInfo))
        yield one, info, kind


def _row(parameter: tuple[inspect.Parameter, OptionInfo | ArgumentInfo, Any]) -> str:
    one, info, kind = parameter
    shown = ", ".join(f"`{name}`" for name in option_names(info)) or f"`{info.metavar}`"
    variable = f" Also the variable `{info.envvar}`." if info.envvar else ""
    text = (info.help or "") + variable
    return f"| {shown} | {_value(kind, info)} | {_default(one)} | {text} |"


def option_names(info: OptionInfo | ArgumentInfo) -> list[str]:
    """How an option is spelled, long form first; empty for an argument."""
    # Annotated declarations put the first spelling where a default would stand.
    said = [info.default, *(info.param_decls or ())]
    return [name for name in said if isinstance(name, str) and name.startswith("-")]


def _value(kind: Any, info: OptionInfo | ArgumentInfo) -> str:
    bare = _bare(kind)
    if get_origin(bare) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(bare))
    if bare is bool:
        return ""
    span = f" {info.min:g} to {info.max:g}" if info.min is not None and info.max is not None else ""
    words = {
        int: "number",
        float: "number",
        Path: "path",
        str: "text",
        list[Path]: "paths",
        list[str]: "texts",
    }
    return words[bare] + span


def _bare(kind: Any) -> Any:
    """`X | None` → X."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


def _default(one: inspect.Parameter) -> str:
    if one.default is inspect.Parameter.empty:
        return "*needed*"
    return "" if one.default in (None, False, "") else f"`{one.default}`"


if __name__ == "__main__":
    sys.stdout.write(reference())
