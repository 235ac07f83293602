"""What the first version of Cohere's chat and generation says where.

The answer's rows are also those of `response`, with which a stream ends.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.cohere_tables import DEFINITION, FOUND, SAID, THOUGHT, TOLD, Rows, about, exempt
from proxy.table import EXEMPT, Slot, Table

_TOOL = Slot("tool", keys=True)
_INPUT = Slot("assistant", keys=True)
_PROMPT = Slot("user")
_SPOKEN = Slot("@", varies=True)  # the surface reads the role of the turn


def _call(at: str) -> Rows:
    return {f"{at}/name": SAID, f"{at}/parameters/**": _INPUT}


def _results(at: str) -> Rows:
    """What came out of tools."""
    return {**_call(f"{at}/*/call"), f"{at}/*/outputs/**": _TOOL}


def _history(at: str) -> Rows:
    return {
        **exempt(at, "*/role"),
        f"{at}/*/message": _SPOKEN,
        **_call(f"{at}/*/tool_calls/*"),
        **_results(f"{at}/*/tool_results"),
    }


def _searches(at: str) -> Rows:
    """What was asked of connectors, and what they said."""
    return {
        **exempt(at, "search_queries/*/generation_id", "search_results/*/search_query/generation_id"),
        **exempt(at, "search_results/*/connector/id", "search_results/*/document_ids/*"),
        f"{at}/search_queries/*/text": SAID,
        f"{at}/search_results/*/search_query/text": SAID,
        f"{at}/search_results/*/error_message": TOLD,
        f"{at}/documents/*/id": EXEMPT,
        f"{at}/documents/**": FOUND,
        **exempt(
            at, "citations/*/document_ids/*", "citations/*/type", "citations/*/start", "citations/*/end"
        ),
        **exempt(at, "is_search_required", "search_results/*/continue_on_failure"),
        f"{at}/citations/*/text": SAID,
    }


def _answer(at: str) -> Rows:
    return {
        **about(at),
        **exempt(at, "generation_id", "response_id", "conversation_id"),
        f"{at}/text": SAID,
        f"{at}/prompt": _PROMPT,
        **_call(f"{at}/tool_calls/*"),
        **_history(f"{at}/chat_history"),
        **_searches(at),
    }


def _generations(at: str) -> Rows:
    likelihoods = f"{at}/generations/*/token_likelihoods"
    return {
        **exempt(at, "generations/*/id", "generations/*/finish_reason", "generations/*/likelihood"),
        f"{at}/generations/*/text": SAID,
        f"{likelihoods}/**": Slot("assistant", flow="bundle", root=likelihoods),
    }


CHAT_REQUEST = Table(
    {
        **exempt("", "model", "conversation_id", "prompt_truncation", "citation_quality", "safety_mode"),
        **exempt("", "connectors/*/id", "documents/*/id", "response_format/type"),
        "/message": _PROMPT,
        "/preamble": Slot("system"),
        **_history("/chat_history"),
        **_results("/tool_results"),
        "/documents/**": FOUND,
        "/connectors/**": DEFINITION,  # their tokens too: a credential is a finding like any other
        "/tools/**": DEFINITION,
        "/response_format/**": DEFINITION,
        "/stop_sequences/*": _PROMPT,
        **exempt(
            "", "k", "p", "max_input_tokens", "raw_prompting", "force_single_step", "search_queries_only"
        ),
        "/connectors/*/continue_on_failure": EXEMPT,
    }
)
CHAT_ANSWER = Table(_answer(""))

GENERATE_REQUEST = Table(
    {
        **exempt("", "model", "preset", "return_likelihoods", "truncate", "logit_bias/**"),
        **exempt("", "k", "p", "num_generations", "raw_prompting"),
        "/prompt": _PROMPT,
        "/stop_sequences/*": _PROMPT,
        "/end_sequences/*": _PROMPT,
    }
)
GENERATE_ANSWER = Table({**about(), "/prompt": _PROMPT, **_generations("")})


def _piece(slot: Slot, family: str) -> Slot:
    return replace(slot, flow="delta", family=family)


EVENTS = Table(
    {
        **exempt("", "event_type", "is_finished"),
        "/text": replace(_piece(SAID, "text"), varies=True),
        "/tool_call_delta/name": SAID,
        "/tool_call_delta/parameters": _piece(Slot("assistant", syntax="json"), "parameters"),
        "/tool_call_delta/text": _piece(THOUGHT, "plan"),
        "/err": TOLD,
        **_answer("/response"),
        **_generations("/response"),
        **{row: slot for row, slot in _answer("").items() if row != "/text"},
    }
)
