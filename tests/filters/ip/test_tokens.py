"""What is left of code without its names."""

from __future__ import annotations

import pytest

from filters.ip.tokens import KEYWORD, NAME, NUMBER, STRING, normal_tokens


def shown(text: str) -> str:
    names = {NAME: "n", NUMBER: "0", STRING: "s"}
    codes = normal_tokens(text).codes.tolist()
    return " ".join("k" if one >= KEYWORD else names.get(one, chr(one)) for one in codes)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("return a[b] + 12;", "k n [ n ] + 0 ;"),
        ('x = "a, b"; // c = d', "n = s ;"),
        ("x = 'a' + y; /* z = 1 */ q()", "n = s + n ; n ( )"),
        ("# a comment\nif x:", "k n :"),
        ("#include <a.h>", "# n < n . n >"),
        ("some words of prose here.\nx = 1", ". n = 0"),
        ("it don't matter(x)", "' ( n )"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert shown(text) == tokens


def test_other_names_are_the_same_tokens() -> None:
    text = "for (int i = 0; i < total; i++) { sum += rows[i].width; }"
    assert shown(text) == shown(text.replace("total", "n1").replace("rows", "qq").replace("width", "w"))


def test_a_piece_has_the_tokens_of_the_whole() -> None:
    text = ('f(a, "b c", d) + x1 * y; // e\n' * 8 + "g(\"h i\", 'j') + " * 60 + "\n") * 2
    whole = normal_tokens(text)
    places = dict(zip(whole.at.tolist(), whole.codes.tolist(), strict=True))
    for begin in range(0, len(text) - 700, 61):
        piece = normal_tokens(text[begin : begin + 700], start=begin, final=False)
        found = dict(zip((piece.at + begin).tolist(), piece.codes.tolist(), strict=True))
        since, until = begin + 384, begin + piece.sure
        assert {a: c for a, c in found.items() if since <= a < until} == {
            a: c for a, c in places.items() if since <= a < until
        }
