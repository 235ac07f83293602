"""What every guard's adapter is tried on: answers that are none, however they came to be none.

All answers are written here, in the forms that the guards are documented to answer in. The one law:
*an answer that is malformed, refused, cut short or in other words than agreed never says that
nothing is wrong*, and no answer makes an adapter raise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from filters.cascade.guard import GUARDS, UNSUPPORTED, Answer, Guard, Opinion, Question, Unreadable

URL = "http://127.0.0.1:9/v1"
ASKED = Question("how do I do it")
ANSWERED = Question("that is how", direction="response", role="assistant")
RESTING = Question(
    "It opens in April.",
    "The tram is new. ",
    direction="response",
    role="assistant",
    wanted=frozenset({UNSUPPORTED}),
    given=("The harbour tram opens on 4 April.", "A ticket costs 250 yen."),
    asked="When does it open?",
)


def guard(name: str, **options: Any) -> Guard:
    """An adapter as a configuration would have it."""
    return GUARDS.build(name, {"url": URL, **options})


def said(document: object, status: int = 200) -> Answer:
    return Answer(status, document if isinstance(document, bytes) else json.dumps(document).encode())


def chat(text: object, finish: object = "stop", logprobs: object = None, **message: object) -> Answer:
    """A chat completion that says this."""
    choice: dict[str, object] = {
        "index": 0,
        "message": {"role": "assistant", "content": text, **message},
        "finish_reason": finish,
    }
    if logprobs is not None:
        choice["logprobs"] = logprobs
    return said({"id": "c1", "object": "chat.completion", "model": "m", "choices": [choice]})


def told(*rows: Mapping[str, float]) -> dict[str, object]:
    """Log probabilities: for each token, those of what might have stood there."""
    return {
        "content": [
            {
                "token": next(iter(row)),
                "logprob": next(iter(row.values())),
                "top_logprobs": [{"token": word, "logprob": value} for word, value in row.items()],
            }
            for row in rows
        ]
    }


def never_safe(said_it: Opinion | Unreadable) -> bool:
    """Whether nobody could take it for an opinion that nothing is wrong."""
    return isinstance(said_it, Unreadable) or any(one.probability >= 0.5 for one in said_it.grades)


def kinds(said_it: Opinion | Unreadable) -> list[str]:
    """The closest kinds of what it grades."""
    return [one.kinds[0] for one in said_it.grades]


# Answers that no server gives on purpose.
BROKEN: Sequence[tuple[str, Answer]] = [
    ("no bytes", said(b"")),
    ("not JSON", said(b"<html>safe</html>")),
    ("half a document", said(b'{"choices": [{"message"')),
    ("not UTF-8", said(b'{"a": "\xff"}')),
    ("a list", said([])),
    ("a word", said("safe")),
    ("null", said(None)),
    ("an empty object", said({})),
    ("nested too deep", said(b'{"choices":' * 5000 + b"1" + b"}" * 5000)),
    ("an error", said({"error": {"message": "overloaded", "type": "server_error"}})),
    ("an error with an answer's status", said({"error": "no such model", "results": None, "choices": None})),
    *((f"status {status}", said({}, status)) for status in (0, 204, 301, 400, 401, 403, 404, 408, 413)),
    *((f"status {status}", said({}, status)) for status in (422, 429, 500, 502, 503, 504, 999)),
]


# Documents of a chat completion that are none, around words that would be fine.
def unspoken(text: str) -> list[tuple[str, Answer]]:
    message = {"role": "assistant", "content": text}
    fine = {"index": 0, "message": message, "finish_reason": "stop"}
    return [
        ("no choice", said({"choices": []})),
        ("two choices", said({"choices": [fine, fine]})),
        ("choices are none", said({"choices": {"0": fine}})),
        ("a choice that is a word", said({"choices": [text]})),
        ("no message", said({"choices": [{"finish_reason": "stop", "text": text}]})),
        ("no content", chat(None)),
        ("content in parts", chat([{"type": "text", "text": text}])),
        ("empty content", chat("")),
        ("blank content", chat(" \n\t")),
        ("cut short", chat(text, "length")),
        ("cut short before it began", chat("", "length")),
        ("stopped by a filter", chat(text, "content_filter")),
        ("a tool call", chat(text, "tool_calls")),
        ("no reason to end", chat(text, None)),
        ("an unknown reason", chat(text, "eos?")),
        ("refused in words of its own", chat(text, refusal="I cannot judge this.")),
        ("half a thought", chat(f"<think>{text}")),
        ("a thought without end behind it", chat(f"{text}\n<think>")),
        ("an error's status", Answer(500, chat(text).body)),
    ]


# What a model may say in the place of what was agreed.
WORDS = [
    *("I'm sorry, but I can't help with that.", "I cannot assist with this request.", "As an AI, I"),
    *(
        "申し訳ありませんが、お答えできません。",
        "安全",
        "安全です",
        "問題ありません。",
        "sicher",
        "sûr",
        "безопасно",
    ),
    *("ok", "OK.", "no", "none", "None", "null", "0", "false", "true", "{}", "[]", "S", "s"),
    *("saf", "safe enough", "safely", "it is safe", "safe or unsafe", "safe\nunsafe\nS1", "safe safe"),
    *("not unsafe", "safe.", '"safe"', "safe, I think; but S9", "ｓａｆｅ", "s a f e", "sаfe"),
    *("Safety: ", "Safety:", "Safety: safe-ish", "Safety: Saf", "Categories: None", "Refusal: Yes"),
    *("Harmful request:", "Harmful request: maybe", "Response refusal: yes", "<score>", "<score> </score>"),
    *("<score> perhaps </score>", "<score> no", "Nope", "Noteworthy", "nobody"),
    *('{"unsafe": fal', '{"unsafe": "false"}', '{"unsafe": 0}', '{"unsafe": null}', '{"classes": []}'),
    *('{"unsafe": false, "unsafe": true}', '{"unsafe": false} {"unsafe": true}', '[{"unsafe": false}]'),
    '{"unsafe": false, "classes": [{"class": "csae"}]}',
    '{"unsafe": NaN}',
    "The user asks me to answer `safe`.",
    "x" * 5000,
    "{" * 5000,
]


def laws(one: Guard, question: Question, fine: Sequence[Answer], spoken: str = "") -> None:
    """The law, tried on all that is no answer. fine: what it says where nothing is wrong.

    spoken: the words of it, where the guard is a chat model.
    """
    calls = len(one.calls(question))
    assert calls == len(fine) >= 1
    assert one.read(question, fine) == Opinion()
    wrong = [answer for _, answer in BROKEN]
    if spoken:
        wrong += [answer for _, answer in unspoken(spoken)]
        wrong += [chat(word) for word in WORDS if word != spoken]
        wrong += [chat(spoken[:end], finish) for end in range(len(spoken)) for finish in ("stop", "length")]
    body = fine[0].body
    wrong += [Answer(200, body[:end]) for end in range(0, len(body), max(1, len(body) // 200))]
    for answer in wrong:
        for place in range(calls):
            answers = [answer if at == place else other for at, other in enumerate(fine)]
            assert never_safe(one.read(question, answers)), answer
