"""Values that only show where a secret would stand, and how random a value is.

Documentation, templates and code are full of `your-api-key-here`, `xxxx`, `${TOKEN}` and
AWS's own `AKIAIOSFODNN7EXAMPLE`. To refuse a text for them would teach people to switch
the rule off.
"""

from __future__ import annotations

import math
from collections import Counter

import re2

# Inside a random value of forty characters one of these appears once in ten thousand.
_WORDS = re2.compile(
    (
        r"(?i)example|your|dummy|placeholder|change.?me|change.?this|redacted|insert|replace|sample|fake|masked"
        r"|xxxx|\*\*\*|\.\.\.|…|<[^<>]*>|\$\{|\{\{|\$\(|foobar|here\z"
        r"|abcdefgh|1234567890abcdef|0123456789ab"
    ).encode()
)
_RUN = 8  # so many of one character


def entropy(value: str) -> float:
    """Shannon's entropy in bits per character: 0 for a run of one, log2(n) at most."""
    counts = Counter(value).values()
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts)


def is_example(value: str) -> bool:
    """Whether `value` says of itself that it is none, or is mostly one character."""
    if _WORDS.search(value.encode("utf-8", "replace")):
        return True
    return len(value) >= _RUN and any(char * _RUN in value for char in set(value))
