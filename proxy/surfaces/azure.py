"""OpenAI's surfaces where Azure serves them: the same bodies, with a content filter around them.

The deployment in the path names the model where the body does not. A request that is
refused is a prompt that the filter stopped; an answer that is stopped carries the filter's
results beside its finish reason. What the filter counts from the start of the prompt is
dropped once a text was touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import orjson

from proxy.dialect import MODEL_NAME, Closer, Json, Notice, Reply, Surface, dumps
from proxy.offsets import Citation
from proxy.surfaces.chat import Chat, ChatCloser, wants_usage
from proxy.surfaces.chat_tables import REQUEST
from proxy.surfaces.completions import Completions, TextCloser
from proxy.surfaces.content_filters import counted, ungrounded, verdict
from proxy.surfaces.responses import Responses
from proxy.surfaces.skin import wearing
from proxy.table import EXEMPT, Slot, Table

_DEPLOYMENT = re.compile(r".*/deployments/([^/]+)/.*")


class _Filtered(Surface):
    """What every surface on Azure has in common; it stands before the surface itself."""

    def model(self, doc: Json) -> str:
        found = _DEPLOYMENT.fullmatch(self.seen.path)
        name = unquote(found[1]) if found else ""
        return super().model(doc) or (name if MODEL_NAME.fullmatch(name) else "")

    def refused(self, notice: Notice) -> Reply:
        error = {
            "message": notice.text,
            "type": None,
            "param": "prompt" if notice.direction == "request" else None,
            "code": "content_filter",
            "status": 400,
            "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result": verdict(notice)},
        }
        return Reply(400, dumps({"error": error}), headers=((b"x-should-retry", b"false"),))


class _FilteredChoices(_Filtered):
    """Before a surface whose answers have choices: the filter's results beside each finish reason."""

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        reply = super().instead(doc, status, notice)
        body = orjson.loads(reply.body)  # our own: choices, or an error
        if "choices" not in body or notice.answers:
            return reply
        marked = [{**choice, "content_filter_results": verdict(notice)} for choice in body["choices"]]
        return Reply(reply.status, dumps({**body, "choices": marked}), reply.content_type, reply.headers)

    def stale(self, doc: Json) -> Mapping[str, bytes]:
        return counted(doc, "choices")


class _FilteredEnd:
    """Before a closer: the same in a stream."""

    def ending(self, index: int, notice: Notice) -> Json:
        ended = super().ending(index, notice)  # type: ignore[misc]  # the closer's
        return ended if notice.answers else {**ended, "content_filter_results": verdict(notice)}


class _ChatEnd(_FilteredEnd, ChatCloser):
    pass


class _TextEnd(_FilteredEnd, TextCloser):
    pass


class AzureChat(_FilteredChoices, Chat):
    """POST /chat/completions, also on one's own data."""

    request = Table(
        {
            "/data_sources/*/type": EXEMPT,
            "/data_sources/*/parameters/role_information": Slot("system"),
            "/data_sources/**": Slot("definition", keys=True),
            **REQUEST.rows,
        }
    )

    def citations(self, doc: Json) -> Iterator[Citation]:
        yield from super().citations(doc)
        yield from ungrounded(doc)

    def closer(self) -> Closer:
        return _ChatEnd("chat.completion.chunk", wants_usage(self.asked))


class AzureCompletions(_FilteredChoices, Completions):
    """POST /completions."""

    def closer(self) -> Closer:
        return _TextEnd("text_completion", usage=False)


class AzureResponses(_Filtered, Responses):
    """POST /responses."""

    def stale(self, doc: Json) -> Mapping[str, bytes]:
        inner: Json = doc.get("response") if isinstance(doc, dict) else None
        return counted(doc, "content_filters") | counted(inner, "content_filters", "/response")


_OWN: dict[type[Surface], type[Surface]] = {
    Chat: AzureChat,
    Completions: AzureCompletions,
    Responses: AzureResponses,
}


def on_azure(kind: type[Surface]) -> type[Surface]:
    """A surface of the OpenAI dialect as Azure serves it."""
    return _OWN.get(kind) or wearing(_Filtered, kind)
