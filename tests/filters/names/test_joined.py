"""Pieces of one address, found as a whole as well."""

from __future__ import annotations

import pytest

from filters.names.joined import Found, joined


def seen(text: str, *pieces: tuple[str, str]) -> list[tuple[str, str, bool]]:
    found = [Found(text.index(piece), text.index(piece) + len(piece), kind, 0.9) for kind, piece in pieces]
    return [(one.kind, text[one.start : one.end], one.part) for one in joined(found, text)]


def test_pieces_in_a_row_are_one_address() -> None:
    text = "at 5 Lindenweg 12\n Apt. 3\n Wien\n Austria 10100."
    pieces = (
        ("ADDRESS", "5 Lindenweg 12"),
        ("ADDRESS", "Apt. 3"),
        ("LOCATION", "Wien"),
        ("ADDRESS", "Austria 10100"),
    )
    assert seen(text, *pieces) == [
        ("ADDRESS", "5 Lindenweg 12\n Apt. 3\n Wien\n Austria 10100", False),
        ("ADDRESS", "5", True),
        ("ADDRESS", "Lindenweg 12", True),
        ("ADDRESS", "Apt. 3", True),
        ("LOCATION", "Wien", True),
        ("ADDRESS", "Austria", True),
        ("ADDRESS", "10100", True),
    ]


def test_a_code_behind_the_last_piece_belongs_to_it() -> None:
    text = "5 Rue Haute\n Lille\n 59000 and 12"
    assert seen(text, ("ADDRESS", "5 Rue Haute"), ("LOCATION", "Lille"))[0] == ("ADDRESS", text[:-7], False)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("12 High St. and then Paris", (("ADDRESS", "12 High St."), ("LOCATION", "Paris"))),
        ("from Rome\nto Wien", (("LOCATION", "Rome"), ("LOCATION", "Wien"))),
        ("東京都港区芝1-2-3", (("ADDRESS", "東京都港区芝1-2-3"),)),
        ("12 High St., Ann", (("ADDRESS", "12 High St."), ("PERSON", "Ann"))),
    ],
)
def test_what_stands_apart_stays_apart(text: str, pieces: tuple[tuple[str, str], ...]) -> None:
    assert seen(text, *pieces) == [(*piece, False) for piece in pieces]
