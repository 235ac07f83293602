"""One JSON string token and the text it spells, both ways.

Text is a `str` that may hold half a surrogate pair, because JSON can spell one and
clients read it. Bytes that are not UTF-8 become U+FFFD on the way in, so that hostile
bytes are still inspected; on the way out a token is always valid JSON and valid UTF-8.
"""

import json
import re

import msgspec

_read = msgspec.json.Decoder(str).decode

_ESCAPES_NON_ASCII = re.compile(rb"(?<!\\)(?:\\\\)*+\\u(?!00[0-7])")
# U+0085, U+2028 and U+2029 are legal in JSON, but clients that split text at every
# line separator (Python's str.splitlines) would cut an event at them.
_SEPARATORS = re.compile(rb"\xc2\x85|\xe2\x80[\xa8\xa9]")
_ESCAPED = {b"\xc2\x85": rb"\u0085", b"\xe2\x80\xa8": rb"\u2028", b"\xe2\x80\xa9": rb"\u2029"}


def text_of(body: bytes) -> str:
    """What a valid token spells. body: the token without its quotes."""
    if b"\\" not in body:
        return body.decode("utf-8", "replace")
    token = b'"%b"' % body
    try:
        return _read(token)
    except ValueError:  # half a surrogate pair, or not UTF-8
        text: str = json.loads(token.decode("utf-8", "replace"))
        return text


def encode(text: str, like: bytes = b"") -> bytes:
    """A string token for any text, quotes included.

    like: the token it replaces; if that spelled non-ASCII in `\\u` escapes, so does this.
    """
    if like.isascii() and _ESCAPES_NON_ASCII.search(like):
        return json.dumps(text).encode("ascii")
    try:
        token = msgspec.json.encode(text)
    except UnicodeEncodeError:  # half a surrogate pair
        return json.dumps(text).encode("ascii")
    return token if token.isascii() else _SEPARATORS.sub(lambda found: _ESCAPED[found[0]], token)


def blank(raw: bytes) -> bytes:
    """`raw` of the same length, where every quote is a border of a string.

    Escaped backslashes and quotes become control bytes, which a valid document cannot
    hold, so this is exact there and `unblank` undoes it.
    """
    return raw.replace(b"\\\\", b"\0\0").replace(b'\\"', b"\1\1") if b"\\" in raw else raw


def unblank(body: bytes) -> bytes:
    """Undo `blank` on the content of one string."""
    return body.replace(b"\0\0", b"\\\\").replace(b"\1\1", b'\\"')
