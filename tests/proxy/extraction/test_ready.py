"""What the configuration asks for is there, or the station says so before it starts."""

from __future__ import annotations

import importlib.util

import pytest

from config.errors import ConfigErrors
from config.load import load_text
from proxy.extraction.ready import lacking, readable

ASKED = "listen: {port: 0}\ndocuments:\n extract: [text, pdf]"


def test_what_is_opened_is_what_is_written() -> None:
    assert readable(load_text("")) == frozenset()
    assert readable(load_text(ASKED)) == {"text", "pdf"}
    assert lacking(load_text(ASKED)) == ""


def test_a_missing_library_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ConfigErrors) as caught:
        readable(load_text(ASKED))
    assert str(caught.value).startswith("sekisho.yaml:3: documents.extract: 'pdf' needs pypdf")
    assert readable(load_text("documents: {extract: [text, docx]}")) == {"text", "docx"}
