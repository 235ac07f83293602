"""Tables one level down: the same slots, wherever the document stands."""

from __future__ import annotations

from proxy.surfaces.below import below, every
from proxy.table import EXEMPT, Slot, Table

INNER = Table(
    {
        "/id": EXEMPT,
        "/messages/*/content": Slot("@/messages/*/role|assistant"),
        "/choices/*/logprobs/**": Slot(flow="bundle", root="/choices/*/logprobs"),
    }
)


def test_places_and_what_they_refer_to_move_together() -> None:
    rows = below("/body", INNER)
    assert rows["/body/id"] is EXEMPT
    assert rows["/body/messages/*/content"].role == "@/body/messages/*/role|assistant"
    assert rows["/body/choices/*/logprobs/**"].root == "/body/choices/*/logprobs"


def test_every_place_is_the_same() -> None:
    slot = Slot("user", keys=True)
    assert every(slot).slot("/a/b/*") == slot
    assert every(slot) is every(slot)
