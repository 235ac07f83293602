"""Any JSON, from anybody: every string is inspected, and reported as unmapped.

For paths no other dialect knows. Framing follows the answer's content type; there is
no native refusal to imitate, so a stop is a plain 400 error, or the end of the stream.
"""

from __future__ import annotations

from proxy.dialect import DIALECTS, Seen, Surface


@DIALECTS.add
class Generic:
    """The JSON dialect for everything else."""

    name = "generic"
    documentation = "Any JSON or text: every string is inspected and reported as unmapped."

    def surface(self, seen: Seen) -> Surface:
        return Surface(seen)
