"""Which framer cuts an answer into documents, by its framing."""

from __future__ import annotations

from proxy.commands import Limits
from proxy.dialect import Framing
from proxy.eventstream import EventStreamFramer
from proxy.filecontent import FileFramer
from proxy.framing import ArrayFramer, Frame, Framer, LinesFramer, WholeFramer
from proxy.sse import SseFramer


class OpaqueFramer:
    """Every piece is a frame without a document: passed on, never read."""

    def feed(self, chunk: bytes) -> list[Frame]:
        return [Frame(chunk, b"", "")] if chunk else []

    def end(self) -> list[Frame]:
        return []


def framer_for(framing: Framing, limits: Limits) -> Framer:
    """A new framer. Documents beyond the limits raise FrameTooLarge."""
    match framing:
        case "sse":
            return SseFramer(limits.event_bytes)
        case "array":
            return ArrayFramer(limits.event_bytes)
        case "lines":
            return LinesFramer(limits.event_bytes)
        case "eventstream":
            return EventStreamFramer(limits.event_bytes)
        case "file":
            return FileFramer(limits.event_bytes, limits.answer_bytes)
        case "whole" | "text":
            return WholeFramer(limits.answer_bytes)
        case "opaque" | "form":  # forms are asked, never answered
            return OpaqueFramer()
