"""Parts of a message: who speaks in each, in a whole message and in a chunk."""

from __future__ import annotations

import pytest

from proxy.surfaces.chat_parts import exempt, part, pieces
from proxy.table import EXEMPT, FILE_ID, Slot, Table

WHOLE = Table(part("/p", Slot("system")))
CHUNK = Table(pieces("/p", Slot(flow="delta", family="content"), Slot("reasoning", flow="delta")))


@pytest.mark.parametrize(
    ("shape", "role", "flow"),
    [
        ("/p/text", "system", "whole"),
        ("/p/refusal", "system", "whole"),
        ("/p/thinking", "reasoning", "whole"),
        ("/p/thinking/*/text", "reasoning", "whole"),
        ("/p/thinking/*/title", "retrieved", "whole"),
        ("/p/title", "retrieved", "whole"),
        ("/p/content/text", "retrieved", "whole"),
        ("/p/image_url/url", "system", "payload"),
        ("/p/document_url", "system", "payload"),
        ("/p/document_name", "system", "whole"),
    ],
)
def test_who_speaks_in_a_part(shape: str, role: str, flow: str) -> None:
    slot = WHOLE.slot(shape)
    assert (slot.role, slot.flow, slot.mapped) == (role, flow, True)


@pytest.mark.parametrize(
    "shape", ["/p/type", "/p/signature", "/p/reference_ids/*", "/p/thinking/*/reference_ids/*"]
)
def test_names_and_signatures_are_never_touched(shape: str) -> None:
    assert WHOLE.slot(shape) is EXEMPT
    assert CHUNK.slot(shape) is EXEMPT


def test_ids_of_files_are_told_and_never_touched() -> None:
    assert WHOLE.slot("/p/file_id") is WHOLE.slot("/p/file/file_id") is FILE_ID


def test_in_a_chunk_texts_are_pieces_and_the_rest_is_whole() -> None:
    texts = [CHUNK.slot(shape) for shape in ("/p/text", "/p/thinking", "/p/thinking/*/text")]
    assert [(slot.role, slot.flow) for slot in texts] == [
        ("user", "delta"),
        ("reasoning", "delta"),
        ("reasoning", "delta"),
    ]
    assert CHUNK.slot("/p/url").flow == "whole"


def test_exempt_rows() -> None:
    assert exempt("/a", "b", "c/**") == {"/a/b": EXEMPT, "/a/c/**": EXEMPT}
