"""Which headers pass the station, and which stay behind.

The rule is *everything passes, except*: what belongs to one connection only (RFC 9110
§7.6.1), what would no longer be true, and our own `sekisho-` names, which nobody else
may speak. Order and duplicates are kept. All functions are pure; names come in lower
case, as ASGI gives them.

A request is refused when two readers could disagree on where it ends or what its lines
are (request smuggling, RFC 9112 §11.2), whatever the server in front of us let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from config.errors import ClientError
from proxy.upstream import Headers

_HOP_BY_HOP = frozenset(
    b"connection keep-alive te trailer trailers transfer-encoding upgrade http2-settings".split()
)
_HARMLESS = _HOP_BY_HOP | {b"close", b""}
# What a `connection` header cannot talk us into dropping: it would change what the body means.
_END_TO_END = (b"content-", b"authorization", b"x-api-key", b"api-key", b"x-goog-api-key", b"accept-encoding")
_NOT_UPSTREAM = frozenset([b"host", b"expect", b"accept-encoding"])
_NOT_CLIENT = frozenset([b"alt-svc"])
_NOBODYS = (b"proxy-", b"sekisho-")
_OF_THE_BODY = frozenset(
    b"content-length content-encoding content-md5 content-digest repr-digest digest etag".split()
)
_CREDENTIALS = frozenset([b"authorization", b"x-api-key", b"api-key", b"x-goog-api-key"])

NAME, _VALUE = itemgetter(0), itemgetter(1)  # of a header

# Shapes of answers remembered, and the bytes of names in one.
_MOST_SHAPES, _LONGEST_SHAPE = 256, 2048
_SHAPES: dict[tuple[bytes, ...], Shape] = {}

_TOKEN = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
_TEXT = bytes([0x09, *range(0x20, 0x7F), *range(0x80, 0x100)])
_LENGTH = re.compile(rb"[0-9]{1,18}")
_BEARER = re.compile(rb"bearer +", re.IGNORECASE)
_ACCESS_KEY_ID = re.compile(rb"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}")
_SIGV4 = re.compile(rb"AWS4-[A-Z0-9-]+ +Credential=([^/, ]+)")


class BadHeaders(ClientError):
    """Headers that two readers could understand differently. `status`: what to answer."""

    status = 400


def to_upstream(
    headers: Iterable[tuple[bytes, bytes]],
    *,
    host: bytes,
    length: int | None = None,
    drop_credentials: bool = False,
    add: Sequence[tuple[bytes, bytes]] = (),
) -> Headers:
    """The headers of the request we send.

    host: the upstream's, with its port if not the default. length: of the new body in
    bytes if the body was edited or decoded, else None; then what described the old one
    is dropped. drop_credentials: the route has its own, in `add`. add: placed at the
    end; replaces headers of the same name. `accept-encoding` is always `identity`: a
    compressed stream cannot be inspected as it comes. BadHeaders. O(headers).
    """
    came = list(headers)
    check(came)
    check(add)
    left_out = _connection_only(came) | _NOT_UPSTREAM
    if add:
        left_out |= {name for name, _ in add}
    if length is not None:
        left_out |= _OF_THE_BODY
    if drop_credentials:
        left_out |= _CREDENTIALS
    sent = [(b"host", host), *_keep(came, left_out), (b"accept-encoding", b"identity")]
    if length is not None:
        sent.append((b"content-length", b"%d" % length))
    sent += add
    return sent


def to_client(
    headers: Iterable[tuple[bytes, bytes]],
    *,
    edited: bool = False,
    length: int | None = None,
    add: Sequence[tuple[bytes, bytes]] = (),
) -> Headers:
    """The headers of the answer we give.

    edited: the body was, or may come to be, edited or decoded, so that what describes
    the upstream's body is dropped. length: of the new body, if known. add: ours, at the
    end. `alt-svc` is dropped, since it leads round the station.
    """
    came = list(headers)
    edited = edited or length is not None
    if shape := _shape(came):
        given = [came[at] for at in (shape.edited if edited else shape.kept)]
    else:
        given = _keep(came, _connection_only(came) | _left_behind(edited))
    if length is not None:
        given.append((b"content-length", b"%d" % length))
    given += add
    return given


@dataclass(frozen=True, slots=True)
class Shape:
    """What the names of an answer's headers say, by place, whatever their values.

    kept, edited: what a client gets, of an answer as it came and of an edited one; hops: `connection`.
    """

    kept: tuple[int, ...]
    edited: tuple[int, ...]
    hops: tuple[int, ...]


def _shape(headers: Headers) -> Shape | None:
    """The shape of an answer's headers, worked out once for all that are alike; None where values matter.

    A provider's answers have a few shapes. No value is remembered.
    """
    names = tuple(map(NAME, headers))
    shape = _SHAPES.get(names)
    if shape is None:
        shape = _shape_of(names)
        if len(_SHAPES) < _MOST_SHAPES and sum(map(len, names)) < _LONGEST_SHAPE:
            _SHAPES[names] = shape
    for at in shape.hops:
        if headers[at][1].lower() not in _HARMLESS:
            return None
    return shape


def _shape_of(names: Sequence[bytes]) -> Shape:
    places = [(name, b"%d" % at) for at, name in enumerate(names)]
    kept, edited = (
        tuple([int(at) for _, at in _keep(places, _HOP_BY_HOP | _left_behind(edited))])
        for edited in (False, True)
    )
    return Shape(kept, edited, tuple([at for at, name in enumerate(names) if name == b"connection"]))


def _left_behind(edited: bool) -> frozenset[bytes]:
    return _NOT_CLIENT | _OF_THE_BODY if edited else _NOT_CLIENT


def printable(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether no value holds a control character or a line break. O(bytes)."""
    return not b"".join(map(_VALUE, headers)).translate(None, _TEXT)


