"""Answers of guards, narrowed: JSON documents, and what a chat model said in one.

Whatever is not as it should be is Unreadable. Reading is linear in an answer, which the
rim bounds; a document nested too deep is none.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias, TypeGuard

import orjson
from msgspec import Struct

from filters.cascade.guard import Answer, Unreadable

Document: TypeAlias = Mapping[str, Any]

_THOUGHT = re.compile(r"\s*<think>.*?</think>\s*", re.DOTALL)
_DEEPEST = 32
_SLACK = 1e-6  # a log probability may be a little above 0


def document(answer: Answer) -> Document | Unreadable:
    """The JSON object an answer is."""
    if answer.status != 200:
        return Unreadable(f"status {answer.status}" if 100 <= answer.status <= 599 else "status")
    try:
        doc = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return Unreadable("not JSON")
    return doc if isinstance(doc, dict) else Unreadable("not an object")


class Said(Struct, frozen=True):
    """What a chat model said. whole: it came to its end by itself. tokens: probabilities of the first."""

    text: str
    whole: bool
    tokens: tuple[Mapping[str, float], ...] = ()


def said(answer: Answer) -> Said | Unreadable:
    """What the one choice of a chat completion says, without a thought in front of it."""
    doc = document(answer)
    if isinstance(doc, Unreadable):
        return doc
    choices = doc.get("choices")
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return Unreadable("no message")
    reason = choice.get("finish_reason")
    if message.get("refusal") or reason == "content_filter":
        return Unreadable("refused")
    if reason not in ("stop", "length"):
        return Unreadable("unfinished")
    text = message.get("content")
    if not isinstance(text, str) or not text.strip():
        return Unreadable("cut short" if reason == "length" else "empty")
    told = _THOUGHT.sub("", text, count=1) if text.lstrip().startswith("<think>") else text
    if "<think>" in told:
        return Unreadable("cut short")
    return Said(told.strip(), reason == "stop", _tokens(choice.get("logprobs")))


def chance(spoken: Said, yes: Collection[str], no: Collection[str]) -> float | None:
    """The probability of `yes` at the first token that is either; None where nothing is told of it."""
    for row in spoken.tokens:
        first, second = (sum(p for token, p in row.items() if token in words) for words in (yes, no))
        if first + second > 0.5:  # else the answer begins there in some third way
            return first / (first + second)
    return None


def _tokens(logprobs: object) -> tuple[Mapping[str, float], ...]:
    """Probabilities of the first tokens: by token, in small letters and without spaces."""
    content = logprobs.get("content") if isinstance(logprobs, dict) else None
    rows: list[Mapping[str, float]] = []
    for place in content[:64] if isinstance(content, list) else ():
        row: dict[str, float] = {}
        top = place.get("top_logprobs") if isinstance(place, dict) else None
        for one in top[:32] if isinstance(top, list) else ():
            if not isinstance(one, dict):
                return ()
            token, value = one.get("token"), one.get("logprob")
            if not isinstance(token, str) or not _is_logprob(value):
                return ()
            word = token.strip().lower()
            row[word] = row.get(word, 0.0) + math.exp(min(value, 0.0))
        rows.append(row)
    return tuple(rows)


def _is_logprob(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and value <= _SLACK


def probability(value: object) -> float | None:
    """A number from 0 to 1; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def strict_json(text: str) -> Document | None:
    """The one JSON object a model wrote, perhaps in a fence; None where anything else is there.

    A name that stands twice in it makes it none: two readers could read it differently.
    """
    inside = re.fullmatch(r"```(?:json)?\s*(\{.*\})\s*```", text, re.DOTALL)
    text = inside[1] if inside else text
    if text.count("{") + text.count("[") > 4 * _DEEPEST:
        return None
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_none)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _none(word: str) -> float:
    raise ValueError(word)
