"""What the Gemini API says where: requests, answers, chunks.

Its JSON is that of protocol buffers: every field has two spellings (`functionCall`,
`function_call`), which may be mixed in one document, an enumeration may be a number,
and a list of one may be written without its brackets. Rows are in the first spelling,
`camel` brings every word of a document into it.

A content is the same in requests and answers, so its rows are written once and put at
every place. Source: the types of the official Python library, google-genai.
"""

from __future__ import annotations

import re
from dataclasses import replace

from proxy.table import EXEMPT, FILE_ID, UNMAPPED, Slot, Table, address, payload, unscanned

Rows = dict[str, Slot]

THOUGHT = Slot("reasoning")
TEXT_DELTA = Slot("assistant", flow="delta", family="text", phase=2, depth=1, varies=True)
THOUGHT_DELTA = Slot("reasoning", flow="delta", family="thought", phase=1, depth=1)
ARGUMENT_DELTA = Slot("assistant", flow="delta", family="args", depth=1, varies=True)

_WORDS = Slot("assistant", keys=True)
_CODE = Slot("assistant", syntax="code")
_TOOL = Slot("tool", keys=True)
_FOUND = Slot("retrieved", keys=True)
_FREE = Slot("user", keys=True)
_DEFINITION = Slot("definition", keys=True)
_ERROR = Slot("error", keys=True)
_INLINE = replace(unscanned("file"), varies=True)  # the surface knows the media type

# A member of a part nobody has told us of: its pieces belong together, whatever they are.
_PIECE = replace(UNMAPPED, flow="delta", keys=False, depth=1)

_SNAKE = re.compile(r"(?<=[A-Za-z0-9])_([a-z0-9])")


def camel(word: str) -> str:
    """A field's name in the spelling of the rows."""
    return _SNAKE.sub(lambda found: found[1].upper(), word) if "_" in word else word


def _exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


# -- contents


_ABOUT_MEDIA = (
    "audioMetadata",
    "documentMetadata",
    "spreadsheetMetadata",
    "speechMetadata",
    "mediaProcessing",
)


def _blob(at: str, slot: Slot) -> Rows:
    """Bytes, or where they are."""
    return {
        **_exempt(at, "inlineData/mimeType", "fileData/mimeType", "videoMetadata/**", "mediaResolution/**"),
        f"{at}/inlineData/data": _INLINE,
        f"{at}/inlineData/**": slot,
        f"{at}/fileData/fileUri": address(slot, "file id"),
        f"{at}/fileData/**": slot,
        **{f"{at}/{name}/**": slot for name in _ABOUT_MEDIA},
    }


def _part(at: str, spoken: Slot, delta: bool) -> Rows:
    whole = replace(spoken, varies=False)
    return {
        f"{at}/text": TEXT_DELTA if delta else spoken,
        **_exempt(at, "thought", "thoughtSignature"),
        **_blob(at, whole),
        **_exempt(f"{at}/functionCall", "id", "partialArgs/*/nullValue"),
        f"{at}/functionCall/name": Slot("assistant"),
        f"{at}/functionCall/args/**": _WORDS,
        f"{at}/functionCall/partialArgs/*/stringValue": ARGUMENT_DELTA if delta else Slot("assistant"),
        f"{at}/functionCall/partialArgs/*/jsonPath": _WORDS,
        **_exempt(f"{at}/functionResponse", "id", "scheduling"),
        f"{at}/functionResponse/name": Slot("tool"),
        f"{at}/functionResponse/response/**": _TOOL,
        **_blob(f"{at}/functionResponse/parts/*", Slot("tool")),
        **_exempt(at, "executableCode/id", "executableCode/language"),
        f"{at}/executableCode/code": _CODE,
        **_exempt(at, "codeExecutionResult/id", "codeExecutionResult/outcome"),
        f"{at}/codeExecutionResult/output": Slot("tool"),
        **_exempt(at, "toolCall/id", "toolCall/toolType", "toolResponse/id", "toolResponse/toolType"),
        f"{at}/toolCall/args/**": _WORDS,
        f"{at}/toolResponse/response/**": _TOOL,
        f"{at}/audioTranscription/**": whole,
        f"{at}/partMetadata/**": _FREE,
        **({f"{at}/**": _PIECE} if delta else {}),
    }


