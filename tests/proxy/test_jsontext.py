from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsontext import blank, encode, text_of, unblank
from tests.proxy.jsondocs import TOKENS

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # half surrogate pairs too


def joined(text: str) -> str:
    """Two halves of a surrogate pair side by side are one character to every JSON reader."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@given(TOKENS)
def test_a_token_is_read_as_json_reads_it(token: str) -> None:
    assert text_of(token[1:-1].encode()) == json.loads(token)


@pytest.mark.parametrize(
    ("body", "text"),
    [(b"", ""), (b"\xff\\n", "\ufffd\n"), (b"\\ud83d", "\ud83d"), (b"\\udc00\\ud83d", "\udc00\ud83d"),
     (b"\\ud83d\\ude00", "😀"), (b"\xed\xa0\xbd", "\ufffd\ufffd\ufffd"), (b"\\ud83d\xff", "\ud83d\ufffd")],
)  # fmt: skip
def test_what_no_strict_reader_takes(body: bytes, text: str) -> None:
    assert text_of(body) == text


@given(ANY_TEXT, st.sampled_from([b"", b'"abc"', b'"\\u65e5"', "日".encode()]))
def test_every_text_has_a_valid_token(text: str, like: bytes) -> None:
    token = encode(text, like)
    assert json.loads(token.decode("utf-8")) == joined(text)
    assert token[:1] == token[-1:] == b'"'
    assert text_of(token[1:-1]) == joined(text)
    assert len(token.decode().splitlines()) == 1  # no line separator of any kind


@pytest.mark.parametrize(
    ("text", "like", "token"),
    [
        ("日本", b"", '"日本"'.encode()),
        ("日本", b'"plain"', '"日本"'.encode()),
        ("日本", b'"\\u65e5"', b'"\\u65e5\\u672c"'),
        ("😀", b'"\\u65e5"', b'"\\ud83d\\ude00"'),
        ("日本", '"\\u65e5本"'.encode(), '"日本"'.encode()),  # only in part escaped
        ("日本", b'"\\u003c\\u000a"', '"日本"'.encode()),  # escapes of ASCII say nothing
        ("日本", b'"\\\\u65e5"', '"日本"'.encode()),  # a backslash, then letters
        ("日本", b'"\\\\\\u65e5"', b'"\\u65e5\\u672c"'),
        ("a\u2028b\u2029c\x85", b"", b'"a\\u2028b\\u2029c\\u0085"'),
        ("\ud83d日", b"", b'"\\ud83d\\u65e5"'),
        ('"\\\n\x00', b"", b'"\\"\\\\\\n\\u0000"'),
    ],
)
def test_spelling(text: str, like: bytes, token: bytes) -> None:
    assert encode(text, like) == token


@given(st.lists(TOKENS))
def test_blanked_quotes_are_borders_and_come_back(tokens: list[str]) -> None:
    raw = "".join(tokens).encode()
    blanked = blank(raw)
    assert len(blanked) == len(raw)
    assert [b'"%b"' % unblank(body) for body in blanked.split(b'"')[1::2]] == [
        token.encode() for token in tokens
    ]
