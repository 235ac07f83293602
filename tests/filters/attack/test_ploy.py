"""One ploy at a time: what is around its head decides."""

from __future__ import annotations

import pytest

from filters.attack.ploy import AFTER, BEFORE, BLOCK, Ploy, heads, unit_end

PLOY = Ploy(
    "test", "injection.direct", 0.5, ("drop",), r"drop\s+it", led=r"please\s+", not_said="cloth", foreign=0.9
)


def seen(ploy: Ploy, text: str) -> bool:
    begin = text.index("drop")
    return ploy.sign(text, text.lower(), begin, begin + 4, len(text)) is not None


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("please drop it", True),
        ("Please drop\nit now", True),
        ("drop it", False),
        ("please drop the cup", False),
        ("please drop it on the cloth", False),
        ('please say "please drop it" again', False),
    ],
)
def test_head_and_surroundings(text: str, there: bool) -> None:
    assert seen(PLOY, text) is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ('the words "drop it" are rude', False),
        ('{"note": "drop it"}', True),
        ('"drop it and run to the harbour, then wait there until the ferry leaves for the north"', True),
        ("「drop it」と書く", False),
        ("「早く。drop it」と書く", False),
        ("「早く」drop it", True),
    ],
)
def test_what_is_only_spoken_of(text: str, there: bool) -> None:
    assert seen(Ploy("test", "injection.direct", 0.5, ("drop",), "drop it"), text) is there
    assert seen(Ploy("test", "injection.direct", 0.5, ("drop",), "drop it", mentions=True), text)


def test_what_is_brought_along_weighs_more() -> None:
    assert (PLOY.weight(foreign=False), PLOY.weight(foreign=True)) == (0.5, 0.9)
    assert Ploy("test", "injection.direct", 0.5, ("drop",), "drop").weight(foreign=True) == 0.5


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("drop it. Then go", 7),
        ("drop it.", -1),  # nobody knows yet whether a sentence ends here
        ("drop 3.5 litres", -1),
        ("dropして。次は", 6),
        ("dropして。」と", -1),
        ("drop it\n\nnext", 7),
        ("drop it\nnext", -1),
        ("drop" + "x" * AFTER, AFTER),
    ],
)
def test_a_unit_ends_with_its_sentence(text: str, end: int) -> None:
    assert unit_end(text, 0, 4, "sentence") == end


def test_other_units_end_by_their_size() -> None:
    assert unit_end("drop. " * AFTER, 0, 4, "passage") == AFTER
    assert unit_end("drop. " * BLOCK, 0, 4, "block") == BLOCK
    assert unit_end("drop. It", 0, 4, "passage") == -1


def test_no_more_than_so_much_is_looked_at() -> None:
    assert not seen(PLOY, "please" + " " * BEFORE + "drop it")
    assert seen(PLOY, "please" + " " * (BEFORE - 6) + "drop it")


def test_heads_from_one_string() -> None:
    assert heads("drop / let go") == ("drop", "let go")