def _content(at: str, role: str, delta: bool = False) -> Rows:
    """A content at `at`. role: who speaks, as a slot says it."""
    spoken = Slot(role, varies=True)
    return {
        f"{at}/role": EXEMPT,
        **_part(f"{at}/parts/*", spoken, delta),
        **_part(f"{at}/parts", spoken, delta),
        f"{at}/parts/*": spoken,  # a bare string is a part, too
        f"{at}/parts": spoken,
        at: spoken,
    }


def _contents(at: str) -> Rows:
    """A list of contents, or one."""
    said = f"@{at}/*/role|{at}/role|user"
    return {**_content(f"{at}/*", said), **_content(at, said)}


# -- requests


def _config(at: str) -> Rows:
    """Sampling, and the form of the answer."""
    return {
        **_exempt(at, "responseMimeType", "responseModalities/*", "mediaResolution", "thinkingConfig/**"),
        **_exempt(at, "modelSelectionConfig/**", "routingConfig/**", "imageConfig/**"),
        **_exempt(at, "speechConfig/voiceConfig/**", "speechConfig/languageCode"),
        f"{at}/stopSequences/*": Slot("user"),
        f"{at}/speechConfig/**": _FREE,  # speakers have names
        f"{at}/audioTranscriptionConfig/**": _FREE,
        f"{at}/translationConfig/**": EXEMPT,
        **{f"{at}/{name}/**": _DEFINITION for name in _SCHEMAS},
        **_exempt(at, "temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "seed", "logprobs"),
        **_exempt(at, "presencePenalty", "frequencyPenalty", "responseLogprobs", "audioTimestamp"),
    }


_SCHEMAS = ("responseSchema", "responseJsonSchema", "_responseJsonSchema", "responseFormat")


def _asked(at: str) -> Rows:
    """What is asked of a model, at `at`."""
    return {
        **_contents(f"{at}/contents"),
        **_content(f"{at}/systemInstruction", "system"),
        **_content(f"{at}/content", "user"),
        **_config(f"{at}/generationConfig"),
        **_exempt(at, "model", "name", "cachedContent", "serviceTier", "store", "modelArmorConfig/**"),
        **_exempt(at, "safetySettings/*/category", "safetySettings/*/threshold", "safetySettings/*/method"),
        **_exempt(
            at,
            "toolConfig/functionCallingConfig/mode",
            "taskType",
            "ttl",
            "expireTime",
            "embedContentConfig/taskType",
        ),
        f"{at}/tools/**": _DEFINITION,
        f"{at}/toolConfig/**": _DEFINITION,
        f"{at}/labels/**": _FREE,
        f"{at}/title": Slot("user"),
        f"{at}/displayName": Slot("user"),
        f"{at}/description": Slot("user"),
    }


_BATCHED = "/batch/inputConfig/requests/requests/*"

REQUEST = Table(
    {
        **_asked(""),
        **_asked("/generateContentRequest"),  # counting tokens
        **_asked("/requests/*"),  # embedding many
        **_asked(f"{_BATCHED}/request"),
        f"{_BATCHED}/metadata/**": _FREE,
        **_exempt("/batch", "model", "name"),
        "/batch/inputConfig/fileName": FILE_ID,
        "/batch/displayName": Slot("user"),
        "/tuningTask/trainingData/examples/examples/*/**": Slot("user"),
        "/tunedModelSource/**": EXEMPT,
        "/baseModel": EXEMPT,
        # Models of other kinds: embeddings, images.
        **_exempt("/instances/*", "image/mimeType", "taskType", "task_type"),
        "/instances/*/image/bytesBase64Encoded": unscanned("image"),
        "/instances/*/image/gcsUri": address(Slot("user"), "remote image"),
        "/instances/*/**": _FREE,
        "/parameters/**": _FREE,
    },
    spelling=camel,
)

# -- answers


def _grounding(at: str) -> Rows:
    return {
        **_exempt(at, "googleMapsWidgetContextToken", "retrievalMetadata/**"),
        f"{at}/webSearchQueries/*": Slot("assistant"),
        f"{at}/imageSearchQueries/*": Slot("assistant"),
        f"{at}/retrievalQueries/*": Slot("assistant"),
        **_exempt(
            f"{at}/groundingChunks/*/retrievedContext", "mediaId", "ragChunk/chunkId", "ragChunk/fileId"
        ),
        f"{at}/groundingChunks/*/maps/placeId": EXEMPT,
        f"{at}/groundingChunks/**": _FOUND,
        f"{at}/groundingSupports/*/segment/text": Slot("assistant"),  # the answer once more
        f"{at}/searchEntryPoint/sdkBlob": payload("retrieved", "search results"),
        f"{at}/searchEntryPoint/renderedContent": Slot("retrieved"),
        f"{at}/**": Slot("retrieved"),
    }


def _candidate(at: str, delta: bool) -> Rows:
    logprobs = f"{at}/logprobsResult"
    return {
        **_content(f"{at}/content", "assistant", delta),
        **_exempt(
            at, "index", "finishReason", "safetyRatings/**", "avgLogprobs", "tokenCount", "continuationToken"
        ),
        f"{at}/finishMessage": Slot("error"),
        f"{at}/citationMetadata/**": Slot("retrieved"),
        f"{at}/groundingAttributions/**": _FOUND,
        **_grounding(f"{at}/groundingMetadata"),
        f"{at}/urlContextMetadata/urlMetadata/*/urlRetrievalStatus": EXEMPT,
        f"{at}/urlContextMetadata/**": Slot("retrieved"),
        f"{logprobs}/**": Slot("assistant", flow="bundle", root=logprobs),
    }


def _said(at: str, delta: bool = False) -> Rows:
    """An answer, or one chunk of it, at `at`."""
    return {
        **_candidate(f"{at}/candidates/*", delta),
        **_exempt(at, "promptFeedback/blockReason", "promptFeedback/safetyRatings/**", "usageMetadata/**"),
        **_exempt(at, "modelVersion", "responseId", "createTime", "modelStatus/modelStage"),
        **_exempt(at, "modelStatus/retirementTime"),
        f"{at}/promptFeedback/blockReasonMessage": Slot("error"),
        f"{at}/modelStatus/message": Slot("error"),
        **_errors(f"{at}/error"),
        **_errors(f"{at}/*/error"),  # a stream that is an array fails as one
    }


def _errors(at: str) -> Rows:
    return {
        **_exempt(at, "code", "status", "details/*/@type", "details/*/reason", "details/*/domain"),
        at: _ERROR,
        f"{at}/**": _ERROR,
    }


def _resources(at: str) -> Rows:
    """What is stored: caches, batches, models."""
    return {
        **_exempt(
            at, "name", "model", "createTime", "updateTime", "expireTime", "state", "ttl", "done", "@type"
        ),
        **_exempt(at, "baseModelId", "version", "supportedGenerationMethods/*", "endTime", "batchStats/**"),
        **_exempt(
            at, "inputTokenLimit", "outputTokenLimit", "maxTemperature", "thinking", "usageMetadata/**"
        ),
        **_exempt(at, "supportedActions/*", "checkpoints/*/checkpointId", "defaultCheckpointId"),
        **_exempt(at, "endpoints/*/name", "endpoints/*/deployedModelId", "tunedModelInfo/**", "baseModel"),
        f"{at}/displayName": Slot("user"),
        f"{at}/description": Slot("user"),
        f"{at}/labels/**": _FREE,
    }


_INLINED = "inlinedResponses/inlinedResponses/*"

ANSWER = Table(
    {
        **_said(""),
        # Tokens counted, vectors.
        **_exempt("", "totalTokens", "promptTokensDetails/**", "cacheTokensDetails/**", "embedding/**"),
        **_exempt(
            "", "embeddings/**", "predictions/*/embeddings/**", "predictions/*/mimeType", "deployedModelId"
        ),
        **_exempt("", "modelDisplayName", "modelVersionId", "totalBillableCharacters", "tokensInfo/*/role"),
        "/tokensInfo/*/tokens/*": unscanned("tokens"),
        "/predictions/*/bytesBase64Encoded": unscanned("image"),
        "/predictions/**": _WORDS,
        # Stored objects, and batches that are done.
        **_said(f"/response/{_INLINED}/response"),
        **_said(f"/metadata/output/{_INLINED}/response"),
        **_errors(f"/response/{_INLINED}/error"),
        **_exempt("", "response/@type", "nextPageToken"),
        **_resources(""),
        **_resources("/metadata"),
        **_resources("/models/*"),
        **_resources("/cachedContents/*"),
    },
    spelling=camel,
)
EVENTS = Table(_said("", delta=True), spelling=camel)
