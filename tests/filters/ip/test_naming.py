from __future__ import annotations

import pytest

from filters.ip.items import Item
from filters.ip.naming import naming

HARL = Item("c1", "character", ("Captain Harl", "ハール船長"), ("Mara Ellwood",), (), 40)
ZORVEX = Item("m3", "mark", ("Zorvex",))
APPLE = Item("m2", "mark", ("Apple",), ("Apple Inc.",), ("laptop",), 200)


def use(text: str, item: Item, name: str, *, generic: bool = False) -> str:
    begin = text.index(name)
    told = naming(text, begin, begin + len(name), item, generic=generic)
    return told.use if told else ""


@pytest.mark.parametrize(
    ("text", "item", "name", "expected"),
    [
        ("“Hold fast!” Captain Harl said.", HARL, "Captain Harl", "depiction"),
        ("Draw a poster of Captain Harl on a ship", HARL, "Captain Harl", "depiction"),
        ("ハール船長は甲板で叫んだ。", HARL, "ハール船長", "depiction"),
        ("Who is Captain Harl in the novel?", HARL, "Captain Harl", "mention"),
        ("Our Zorvex keeps tea warm.", ZORVEX, "Zorvex", "use"),
        ("当社のZorvexは本日発売です。", ZORVEX, "Zorvex", "use"),
        ("It is compatible with Zorvex.", ZORVEX, "Zorvex", "mention"),
        ("Our review of Zorvex is below.", ZORVEX, "Zorvex", "mention"),
    ],
)
def test_what_is_done_with_a_name(text: str, item: Item, name: str, expected: str) -> None:
    assert use(text, item, name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple Inc. said so.", "mention"),
        ("I bought an Apple laptop.", "mention"),
        ("Apple® is a mark.", "mention"),
        ("An Apple a day keeps me happy.", ""),
        ("Apple pie is my favourite.", ""),
    ],
)
def test_a_plain_word_needs_company(text: str, expected: str) -> None:
    assert use(text, APPLE, "Apple", generic=True) == expected
