"""Which paths are Messages, and which are files."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.anthropic import Anthropic


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/v1/messages", "messages"),
        ("/v1/messages/", "messages"),
        ("/v1/messages/count_tokens", "messages"),
        ("/v1/messages/batches/b/results", "messages"),
        ("/v1/complete", "messages"),
        ("/anthropic/v1/messages", "messages"),
        ("/v1/files", "files"),
        ("/v1/files/f/content", "files"),
        ("/v1/models", "generic"),
        ("/v1/messagesque", "generic"),
    ],
)
def test_paths(path: str, surface: str) -> None:
    assert Anthropic().surface(Seen("POST", path)).name == surface
