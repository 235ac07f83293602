"""Where the windows of a text lie: by position alone, so that no cut of a stream moves them.

A window is `SIZE` code points of the original long and one begins every `STRIDE`. `EACH`
windows are a stretch: what is judged at once, and looked through for what is hidden. The
next stretch begins where the windows of this one have no more beginnings.
"""

from __future__ import annotations

SIZE, STRIDE = 240, 120
EACH = 3
STEP = EACH * STRIDE  # from one stretch to the next
STRETCH = STEP + SIZE - STRIDE
BEFORE = 960  # characters before a stretch that it may have to be read with, being spelt: `canon.WIDE` in all


def count(length: int) -> int:
    """How many windows a text of so many code points has; none of them lies in another."""
    return 1 if length <= SIZE else 1 + -(-(length - SIZE) // STRIDE)


def whole(length: int) -> int:
    """How many stretches are complete in what there is so far of a text."""
    return max(0, (length - STRETCH) // STEP + 1)
