from __future__ import annotations

import itertools
import json
from pathlib import Path

from filters.ip.licences import obligation
from filters.ip.spdx import parts
from proxy.corpus.sources import Source
from proxy.corpus.starter import installed


def test_what_is_installed_is_openly_licensed() -> None:
    some = list(itertools.islice(installed(), 400))
    assert some
    for source, terms in some:
        assert isinstance(source, Source)
        assert source.path.is_file()
        assert terms.prefix.startswith("pypi:")
        assert terms.source
        assert all(obligation(one).category not in ("unknown", "limited") for one in parts(terms.licence))


def test_packages_of_npm_by_their_licence(tmp_path: Path) -> None:
    for name, licence in (("open", "MIT"), ("closed", "UNLICENSED"), ("odd", "SEE LICENSE IN x")):
        folder = tmp_path / "node_modules" / name
        folder.mkdir(parents=True)
        about = {"name": name, "version": "1.0.0", "license": licence, "author": {"name": "Jo"}}
        (folder / "package.json").write_text(json.dumps(about))
        (folder / "index.js").write_text("x")
    (tmp_path / "package.json").write_text("{")
    found = [(source, terms) for source, terms in installed([tmp_path]) if terms.prefix.startswith("npm:")]
    assert [(source.name, terms.prefix, terms.licence, terms.author) for source, terms in found] == [
        ("index.js", "npm:open@1.0.0/", "MIT", "Jo")
    ]
