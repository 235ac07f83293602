"""OpenAI files and uploads: what goes up in a form, and what comes back as bytes.

Lines of a batch are requests, and lines of its output answers, of the surface that each
line is about: its `url` says so, or else what kind of object its body is. Lines to learn
from are conversations. Any other file is the words of its owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from proxy.dialect import STORED, Closer, Framing, Json, Seen, Surface
from proxy.offsets import Citation
from proxy.surfaces.below import below, every
from proxy.surfaces.chat import Chat
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.chat_tables import errors
from proxy.surfaces.completions import Completions
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.files_closer import FilesCloser, batch_line
from proxy.surfaces.images import Images
from proxy.surfaces.moderations import Moderations
from proxy.surfaces.responses import Responses
from proxy.surfaces.stored import FREE, USER, file, listed
from proxy.table import Slot, Table

_CONTENT = re.compile(r".*/content/?")
_BODY = "/response/body"
_WORDS = every(FREE)
_LINE = Seen("POST", "")

# What the lines of a batch may be about: where they are sent, and what their answers call themselves.
_SURFACES: tuple[tuple[re.Pattern[str], tuple[str, ...], type[Surface]], ...] = (
    (re.compile(r".*/chat/completions"), ("chat.completion",), Chat),
    (re.compile(r".*/responses"), ("response",), Responses),
    (re.compile(r".*/completions"), ("text_completion",), Completions),
    (re.compile(r".*/embeddings"), ("list",), Embeddings),
    (re.compile(r".*/images/(?:generations|edits)"), ("image",), Images),
    (re.compile(r".*/moderations"), ("moderation",), Moderations),
)


class Files(Surface):
    """/files, /uploads, and the content of a file."""

    name = "files"
    request = Table(
        {
            **exempt("", "purpose", "mime_type", "expires_after/anchor", "part_ids/*", "md5", "bytes"),
            "/filename": USER,
        }
    )
    form = Table(
        {
            **exempt("", "purpose", "expires_after/anchor", "expires_after/seconds", "bytes"),
            "/file": USER,
            "/data": USER,
            "/filename": USER,
        }
    )
    answer = Table(listed({**file(), **file("/file"), **exempt("", "upload_id")}))

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self._content = _CONTENT.fullmatch(seen.path) is not None
        self.patience = STORED if self._content else 0

    def framing(self, content_type: str) -> Framing:
        # A JSON error is one as everywhere; a file of any type may be stored.
        framing = super().framing(content_type)
        return "file" if self._content and framing != "whole" else framing

    def filed(self, doc: Json) -> Table | None:
        return line_table(doc)

    def table(self, doc: Json) -> Table:
        return line_table(doc) or _WORDS

    def opaque(self, doc: Json) -> Iterable[str]:
        if not _is_request(doc):
            return ()
        surface = _asked(doc["url"])
        return surface(_LINE).opaque(doc["body"]) if surface is not None else ()

    def scrub(self, pointers: Iterable[str]) -> dict[str, bytes]:
        found = [pointer.removeprefix(_BODY) for pointer in pointers if pointer.startswith(_BODY)]
        values: dict[str, bytes] = {}
        for _, _, surface in _SURFACES:
            values |= surface(_LINE).scrub(found)
        return {f"{_BODY}{at}": value for at, value in values.items()}

    def citations(self, doc: Json) -> Iterator[Citation]:
        body = _answered(doc)
        surface = _kind(body)
        for cited in surface(_LINE).citations(body) if surface is not None else ():
            start, end, text = (f"{_BODY}{at}" if at else "" for at in (cited.start, cited.end, cited.text))
            yield Citation(start, end, text, cited.channel)

    def closer(self) -> Closer:
        return FilesCloser(lambda: self.stopped, batch_line)


def line_table(doc: Json) -> Table | None:
    """The table of one line: a request, an answer, something to learn from; None: anything else."""
    if _is_request(doc):
        return _requests(_asked(doc["url"]))
    if isinstance(doc, dict) and "custom_id" in doc:
        return _answers(_kind(_answered(doc)))
    if isinstance(doc, dict) and isinstance(doc.get("messages"), list):
        return _LEARNT
    return None


@cache
def _requests(surface: type[Surface] | None) -> Table:
    rows = {"/body/**": FREE} if surface is None else below("/body", surface(_LINE).request)
    return Table({**exempt("", "custom_id", "method"), "/url": USER, **rows})


@cache
def _answers(surface: type[Surface] | None) -> Table:
    anything = {**errors(_BODY), f"{_BODY}/**": Slot("assistant", keys=True)}
    rows = anything if surface is None else below(_BODY, surface(_LINE).answer)
    return Table(
        {
            **exempt("", "id", "custom_id", "response/request_id"),
            **rows,
            **errors(_BODY),  # in the place of any answer
            **errors(),
            "/error/**": Slot("error", keys=True),
        }
    )


_LEARNT = Table(
    {
        **Chat.request.rows,
        **{f"/{at}/**": FREE for at in ("input", "preferred_output", "non_preferred_output")},
        "/**": FREE,
    }
)


def _is_request(doc: Json) -> bool:
    return isinstance(doc, dict) and isinstance(doc.get("url"), str) and isinstance(doc.get("body"), dict)


def _answered(doc: Json) -> Json:
    response = doc.get("response") if isinstance(doc, dict) else None
    return response.get("body") if isinstance(response, dict) else None


def _asked(url: str) -> type[Surface] | None:
    path = url.partition("?")[0].rstrip("/")
    return next((surface for pattern, _, surface in _SURFACES if pattern.fullmatch(path)), None)


def _kind(body: Json) -> type[Surface] | None:
    """Whose answer a body is; some do not say, but have what only theirs has."""
    if not isinstance(body, dict):
        return None
    kind = body.get("object")
    if "results" in body and kind is None:
        kind = "moderation"
    if isinstance(body.get("data"), list) and kind is None:
        kind = "image"
    return next((surface for _, kinds, surface in _SURFACES if kind in kinds), None)
