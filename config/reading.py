"""The text of a settings file to settings: its shape, and nothing about other names yet."""

from __future__ import annotations

from pydantic import ValidationError

from config.blame import problems
from config.errors import ConfigErrors
from config.schema import Settings
from config.tree import read


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
