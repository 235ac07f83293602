"""Every path is the server's, but what it publishes about logging in."""

from __future__ import annotations

import pytest

from proxy.dialect import Seen
from proxy.dialects.mcp import ModelContext


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/mcp", "mcp"),
        ("/mcp/", "mcp"),
        ("/", "mcp"),
        ("/teams/a/server", "mcp"),
        ("/.well-known/oauth-protected-resource/mcp", "generic"),
        ("/tenant/.well-known/openid-configuration", "generic"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
def test_paths(method: str, path: str, surface: str) -> None:
    assert ModelContext().surface(Seen(method, path)).name == surface
