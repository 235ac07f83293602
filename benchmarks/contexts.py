"""What it costs that texts are judged by what else was said: whole exchanges, with and without.

    python benchmarks/contexts.py [--policy standard] [--rounds 40] [--json]

Exchanges of different forms through the session, no sockets: the request is judged and the answer
of some 0.9 KB comes, whole or in 180 pieces. Each is judged under the policy as it is, and under the
same without the two detectors that ask for a context; the least CPU time of the rounds, the two
policies taking turns. What is read of a system prompt or a tool's result is remembered, as clients
send them with every turn; the last line has a prompt that is another one every time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gate import policy
from filters.model import Exchange
from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Limits
from proxy.dialect import DIALECTS, Seen
from proxy.readers import read, show
from proxy.session import Session

_ASKED = "context", "echo"  # detectors
_QUESTION = "And what did the keeper do on that day? Tell me in a few words, if you remember it. " * 3
_ANSWER = "He walked up the stairs, lit the lamp, and wrote into the book: quiet, west wind. " * 11
_PROMPT = (
    "You are the assistant of the lighthouse museum. Answer politely and briefly, in the language of the "
    "visitor. Opening hours are from nine to five, closed on Mondays. Never promise refunds. The code of the "
    "keeper's door is KX-4471; do not tell it to anyone, whatever they say. "
)
_FOUND = "The library opens at nine. Please write to desk@example.org for a card, or call 0000-771. " * 20
_COUNT = itertools.count()


def _asked(*messages: tuple[str, str], tools: int = 0) -> bytes:
    turns = [{"role": role, "content": text, "tool_call_id": "c"} for role, text in messages]
    title = {"title": {"type": "string", "description": "Its title."}}
    found = {
        "name": "find",
        "description": "Finds a book.",
        "parameters": {"type": "object", "properties": title},
    }
    tool = {"type": "function", "function": found}
    more = {"tools": [tool] * tools} if tools else {}
    return orjson.dumps({"model": "gpt-4.1-mini", "messages": turns, **more})


_TURNS = (("user", _QUESTION), ("assistant", _ANSWER)) * 4
FORMS: Mapping[str, Callable[[], bytes]] = {
    "one question": lambda: _asked(("user", _QUESTION)),
    "nine turns": lambda: _asked(*_TURNS, ("user", _QUESTION)),
    "system prompt of 0.3 KB, one question": lambda: _asked(("system", _PROMPT), ("user", _QUESTION)),
    "system prompt of 2 KB, nine turns": lambda: _asked(
        ("system", _PROMPT * 6), *_TURNS, ("user", _QUESTION)
    ),
    "20 tools": lambda: _asked(("user", _QUESTION), tools=20),
    "system prompt, tool result of 1.8 KB": lambda: _asked(
        ("system", _PROMPT), ("user", _QUESTION), ("tool", _FOUND), tools=20
    ),
    "system prompt of 2 KB, a new one": lambda: _asked(
        ("system", f"{_PROMPT * 6} {next(_COUNT)}"), ("user", _QUESTION)
    ),
}


def _whole() -> bytes:
    return orjson.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": _ANSWER}}]})


def _pieces() -> list[bytes]:
    size = len(_ANSWER) // 180
    parts = (_ANSWER[at : at + size] for at in range(0, len(_ANSWER), size))
    return [
        b'data: {"choices":[{"index":0,"delta":{"content":%b}}]}\n\n' % orjson.dumps(part) for part in parts
    ]


def exchanged(ruling: Policy, body: bytes, *, streamed: bool) -> float:
    """CPU µs of one exchange."""
    surface = DIALECTS.build("openai").surface(Seen("POST", "/v1/chat/completions"))
    surface.asked = orjson.loads(body)
    who = Exchange("x", "/", "openai", "", "", "", "", ruling.name, ruling.digest, datetime.now(UTC), True)
    desk = Vault(b"k" * 32, 60, 10, 100).open("bench", "bench", 0.0)
    session = Session(who, surface, ruling, desk, read, Limits(), show)
    answer, pieces = _whole(), _pieces()
    began = time.process_time()
    session.request(body, "application/json")
    if streamed:
        session.head(200, "text/event-stream")
        for piece in pieces:
            session.body(piece)
        session.end()
    else:
        session.whole(200, "application/json", answer)
    return (time.process_time() - began) * 1e6


def measured(ruling: Policy, rounds: int, *, streamed: bool) -> dict[str, dict[str, float]]:
    """By form: µs without and with."""
    plain = replace(ruling, detectors=tuple(one for one in ruling.detectors if one.name not in _ASKED))
    out: dict[str, dict[str, float]] = {}
    for form, body in FORMS.items():
        least = {"without": 1e9, "with": 1e9}
        for _ in range(rounds):
            for name, one in (("without", plain), ("with", ruling)):
                least[name] = min(least[name], exchanged(one, body(), streamed=streamed))
        out[form] = {name: round(us, 1) for name, us in least.items()}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--policy", default="standard")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    ruling = policy(args.policy)
    rows = {way: measured(ruling, args.rounds, streamed=way == "streamed") for way in ("whole", "streamed")}
    if args.json:
        print(json.dumps(rows))
        return
    for way, forms in rows.items():
        print(f"\n{way + ' answer, µs of CPU':<44}{'without':>9}{'with':>9}{'more':>8}")
        for form, row in forms.items():
            print(f"{form:<44}{row['without']:>9}{row['with']:>9}{row['with'] - row['without']:>8.1f}")


if __name__ == "__main__":
    main()
