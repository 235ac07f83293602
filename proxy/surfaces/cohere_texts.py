"""Cohere beside its chats: vectors, ranks, classes, summaries, tokens; and what else it serves.

Texts go up, mostly numbers come back; what comes back as text repeats what went up. What
has no row here (data sets, connectors, jobs) is read as somebody's words.
"""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Json
from proxy.surfaces.cohere import CohereErrors
from proxy.surfaces.cohere_tables import DEFINITION, FOUND, SAID, about, exempt
from proxy.surfaces.completions import token_ids
from proxy.table import Slot, Table, payload

_WORDS = Slot("user")
_REST = Slot("user", keys=True)

_REQUEST = Table(
    {
        **exempt("", "model", "preset", "truncate", "input_type", "embedding_types/*"),
        **exempt("", "length", "format", "extractiveness", "relevant_spans/mode", "inputs/*/content/*/type"),
        **exempt("", "priority", "output_dimension", "top_n", "max_tokens_per_doc", "max_chunks_per_doc"),
        **exempt("", "return_documents", "relevant_spans/**"),
        "/texts/*": _WORDS,
        "/images/*": payload("user", "image"),
        "/inputs/*": _WORDS,
        "/inputs/*/content/*/text": _WORDS,
        "/inputs/*/content/*/image_url/url": payload("user", "image"),
        "/query": _WORDS,
        "/documents/**": FOUND,
        "/rank_fields/*": DEFINITION,
        "/examples/*/text": _WORDS,
        "/examples/*/label": DEFINITION,
        "/text": _WORDS,
        "/additional_command": _WORDS,
    },
    _REST,
)
_ANSWER = Table(
    {
        **about(),
        **exempt("", "response_type", "embeddings/**", "images/*/format", "tokens/**"),
        **exempt("", "images/*/width", "images/*/height", "images/*/bit_depth", "results/*/relevance_score"),
        **exempt("", "results/*/relevant_spans/**"),
        **exempt("/classifications/*", "id", "classification_type", "confidence", "confidences/*"),
        "/texts/*": _WORDS,
        "/results/*/document/**": FOUND,
        "/classifications/*/input": _WORDS,
        "/classifications/**": DEFINITION,
        "/summary": SAID,
        "/text": _WORDS,
        "/token_strings/*": _WORDS,
    },
    _REST,
)


class CohereTexts(CohereErrors):
    """POST /v2/embed, /v2/rerank, /v1/classify, /v1/tokenize and the others."""

    name = "cohere.texts"
    request = _REQUEST
    answer = _ANSWER
    events = _ANSWER

    def opaque(self, doc: Json) -> Iterable[str]:
        held = doc.get("tokens") if isinstance(doc, dict) else None
        return ("token ids",) if token_ids(held) else ()
