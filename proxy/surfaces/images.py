"""OpenAI images: a prompt in, pictures out; generated, edited or varied.

The pictures themselves are not read: they are on record as unscanned, in a form as in an
answer or a stream of partial ones. A stream that is stopped ends with the provider's own
error event, which is what its moderation sends.
"""

from __future__ import annotations

from proxy.dialect import Closer, Json, Notice, Reply, Surface, dumps
from proxy.surfaces.chat_parts import Rows, exempt
from proxy.surfaces.chat_tables import errors
from proxy.surfaces.content_filters import filters
from proxy.surfaces.error_closer import ErrorCloser
from proxy.table import EXEMPT, FILE_ID, Slot, Table, payload

_USER = Slot("user")
_SETTINGS = ("background", "complexity", "input_fidelity", "moderation", "output_format", "quality")
_FORMATS = ("response_format", "size", "style", "svg/**")


def _asked() -> Rows:
    return {
        **exempt("", "model", *_SETTINGS, *_FORMATS),
        "/prompt": _USER,
        "/markup/**": _USER,
        "/user": _USER,
        "/safety_identifier": _USER,
        **{f"/{at}": payload("user", "image") for at in ("images/*/image_url", "mask/image_url")},
        **{f"/{at}": payload("user", "image") for at in ("image", "image/*", "mask")},
        **{f"/{at}/file_id": FILE_ID for at in ("images/*", "mask")},
    }


def _told() -> Rows:
    """What an answer or an event says besides its pictures."""
    return {
        **exempt("", *_SETTINGS, *_FORMATS, "usage/**", "svg_usage/**", "id", "model", "object"),
        "/safety_identifier": _USER,
        **errors(),
    }


class Images(Surface):
    """POST /images/generations, /images/edits, /images/variations."""

    name = "images"
    request = Table(_asked())
    form = Table(
        {
            **_asked(),
            # Numbers and truth values are words in a form.
            **exempt("", "n", "stream", "partial_images", "output_compression"),
            **{f"/{at}": _USER for at in ("image", "image/*", "mask", "mask/*", "markup/*")},
        }
    )
    answer = Table(
        {
            **_told(),
            "/data/*/b64_json": payload("assistant", "image"),
            "/data/*/url": payload("assistant", "image"),
            "/data/*/revised_prompt": Slot("assistant"),
            **filters("/data/*/content_filter_results"),
            **filters("/data/*/prompt_filter_results"),
        }
    )
    events = Table({**_told(), "/type": EXEMPT, "/b64_json": payload("assistant", "image")})
    keepalive = b": sekisho\n\n"

    def conversation(self, doc: Json) -> tuple[str, bool]:
        prompt = doc.get("prompt") if isinstance(doc, dict) else None
        return (prompt if isinstance(prompt, str) else ""), False

    def refused(self, notice: Notice) -> Reply:
        return Reply(400, dumps({"error": _error(notice)}), headers=((b"x-should-retry", b"false"),))

    def closer(self) -> Closer:
        return ErrorCloser(_error, named=True)


def _error(notice: Notice) -> Json:
    """What the provider's own moderation says."""
    return {
        "message": notice.text,
        "type": "image_generation_user_error",
        "param": None,
        "code": "moderation_blocked",
    }
