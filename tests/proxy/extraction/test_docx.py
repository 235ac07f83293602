"""What is read of DOCX files, and what of hostile ones."""

from __future__ import annotations

import pytest

from proxy.extraction.docx import read
from proxy.extraction.found import Bounds, Unreadable
from tests.proxy.extraction.papers import LAUGHS, archive, bomb, docx, paragraphs, pdf

BOUNDS = Bounds(200, 1 << 20)
NOTE = '<w:comments xmlns:w="w"><w:comment><w:p><w:r><w:t>a note</w:t></w:r></w:p></w:comment></w:comments>'
DRAWN = '<d xmlns:wp="p"><wp:docPr id="1" descr="a picture of the pier"/></d>'
LINKS = (
    '<R><Relationship Target="https://example.com/x" TargetMode="External"/><Relationship Target="in"/></R>'
)
ABOUT = "<p><created>2026-11-01</created><pages>12</pages></p>"
PRETTY = "<w:p xmlns:w='w'>\n  <w:r>\n    <w:t>Ta</w:t>\n  </w:r>\n  <w:r><w:t>ro</w:t></w:r>\n</w:p>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (docx("Hello", "港の山田太郎"), "Hello\n港の山田太郎"),
        (docx("aki.mo|ri@exam|ple.jp"), "aki.mori@example.jp"),
        (docx("a", parts={"word/comments.xml": NOTE}), "a\na note"),
        (docx("a", parts={"word/other.xml": DRAWN}), "a\na picture of the pier"),
        (docx("a", parts={"word/_rels/document.xml.rels": LINKS}), "a\nhttps://example.com/x"),
        (docx("a", parts={"docProps/core.xml": ABOUT}), "a\n2026-11-01\n12"),
        (docx(parts={"word/document.xml": PRETTY}), "Taro"),
        (docx(parts={"word/document.xml": paragraphs("港").encode("utf-16")}), "港"),
        (docx(parts={"word/document.xml": "<a/>", "word/styles.xml": paragraphs("hidden")}), "hidden"),
    ],
)
def test_the_text_of_every_part(data: bytes, text: str) -> None:
    found = read(data, BOUNDS)
    assert (found.text, found.unread) == (text, ())


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("word/media/image1.png", ("image in document",)),
        ("docProps/thumbnail.jpeg", ("image in document",)),
        ("word/embeddings/sheet.xlsx", ("file in document",)),
        ("word/document.XML", ("file in document",)),
        ("word/fonts/font1.odttf", ()),
    ],
)
def test_what_else_is_in_a_document_is_told(part: str, why: tuple[str, ...]) -> None:
    assert read(docx("a", parts={part: b"\x00"}), BOUNDS).unread == why


ENCRYPTED = docx("a").replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04" + b"\x00" * 99, "broken"),
        (docx("a")[:-30], "broken"),
        (docx(parts={"word/document.xml": "<a><b></a>"}), "broken"),
        (docx(parts={"word/document.xml": "<?xml version='1.0' encoding='utf-7'?><a/>"}), "broken"),
        (archive({"xl/workbook.xml": "<a/>"}), "not docx"),
        (archive({"[Content_Types].xml": "<a/>", "ppt/x.xml": "<a/>"}), "not docx"),
        (pdf("a"), "broken"),
        (bomb(4 << 20), "expands"),
        (docx("a" * 600_000), "expands"),
        (docx(parts={f"word/x{n}.xml": "<a/>" for n in range(2001)}), "expands"),
        (docx(parts={"word/document.xml": LAUGHS}), "entities"),
        (docx("a", parts={"word/notes.xml": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}), "entities"),
        (ENCRYPTED, "encrypted"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(data, BOUNDS)
    assert unreadable.value.why == why


def test_an_archive_that_lies_about_its_sizes_is_not_unfolded() -> None:
    data = bomb(4 << 20)
    size = (4 << 20) + 7
    lies = data.replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lies != data
    with pytest.raises(Unreadable):
        read(lies, BOUNDS)
