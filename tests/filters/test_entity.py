"""Rows of the tables, and the packs they come in."""

from __future__ import annotations

import pytest

from filters.entity import Pack, packs, words


def test_the_packs_are_files() -> None:
    assert {"card", "impersonal", "japan_person", "phone"} <= {pack.name for pack in packs()}


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.name)
def test_a_pack_is_in_order(pack: Pack) -> None:
    assert pack.entities or pack.vetoes
    for entity in pack.entities:
        assert bool(entity.groups) != (entity.form is not None)
        assert entity.documentation.endswith(".")
        assert all(cue == cue.lower() == cue.strip() and cue for cue in entity.cues)
        assert 0 < entity.cued <= 1
    assert all(veto == veto.lower() and veto for veto in (*pack.vetoes, *pack.plain))


def test_a_kind_has_its_words_once() -> None:
    """Rows of one kind share their cues, so one of them brings the words."""
    for pack in packs():
        for kind in {entity.kind for entity in pack.entities}:
            assert any(entity.cues for entity in pack.entities if entity.kind == kind)


def test_words_are_set_apart_by_commas() -> None:
    assert words(""" a b, c,\n  d\n""") == ("a b", "c", "d")
