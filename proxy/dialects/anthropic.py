"""Anthropic's Messages API, also where others serve it under a prefix of their own."""

from __future__ import annotations

import re

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.surfaces.files import Files
from proxy.surfaces.messages import Messages

_MESSAGES = re.compile(r".*/v1/(?:messages(?:/.*)?|complete/?)")
_FILES = re.compile(r".*/v1/files(?:/.*)?")


@DIALECTS.add
class Anthropic:
    """The Anthropic dialect."""

    name = "anthropic"
    documentation = "Anthropic messages, token counts, message batches and files."

    def surface(self, seen: Seen) -> Surface:
        if _FILES.fullmatch(seen.path):
            return Files(seen)
        return Messages(seen) if _MESSAGES.fullmatch(seen.path) else Surface(seen)