def check(headers: Sequence[tuple[bytes, bytes]]) -> None:
    """BadHeaders if a request with these headers could be read in two ways. O(bytes)."""
    names = [*map(NAME, headers)]
    if b"" in names or b"".join(names).translate(None, _TOKEN):
        raise BadHeaders("a header name is not a word in lower case")
    if not printable(headers):
        raise BadHeaders("a header value holds a control character or a line break")
    if names.count(b"host") > 1:
        raise BadHeaders("more than one host")
    lengths = {value for name, value in headers if name == b"content-length"}
    if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
        raise BadHeaders("content-length is not one number")
    if b"transfer-encoding" in names:
        listed = [value.lower() for name, value in headers if name == b"transfer-encoding"]
        if lengths or listed != [b"chunked"]:
            raise BadHeaders("transfer-encoding is not chunked alone, or stands beside content-length")


def credentials(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """What tells callers apart, for a keyed digest and nothing else; b"" without credentials.

    The secret without its `Bearer`, so that a key counts as the same caller in every
    dialect's header; of an AWS signature, which differs each time, the access key's id.
    Several different ones are all taken, sorted, one a line.
    """
    found = {_secret(value) for name, value in headers if name in _CREDENTIALS}
    return b"\n".join(sorted(found - {b""}))


def secrets(headers: Iterable[tuple[bytes, bytes]]) -> tuple[list[bytes], bool]:
    """What may be a key of ours, and whether an AWS access key's id was there, signed with or bare.

    Such an id is no secret: it stands in every signature, in logs and in links.
    """
    found = {_secret(value) for name, value in headers if name in _CREDENTIALS and not _SIGV4.match(value)}
    ids = {one for one in found if _ACCESS_KEY_ID.fullmatch(one)}
    signed = any(name in _CREDENTIALS and _SIGV4.match(value) for name, value in headers)
    return sorted(found - ids - {b""}), bool(ids) or signed


def codings(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The `content-encoding` of a message for `coding.Decoder`; "" if it has none."""
    return ",".join([value.decode("latin-1") for name, value in headers if name == b"content-encoding"])


def _secret(value: bytes) -> bytes:
    if signed := _SIGV4.match(value):
        return signed[1]
    return _BEARER.sub(b"", value, count=1).strip() if _BEARER.match(value) else value.strip()


def _connection_only(headers: Sequence[tuple[bytes, bytes]]) -> frozenset[bytes]:
    listed = [value for name, value in headers if name == b"connection"]
    named = {name.strip() for value in listed for name in value.lower().split(b",")}
    named -= _HARMLESS
    return (
        _HOP_BY_HOP | {name for name in named if not name.startswith(_END_TO_END)} if named else _HOP_BY_HOP
    )


def _keep(headers: Sequence[tuple[bytes, bytes]], left_out: frozenset[bytes]) -> Headers:
    kept = [pair for pair in headers if pair[0] not in left_out and not pair[0].startswith(_NOBODYS)]
    lengths = [at for at, pair in enumerate(kept) if pair[0] == b"content-length"]
    for at in reversed(lengths[1:]):  # the same number again: `check` has seen to that
        del kept[at]
    return kept
