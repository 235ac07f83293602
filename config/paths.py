"""Request paths: one spelling, the prefix a client wrote for us, and the URL upstream.

A path is brought to one spelling *before* it is matched, and what was matched is what
is forwarded: nobody walks around a stricter route with `%66iles`, `//` or `/../`.
A path whose meaning depends on who reads it (dot segments in any disguise,
backslashes, control characters) has no spelling here and matches no route.
Source: RFC 3986, section 6.2.2; the disguises, WHATWG URL, section 4.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_PATH = 8192

# First path segment → upstream of the same name: the prefixes an SDK's base URL gets.
PREFIXES = frozenset({"openai", "anthropic", "gemini", "azure", "ollama", "bedrock"})

_UNCLEAR = re.compile(r"[\x00-\x20\x7f\\#?]|%(?![0-9A-Fa-f]{2})|%(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|5[Cc]|7[Ff])")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_SLASHES = re.compile(r"/{2,}")
# A dot segment is also one behind an escaped slash, or before parameters (`..;x`).
_DOTS = re.compile(r"(?:^|/|%2F)\.{1,2}(?=/|%2F|;|%3B|$)")
_HOST = re.compile(r"[A-Za-z0-9.:_-]{1,255}")
_VERSION = re.compile(r"v[0-9][0-9a-z.]{0,15}")


@dataclass(frozen=True, slots=True)
class Prefix:
    """The part of a path that only says which upstream is meant."""

    upstream: str
    strip: str


def normal(path: str) -> str | None:
    """The one spelling of a raw (still percent-encoded) path without its query; None: refuse it.

    Escapes of unreserved characters are decoded, others upper-cased, repeated slashes
    joined. At most 8192 characters. Linear.
    """
    if not path.startswith("/") or len(path) > MAX_PATH or _UNCLEAR.search(path):
        return None
    plain = _ESCAPE.sub(_unescaped, path) if "%" in path else path
    plain = _SLASHES.sub("/", plain) if "//" in plain else plain
    return None if "." in plain and _DOTS.search(plain) else plain


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if _UNRESERVED.fullmatch(character) else escape[0].upper()


def prefix_of(path: str) -> Prefix | None:
    """`/anthropic/v1/messages` → anthropic, `/u/name/x` → name; bare `/v1/x` → openai, nothing to strip."""
    first, _, rest = path[1:].partition("/")
    if first in PREFIXES:
        return Prefix(first, f"/{first}")
    if first == "u" and (name := rest.partition("/")[0]):
        return Prefix(name, f"/u/{name}")
    return Prefix("openai", "") if first == "v1" else None


def before_version(path: str) -> str:
    """What comes before the first version segment: `/team/openai/v1` → `/team/openai`."""
    segments = path.split("/")
    for index, segment in enumerate(segments):
        if _VERSION.fullmatch(segment):
            return "/".join(segments[:index])
    return path


def without(path: str, strip: str) -> str:
    """`path` without its leading segments `strip`; always begins with a slash."""
    if strip and (path == strip or path.startswith(f"{strip}/")):
        return path[len(strip) :] or "/"
    return path


def join(base_url: str, path: str) -> str:
    """The URL upstream: `base_url` (which may hold a path of its own), then `path`.

    A base URL is often given with its version, as SDKs want it: a version that ends
    the base and begins the path is written once.
    """
    last = base_url.rpartition("/")[2]
    doubled = _VERSION.fullmatch(last) and urlsplit(base_url).path
    return base_url + (without(path, f"/{last}") if doubled else path)


def base_url(text: str) -> str:
    """A base URL without its last slash; ValueError, which never repeats it, when it is none."""
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_fine = urlsplit(""), False
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or not port_is_fine:
        raise ValueError("should be a URL such as https://api.example.com or http://127.0.0.1:9000/prefix")
    if parts.username is not None or parts.password is not None:
        raise ValueError("should not carry credentials; name their environment variable in `credential_env`")
    if (
        parts.query
        or parts.fragment
        or normal(parts.path or "/") is None
        or not text.isprintable()
        or " " in text
    ):
        raise ValueError("should be a plain URL: no query, no fragment, no dot segments, no spaces")
    return text.rstrip("/")


def route_pattern(text: str) -> str:
    """A route's `match`; ValueError when it is neither a path nor a prefix with `/*`."""
    path = text.removesuffix("/*")
    if text != "/*" and ("*" in path or normal(path) != path or path.endswith("/")):
        raise ValueError("should be a path such as /openai/v1/models, or /openai/* for all below it")
    return text


def route_strip(text: str) -> str:
    """A route's `strip`; ValueError when it is not the beginning of a path."""
    if text and (normal(text) != text or text.endswith("/")):
        raise ValueError("should be the beginning of a path, such as /team-a, or empty")
    return text
