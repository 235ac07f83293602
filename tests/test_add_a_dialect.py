"""docs/add-a-dialect.md: its blocks are pieces of the files they name, and what it names is there."""

from __future__ import annotations

import json
import re

import pytest

from proxy.dialect import Surface
from tests.fixtures import ROOT

PAGE = (ROOT / "docs" / "add-a-dialect.md").read_text("utf-8")
PIECES = re.findall(r"^From `([^`]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_every_block_says_where_it_is_from() -> None:
    assert len(PIECES) == len(re.findall(r"^```\w+$", PAGE, re.MULTILINE)) > 10


@pytest.mark.parametrize(("file", "piece"), PIECES, ids=[f"{n} {file}" for n, (file, _) in enumerate(PIECES)])
def test_every_block_stands_in_its_file(file: str, piece: str) -> None:
    assert f"\n{piece}" in f"\n{(ROOT / file).read_text('utf-8')}"


@pytest.mark.parametrize("file", sorted(set(re.findall(r"`((?:tests|proxy|docs)/[\w/.-]+)`", PAGE))))
def test_every_file_it_names_is_there(file: str) -> None:
    assert (ROOT / file).exists()


@pytest.mark.parametrize(
    "name",
    [
        *("streaming", "opaque", "over_after", "scrub", "stale", "citations"),
        *("refused", "instead", "closer", "filler", "keepalive", "padding", "patience", "unserved"),
    ],
)
def test_every_hook_it_names_is_one(name: str) -> None:
    assert hasattr(Surface, name)
    assert re.search(rf"`{name}`|def {name}\(", PAGE)


def test_the_conversation_it_shows_is_whole_json() -> None:
    [piece] = [piece for file, piece in PIECES if file.endswith(".json")]
    assert json.loads("{" + piece + "}")["response"]["status"] == 404
