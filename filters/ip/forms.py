"""The normal form of a text for each stream."""

from __future__ import annotations

from filters.ip.channel import Stream
from filters.ip.normal import Normal, normal_code, normal_text
from filters.ip.tokens import normal_tokens


def normal(text: str, stream: Stream, *, start: int = 0, final: bool = True) -> Normal:
    """The form of a text, which begins at position `start` of a longer one. final: nothing follows."""
    if stream == "tokens":
        return normal_tokens(text, start=start, final=final)
    return (normal_text if stream == "text" else normal_code)(text, final=final)
