"""A corpus pack: works indexed by somebody, signed, and only read.

A folder with `pack.json` and files of segments (`filters.ip.segment`). `pack.json` holds a manifest
as text, and its Ed25519 signature: name, release, the digest of every segment's file, and which
documents are removed since. One file is replaced when a pack changes, so there is always a whole one.

Nothing of a pack is believed before its signature is that of a key which is trusted, and every
segment has the digest that is signed. Opening reads each file once, for that; it is done when a
policy is loaded, never for a text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from filters.ip.document import Document
from filters.ip.segment import PackError, Segment
from filters.ip.several import Several

FORMAT, VERSION = "sekisho-ip-pack", 1
FILE = "pack.json"
_SIGNED = b"sekisho ip pack 1\0"
_MOST = 64 << 20  # bytes of a manifest


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a pack: its file's name, size and SHA-256, and the numbers that are removed from it."""

    file: str
    size: int
    sha256: str
    documents: int
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself. release counts from 1. salt: what a private pack's salt is known by."""

    name: str
    release: int
    rights: str = ""
    salt: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.name}@{self.release}"


# ------------------------------------------------------------------ the manifest and its signature


def key_id(public: bytes) -> str:
    """The name of a key, from its 32 bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def salt_check(salt: bytes) -> str:
    """By what the salt of a pack is known; it cannot be found from this."""
    return hashlib.blake2b(salt, digest_size=16, person=b"sekisho.ip.salt?").hexdigest() if salt else ""


def signed(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """The bytes of `pack.json`."""
    parts = [
        {
            "file": one.file,
            "size": one.size,
            "sha256": one.sha256,
            "documents": one.documents,
            "removed": one.removed,
        }
        for one in manifest.parts
    ]
    said = json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "name": manifest.name,
            "release": manifest.release,
            "rights": manifest.rights,
            "salt": manifest.salt,
            "parts": parts,
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = base64.b64encode(key.sign(_SIGNED + said.encode())).decode()
    return json.dumps(
        {"manifest": said, "key": key_id(public), "signature": signature}, ensure_ascii=False
    ).encode()


def read_manifest(path: Path, keys: Collection[bytes]) -> Manifest:
    """The manifest of the pack in this folder. keys: the public keys that are trusted, 32 bytes each."""
    file = path / FILE
    outer = _json(file, _bytes(file))
    try:
        said, signature = str(outer["manifest"]).encode(), base64.b64decode(outer["signature"], validate=True)
        named = str(outer["key"])
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise PackError(f"{file}: no signed manifest of a corpus pack; get the pack again") from error
    _verify(file, said, signature, named, keys)
    return _manifest(file, _json(file, said))


def _verify(file: Path, said: bytes, signature: bytes, named: str, keys: Collection[bytes]) -> None:
    known = {key_id(one): one for one in keys}
    if named not in known:
        short = "".join(one for one in named if one.isalnum())[:16]
        raise PackError(
            f"{file}: signed by the key {short}, which is not trusted: `sekisho ip add --trust KEY.pub`"
        )
    try:
        Ed25519PublicKey.from_public_bytes(known[named]).verify(signature, _SIGNED + said)
    except InvalidSignature as error:
        raise PackError(
            f"{file}: the signature does not fit: it was changed after it was signed; get it again"
        ) from error


def _manifest(file: Path, raw: Mapping[str, Any]) -> Manifest:
    if raw.get("format") != FORMAT:
        raise PackError(f"{file}: no corpus pack")
    if raw.get("version") != VERSION:
        raise PackError(
            f"{file}: a pack of version {raw.get('version')!r}, this is version {VERSION}: build it again"
        )
    try:
        parts = tuple(
            Part(
                str(one["file"]),
                int(one["size"]),
                str(one["sha256"]),
                int(one["documents"]),
                tuple(map(int, one["removed"])),
            )
            for one in raw["parts"]
        )
        made = Manifest(str(raw["name"]), int(raw["release"]), str(raw["rights"]), str(raw["salt"]), parts)
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"{file}: its manifest cannot be read; get the pack again") from error
    if any(Path(one.file).name != one.file or one.file.startswith(".") for one in made.parts):
        raise PackError(f"{file}: names a file outside of the pack")
    return made


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST)
    except OSError as error:
        raise PackError(f"{file}: cannot be read ({error.strerror})") from error


def _json(file: Path, raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise PackError(f"{file}: cut off or damaged; get the pack again") from error
    if not isinstance(found, dict):
        raise PackError(f"{file}: no corpus pack")
    return found


# ------------------------------------------------------------------ the pack


class Pack:
    """An opened pack: an `Index` whose documents say which pack they are of."""

    def __init__(self, path: Path, manifest: Manifest, segments: Sequence[Segment]) -> None:
        self.path = path
        self.manifest = manifest
        self.segments = tuple(segments)
        removed, base = set[int](), 0
        for part, segment in zip(manifest.parts, segments, strict=True):
            removed |= {base + number for number in part.removed}
            base += len(segment.documents)
        self._removed = frozenset(removed)
        self._all = Several([(one, len(one.documents)) for one in segments], removed)
        self.size = self._all.size
        self.hits, self.blocks = self._all.hits, self._all.blocks

    @classmethod
    def open(cls, path: Path, keys: Collection[bytes], salt: bytes = b"") -> Pack:
        """The pack in this folder, checked to the last byte. salt: of a private one.

        PackError where anything is not as it was signed, or the salt is another one.
        """
        manifest = read_manifest(path, keys)
        if not hmac.compare_digest(manifest.salt, salt_check(salt)):
            what = (
                "is private: its salt is needed, and this is not it"
                if manifest.salt
                else "has no salt, but one is given"
            )
            raise PackError(f"{path}: {what}")
        for one in manifest.parts:
            check(path / one.file, one)
        return cls(path, manifest, [Segment(path / one.file, salt) for one in manifest.parts])

    @property
    def count(self) -> int:
        """How many numbers of documents there are, those of removed ones too."""
        return self._all.count

    def document(self, number: int) -> Document:
        return replace(self._all.document(number), pack=self.manifest.label)

    def numbers(self) -> tuple[int, ...]:
        """Of the documents that are there."""
        return tuple(n for n in range(self._all.count) if n not in self._removed)


def check(file: Path, part: Part) -> None:
    """PackError unless the file is the one that was signed."""
    try:
        size = file.stat().st_size
        if size != part.size:
            raise PackError(
                f"{file}: {size:,} bytes instead of {part.size:,}: cut off or changed; get the pack again"
            )
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise PackError(f"{file}: cannot be read ({error.strerror}); get the pack again") from error
    if found != part.sha256:
        raise PackError(f"{file}: not the file that was signed: changed or damaged; get the pack again")
