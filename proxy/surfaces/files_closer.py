"""End the content of a file that may not be read on.

The output of a batch ends with an error in the place of the answer, under the name its
request had, as the provider writes one that failed. What follows does not come. Any
other file ends with our words for why.
"""

from __future__ import annotations

from collections.abc import Callable

import orjson

from proxy.dialect import Json, Notice, dumps
from proxy.framing import Frame
from proxy.surfaces.error_closer import policy_error


def batch_line(asked: Json, notice: Notice) -> Json:
    """A failed request as OpenAI writes it; `asked` names it."""
    error = policy_error(notice)
    told = {"code": error["code"], "message": error["message"]}
    return {"id": None, "custom_id": asked, "response": None, "error": told}


class FilesCloser:
    """stopped: gives the line in which the file was stopped, when that has happened.

    line: what stands in its place, by the name of its request.
    """

    def __init__(self, stopped: Callable[[], Frame | None], line: Callable[[Json, Notice], Json]) -> None:
        self._stopped = stopped
        self._line = line

    def saw(self, doc: Json) -> None:
        del doc

    def close(self, notice: Notice) -> bytes:
        doc = _parsed(self._stopped())
        if not isinstance(doc, dict):
            return notice.text.encode() + b"\n"
        return dumps(self._line(doc.get("custom_id"), notice)) + b"\n"


def _parsed(frame: Frame | None) -> Json:
    try:
        return orjson.loads(frame.data) if frame is not None else None
    except orjson.JSONDecodeError:
        return None
