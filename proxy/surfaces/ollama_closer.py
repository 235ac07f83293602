"""End a stream of Ollama's: the notice as a line of text, then the line that says it is done.

`done_reason` stays `stop`: Ollama has no word for an answer that was stopped, and the
notice is what people see. A stream that tells of progress has no text; it ends with an error.
"""

from __future__ import annotations

from proxy.dialect import Json, Notice, Reply, dumps

BEGINNING = "1970-01-01T00:00:00Z"  # of time: where no line has left, and there is no clock here
NOTHING = {
    "total_duration": 0,
    "load_duration": 0,
    "prompt_eval_count": 0,
    "prompt_eval_duration": 0,
    "eval_count": 0,
    "eval_duration": 0,
}


def error(status: int, message: str) -> Reply:
    """Ollama's error: one member, a text."""
    headers = ((b"x-should-retry", b"false"),) if status < 500 else ()
    return Reply(status, dumps({"error": message}), headers=headers)


def said(text: str, *, chat: bool) -> dict[str, Json]:
    """A text of the model, as a talk or a continuation carries it."""
    return {"message": {"role": "assistant", "content": text}} if chat else {"response": text}


class LineCloser:
    """Follows the lines that left: which model speaks, when it last did, whether it is done."""

    def __init__(self, model: str, *, chat: bool) -> None:
        self._head: dict[str, Json] = {"model": model, "created_at": BEGINNING}
        self._chat = chat
        self._over = False

    def saw(self, doc: Json) -> None:
        if isinstance(doc, dict):
            self._head.update({name: doc[name] for name in self._head if isinstance(doc.get(name), str)})
            self._over = self._over or bool(doc.get("done")) or "error" in doc

    def line(self, text: str = "") -> bytes:
        """One more line with this text; with none, a sign of life."""
        return _line({**self._head, **said(text, chat=self._chat), "done": False})

    def close(self, notice: Notice) -> bytes:
        if self._over:
            return b""
        ended = {"done": True, "done_reason": "stop", **NOTHING}
        return self.line(notice.text) + _line({**self._head, **said("", chat=self._chat), **ended})


class ProgressCloser:
    """For streams that say how far something has come."""

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        return _line({"error": notice.text})


def _line(doc: Json) -> bytes:
    return dumps(doc) + b"\n"
