"""Parts of a source file that are nobody's own: the header that says under which licence it is.

Such headers stand in thousands of files; in a small index no count would show it. A comment that
speaks of a licence or of copyright has no fingerprints (`filters.ip.prints`).
"""

from __future__ import annotations

import re

Place = tuple[int, int]

_LINE = r"[^\S\n]*(?://|#|--|;|dnl\b|\.\\\")[^\n]*"
_COMMENT = re.compile(
    r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|<!--(?:[^-]|-(?!->))*+(?:-->|\Z)"
    rf"|(?m:^{_LINE}(?:\n{_LINE})*+)"
)
_LICENCE = re.compile(
    r"(?i)licen[sc]ed?\b|copyright|all rights reserved|without warranty|redistribution and use"
    r"|permission (?:is hereby|to use)|SPDX-|public domain|著作権|許諾"
)


def unowned(text: str) -> tuple[Place, ...]:
    """Where the comments are that speak of licences."""
    return tuple(one.span() for one in _COMMENT.finditer(text) if _LICENCE.search(one.group()))
