"""Where Responses documents say positions in a text: annotations, wherever a part stands."""

from __future__ import annotations

from collections.abc import Iterator

from proxy.dialect import Json
from proxy.offsets import Citation

_LISTS = ("input", "items", "output", "data")


def citations(doc: Json) -> Iterator[Citation]:
    """The annotations of every part in a document. Each stands beside the text it cites."""
    for at, part in _parts(doc):
        found = part.get("annotations") if isinstance(part, dict) else None
        for n in range(len(found) if isinstance(found, list) else 0):
            yield from citation(f"{at}/annotations/{n}", f"{at}/text")


def citation(at: str, text: str, channel: tuple[str, tuple[int, ...]] | None = None) -> Iterator[Citation]:
    """Both spellings: a span of the text, or one place in it."""
    yield Citation(f"{at}/start_index", f"{at}/end_index", text, channel)
    yield Citation(f"{at}/index", "", text, channel)


def _parts(doc: Json, at: str = "") -> Iterator[tuple[str, Json]]:
    if not isinstance(doc, dict):
        return
    yield f"{at}/part", doc.get("part")
    yield from _inside(doc, at)
    yield from _inside(doc.get("item"), f"{at}/item")
    for name in _LISTS:
        items = doc.get(name)
        for n, item in enumerate(items if isinstance(items, list) else ()):
            yield from _inside(item, f"{at}/{name}/{n}")
    if not at:
        yield from _parts(doc.get("response"), "/response")


def _inside(item: Json, at: str) -> Iterator[tuple[str, Json]]:
    content = item.get("content") if isinstance(item, dict) else None
    for n, part in enumerate(content if isinstance(content, list) else ()):
        yield f"{at}/content/{n}", part
