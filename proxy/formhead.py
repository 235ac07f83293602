"""Read what stands above the parts of a form: boundary, names, types; or call it broken.

Every header and parameter may come once, in the one spelling that nobody reads in two
ways: no folding, no escapes in a name, no encoding of a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from urllib.parse import unquote

from config.errors import SekishoError

_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")
_MULTIPART = re.compile(r"multipart/[a-z-]+", re.IGNORECASE)
_PARAMETER = re.compile(r""";[ \t]*([A-Za-z0-9*_-]+)=(?:"([^"]*)"|([^\s";]*))[ \t]*""")
_HEADER = re.compile(r"([A-Za-z0-9-]+):[ \t]*([^\x00-\x1f\x7f]*)")
# What a field may be called: nothing that one reader decodes and another does not.
NAME = re.compile(r"[A-Za-z0-9_.:-]{1,64}(?:\[[A-Za-z0-9_.:-]{0,64}\]){0,8}")
_PLAIN = frozenset({"", "7bit", "8bit", "binary"})
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_HEADERS = frozenset(
    {
        "content-disposition",
        "content-type",
        "content-transfer-encoding",
        "content-length",
        "content-id",
        "mime-version",
    }
)


class FormBroken(SekishoError):
    """A form that two readers could read differently. why: one of our words."""

    def __init__(self, why: str) -> None:
        super().__init__(f"a form that cannot be read for certain ({why})")
        self.why = why


@dataclass(frozen=True, slots=True)
class Head:
    """What the headers of a part say.

    name: of the field. kind: the media type without parameters. files: the names of its
    file, as many as there are spellings. length: of the content, in bytes, if it is said.
    """

    name: str
    kind: str
    files: tuple[str, ...]
    length: int | None

    def stands_for(self, content: bytes) -> bool:
        """Whether the content is what this head says; a reader who believes it would read something else."""
        true = self.length is None or self.length == len(content)
        return true and (self.name != "_charset_" or content.lower() == b"utf-8")


def boundary_of(content_type: str) -> bytes:
    """The boundary a multipart type names, once and in characters nobody reads otherwise."""
    kind, _, rest = content_type.partition(";")
    parameters = _parameters(";" + rest, "boundary")
    boundary = parameters.get("boundary", "")
    if not _MULTIPART.fullmatch(kind.strip()) or not _BOUNDARY.fullmatch(boundary):
        raise FormBroken("boundary")
    return boundary.encode("ascii")


def head_of(raw: bytes, named: bool) -> Head:
    """The headers of a part. named: whether each must name a field."""
    headers = _headers(raw)
    encoding = headers.get("content-transfer-encoding", "").strip().lower()
    kind, _, rest = headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = _parameters(";" + rest if rest.strip() else "", "type").get("charset", "utf-8")
    if encoding not in _PLAIN or kind.startswith("multipart/") or charset.lower() not in _CHARSETS:
        raise FormBroken("encoding")
    name, files = _disposition(headers.get("content-disposition"), named)
    return Head(name, kind, files, _number(headers.get("content-length")))


def _headers(raw: bytes) -> dict[str, str]:
    out: dict[str, str] = {}
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FormBroken("headers") from None  # it keeps the head
    for line in text.split("\r\n"):
        header = _HEADER.fullmatch(line)
        name = header[1].lower() if header else ""
        if header is None or name not in _HEADERS or name in out:
            raise FormBroken("headers")
        out[name] = header[2]
    return out


def _disposition(value: str | None, named: bool) -> tuple[str, tuple[str, ...]]:
    """(the field, the names of its file: plain, and as it is spelled beyond ASCII)."""
    kind, _, rest = (value or "").partition(";")
    parameters = _parameters(";" + rest if rest else "", "disposition")
    name = parameters.pop("name", "")
    if named and (kind.strip().lower() != "form-data" or not NAME.fullmatch(name)):
        raise FormBroken("name")
    if not parameters.keys() <= {"filename", "filename*"}:
        raise FormBroken("disposition")
    return name, tuple(dict.fromkeys(_file_names(parameters)))


def _file_names(parameters: dict[str, str]) -> Iterator[str]:
    plain, wide = parameters.get("filename"), parameters.get("filename*")
    if plain is not None:
        yield plain
        if "=?" in plain:
            yield _encoded_words(plain)
    if wide is not None:
        charset, _, rest = wide.partition("'")
        if charset.lower() not in _CHARSETS or "'" not in rest:
            raise FormBroken("file name")
        yield unquote(rest.partition("'")[2])


def _encoded_words(text: str) -> str:
    """`=?utf-8?B?…?=`, as mail writes it, and some clients do."""
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):
        raise FormBroken("file name") from None  # it keeps the name


def _parameters(text: str, where: str) -> dict[str, str]:
    """`; name=value` and so on; each once, in the one spelling there is no doubt about."""
    out: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _PARAMETER.match(text, at)
        name = found[1].lower() if found else ""
        value = (found[2] if found[2] is not None else found[3]) if found else ""
        # A backslash before the closing quote: for some readers the value goes on.
        if found is None or name in out or value.endswith("\\"):
            raise FormBroken(where)
        out[name] = value
        at = found.end()
    return out


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,15}", text.strip()):
        raise FormBroken("length")
    return int(text)
