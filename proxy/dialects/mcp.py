"""The Model Context Protocol over streamable HTTP: one path, whichever it is, is the server.

What a server publishes under `/.well-known/` is about logging in to it, and no message.
"""

from __future__ import annotations

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.surfaces.mcp import Mcp


@DIALECTS.add
class ModelContext:
    """The Model Context Protocol dialect."""

    name = "mcp"
    documentation = (
        "Model Context Protocol servers over streamable HTTP: tools, resources, prompts, sampling."
    )

    def surface(self, seen: Seen) -> Surface:
        return Surface(seen) if "/.well-known/" in seen.path else Mcp(seen)
