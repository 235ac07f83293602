"""OpenAI moderations: what somebody wants to have judged goes in, scores come out.

The text is read and on record like any other, under a role of its own, `moderation`: to refuse
it would keep harm from being noticed, so rows about harm only flag it (`filters.policy`) unless
they say `role: moderation`. Rows about personal data hold here too; one that names other roles
(`role: [user, system, tool, definition]`) leaves it alone.
"""

from __future__ import annotations

from proxy.dialect import Json, Surface
from proxy.surfaces.chat_parts import exempt
from proxy.surfaces.chat_tables import errors
from proxy.table import Slot, Table, payload

_JUDGED = Slot("moderation", trust="user")


class Moderations(Surface):
    """POST /moderations."""

    name = "moderations"
    request = Table(
        {
            **exempt("", "model", "input/*/type", "input/*/image_url/detail"),
            "/input": _JUDGED,
            "/input/*": _JUDGED,
            "/input/*/text": _JUDGED,
            "/input/*/image_url": payload("moderation", "image"),
            "/input/*/image_url/url": payload("moderation", "image"),
            "/user": Slot("user"),
        }
    )
    answer = Table(
        {
            **exempt("", "id", "model", "object", "usage/**"),
            # The names of categories are keys, and some have a slash; what they hold are numbers
            # and the kinds of input they were found in.
            **exempt("/results/*", "categories/**", "category_scores/**", "category_applied_input_types/**"),
            **errors(),
        }
    )

    def conversation(self, doc: Json) -> tuple[str, bool]:
        # A call stands alone: whatever it begins with names nothing that follows.
        del doc
        return "", False
