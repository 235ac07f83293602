"""An example of every path that a dialect gives a surface of its own, and of every typed event.

For the page of what is read. A dialect that has no examples here is asked for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

_OPENAI = (
    "/v1/chat/completions",
    "/v1/completions",
    "/v1/fim/completions",
    "/completion",
    "/v1/responses",
    "/v1/embeddings",
    "/v1/rerank",
    "/v1/realtime",
    "/v1/images/generations",
    "/v1/audio/speech",
    "/v1/audio/transcriptions",
    "/v1/audio/translations",
    "/v1/moderations",
    "/v1/vector_stores",
    "/v1/threads",
    "/v1/fine_tuning/jobs",
    "/v1/files",
    "/v1/batches",
    "/v1/models",
)
_ANTHROPIC = ("/v1/messages", "/v1/messages/batches/b/results", "/v1/files")

PATHS: Mapping[str, tuple[str, ...]] = {
    "anthropic": _ANTHROPIC,
    "azure": (
        "/openai/deployments/d/chat/completions",
        "/openai/deployments/d/completions",
        "/openai/deployments/d/embeddings",
        "/openai/responses",
        "/openai/deployments/d/images/generations",
        "/openai/deployments/d/audio/transcriptions",
        "/anthropic/v1/messages",
    ),
    "bedrock": (
        "/model/m/converse",
        "/model/m/invoke",
        "/model/m/count-tokens",
        "/guardrail/g/version/1/apply",
        "/async-invoke",
        "/openai/v1/chat/completions",
        "/anthropic/v1/messages",
    ),
    "cohere": ("/v2/chat", "/v1/chat", "/v1/generate", "/v2/embed", "/compatibility/v1/chat/completions"),
    "gemini": (
        "/v1beta/models/m:generateContent",
        "/v1beta/interactions",
        "/v1beta/openai/chat/completions",
        "/v1beta/openai/embeddings",
        "/v1/projects/p/locations/l/publishers/anthropic/models/m:rawPredict",
    ),
    "generic": (),
    "mcp": ("/mcp",),
    "mistral": (
        "/v1/chat/completions",
        "/v1/agents/completions",
        "/v1/fim/completions",
        "/v1/conversations",
        "/v1/embeddings",
        "/v1/moderations",
        "/v1/classifications",
        "/v1/ocr",
        "/v1/files",
        "/v1/audio/transcriptions",
    ),
    "ollama": (
        "/api/chat",
        "/api/generate",
        "/api/embed",
        "/api/show",
        "/v1/chat/completions",
        "/v1/messages",
    ),
    "openai": _OPENAI,
}
ALL = tuple(dict.fromkeys(path for paths in PATHS.values() for path in paths))

# Events that surfaces read by tables of their own.
_DELTAS = (
    *("output_text", "refusal", "reasoning_text", "reasoning_summary_text", "reasoning_summary"),
    *("function_call_arguments", "mcp_call_arguments", "custom_tool_call_input", "mcp_call.arguments"),
    *("code_interpreter_call_code", "code_interpreter_call.code", "apply_patch_call_operation_diff"),
    *("shell_call_command", "shell_call_output_content", "audio", "audio.transcript"),
    *("text", "output_audio", "output_audio_transcript", "audio_transcript", "anything_new"),
)
EVENTS = (
    *(f"response.{one}.delta" for one in _DELTAS),
    "conversation.item.input_audio_transcription.delta",
    "session.output_audio.delta",
    "session.output_transcript.delta",
    "session.input_transcript.delta",
    "transcript.text.segment",
    "transcription.text.delta",
    "transcription.segment",
    "thread.message.delta",
    "error",
)
