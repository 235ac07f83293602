"""What Amazon Bedrock's Converse says where: requests, answers, events, guardrails' traces.

Blocks name themselves by their only member. A stream's event is told by its members too;
Nova puts the same events under their names inside InvokeModel's chunks, so the rows stand
once more below any one word. A trace quotes what a guardrail matched: it is text.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, SEALED, UNMAPPED, Slot, Table, address, payload, unscanned

Rows = dict[str, Slot]

TEXT = Slot("assistant")
_THOUGHT = Slot("reasoning")
_INPUT = Slot("assistant", keys=True)
_TOOL = Slot("tool")
_RESULT = Slot("tool", keys=True)
_FOUND = Slot("retrieved")
_SYSTEM = Slot("system")
_ERROR = Slot("error")
_DEFINITION = Slot("definition", keys=True)
_FREE = Slot("user", keys=True)
_MEDIA = {"image": "image", "video": "video", "audio": "audio", "document": "file"}


def exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


# -- blocks


def _block(at: str, spoken: Slot) -> Rows:
    """A content block of a message at `at`. spoken: what its own text is."""
    result = f"{at}/toolResult/content/*"
    return {
        f"{at}/text": spoken,
        **_media(at, spoken),
        **exempt(at, "type", "toolUse/toolUseId", "toolUse/type", "cachePoint/**", "role"),
        f"{at}/toolUse/name": TEXT,
        f"{at}/toolUse/input": _INPUT,
        f"{at}/toolUse/input/**": _INPUT,
        **exempt(f"{at}/toolResult", "toolUseId", "status", "type"),
        f"{result}/text": _TOOL,
        f"{result}/json": _RESULT,
        f"{result}/json/**": _RESULT,
        **_media(result, _TOOL),
        **_search(f"{result}/searchResult"),
        **_search(f"{at}/searchResult"),
        **_guarded(at, spoken),
        f"{at}/reasoningContent/reasoningText/text": _THOUGHT,
        f"{at}/reasoningContent/reasoningText/signature": EXEMPT,
        f"{at}/reasoningContent/redactedContent": SEALED,
        f"{at}/citationsContent/content/*/text": spoken,
        f"{at}/citationsContent/citations/**": _FOUND,
        **exempt(at, "toolAddition/tool/type", "toolRemoval/tool/type"),
        f"{at}/toolAddition/**": _DEFINITION,
        f"{at}/toolRemoval/**": _DEFINITION,
    }


def _media(at: str, spoken: Slot) -> Rows:
    """Pictures, sound and documents: bytes nobody reads here, a place to fetch them, or plain text."""
    rows: Rows = {}
    for kind, why in _MEDIA.items():
        there = f"{at}/{kind}"
        rows |= {
            **exempt(there, "format", "source/s3Location/bucketOwner", "citations/**"),
            f"{there}/source/bytes": unscanned(why),
            f"{there}/source/s3Location/uri": address(spoken, f"remote {why}"),
            f"{there}/error/message": _ERROR,
        }
    return {
        **rows,
        f"{at}/document/name": spoken,
        f"{at}/document/context": _FOUND,
        f"{at}/document/source/text": _FOUND,
        f"{at}/document/source/content/*/text": _FOUND,
    }


def _search(at: str) -> Rows:
    return {f"{at}/citations/**": EXEMPT, f"{at}/**": _FOUND}


def _guarded(at: str, spoken: Slot) -> Rows:
    """What a guardrail is to look at. It stands for a text, and is one."""
    guarded = f"{at}/guardContent"
    return {
        f"{guarded}/text/text": spoken,
        f"{guarded}/text/qualifiers/*": EXEMPT,
        f"{guarded}/image/format": EXEMPT,
        f"{guarded}/image/source/bytes": unscanned("image"),
    }


# -- requests


def request(at: str = "") -> Rows:
    """A request's body at `at`."""
    return {
        f"{at}/messages/*/role": EXEMPT,
        **_block(f"{at}/messages/*/content/*", Slot(f"@{at}/messages/*/role")),
        f"{at}/system/*/text": _SYSTEM,
        **_guarded(f"{at}/system/*", _SYSTEM),
        **exempt(at, "system/*/cachePoint/**", "toolConfig/tools/*/cachePoint/**"),
        f"{at}/toolConfig/**": _DEFINITION,
        f"{at}/inferenceConfig/stopSequences/*": Slot("user"),
        f"{at}/promptVariables/**": Slot("user"),
        f"{at}/requestMetadata/**": _FREE,
        f"{at}/additionalModelRequestFields": _FREE,
        f"{at}/additionalModelRequestFields/**": _FREE,
        **exempt(at, "additionalModelResponseFieldPaths/*", "guardrailConfig/**", "performanceConfig/**"),
        **exempt(at, "serviceTier/**", "outputConfig/effort", "outputConfig/textFormat/type"),
        **exempt(at, "schemaVersion", "inferenceConfig/reasoningConfig/**"),
        f"{at}/outputConfig/textFormat/structure/jsonSchema/schema": Slot("definition", syntax="json"),
        f"{at}/outputConfig/**": _DEFINITION,
    }


