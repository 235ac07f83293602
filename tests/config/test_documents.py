"""Which documents are opened, as it is written."""

import pytest

from config.documents import Documents
from config.errors import ConfigErrors
from config.load import load_text


def test_nothing_is_opened_unless_it_is_asked_for() -> None:
    assert load_text("").documents == Documents()
    assert Documents().kinds == frozenset()


def test_kinds_are_written_as_one_or_many() -> None:
    assert load_text("documents: {extract: text}").documents.extract == ("text",)
    made = load_text("documents: {extract: [text, pdf, docx, pdf], pages: 3, bytes: 4096, timeout_s: 2.5}")
    assert made.documents.extract == ("text", "pdf", "docx")
    assert (made.documents.pages, made.documents.bytes, made.documents.timeout_s) == (3, 4096, 2.5)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{extract: [text, pfd]}", "sekisho.yaml:1: documents.extract"),
        ("{extract: []}", "should name at least one"),
        ("{extarct: pdf}", "no option named 'extarct' (did you mean 'extract'?)"),
        ("{pages: 0}", "sekisho.yaml:1: documents.pages"),
        ("{timeout_s: 0}", "sekisho.yaml:1: documents.timeout_s"),
    ],
)
def test_what_cannot_be_honoured_is_told(written: str, said: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(f"documents: {written}")
    assert said in str(caught.value)
