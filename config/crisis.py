"""Whom people in need can turn to: lists of help, one file for a language, shipped and editable.

The measure `resources` answers with them. A settings file names lists of its own beside it
(`{use: resources, files: [help-ja.yaml]}`): they are read when it is, so that a policy's
digest has what they say and a changed number is another policy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import Field, JsonValue, ValidationError, model_validator

from config.blame import problems
from config.errors import ConfigErrors
from config.reading import read
from config.rules import MeasureChoice, Rule
from config.schema import Settings
from config.section import Label, Section, Shaped
from config.source import Loc

USE, FILES, LISTS = "resources", "files", "lists"
MOST_FILES = 16
_FOLDER = Path(__file__).parent / "resources"
_SHIPPED = ("ja", "en")
_MAX_BYTES = 1 << 18

Language: TypeAlias = Annotated[str, Shaped(r"[a-z]{2,3}", "a language: two or three lower-case letters")]
Day: TypeAlias = Annotated[
    str, Shaped(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", "a day: 2026-11-22, in quotation marks")
]
Words: TypeAlias = Annotated[
    str, Shaped(r"[^\x00-\x09\x0b-\x1f\x7f]{1,2000}", "a text of 1 to 2000 characters")
]


class Contact(Section):
    """Somebody to turn to."""

    name: Label = Field(description="Who it is.")
    phone: Label | None = Field(default=None, description="The number to call, as people dial it.")
    note: Label | None = Field(default=None, description="When, for whom, at what cost.")
    url: Label | None = Field(default=None, description="A page, or a chat.")
    checked: Day | None = Field(default=None, description="When somebody last compared it; not said.")
    source: Words | None = Field(default=None, description="With what; not said.")

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, value: Any) -> Any:
        """In `{name: Help, at night}` the comma ends the name: what follows must not be lost unseen."""
        names = value.items() if isinstance(value, dict) else ()
        if any(one is None and name not in cls.model_fields for name, one in names):
            raise ValueError("has a text with a comma in it; put it in quotation marks")
        return value

    @property
    def line(self) -> str:
        """One line of the answer."""
        note = f" ({self.note})" if self.note else ""
        reach = " ".join(part for part in (self.phone, self.url) if part)
        return f"- {self.name}: {reach}{note}"


class HelpList(Section):
    """What is said in one language. Parts stand in this order, an empty line between them."""

    language: Language = Field(description="Whose text it answers: `ja`, `en`, ….")
    lead: Words = Field(description="What comes first: that somebody was heard.")
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=32)] = Field(
        description="Whom to turn to."
    )
    urgent: Words | None = Field(default=None, description="What to do where a life is in danger.")
    closing: Words | None = Field(default=None, description="What is said at the end, as who says all this.")

    @property
    def text(self) -> str:
        """The answer."""
        lines = "\n".join(one.line for one in self.contacts)
        return "\n\n".join(part for part in (self.lead, lines, self.urgent, self.closing) if part)


@cache
def shipped() -> tuple[HelpList, ...]:
    """The lists that come with the station, Japanese first."""
    return tuple(
        HelpList.model_validate(
            parse(f"resources/{name}.yaml", (_FOLDER / f"{name}.yaml").read_text("utf-8"))
        )
        for name in _SHIPPED
    )


def parse(name: str, text: str) -> Mapping[str, JsonValue]:
    """One list as plain values that fit. ConfigErrors, with its lines, for anything else."""
    source = read(text, name)
    data = source.data()
    try:
        return HelpList.model_validate(data).model_dump(exclude_none=True, mode="json")
    except ValidationError as error:
        raise ConfigErrors(problems(error, HelpList, source)) from error


def with_help(settings: Settings, folder: Path) -> Settings:
    """The settings with the lists of every row's `files`, relative to `folder`. May raise ConfigErrors."""
    policies = dict(settings.policies)
    for name, policy in policies.items():
        at: Loc = ("policies", name, "rules")
        rules = tuple(
            _row(rule, settings, (*at, n, "measure"), folder) for n, rule in enumerate(policy.rules)
        )
        if rules != policy.rules:
            policies[name] = policy.model_copy(update={"rules": rules})
    return settings.model_copy(update={"policies": policies})


def _row(rule: Rule, settings: Settings, at: Loc, folder: Path) -> Rule:
    options = rule.measure.options
    if rule.measure.use != USE or FILES not in options:
        return rule
    files = options[FILES]
    try:
        lists = [_file(folder, one) for one in _named(files)]
    except ValueError as error:
        raise ConfigErrors([settings.source.problem((*at, FILES), str(error))]) from error
    kept = {name: value for name, value in options.items() if name != FILES}
    written = kept.get(LISTS, [])
    both = [*(written if isinstance(written, list) else [written]), *lists]
    measure = MeasureChoice.model_validate({"use": USE, **kept, LISTS: both})
    return rule.model_copy(update={"measure": measure})


def _named(files: JsonValue) -> Sequence[str]:
    named = [files] if isinstance(files, str) else files
    if not isinstance(named, list) or not 0 < len(named) <= MOST_FILES:
        raise ValueError(f"names from 1 to {MOST_FILES} files")
    names = [one for one in named if isinstance(one, str) and one and "\0" not in one]
    if len(names) != len(named):
        raise ValueError("must be names of files")
    return names


def _file(folder: Path, name: str) -> Mapping[str, JsonValue]:
    file = folder / name
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{file.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name} is not UTF-8 text") from error
    if len(raw) > _MAX_BYTES:
        raise ValueError(f"{file.name} is longer than {_MAX_BYTES} bytes")
    return parse(file.name, text)
