"""What Azure's content filter says of a prompt or an answer, and what of it goes out of date.

Scores are enumerations. Everything else may quote: the name of a blocklist, the source of
protected material, a text without its personal data. Where a filter says positions in the
answer they move with the text; where it counts from the start of the prompt as the model
saw it (which no client knows), they are no longer true once any text was touched.
Source: learn.microsoft.com, "Guardrail annotations" and "Content streaming".
"""

from __future__ import annotations

from collections.abc import Iterator

from proxy.dialect import Json, Notice
from proxy.offsets import Citation
from proxy.table import EXEMPT, Slot

_SCORES = ("severity", "filtered", "detected", "redacted", "sub_categories/*/sub_category")


def filters(at: str) -> dict[str, Slot]:
    """The rows of a `content_filter_results` at `at`."""
    return {**{f"{at}/*/{score}": EXEMPT for score in _SCORES}, f"{at}/**": Slot("retrieved")}


def verdict(notice: Notice) -> Json:
    """A filter's results that say what stopped a text: a blocklist of our rule's name."""
    return {"custom_blocklists": {"filtered": True, "details": [{"filtered": True, "id": notice.rule}]}}


def counted(doc: Json, name: str, at: str = "") -> dict[str, bytes]:
    """What becomes of positions that count from the start of the prompt: pointer → null.

    doc: the object at pointer `at`, whose list `name` has them in its members.
    """
    return {f"{at}/{name}/{n}/content_filter_offsets": b"null" for n, _ in _members(doc, name)}


def ungrounded(doc: Json) -> Iterator[Citation]:
    """The stretches of each choice's answer that its sources do not support."""
    for at, choice in _members(doc, "choices"):
        index = choice.get("index")
        channel = ("content", (index if isinstance(index, int) else at,))
        found: Json = choice.get("content_filter_results")
        material: Json = found.get("ungrounded_material") if isinstance(found, dict) else None
        for n, _ in _members(material, "details"):
            there = f"/choices/{at}/content_filter_results/ungrounded_material/details/{n}/completion"
            text, where = f"/choices/{at}/message/content", None if "message" in choice else channel
            yield Citation(f"{there}_start_offset", f"{there}_end_offset", text, where)


def _members(doc: Json, name: str) -> Iterator[tuple[int, dict[str, Json]]]:
    """The objects in the list `name` of an object, each with its position."""
    found: Json = doc.get(name) if isinstance(doc, dict) else None
    for at, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict):
            yield at, one
