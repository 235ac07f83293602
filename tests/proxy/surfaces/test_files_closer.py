"""Files that are stopped: an error in the place of a line, or our words for why."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Notice
from proxy.framing import Frame
from proxy.surfaces.files_closer import FilesCloser, batch_line

NOTICE = Notice("0199", "standard", "row", "harm.x", "refuse", "response")


def test_a_line_becomes_the_error_of_its_request() -> None:
    line = b'{"custom_id": "c", "response": {"body": {"content": "x"}}}'
    closer = FilesCloser(lambda: Frame(line, line), batch_line)
    closer.saw({"custom_id": "b"})
    said = json.loads(closer.close(NOTICE))
    assert said == {
        "id": None,
        "custom_id": "c",
        "response": None,
        "error": {"code": "content_policy_violation", "message": NOTICE.text},
    }


@pytest.mark.parametrize("frame", [None, Frame(b"a,b", b"a,b"), Frame(b"[1]", b"[1]")])
def test_anything_else_ends_with_why(frame: Frame | None) -> None:
    assert FilesCloser(lambda: frame, batch_line).close(NOTICE) == NOTICE.text.encode() + b"\n"
