"""A first pack from what a machine has anyway: the openly licensed packages it was installed with.

Sources of Python distributions whose metadata say under which open licence they are, and of npm
packages below the folders given. Nothing is fetched, and nothing ships with Sekisho: the pack is made
where it is used, of fingerprints alone, and names each file's licence and project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from filters.ip.licences import obligation
from filters.ip.spdx import parts
from proxy.corpus.building import Terms, spdx
from proxy.corpus.sources import Left, Source, found

NAME = "starter"

# What classifiers of distributions call them. Source: PyPI's list of trove classifiers.
_CLASSIFIED: Mapping[str, str] = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "LicenseRef-BSD",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
}
_SUFFIXES = (".py", ".pyi", ".js", ".mjs", ".cjs", ".ts", ".c", ".h", ".md", ".rst")


def installed(folders: Iterable[Path] = ()) -> Iterator[tuple[Source | Left, Terms]]:
    """The files of installed Python distributions, and of npm packages below these folders."""
    for one in sorted(distributions(), key=lambda one: str(one.metadata["Name"]).lower()):
        yield from _of_python(one)
    for folder in folders:
        for manifest in sorted(folder.rglob("package.json")):
            yield from _of_npm(manifest)


def _of_python(one: Distribution) -> Iterator[tuple[Source, Terms]]:
    name, version, licence = str(one.metadata["Name"]), one.version, _licence(one)
    if not licence:
        return
    author = (_field(one, "Author") or _field(one, "Author-email"))[:200]
    place = _field(one, "Home-page") or f"https://pypi.org/project/{name}/{version}/"
    terms = Terms(author=author, licence=licence, source=place, prefix=f"pypi:{name}@{version}/")
    for file in sorted(one.files or (), key=str):
        path = Path(str(file.locate()))
        if path.suffix in _SUFFIXES and path.is_file() and not path.is_symlink():
            yield Source(path, file.as_posix()), terms


def _field(one: Distribution, name: str) -> str:
    return str(one.metadata[name] or "") if name in one.metadata else ""


def _licence(one: Distribution) -> str:
    """An open licence that is sure; empty where there is none."""
    said = spdx(_field(one, "License-Expression")) or ""
    if not said:
        classified = (
            row.rpartition(" :: ")[2]
            for row in one.metadata.get_all("Classifier") or ()
            if "License ::" in row
        )
        said = " OR ".join(dict.fromkeys(_CLASSIFIED[row] for row in classified if row in _CLASSIFIED))
    return said if said and _open(said) else ""


def _of_npm(manifest: Path) -> Iterator[tuple[Source | Left, Terms]]:
    try:
        told = json.loads(manifest.read_bytes())
        name, version, licence = str(told["name"]), str(told["version"]), spdx(str(told["license"]))
    except (OSError, ValueError, KeyError, TypeError):
        return
    if not licence or not _open(licence):
        return
    said: Any = told.get("author")
    author = said.get("name", "") if isinstance(said, dict) else said or ""
    place = f"https://www.npmjs.com/package/{name}/v/{version}"
    terms = Terms(author=str(author)[:200], licence=licence, source=place, prefix=f"npm:{name}@{version}/")
    for one in found(manifest.parent):
        if isinstance(one, Source) and one.path.suffix in _SUFFIXES:
            yield one, terms


def _open(licence: str) -> bool:
    return all(
        obligation(one).category not in ("unknown", "limited", "credit_limited") for one in parts(licence)
    )
