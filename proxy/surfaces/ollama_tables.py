"""What Ollama's own API says where: talks, prompts, models, vectors, searches.

A line of a stream has the shape of the whole answer, so both come from the same rows;
in a line the texts are pieces. Calls of tools come whole, their arguments as an object.
Names and digests of models are identifiers; what a model file says is read.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, UNMAPPED, Slot, Table, payload

Rows = dict[str, Slot]

_SAID = Slot("assistant")
_THOUGHT = Slot("reasoning")
_SYSTEM = Slot("system")
_PROMPT = Slot("user")
_FOUND = Slot("retrieved")
_TOLD = Slot("error")  # the server's own words
_DEFINITION = Slot("definition", keys=True)


# Numbers and truth values: named, so that their keys are nobody's words.
_ASKED = ("raw", "truncate", "dimensions", "width", "height", "steps", "context")
_COUNTED = (
    *("done", "context", "embedding", "embeddings", "completed", "total", "total_duration"),
    *("load_duration", "prompt_eval_count", "prompt_eval_duration", "eval_count", "eval_duration"),
)


def _exempt(*names: str) -> Rows:
    return dict.fromkeys(names, EXEMPT)


def _message(at: str, said: Slot, thought: Slot) -> Rows:
    """A message at `at`. said, thought: what its texts are."""
    return {
        **_exempt(f"{at}/role", f"{at}/tool_call_id", f"{at}/tool_calls/*/id", f"{at}/tool_calls/*/type"),
        f"{at}/content": said,
        f"{at}/thinking": thought,
        f"{at}/images/*": payload(said.role, "image"),
        f"{at}/tool_name": Slot("tool"),
        f"{at}/tool_calls/*/function/name": _SAID,
        f"{at}/tool_calls/*/function/description": _SAID,
        f"{at}/tool_calls/*/function/arguments": _SAID,
        f"{at}/tool_calls/*/function/arguments/**": Slot("assistant", keys=True),
    }


def _settings() -> Rows:
    """How an answer should be made."""
    return {
        **_exempt("/model", "/keep_alive", "/think", "/tools/*/type"),
        **_exempt(*(f"/{name}" for name in _ASKED)),
        "/options/**": _PROMPT,
        "/format": _DEFINITION,
        "/format/**": _DEFINITION,
        "/tools/**": _DEFINITION,
    }


# What every answer and line says of itself. Log probabilities repeat the text, token by token.
_ABOUT = {
    **_exempt("/model", "/created_at", "/done_reason", "/remote_model", "/remote_host"),
    **_exempt(*(f"/{name}" for name in _COUNTED)),
    "/error": _TOLD,
    "/logprobs/**": Slot("assistant", flow="bundle", root="/logprobs"),
}


def _piece(slot: Slot, family: str, phase: int) -> Slot:
    """Content ends the thinking before it."""
    return replace(slot, flow="delta", family=family, phase=phase)


def _pieces(at: str) -> Rows:
    """A member nobody has told us of: its pieces belong together, whatever they are."""
    return {f"{at}/**": replace(UNMAPPED, flow="delta", keys=False)}


_CONTENT = _piece(_SAID, "content", 2)
_THINKING = _piece(_THOUGHT, "thinking", 1)


def _generated(said: Slot, thought: Slot) -> Rows:
    return {"/response": said, "/thinking": thought, "/image": payload("assistant", "image")}


CHAT_REQUEST = Table({**_settings(), **_message("/messages/*", Slot("@/messages/*/role"), Slot("reasoning"))})
CHAT_ANSWER = Table({**_ABOUT, **_message("/message", _SAID, _THOUGHT)})
CHAT_EVENTS = Table({**_ABOUT, **_message("/message", _CONTENT, _THINKING), **_pieces("/message")})

GENERATE_REQUEST = Table(
    {
        **_settings(),
        "/prompt": _PROMPT,
        "/suffix": _PROMPT,
        "/system": _SYSTEM,
        "/template": _SYSTEM,
        "/images/*": payload("user", "image"),
    }
)
GENERATE_ANSWER = Table({**_ABOUT, **_generated(_SAID, _THOUGHT)})
GENERATE_EVENTS = Table({**_ABOUT, **_generated(_CONTENT, _THINKING)})

EMBED_REQUEST = Table({**_settings(), "/input": _PROMPT, "/input/*": _PROMPT, "/prompt": _PROMPT})
EMBED_ANSWER = Table(_ABOUT)


def _details(at: str) -> Rows:
    """What a model is: a family, a format, a size."""
    names = ("model", "digest", "modified_at", "expires_at", "details/**", "capabilities/*")
    return _exempt(*(f"{at}/{name}" for name in (*names, "remote_model", "remote_host")))


def _model_file() -> Rows:
    """What a model is made with: people's words, except for hashes and the vocabulary of its tokenizer."""
    vocabulary = ("tokens", "merges", "token_type", "scores")
    return {
        **_details(""),
        **_exempt("/from", "/quantize", "/source", "/destination", "/parser", "/renderer", "/requires"),
        **_exempt(*(f"/model_info/tokenizer.ggml.{name}/**" for name in vocabulary)),
        **_exempt("/tensors/*/name", "/tensors/*/type"),
        "/files/**": Slot("definition", keys=True),
        "/adapters/**": Slot("definition", keys=True),
        **{f"/{name}": _SYSTEM for name in ("system", "template", "modelfile", "parameters", "license")},
        "/parameters/**": _SYSTEM,
        "/license/*": _SYSTEM,
        **_message("/messages/*", Slot("@/messages/*/role"), Slot("reasoning")),
        "/model_info/**": _DEFINITION,
        "/projector_info/**": _DEFINITION,
    }


def _searches() -> Rows:
    """What is asked of the web, and what it says."""
    return {
        "/query": _PROMPT,
        "/url": _PROMPT,
        **{f"/results/*/{name}": _FOUND for name in ("title", "url", "content")},
        **{f"/{name}": _FOUND for name in ("title", "content", "links/*")},
    }


# Everything beside talks: one table for what goes up, one for what comes back, whole or line by line.
MODELS = Table(
    {
        **_model_file(),
        **_details("/models/*"),
        **_exempt("/models/*/size", "/models/*/size_vram", "/models/*/context_length", "/max_results"),
        **_exempt("/insecure", "/completed", "/total"),
        "/name": _DEFINITION,
        "/models/*/name": _DEFINITION,
        **_searches(),
        "/status": _TOLD,
        "/error": _TOLD,
        "/version": EXEMPT,
    }
)
