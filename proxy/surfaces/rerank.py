"""Rerank, as servers beside OpenAI's serve it: a question and documents in, an order out.

What comes back repeats the documents, or says their places alone.
"""

from __future__ import annotations

from proxy.dialect import Surface
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.chat_tables import errors
from proxy.table import Slot, Table

_FOUND = Slot("retrieved", keys=True)


class Rerank(Surface):
    """POST /rerank."""

    name = "rerank"
    request = Table(
        {
            **exempt("", "model", "encoding_format"),
            "/query": Slot("user"),
            "/documents/**": _FOUND,
            "/texts/**": _FOUND,
            "/user": Slot("user"),
        }
    )
    answer = Table(
        {
            **exempt("", "id", "model", "object", "usage/**", "meta/**"),
            **exempt("", "results/*/object", "data/*/object"),
            "/results/*/document/**": _FOUND,
            "/data/*/document/**": _FOUND,
            **errors(),
        }
    )
