"""What the Model Context Protocol says where: messages from the client, messages from the server.

A message is a request, a notification or a response, alone or in a batch. No member means
one thing in one method and another thing in another, so each direction has one table,
whatever request a response answers: a stream that carries the responses to other requests,
as it does when it is resumed, is read like any other.

What a server says of itself (instructions, tools and their schemas, prompts, resources) is
a definition, but trusted no more than a tool: poisoned descriptions are the attack. So are
its wishes of the client's model and user (sampling, elicitation). Members that nobody named
are read as what a tool says, and reported.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.table import EXEMPT, Slot, Table, payload, unscanned

Rows = dict[str, Slot]

TOOL = Slot("tool", keys=True)
FOREIGN = Slot("definition", trust="tool", keys=True)
# A name that a client sends back to call something: exempt if it is a word, as it should be.
NAME = Slot("definition", trust="tool", varies=True, family="name")
_OWN = Slot("definition", keys=True)  # what a client says of itself
_USER = Slot("user", keys=True)
_CALLED = Slot("assistant", varies=True, family="name")
_ARGUMENTS = Slot("assistant", keys=True, varies=True, family="arguments")
_FOUND = Slot("retrieved")
_ERROR = Slot("error", keys=True)
_UNKNOWN = Slot("tool", keys=True, mapped=False)

_TASK = ("taskId", "status", "createdAt", "lastUpdatedAt")
_RESERVED = ("protocolVersion", "logLevel", "subscriptionId", "related-task/taskId")


def exempt(at: str, *names: str) -> Rows:
    return {f"{at}/{name}": EXEMPT for name in names}


def envelope(at: str) -> Rows:
    """What every message has: never a text, but for what went wrong."""
    return {
        **exempt(at, "jsonrpc", "id", "method"),
        f"{at}/error": _ERROR,
        f"{at}/error/**": _ERROR,
    }


def meta(at: str, slot: Slot) -> Rows:
    """What travels beside the members of a method."""
    reserved = (f"io.modelcontextprotocol~1{name}" for name in _RESERVED)
    return {
        **exempt(f"{at}/_meta", "progressToken", "traceparent", "tracestate", *reserved),
        f"{at}/_meta/io.modelcontextprotocol~1serverInfo/version": EXEMPT,
        f"{at}/_meta/io.modelcontextprotocol~1clientInfo/version": EXEMPT,
        f"{at}/_meta/**": slot,
    }


def _icons(at: str, slot: Slot) -> Rows:
    source = replace(slot, flow="payload", why="image", keys=False, remote=False)  # no model sees it
    return {**exempt(f"{at}/icons/*", "mimeType", "sizes/*", "theme"), f"{at}/icons/*/src": source}


def party(at: str, slot: Slot) -> Rows:
    """Who a client or a server says it is."""
    return {f"{at}/version": EXEMPT, **_icons(at, slot), f"{at}/**": slot}


def offer(at: str, name: Slot = FOREIGN) -> Rows:
    """A tool, prompt, resource or resource template that a server offers. name: what its name is."""
    return {
        f"{at}/name": name,
        **exempt(at, "mimeType", "execution/**", "annotations/audience/*", "annotations/lastModified"),
        **_icons(at, FOREIGN),
        f"{at}/**": FOREIGN,
    }


def contents(at: str) -> Rows:
    """What is in a resource."""
    return {
        f"{at}/mimeType": EXEMPT,
        f"{at}/text": _FOUND,
        f"{at}/uri": _FOUND,
        f"{at}/blob": replace(payload("retrieved", "file"), remote=False),
        f"{at}/_meta/**": FOREIGN,
    }


def block(at: str, said: Slot, level: int = 1) -> Rows:
    """A block of content at `at`, or a text in its place. level: how deep blocks may follow."""
    inside = block(f"{at}/content/*", TOOL, level - 1) if level else {}
    texts = ("text", "name", "title", "description", "uri")
    return {
        at: said,
        **exempt(at, "type", "id", "toolUseId", "mimeType"),
        **exempt(at, "annotations/audience/*", "annotations/lastModified"),
        **dict.fromkeys((f"{at}/{text}" for text in texts), said),
        f"{at}/data": replace(said, flow="payload", why="media", keys=False),
        f"{at}/input/**": Slot("assistant", trust=said.trust, keys=True),
        f"{at}/structuredContent/**": TOOL,
        **contents(f"{at}/resource"),
        **_icons(at, FOREIGN),
        f"{at}/_meta/**": FOREIGN,
        **inside,
    }


def _message(at: str, said: Slot) -> Rows:
    """A message of a prompt, or of a talk that the client's model is asked to go on with."""
    return {
        f"{at}/role": EXEMPT,
        **block(f"{at}/content/*", said),
        **block(f"{at}/content", said),
        f"{at}/_meta/**": FOREIGN,
    }


