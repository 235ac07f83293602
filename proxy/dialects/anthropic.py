"""Anthropic's Messages API, also where others serve it under a prefix of their own."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.surfaces.messages import Messages

_MESSAGES = re.compile(r".*/v1/(?:messages(?:/.*)?|complete/?)")


@DIALECTS.add
class Anthropic:
    """The Anthropic dialect."""

    name = "anthropic"
    documentation = "Anthropic messages, token counts and message batches."

    def surface(self, seen: Seen) -> Surface:
        return Messages(seen) if _MESSAGES.fullmatch(seen.path) else Surface(seen)
