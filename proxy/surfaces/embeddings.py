"""OpenAI embeddings: text in, vectors out. Vectors pass as they come."""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Json, Surface
from proxy.surfaces.chat_tables import errors
from proxy.surfaces.completions import token_ids
from proxy.table import EXEMPT, Slot, Table


class Embeddings(Surface):
    """POST /embeddings."""

    name = "embeddings"
    request = Table(
        {
            "/model": EXEMPT,
            "/encoding_format": EXEMPT,
            "/input": Slot("user"),
            "/input/*": Slot("user"),
            "/user": Slot("user"),
        }
    )
    answer = Table(
        {
            "/object": EXEMPT,
            "/model": EXEMPT,
            "/id": EXEMPT,
            "/data/*/object": EXEMPT,
            "/data/*/embedding": EXEMPT,  # base64 floats
            "/usage/**": EXEMPT,
            **errors(),
        }
    )

    def opaque(self, doc: Json) -> Iterable[str]:
        found = doc.get("input") if isinstance(doc, dict) else None
        return ("token ids",) if token_ids(found) else ()