def wish(at: str, said: Slot) -> Rows:
    """What a server asks of the client's model, or of the person before it."""
    return {
        **exempt(at, "mode", "elicitationId", "includeContext", "toolChoice/mode"),
        **_message(f"{at}/messages/*", said),
        f"{at}/systemPrompt": Slot("system", trust="tool"),
        f"{at}/modelPreferences/**": TOOL,
        f"{at}/stopSequences/*": TOOL,
        f"{at}/metadata/**": TOOL,
        **offer(f"{at}/tools/*", NAME),
        f"{at}/message": TOOL,
        f"{at}/url": TOOL,
        f"{at}/requestedSchema/**": FOREIGN,
    }


def _answered(at: str) -> Rows:
    """What the client's model or user answered. A form's members are free: any may hold a text."""
    said = Slot(f"@{at}/role|user", keys=True)
    return {
        **exempt(at, "action", "role", "model", "stopReason", "content/*/id", "content/*/toolUseId"),
        f"{at}/content/data": payload("user", "media"),
        f"{at}/content/*/data": payload("user", "media"),
        f"{at}/content": said,
        f"{at}/content/**": said,
        f"{at}/roots/**": _USER,
        **exempt(at, "nextCursor", "resultType", *_TASK, *(f"task/{name}" for name in _TASK)),
        **exempt(at, *(f"tasks/*/{name}" for name in _TASK)),
        **dict.fromkeys((f"{at}/{one}" for one in _SAID_OF_TASKS), _USER),
        **meta(at, _OWN),
    }


_SAID_OF_TASKS = ("statusMessage", "task/statusMessage", "tasks/*/statusMessage")


def _unknown(at: str) -> Rows:
    """The rest of a message: above the rows for batches, in which `*` stands for any key too."""
    return {f"{at}/params/**": _UNKNOWN, f"{at}/result/**": _UNKNOWN}


def sent(at: str) -> Rows:
    """A message from the client."""
    asked = f"{at}/params"
    return {
        **envelope(at),
        **exempt(asked, "protocolVersion", "cursor", "level", "requestId", "progressToken", *_TASK),
        **exempt(asked, "ref/type", "notifications/taskIds/*"),
        **meta(asked, _OWN),
        **party(f"{asked}/clientInfo", _OWN),
        f"{asked}/capabilities/**": _OWN,
        f"{asked}/name": _CALLED,
        f"{asked}/argument/name": _CALLED,
        f"{asked}/arguments": _ARGUMENTS,
        f"{asked}/arguments/**": _ARGUMENTS,
        f"{asked}/uri": Slot("assistant"),
        **dict.fromkeys((f"{asked}/{one}" for one in _TYPED), _USER),
        f"{asked}/requestState": unscanned("request state"),
        **_answered(f"{asked}/inputResponses/*"),
        **_answered(f"{at}/result"),
        **_unknown(at),
    }


_TYPED = ("ref/**", "argument/**", "context/**", "notifications/**", "reason", "message", "statusMessage")


def received(at: str) -> Rows:
    """A message from the server."""
    said, given = f"{at}/params", f"{at}/result"
    return {
        **envelope(at),
        **exempt(said, "level", "requestId", "progressToken", *_TASK),
        **meta(said, FOREIGN),
        **wish(said, Slot(f"@{said}/messages/*/role|tool", trust="tool")),
        **dict.fromkeys((f"{said}/{one}" for one in _TOLD), TOOL),
        **_result(given),
        **_unknown(at),
    }


_TOLD = ("logger", "data", "data/**", "reason", "uri", "statusMessage", "notifications/**")


def _result(at: str) -> Rows:
    """What a server answers, of any method."""
    return {
        **exempt(at, "protocolVersion", "supportedVersions/*", "nextCursor", "resultType", "cacheScope"),
        **exempt(at, *_TASK, *(f"task/{name}" for name in _TASK), *(f"tasks/*/{name}" for name in _TASK)),
        **dict.fromkeys((f"{at}/{one}" for one in _SAID_OF_TASKS), TOOL),
        **meta(at, FOREIGN),
        f"{at}/instructions": FOREIGN,
        **party(f"{at}/serverInfo", FOREIGN),
        f"{at}/capabilities/**": FOREIGN,
        **offer(f"{at}/tools/*", NAME),
        f"{at}/prompts/*/arguments/*/name": NAME,
        **offer(f"{at}/prompts/*", NAME),
        **offer(f"{at}/resources/*"),
        **offer(f"{at}/resourceTemplates/*"),
        **block(f"{at}/content/*", TOOL),
        f"{at}/structuredContent": TOOL,
        f"{at}/structuredContent/**": TOOL,
        **contents(f"{at}/contents/*"),
        f"{at}/description": FOREIGN,
        **_message(f"{at}/messages/*", Slot(f"@{at}/messages/*/role|tool", trust="tool")),
        f"{at}/completion/values/*": TOOL,
        f"{at}/requestState": unscanned("request state"),
        f"{at}/inputRequests/*": TOOL,  # its key names it, and is no word of anybody's
        f"{at}/inputRequests/*/method": EXEMPT,
        **meta(f"{at}/inputRequests/*/params", FOREIGN),
        **wish(f"{at}/inputRequests/*/params", TOOL),
    }


SENT = Table({**sent(""), **sent("/*")}, _UNKNOWN)
RECEIVED = Table({**received(""), **received("/*")}, _UNKNOWN)