# -- guardrails

_POLICIES = (
    "topicPolicy/topics",
    "contentPolicy/filters",
    "wordPolicy/customWords",
    "wordPolicy/managedWordLists",
    "sensitiveInformationPolicy/piiEntities",
    "sensitiveInformationPolicy/regexes",
    "contextualGroundingPolicy/filters",
)


def assessment(at: str) -> Rows:
    """What a guardrail made of a text: mostly enumerations, and the words it matched."""
    kinds = ("type", "action", "confidence", "filterStrength")
    rules = "automatedReasoningPolicy/findings/*/*"
    return {
        **{f"{at}/{policy}/*/{kind}": EXEMPT for policy in _POLICIES for kind in kinds},
        **exempt(at, "appliedGuardrailDetails/**", f"{rules}/logicWarning/type"),
        **exempt(at, f"{rules}/supportingRules/**", f"{rules}/contradictingRules/**"),
        f"{at}/**": TEXT,
    }


def trace(at: str) -> Rows:
    """What is told of guardrails and routers on request. Converse and InvokeModel spell it apart."""
    guardrail = f"{at}/guardrail"
    return {
        f"{at}/promptRouter/**": EXEMPT,
        f"{guardrail}/modelOutput/*": TEXT,
        f"{guardrail}/actionReason": TEXT,
        **assessment(f"{guardrail}/inputAssessment/*"),
        **assessment(f"{guardrail}/outputAssessments/*/*"),
        **assessment(f"{guardrail}/input/*"),
        **assessment(f"{guardrail}/outputs/*/*"),
        f"{at}/**": TEXT,
    }


def invoked(at: str = "") -> Rows:
    """What Bedrock adds to any model's own answer or event."""
    return {
        **exempt(at, "amazon-bedrock-invocationMetrics/**", "amazon-bedrock-guardrailAction"),
        **trace(f"{at}/amazon-bedrock-trace"),
    }


# -- answers

errors: Rows = {
    "/message": _ERROR,
    "/Message": _ERROR,
    "/originalMessage": _ERROR,
    "/__type": EXEMPT,
    "/resourceName": EXEMPT,
}


def told(at: str = "") -> Rows:
    """What an answer, or the end of a stream, says besides its text."""
    return {
        **exempt(at, "stopReason", "usage/**", "metrics/**", "performanceConfig/**", "serviceTier/**"),
        f"{at}/additionalModelResponseFields": _INPUT,
        f"{at}/additionalModelResponseFields/**": _INPUT,
        **trace(f"{at}/trace"),
    }


def answer() -> Rows:
    return {"/output/message/role": EXEMPT, **_block("/output/message/content/*", TEXT), **told(), **errors}


# -- events


def _piece(slot: Slot, family: str, phase: int = 0) -> Slot:
    return replace(slot, flow="delta", family=family, phase=phase)


def events(at: str = "") -> Rows:
    """An event at `at`: told by its members, its name stands in a header."""
    delta = f"{at}/delta"
    return {
        **exempt(at, "role", "p"),
        **exempt(f"{at}/start", "toolUse/toolUseId", "toolUse/type", "toolResult/toolUseId"),
        **exempt(f"{at}/start", "toolResult/status", "toolResult/type", "image/format"),
        f"{at}/start/toolUse/name": TEXT,
        f"{delta}/text": _piece(TEXT, "text", 2),
        f"{delta}/toolUse/input": _piece(Slot("assistant", syntax="json"), "input"),
        f"{delta}/toolUse/input/**": _INPUT,  # Nova may send it whole
        f"{delta}/toolResult/*/text": _piece(_TOOL, "result"),
        f"{delta}/toolResult/*/json": _RESULT,
        f"{delta}/toolResult/*/json/**": _RESULT,
        f"{delta}/reasoningContent/text": _piece(_THOUGHT, "reasoning", 1),
        f"{delta}/reasoningContent/reasoningText/text": _piece(_THOUGHT, "reasoning", 1),
        **exempt(delta, "reasoningContent/signature", "reasoningContent/redactedContent"),
        **exempt(delta, "reasoningContent/reasoningText/signature"),
        f"{delta}/citation/**": _FOUND,
        **_media(delta, TEXT),
        # A delta nobody has told us of: its pieces belong together, whatever they are.
        f"{delta}/**": replace(UNMAPPED, flow="delta", keys=False),
        **told(at),
    }


REQUEST = Table(request())
ANSWER = Table(answer())
EVENTS = Table({**events(), **errors, "/bytes": payload("assistant", "model event")})
COUNT = Table(
    {
        **request("/input/converse"),
        "/input/invokeModel/body": payload("user", "model request"),
        "/modelId": EXEMPT,
        **errors,
    }
)
