"""Put a text to a chat model that judges it: the messages, and nothing of its template in them.

A guard's template is written in tokens such as `<|im_end|>`. A text that has them itself
could end its own turn and speak as the guard; they are written apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from filters.cascade.guard import Call, ChatOptions, Question, call

UNSEEN = "(not shown)"  # in the place of the request, where its answer is judged alone
_PATH = "/chat/completions"
_TOKEN = re.compile(
    r"<(?=[|｜]|/?(?:s|bos|eos|pad|unk|think|no-think|guardian|score|confidence|(?:start|end)_of_\w{1,9})>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS)\])",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text with the tokens of templates written apart."""
    return _TOKEN.sub(lambda found: f"{found[0]} ", text)


def turns(question: Question) -> list[dict[str, str]]:
    """The turn to be judged as the last message; before an answer, its request, or that it is not shown."""
    text = plain(question.whole)
    if not question.answer:
        return [{"role": "user", "content": text}]
    return [
        {"role": "user", "content": plain(question.asked) or UNSEEN},
        {"role": "assistant", "content": text},
    ]


def completion(
    options: ChatOptions, messages: Sequence[dict[str, str]], most: int, **more: object
) -> tuple[Call]:
    """The call for one completion without chance in it. most: tokens of its answer."""
    document: dict[str, object] = {
        "model": options.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": most,
        **more,
    }
    if options.logprobs:
        document |= {"logprobs": True, "top_logprobs": 5}
    return (call(_PATH, document),)
