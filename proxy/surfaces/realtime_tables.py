"""What the realtime API says where: the client's events, the server's events, in both spellings.

The same items, parts and settings stand in events of either side, so their rows are
written once. As in the Responses API the type of a server event says what its text is:
the events of one stem (`X.delta`, `X.done`) share a table, all others another. The first
release named its events `response.text` and `response.audio_transcript`; both are here.

Audio passes unread, in events and in items, and is reported as that.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.surfaces.responses_items import CALL, DEFINITION, TEXT, Rows, exempt, item, part, tool
from proxy.table import EXEMPT, UNMAPPED, Slot, Table, unscanned

AUDIO = unscanned("audio")
_SPOKEN = Slot("user")  # what somebody said into the microphone
_FREE = Slot("user", keys=True)
_ERROR = Slot("error")
_VOICE = Slot("definition")


def _parts(at: str, spoken: Slot) -> Rows:
    """The content of an item, or one part of it."""
    return {
        **exempt(at, "type", "id", "format"),
        f"{at}/text": spoken,
        f"{at}/transcript": spoken,
        f"{at}/audio": AUDIO,
        **part(at, spoken),
    }


def _item(at: str, otherwise: str) -> Rows:
    """An item at `at`. otherwise: who speaks in it where it does not say so."""
    spoken = Slot(f"@{at}/role|{otherwise}")
    return {**_parts(f"{at}/content/*", spoken), **item(at, spoken)}


def _sound(at: str) -> Rows:
    """How audio is taken and given: formats, voices, and what a transcriber is told."""
    rows = {**exempt(at, "model", "language", "languages/*", "delay"), f"{at}/prompt": Slot("system")}
    return {**rows, f"{at}/keywords/*": Slot("system"), f"{at}/phrase_list/*": Slot("system")}


def _settings(at: str) -> Rows:
    """A session, or one response: what the model is told, and with what it speaks."""
    return {
        **exempt(at, "id", "object", "type", "model", "modalities/*", "output_modalities/*", "include/*"),
        **exempt(at, "voice", "voice/id", "voice/type", "voice/name", "conversation", "conversation_id"),
        **exempt(at, "max_output_tokens", "max_response_output_tokens", "truncation", "truncation/type"),
        **exempt(at, "input_audio_format", "output_audio_format", "audio/*/format/**", "audio/*/transport"),
        **exempt(at, "audio/*/noise_reduction/type", "input_audio_noise_reduction/type", "reasoning/effort"),
        **exempt(at, "audio/*/turn_detection/type", "audio/*/turn_detection/eagerness"),
        **exempt(at, "turn_detection/type", "turn_detection/eagerness", "audio/*/language"),
        **exempt(at, "audio/*/voice", "audio/*/voice/id", "client_secret/value", "client_secret/*/anchor"),
        **exempt(at, "prompt/id", "prompt/version", "tool_choice", "tool_choice/type", "tracing/group_id"),
        **_sound(f"{at}/audio/input/transcription"),
        **_sound(f"{at}/input_audio_transcription"),
        f"{at}/instructions": Slot("system"),
        **part(f"{at}/prompt/variables/*", Slot("user")),
        f"{at}/prompt/variables/**": _FREE,
        **exempt(f"{at}/tools/*", "allowed_callers/*"),
        **tool(f"{at}/tools/*", DEFINITION),
        f"{at}/tool_choice/**": DEFINITION,
        f"{at}/metadata/**": _FREE,
        f"{at}/tracing": EXEMPT,
        f"{at}/tracing/**": _FREE,
    }


_ENVELOPE = exempt("", "type", "event_id", "item_id", "previous_item_id", "response_id", "call_id")

REQUEST = Table(
    {
        **_ENVELOPE,
        "/audio": AUDIO,
        **_item("/item", "user"),
        **_settings("/session"),
        **_item("/response/input/*", "user"),
        **_settings("/response"),
    }
)

_COMMON = {
    **_ENVELOPE,
    **exempt("", "obfuscation", "status", "rid", "latency", "usage/**"),
    **exempt("/error", "type", "code", "event_id"),
    "/error/**": replace(_ERROR, keys=True),
}

EVENTS = Table(
    {
        **_COMMON,
        **exempt("", "conversation/id", "conversation/object", "rate_limits/*/name", "format"),
        "/event": _SPOKEN,  # a key of a telephone
        **_parts("/content", Slot("assistant")),  # Azure, of a part that was added
        **_parts("/part", Slot("assistant")),
        **_item("/item", "assistant"),
        **exempt("/response", "status", "status_details", "status_details/type", "status_details/reason"),
        **exempt("/response", "status_details/error/type", "status_details/error/code", "usage/**"),
        "/response/status_details/**": replace(_ERROR, keys=True),
        **_item("/response/output/*", "assistant"),
        **_settings("/response"),
        **_settings("/session"),
    }
)

# Answers of the plain HTTP endpoints beside the socket.
ANSWER = Table(
    {
        **exempt("", "value", "expires_at"),
        **exempt("/error", "type", "code"),
        "/error/**": replace(_ERROR, keys=True),
        **_settings("/session"),
        **_settings(""),
    }
)
SESSION = Table(
    {**exempt("", "expires_after/anchor"), **_settings("/session"), **_settings("")}, default=UNMAPPED
)

_LOGPROBS = {"/logprobs/**": Slot("assistant", flow="bundle", root="/logprobs")}


def _pieces(slot: Slot, *repeats: str) -> Table:
    """The events of one stem: pieces, and the fields that repeat them whole."""
    pieces = {"/delta": replace(slot, flow="delta", family="text"), **dict.fromkeys(repeats, slot)}
    return Table({**_COMMON, "/name": TEXT, **pieces, **_LOGPROBS})


_HEARD = Table(
    {
        **_COMMON,
        **exempt("", "id", "speaker", "language", "languages/*/code"),
        "/delta": replace(_SPOKEN, flow="delta", family="text"),
        "/transcript": _SPOKEN,
        "/text": _SPOKEN,
        **_LOGPROBS,
    }
)
_SOUND = Table({**_COMMON, **exempt("", "format"), "/delta": AUDIO})

HEARD = "conversation.item.input_audio_transcription"
STEMS: dict[str, Table] = {
    "response.output_text": _pieces(TEXT, "/text"),
    "response.text": _pieces(TEXT, "/text"),
    "response.output_audio_transcript": _pieces(TEXT, "/transcript"),
    "response.audio_transcript": _pieces(TEXT, "/transcript"),
    "response.function_call_arguments": _pieces(CALL, "/arguments"),
    "response.mcp_call_arguments": _pieces(CALL, "/arguments"),
    "response.output_audio": _SOUND,
    "response.audio": _SOUND,
    HEARD: _HEARD,
    # Live translation.
    "session.output_audio": _SOUND,
    "session.output_transcript": _pieces(TEXT, "/transcript"),
    "session.input_transcript": _HEARD,
}

# A delta nobody has told us of: its pieces belong together, whatever they are.
_PIECE = replace(UNMAPPED, flow="delta", keys=False)
UNKNOWN = Table({**_COMMON, "/delta": _PIECE, "/delta/**": _PIECE, **_LOGPROBS})
