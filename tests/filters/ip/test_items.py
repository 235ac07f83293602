from __future__ import annotations

import json

import pytest

from filters.ip.items import Item, is_generic, items

ENTITY = {
    "id": "Q42",
    "labels": {"en": {"value": "The Salt Garden"}, "ja": {"value": "塩の庭園"}, "fr": {"value": "Le Jardin"}},
    "aliases": {"en": [{"value": "Salt Garden"}]},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q8261"}}}}],
        "P50": [{"mainsnak": {"datavalue": {"value": {"id": "Q7"}}}}],
    },
    "sitelinks": {"enwiki": {}, "jawiki": {}},
}


def test_the_short_form() -> None:
    said = {
        "id": "x",
        "sort": "mark",
        "names": ["Zorvex", "Zorvex", "Z"],
        "by": ["Zo"],
        "goods": ["tea"],
        "fame": 3,
    }
    assert list(items([json.dumps(said)])) == [Item("x", "mark", ("Zorvex",), ("Zo",), ("tea",), 3)]


def test_an_entity_of_wikidata_with_its_comma() -> None:
    found = list(items(["[", json.dumps(ENTITY, ensure_ascii=False) + ",", "]"]))
    assert found == [Item("Q42", "work", ("The Salt Garden", "塩の庭園", "Salt Garden"), ("Q7",), (), 2)]


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "3", "{}", '{"sort": "song", "names": ["abc"]}', '{"id": "x", "sort": "mark", "names": "abc"}',
     '{"id": "Q1", "labels": {"en": 3}}', '{"id": "Q1", "labels": {"en": {"value": "x"}}, "claims": {"P31": [{}]}}'],
)  # fmt: skip
def test_what_is_no_item_is_left(line: str) -> None:
    assert list(items([line])) == []


@pytest.mark.parametrize(
    ("name", "generic"),
    [("Apple", True), ("Orange", True), ("さくら", True), ("楽天", True), ("Zorvex", False), ("The Salt Garden", False), ("塩の庭園物語", False)],
)  # fmt: skip
def test_is_generic(name: str, generic: bool) -> None:
    assert is_generic(name) is generic
