"""The model as a file, and what the shipped one finds."""

from __future__ import annotations

import json

import numpy as np
import pytest

from filters.names.features import BITS, COUNT
from filters.names.labels import LABELS, first
from filters.names.lexicon import lexicon
from filters.names.model import FILE, Model, dump, load, model, shipped
from filters.names.pieces import cuts

KNOWN = lexicon([("anna", 4), ("東京", 2)])


def small() -> Model:
    """Knows one thing: every feature of "Anna" in "to Anna now" speaks for a person."""
    rows = np.zeros((1 << BITS, len(LABELS)), np.int8)
    cut = cuts([("", "to Anna now")], KNOWN)
    rows[cut.slots[:, 1], first(0)] = 5
    for other in (0, 2):
        rows[cut.slots[:, other], first(0)] = 0
    return model(rows, np.zeros((len(LABELS), len(LABELS)), np.int32), KNOWN, outside=0, scale=40.0)


def test_what_was_learnt_is_found_where_it_is() -> None:
    (found,) = small().find([("", "to Anna now")])
    assert [(one.start, one.end, one.kind) for one in found] == [(3, 7, "PERSON")]
    assert found[0].score > 0.9


def test_several_units_are_answered_in_order() -> None:
    found = list(small().find([("", ""), ("", "to Anna now"), ("", "x")]))
    assert [len(one) for one in found] == [0, 1, 0]


def test_a_file_holds_all_of_it() -> None:
    body = dump(small(), {"name": "small"})
    again = load(body)
    assert dump(again, {"name": "small"}) == body
    assert list(again.find([("", "to Anna now")])) == list(small().find([("", "to Anna now")]))
    assert json.loads(body.split(b"\n")[1])["card"] == {"name": "small"}


@pytest.mark.parametrize("body", [b"x\ny\nz", dump(small(), {}).replace(b'"bits": ', b'"bits": 1')])
def test_a_file_of_another_version_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="train-names"):
        load(body)


def test_the_shipped_model_is_small_and_names_its_licence() -> None:
    body = FILE.read_bytes()
    head = json.loads(body.split(b"\n", 2)[1])
    assert len(body) < 6_000_000
    assert head["card"]["licence"] == "CC-BY-SA-4.0"
    assert (head["bits"], head["features"]) == (BITS, COUNT)


def test_what_is_looked_up_is_read_only() -> None:
    assert shipped() is shipped()
