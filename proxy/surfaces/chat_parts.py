"""The parts a message's content may be a list of, at OpenAI and at those who speak alike.

Text, refusals and thoughts are read as their speaker's; what a tool found or made is read
as found; payloads are reported. Signatures and ids are never touched.
"""

from __future__ import annotations

from proxy.table import EXEMPT, FILE_ID, Slot, payload, unscanned

Rows = dict[str, Slot]

_THOUGHT = Slot("reasoning")
_FOUND = Slot("retrieved", keys=True)
_SOURCE = ("tool", "title", "description", "url", "favicon")  # what a part that refers to one says


def exempt(at: str, *names: str) -> Rows:
    """Rows for what names things, below `at`."""
    return {f"{at}/{name}": EXEMPT for name in names}


def part(at: str, spoken: Slot) -> Rows:
    """A part at `at`. spoken: what a text of it is."""
    return {
        **exempt(at, "type", "cache_control/**", "prompt_cache_breakpoint/**", "closed", "reference_ids/**"),
        **exempt(at, "image_url/detail", "input_audio/format", "signature"),
        f"{at}/file/file_id": FILE_ID,
        f"{at}/file_id": FILE_ID,
        f"{at}/text": spoken,
        f"{at}/refusal": spoken,
        **_thinking(at),
        **_payloads(at, spoken),
        # What a tool found or made, and resources with their text.
        **{f"{at}/{name}": _FOUND for name in (*_SOURCE, "uri", "metadata/**", "file_name")},
        f"{at}/file_type": EXEMPT,
        f"{at}/content/**": _FOUND,
    }


def _thinking(at: str) -> Rows:
    return {
        f"{at}/thinking": _THOUGHT,
        f"{at}/thinking/*/text": _THOUGHT,
        **exempt(f"{at}/thinking/*", "type", "reference_ids/**"),
        **{f"{at}/thinking/*/{name}": _FOUND for name in _SOURCE},
    }


def _payloads(at: str, spoken: Slot) -> Rows:
    return {
        f"{at}/image_url": payload(spoken.role, "image"),
        f"{at}/image_url/url": payload(spoken.role, "image"),
        f"{at}/video_url/url": payload(spoken.role, "video"),
        f"{at}/audio_url/url": payload(spoken.role, "audio"),
        f"{at}/input_audio": payload(spoken.role, "audio"),
        f"{at}/input_audio/data": unscanned("audio"),
        f"{at}/file/file_data": payload(spoken.role, "file"),
        f"{at}/file/filename": spoken,
        f"{at}/document_url": payload(spoken.role, "file"),
        f"{at}/document_name": spoken,
    }


def pieces(at: str, content: Slot, thought: Slot) -> Rows:
    """A part in a chunk: its texts are pieces of these channels, the rest is whole."""
    return {
        **part(at, Slot("assistant")),
        f"{at}/text": content,
        f"{at}/thinking": thought,
        f"{at}/thinking/*/text": thought,
    }
