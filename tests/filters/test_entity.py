"""Rows of the tables, and the packs they come in."""

from __future__ import annotations

import pytest

from filters.entity import Check, Cue, Entity, Pack, packs

ROW = Entity("pii.x", "An x.", groups=((4,),), alone=0.5, cued=0.9, typo=0.6, vetoed=0.2)


@pytest.mark.parametrize(
    ("cue", "check", "score"),
    [
        ("own", "valid", 0.9),
        ("own", "none", 0.9),
        ("own", "invalid", 0.6),
        ("none", "valid", 0.5),
        ("none", "none", 0.5),
        ("none", "invalid", 0),
        ("other", "valid", 0.2),
        ("veto", "none", 0.2),
        ("veto", "invalid", 0),
    ],
)
def test_weighs_the_word_and_the_check_digit(cue: Cue, check: Check, score: float) -> None:
    assert ROW.weigh(cue, check) == score


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
