"""Documents for tests, made here: PDF files by pypdf or by hand, DOCX files by zipfile."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CMAP = b"""begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _name(**members: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in members.items()})


def _font(writer: PdfWriter, named: bool) -> DictionaryObject:
    """A font whose codes are UTF-16. named: it says so."""
    font = _name(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type0"),
        BaseFont=NameObject("/Any"),
        Encoding=NameObject("/Identity-H"),
        DescendantFonts=ArrayObject([_name(Type=NameObject("/Font"), Subtype=NameObject("/CIDFontType0"))]),
    )
    if named:
        cmap = DecodedStreamObject()
        cmap.set_data(_CMAP)
        font[NameObject("/ToUnicode")] = writer._add_object(cmap)
    return font


def pdf(
    *pages: str,
    image: bool = False,
    named: bool = True,
    password: str = "",
    note: str = "",
    file: bool = False,
) -> bytes:
    """A page for each text, a line of the page for each of its lines."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(600, 800)
        resources = _name(Font=_name(F=_font(writer, named)))
        if image:
            picture = DecodedStreamObject()
            picture.set_data(b"\xff\x00\xff")
            picture.update(_name(Type=NameObject("/XObject"), Subtype=NameObject("/Image")))
            resources[NameObject("/XObject")] = _name(P=writer._add_object(picture))
        page[NameObject("/Resources")] = resources
        lines = (f"1 0 0 1 20 {700 - 20 * n} Tm <{line.encode('utf-16-be').hex()}> Tj"
                 for n, line in enumerate(text.split("\n")))  # fmt: skip
        shown = DecodedStreamObject()
        shown.set_data(f"BT /F 12 Tf {' '.join(lines)} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(shown)
        if note:
            kept = _name(
                Type=NameObject("/Annot"),
                Subtype=NameObject("/Text"),
                Contents=TextStringObject(note),
                Rect=ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            )
            page[NameObject("/Annots")] = ArrayObject([kept])
    if file:
        writer.add_attachment("inside.txt", b"hello")
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def many(pages: int) -> bytes:
    """Very many empty pages, in few bytes each."""
    kids = " ".join(f"{n} 0 R" for n in range(3, pages + 3))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * pages
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj {one} endobj\n".encode()
    start, size = len(out), len(objects) + 1
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer << /Size {size} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def paragraphs(*texts: str) -> str:
    """The main part of a document. `|` in a text parts its runs."""

    def run(text: str) -> str:
        return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    body = "".join(f"<w:p>{''.join(map(run, text.split('|')))}</w:p>" for text in texts)
    return f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def docx(*texts: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document of these paragraphs, and of other parts beside or in the place of its own."""
    given: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": paragraphs(*texts),
        **(parts or {}),
    }
    return archive(given)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


# What grows to gigabytes, if its entities are read.
LAUGHS = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><a>&d;</a>"""


def bomb(unfolded: int) -> bytes:
    """A document whose main part unfolds to so many bytes."""
    return docx(parts={"word/document.xml": b"<a>" + b" " * unfolded + b"</a>"})


def url(data: bytes, media: str = PDF) -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"
