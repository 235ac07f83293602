"""docs/documents.md: its figures, words and reasons are the code's."""

from __future__ import annotations

import re

from config.documents import Documents
from config.load import load_text
from proxy.enclosed import MOST
from proxy.extraction.pool import WORKERS
from proxy.extraction.worker import MEMORY
from tests.house import ROOT

PAGE = (ROOT / "docs" / "documents.md").read_text("utf-8")
SOURCES = [ROOT / "proxy" / "enclosed.py", *(ROOT / "proxy" / "extraction").glob("*.py")]


def test_the_example_is_read_and_shows_the_defaults() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    written = load_text(example).documents
    assert written == Documents(extract=("text", "pdf", "docx"))


def test_the_figures_are_the_codes() -> None:
    assert f"{MOST} documents in one request" in PAGE
    assert f"{MEMORY >> 30} GiB of memory" in PAGE
    assert WORKERS == 2
    assert "two for each worker of the station" in PAGE


def test_every_reason_is_explained() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES)
    whole = set(
        re.findall(r'"((?:document: [a-z0-9 ]+|[a-z]+ [a-z]* ?in document|[a-z]+ in document))"', code)
    )
    whole |= {f"document: {why}" for why in re.findall(r'Unreadable\("([a-z ]+)"\)', code)}
    assert len(whole) > 12
    assert {why for why in whole if f"`{why}`" not in PAGE} == set()
