"""The text of a settings file to settings: YAML, then its shape; no names of others yet.

Whatever the text, what leaves is settings or ConfigErrors, in time linear in the text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from pydantic import ValidationError

from config.blame import problems
from config.errors import ConfigErrors, Problem
from config.schema import Settings
from config.source import Leaf, Source, Table
from config.tree import Builder, Unreadable

MAX_CHARACTERS = 1 << 20  # about 10,000 policy rows

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(text: str, name: str) -> Settings:
    """Settings with the lines they were written on; ConfigErrors with everything that does not fit.

    What other parts of the file or other files are called by name is not looked at.
    """
    source = read(text, name)
    try:
        settings = Settings.model_validate(source.data())
    except ValidationError as error:
        raise ConfigErrors(problems(error, Settings, source)) from error
    return settings.read_from(source)


def read(text: str, name: str) -> Source:
    """The values of a YAML text, with their lines. An empty text is an empty mapping.

    name: what messages call the file. Raises ConfigErrors: too large, not YAML, or not
    plain values. Linear in the text; at most MAX_NODES values are kept.
    """
    builder = Builder(name)
    try:
        _check_text(text)
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event, event.start_mark.line + 1)
    except Unreadable as error:
        raise ConfigErrors(
            [*builder.problems, Problem(name, error.line, "", error.message, error.hint)]
        ) from error
    except (yaml.YAMLError, ValueError) as error:  # PyYAML's own scanner: chr() of an escape
        raise ConfigErrors([*builder.problems, _translated(name, error, text)]) from error
    root = builder.root or Table(1, {}, {}, 1, 1)
    if isinstance(root, Leaf) and root.value is None:
        root = Table(1, {}, {}, 1, 1)
    if not builder.problems and not isinstance(root, Table):
        builder.problems.append(Problem(name, root.line, "", "should be a mapping (name: value)"))
    if builder.problems:
        raise ConfigErrors(builder.problems)
    return Source(name, root)


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(0, f"longer than {MAX_CHARACTERS} characters")
    if bad := _UNPRINTABLE.search(text.removeprefix("\ufeff")):
        raise Unreadable(
            text.count("\n", 0, bad.start()) + 1, f"character U+{ord(bad.group()):04X} is not allowed"
        )


def _translated(name: str, error: Exception, text: str) -> Problem:
    last = text.count("\n") + 1  # the end of a text is said to be on the line after it
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "not YAML"
    return Problem(name, min(mark.line + 1, last) if mark else 0, "", f"not YAML: {what}")
