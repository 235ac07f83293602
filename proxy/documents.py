"""A body's bytes as a document, read as leniently as the most lenient client does."""

from __future__ import annotations

import json
import re

import orjson

from proxy import jsonscan
from proxy.dialect import Json

_BOM = b"\xef\xbb\xbf"
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?+[ \t\r\n]*+[\[{]")  # megabytes of sound are told by their first byte


def parse(data: bytes) -> Json:
    """The document, or None when it is no JSON object or array. TooDeep: it may be one, beyond reading."""
    if _OPENS.match(data) is None:
        return None
    try:
        doc = orjson.loads(data)
    except orjson.JSONDecodeError:
        try:  # broken UTF-8 or a lone surrogate inside a string is no reason to read less
            doc = json.loads(data.removeprefix(_BOM).decode("utf-8", "replace"))
        except RecursionError:
            raise jsonscan.TooDeep(jsonscan.MAX_DEPTH) from None  # it keeps the document
        except ValueError:
            return None
    return doc if isinstance(doc, dict | list) else None


def is_json(data: bytes) -> bool:
    """Whether this is a document, or too deep to tell."""
    try:
        return parse(data) is not None
    except jsonscan.TooDeep:
        return True


__all__ = ["is_json", "parse"]
