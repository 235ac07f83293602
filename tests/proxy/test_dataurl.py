"""Documents in strings: what is one, what it says, and how another text is written in its place."""

from __future__ import annotations

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.dataurl import decoded, enclosure, kind_of

TEXT = "港の山田太郎へ。 Write to Taro.\n"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def url(data: bytes, media: str = "text/plain") -> str:
    return f"data:{media};base64,{b64(data)}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (url(TEXT.encode()), TEXT),
        (url(b"hi"), "hi"),
        (url(b""), ""),
        (url(TEXT.encode(), ""), TEXT),
        (url(TEXT.encode(), "application/octet-stream"), TEXT),
        (url(TEXT.encode(), "text/csv;name=a.csv"), TEXT),
        (url(TEXT.encode("cp932"), "text/plain;charset=Shift_JIS"), TEXT),
        (url(TEXT.encode("euc_jp"), 'text/plain;charset="EUC-JP"'), TEXT),
        (url(TEXT.encode("iso2022_jp"), "text/plain; charset=iso-2022-jp"), TEXT),
        (url(TEXT.encode("utf-8-sig")), TEXT),
        (url(TEXT.encode("utf-16")), TEXT),
        (" DATA:text/plain;BASE64," + b64(TEXT.encode()), TEXT),
        ("data:text/plain;base64," + base64.urlsafe_b64encode(b"~~~???").decode(), "~~~???"),
        ("data:text/plain;base64," + base64.encodebytes(TEXT.encode() * 9).decode(), TEXT * 9),
        ("data:text/plain;base64,aGk", "hi"),
        ("data:text/plain,Write%20to%20Taro", "Write to Taro"),
        ("data:,%E6%B8%AF", "港"),
    ],
)
def test_the_text_of_a_data_url(written: str, said: str) -> None:
    found = enclosure(written, bare=False)
    assert found is not None
    assert (found.kind, found.text) == ("text", said)
    edited = found.wrap(said.replace("Taro", "[NAME]"))
    again = enclosure(edited, bare=False)
    assert again is not None
    assert again.text == said.replace("Taro", "[NAME]")
    assert again.head == found.head


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n\xff", "pdf"),
        (b"\n junk %PDF-1.7", "pdf"),
        (b" " * 1020 + b"%PDF-", ""),
        (b"PK\x03\x04", "docx"),
        (b" PK\x03\x04", ""),
        (b"\x89PNG", ""),
    ],
)
def test_a_file_is_what_it_begins_with(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    found = enclosure(url(data, "text/plain"), bare=False)
    if kind:
        assert found is not None
        assert (found.kind, found.data, found.text) == (kind, data, "")


@pytest.mark.parametrize(
    "written",
    [
        url(b"\x89PNG\r\n\x1a\n", "application/octet-stream"),
        url(TEXT.encode(), "image/png"),
        url(TEXT.encode(), "Audio/wav"),
        url(TEXT.encode("cp932")),
        url(TEXT.encode(), "text/plain;charset=x-unknown"),
        url(TEXT.encode("iso2022_jp")),
        url(b"Write to Taro.", "text/plain;charset=utf-16"),
        url("港".encode(), "text/plain;charset=iso-8859-1"),
        url(rb"{\rtf1 \'54aro}", "application/rtf"),
        "https://example.com/a.pdf",
        "data: of this year, and of the last",
        "data:text/plain of Taro,hello",
        "data:Taro Yamada;base64,aGk=",
        "plain words",
        b64(TEXT.encode()),
        "data:" + "x" * 300 + ",hello",
    ],
)
def test_what_is_no_document_that_could_be_read(written: str) -> None:
    assert enclosure(written, bare=False) is None


def test_base64_may_stand_alone_where_the_place_says_so() -> None:
    found = enclosure(b64(TEXT.encode()), bare=True)
    assert found is not None
    assert (found.kind, found.text, found.wrap("hi")) == ("text", TEXT, "aGk=")
    assert enclosure("no base64!", bare=True) is None


@pytest.mark.parametrize("written", ["aGk!", "a", "aGk===", "aG=k", "aGk=aGk=", "港"])
def test_what_could_be_read_in_two_ways_is_broken(written: str) -> None:
    assert decoded(written) is None
    found = enclosure(f"data:text/plain;base64,{written}", bare=False)
    assert found is not None
    assert found.kind == "broken"


@given(data=st.binary(max_size=200), urlsafe=st.booleans(), padded=st.booleans())
def test_base64_is_read_as_written(data: bytes, urlsafe: bool, padded: bool) -> None:
    written = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(data).decode()
    assert decoded(written if padded else written.rstrip("=")) == data


def test_long_ones_are_read_in_no_time() -> None:
    data = os.urandom(1 << 22)
    assert decoded(base64.encodebytes(data).decode()) == data
    assert decoded("=" * (1 << 22)) is None
