"""Words in files beside the settings: `words_file` in a detector's options becomes `words`.

Read when a settings file is, so that a policy's digest has the words themselves and a
changed list is another policy. One word or phrase a line; `#` begins a comment line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from config.errors import ConfigErrors
from config.schema import Settings
from config.source import Loc

KEY, WORDS = "words_file", "words"
MOST_WORDS = 200_000
_MAX_BYTES = 8 << 20
_LONGEST = 256


class _Refused(ValueError):
    """A list that cannot be used; the message says where and why."""


def with_words(settings: Settings, folder: Path) -> Settings:
    """The settings with the words of every `words_file`, relative to `folder`. May raise ConfigErrors."""
    policies = dict(settings.policies)
    for name, policy in policies.items():
        at: Loc = ("policies", name, "detectors")
        if any(_mentions(options) for options in policy.detectors.values()):
            made = {
                detector: _mapping(options, settings, (*at, detector), folder)
                for detector, options in policy.detectors.items()
            }
            policies[name] = policy.model_copy(update={"detectors": made})
    return settings.model_copy(update={"policies": policies})


def _mentions(value: object) -> bool:
    if isinstance(value, Mapping):
        return KEY in value or any(_mentions(inner) for inner in value.values())
    return isinstance(value, list | tuple) and any(_mentions(inner) for inner in value)


def _mapping(
    options: Mapping[str, JsonValue], settings: Settings, at: Loc, folder: Path
) -> dict[str, JsonValue]:
    made = {key: _value(value, settings, (*at, key), folder) for key, value in options.items() if key != KEY}
    if KEY in options:
        written = made.get(WORDS, [])
        try:
            words = list(read_words(folder, options[KEY]))
        except _Refused as error:
            raise ConfigErrors([settings.source.problem((*at, KEY), str(error))]) from error
        made[WORDS] = [*(written if isinstance(written, list) else [written]), *words]
    return made


def _value(value: JsonValue, settings: Settings, at: Loc, folder: Path) -> JsonValue:
    if isinstance(value, dict):
        return _mapping(value, settings, at, folder)
    if isinstance(value, list):
        return [_value(inner, settings, (*at, n), folder) for n, inner in enumerate(value)]
    return value


def read_words(folder: Path, name: JsonValue) -> tuple[str, ...]:
    """The words of a file. ValueError, with the line but never the word, for what cannot be one."""
    if not isinstance(name, str) or not name:
        raise _Refused("must be the name of a file")
    file = folder / name
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise _Refused(f"{file.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _Refused(f"{file.name} is not UTF-8 text") from error
    if len(raw) > _MAX_BYTES:
        raise _Refused(f"{file.name} is longer than {_MAX_BYTES} bytes")
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    kept = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in kept:
        if len(line) > _LONGEST:
            raise _Refused(f"{file.name}:{number}: longer than {_LONGEST} characters")
    if len(kept) > MOST_WORDS:
        raise _Refused(f"{file.name} has more than {MOST_WORDS} words")
    return tuple(dict.fromkeys(line for _, line in kept))
