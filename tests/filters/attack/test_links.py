"""Where links begin and end, and what fetches them."""

from __future__ import annotations

import pytest

from filters.attack.links import BEFORE, MOST, address, links


def found(text: str) -> list[tuple[str, str]]:
    return [(one.where, text[one.begin : one.end]) for one in links(text, 0, final=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](https://a.example/x.png)", [("image", "https://a.example/x.png")]),
        ('![a](https://a.example/x y.png "T")', [("image", 'https://a.example/x y.png "T"')]),
        ("[a](https://a.example/x)", [("link", "https://a.example/x")]),
        (
            "[![a](https://a.example/1)](https://b.example/2)",
            [("image", "https://a.example/1"), ("link", "https://b.example/2")],
        ),
        ("[1]: https://a.example/x", [("link", "https://a.example/x")]),
        ("![a][1]\n[1]: https://a.example/x", [("image", "https://a.example/x")]),
        ("![1]\n[1]: https://a.example/x", [("image", "https://a.example/x")]),
        ("[1]: //a.example/x", [("link", "//a.example/x")]),
        ('src = "https://a.example/x"', [("bare", "https://a.example/x")]),
        ('<img src="//a.example/x y">', [("image", "//a.example/x y")]),
        ("<a href='http://a.example'>", [("link", "http://a.example")]),
        ("url(https://a.example/b)", [("image", "https://a.example/b")]),
        ("<https://a.example/b>", [("link", "https://a.example/b")]),
        ("「https://a.example/b」を見る", [("bare", "https://a.example/b")]),
        (
            "HTTPS://A.example and wss://b.example.",
            [("bare", "HTTPS://A.example"), ("bare", "wss://b.example.")],
        ),
        ("https://a.example/?u=https://b.example/", [("bare", "https://a.example/?u=https://b.example/")]),
        ("xhttps://a.example // comment", []),
        ("http:/ and https:", []),
    ],
)
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_no_more_than_so_much_is_read() -> None:
    ((_, one), *_) = found("https://a.example/" + "x" * 3 * MOST)
    assert len(one) == MOST
    assert found("![" + "a" * BEFORE + "](https://a.example/x)")[0][0] == "link"


def test_what_may_go_on_is_open() -> None:
    (one,) = links("see https://a.example/x", 0, final=False)
    assert (one.begin, one.open) == (4, True)
    assert [one.open for one in links("see https://a.example/x ", 0, final=False)] == [False]


def test_a_title_is_no_part_of_the_address() -> None:
    assert address('https://a.example/x.png "A title"') == "https://a.example/x.png"
    assert address("https://a.example/x y") == "https://a.example/x y"
