"""Messages both ways: every string that the official library knows has its slot, and the right one."""

from __future__ import annotations

from collections.abc import Mapping

import mcp_types
import pytest
from mcp_types import methods

from proxy.channels import role_of
from proxy.surfaces.mcp_tables import RECEIVED, SENT
from proxy.table import Table
from tests.proxy.surfaces.sdktypes import shapes

KNOWN = {
    "requests of clients": (SENT, "", methods.CLIENT_REQUESTS),
    "notifications of clients": (SENT, "", methods.CLIENT_NOTIFICATIONS),
    "results of clients": (SENT, "/result", methods.CLIENT_RESULTS),
    "requests of servers": (RECEIVED, "", methods.SERVER_REQUESTS),
    "notifications of servers": (RECEIVED, "", methods.SERVER_NOTIFICATIONS),
    "results of servers": (RECEIVED, "/result", methods.SERVER_RESULTS),
}
TASKS = {
    "a task": (RECEIVED, "/result", mcp_types.CreateTaskResult),
    "tasks": (RECEIVED, "/result", mcp_types.ListTasksResult),
    "a task's state": (RECEIVED, "/result", mcp_types.GetTaskResult),
    "a task's news": (RECEIVED, "", mcp_types.TaskStatusNotification),
    "a client's news of a task": (SENT, "", mcp_types.TaskStatusNotification),
    "a client's task": (SENT, "/result", mcp_types.CreateTaskResult),
    "a call that becomes a task": (SENT, "", mcp_types.GetTaskPayloadRequest),
}


@pytest.mark.parametrize("batch", ["", "/*"], ids=["alone", "in a batch"])
@pytest.mark.parametrize(("table", "at", "kinds"), KNOWN.values(), ids=KNOWN)
def test_every_string_the_library_knows_is_mapped(
    table: Table, at: str, kinds: Mapping[object, object], batch: str
) -> None:
    found = {shape for kind in kinds.values() for shape in shapes(kind, batch + at)}
    assert len(found) > 5
    assert {shape for shape in found if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize(("table", "at", "kind"), TASKS.values(), ids=TASKS)
def test_every_string_of_tasks_is_mapped(table: Table, at: str, kind: object) -> None:
    assert {shape for shape in shapes(kind, at) if not table.slot(shape).mapped} == set()


# Where, what is said there by whom, and how far it is trusted.
SLOTS = [
    (SENT, "/params/arguments/query/0", "assistant", "user"),
    (SENT, "/params/clientInfo/name", "definition", "system"),
    (SENT, "/params/argument/value", "user", "user"),
    (SENT, "/params/uri", "assistant", "user"),
    (SENT, "/result/content/name", "user", "user"),
    (SENT, "/result/content/type", "user", "user"),  # of a form: any member may hold a text
    (SENT, "/result/roots/*/uri", "user", "user"),
    (SENT, "/params/inputResponses/who/content/name", "user", "user"),
    (SENT, "/error/message", "error", "user"),
    (SENT, "/params/thoughts", "tool", "tool"),
    (RECEIVED, "/result/instructions", "definition", "tool"),
    (RECEIVED, "/result/serverInfo/description", "definition", "tool"),
    (RECEIVED, "/result/tools/*/description", "definition", "tool"),
    (RECEIVED, "/result/tools/*/annotations/title", "definition", "tool"),
    (RECEIVED, "/result/tools/*/inputSchema/properties/a/description", "definition", "tool"),
    (RECEIVED, "/result/tools/*/outputSchema/properties/a/enum/*", "definition", "tool"),
    (RECEIVED, "/result/prompts/*/arguments/*/description", "definition", "tool"),
    (RECEIVED, "/result/resources/*/name", "definition", "tool"),
    (RECEIVED, "/result/resourceTemplates/*/uriTemplate", "definition", "tool"),
    (RECEIVED, "/result/content/*/text", "tool", "tool"),
    (RECEIVED, "/result/content/*/resource/text", "retrieved", "retrieved"),
    (RECEIVED, "/result/content/*/uri", "tool", "tool"),
    (RECEIVED, "/result/structuredContent/a/b", "tool", "tool"),
    (RECEIVED, "/result/contents/*/text", "retrieved", "retrieved"),
    (RECEIVED, "/result/messages/*/content/text", "tool", "tool"),
    (RECEIVED, "/result/completion/values/*", "tool", "tool"),
    (RECEIVED, "/result/inputRequests/who/params/message", "tool", "tool"),
    (RECEIVED, "/result/thoughts", "tool", "tool"),
    (RECEIVED, "/params/message", "tool", "tool"),
    (RECEIVED, "/params/data/a", "tool", "tool"),
    (RECEIVED, "/params/systemPrompt", "system", "tool"),
    (RECEIVED, "/params/requestedSchema/properties/a/title", "definition", "tool"),
    (RECEIVED, "/error/data/elicitations/*/message", "error", "user"),
]


@pytest.mark.parametrize(("table", "shape", "role", "trust"), SLOTS, ids=[shape for _, shape, *_ in SLOTS])
def test_who_speaks_where(table: Table, shape: str, role: str, trust: str) -> None:
    assert role_of(table.slot(shape), shape, {}) == (role, trust)


UNTOUCHED = [
    (SENT, ["/jsonrpc", "/id", "/method", "/params/cursor", "/params/level", "/params/requestId"]),
    (SENT, ["/params/protocolVersion", "/params/_meta/progressToken", "/params/_meta/traceparent"]),
    (SENT, ["/params/_meta/io.modelcontextprotocol~1protocolVersion", "/params/taskId", "/result/action"]),
    (RECEIVED, ["/result/nextCursor", "/result/protocolVersion", "/result/supportedVersions/*"]),
    (RECEIVED, ["/result/content/*/type", "/result/content/*/mimeType", "/params/progressToken"]),
    (RECEIVED, ["/result/task/taskId", "/params/elicitationId", "/params/mode", "/params/messages/*/role"]),
]


@pytest.mark.parametrize(
    ("table", "shape"), [(table, shape) for table, listed in UNTOUCHED for shape in listed]
)
def test_ids_methods_cursors_and_tokens_are_never_touched(table: Table, shape: str) -> None:
    assert table.slot(shape).flow == "exempt"


@pytest.mark.parametrize(
    ("table", "shape", "flow"),
    [
        (RECEIVED, "/result/content/*/data", "payload"),
        (RECEIVED, "/result/contents/*/blob", "payload"),
        (RECEIVED, "/result/content/*/resource/blob", "payload"),
        (RECEIVED, "/result/tools/*/icons/*/src", "payload"),
        (SENT, "/result/content/data", "payload"),
        (RECEIVED, "/result/requestState", "unscanned"),
        (SENT, "/params/requestState", "unscanned"),
    ],
)
def test_what_cannot_be_read_is_reported(table: Table, shape: str, flow: str) -> None:
    assert table.slot(shape).flow == flow


def test_a_batch_is_its_messages() -> None:
    """Rows for batches stand behind the others: they name nothing in a message that stands alone."""
    for table in (SENT, RECEIVED):
        for shape, slot in table.rows.items():
            if shape.startswith("/*/"):
                assert table.rows[shape.removeprefix("/*")] == slot or slot.role.startswith("@")
        assert not table.slot("/params/id").mapped
        assert not table.slot("/result/jsonrpc").mapped
