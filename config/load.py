"""A settings file, the environment and the defaults, put together and checked.

Pass 1 is here: shape, then the names the file uses of itself. Pass 2,
`config.known.check_names`, is called by the floors that know the extensions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from config.crisis import with_help
from config.environment import with_environment
from config.errors import ConfigErrors, Problem
from config.reading import MAX_CHARACTERS, parse
from config.references import check
from config.schema import Settings
from config.wordlists import with_words

DEFAULT_FILE = "sekisho.yaml"

_MAX_BYTES = 4 * MAX_CHARACTERS  # the longest text of so many characters
_NO_ENVIRONMENT: Mapping[str, str] = {}


def load(path: Path | None, env: Mapping[str, str]) -> Settings:
    """The settings Sekisho starts with.

    path: the file; without it `SEKISHO_CONFIG`, then `sekisho.yaml` where there is one,
    then the defaults. Paths in the file are relative to the file. Raises ConfigErrors
    with all that one pass found.
    """
    file = find(path, env)
    if file is None:
        return default_settings(env)
    # Not for a text that came from elsewhere: it could name any file.
    settings = load_text(_read(file), file.name, env, file.parent)
    return with_help(with_words(settings, file.parent), file.parent)


def find(path: Path | None, env: Mapping[str, str]) -> Path | None:
    """The file that `load` reads, whether or not it is there; None: the defaults."""
    if path is not None or env.get("SEKISHO_CONFIG"):
        return path or Path(env["SEKISHO_CONFIG"])
    return Path(DEFAULT_FILE) if Path(DEFAULT_FILE).is_file() else None


def load_text(
    text: str, name: str = DEFAULT_FILE, env: Mapping[str, str] = _NO_ENVIRONMENT, folder: Path = Path()
) -> Settings:
    """The settings a text means. name: what messages call it. folder: what its paths are relative to.

    Raises ConfigErrors, and nothing else whatever the text.
    """
    settings = with_environment(_placed(parse(text, name), folder), env)
    if found := check(settings):
        raise ConfigErrors(found)
    return settings


def default_settings(env: Mapping[str, str] = _NO_ENVIRONMENT) -> Settings:
    """The settings of an empty file: built-in upstreams and routes under the `standard` preset."""
    return load_text("", env=env)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise ConfigErrors([Problem(file.name, 0, "", f"longer than {_MAX_BYTES} bytes")])
        return raw.decode("utf-8")
    except OSError as error:
        raise ConfigErrors([Problem(str(file), 0, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ConfigErrors([Problem(file.name, 0, "", "is not UTF-8 text")]) from error


def _placed(settings: Settings, folder: Path) -> Settings:
    """Paths written in the file, relative to the file's folder."""
    ledger = settings.audit.ledger
    if ledger.path is not None:
        ledger = ledger.model_copy(update={"path": folder / ledger.path})
    home = folder / settings.home if "home" in settings.model_fields_set else settings.home
    audit = settings.audit.model_copy(update={"ledger": ledger})
    return settings.model_copy(update={"audit": audit, "home": home})
