"""The packs of one station: added to, taken from, installed and opened.

`corpus/packs/NAME/` is a pack (`filters.ip.pack`). A change writes new files under names that are
their own digests, and then replaces `pack.json`: until then nothing has changed, and whoever has
the old one open keeps it. Files that no manifest names are removed at the next change. So no
interruption leaves half a pack.

A document that is added makes a small segment; small ones are put together once there are many.
One that is removed is named in the manifest at once; `purge` makes its segment anew without it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filters.ip.encode import Work, encode, together
from filters.ip.opening import public_keys
from filters.ip.pack import FILE, Manifest, Pack, Part, read_manifest, salt_check, signed
from filters.ip.seal import SEED
from filters.ip.segment import PackError, Segment
from proxy.corpus.keys import new_salt, private, salt_of, signing_key, trust

MANY = 12  # segments; one more, and the small ones become one
_SMALL = 16 << 20  # bytes of a segment that is put together with others
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Shelf:
    """The packs under one folder, which need not exist."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "corpus"
        self._packs, self._keys, self._salts = (self.folder / name for name in ("packs", "keys", "salts"))

    def names(self) -> list[str]:
        """The packs there are, whether or not they can be opened."""
        return sorted(
            one.parent.name for one in self._packs.glob(f"*/{FILE}") if _NAME.fullmatch(one.parent.name)
        )

    def path(self, name: str) -> Path:
        """The folder of a pack; PackError for what can be no name."""
        if not _NAME.fullmatch(name):
            raise PackError(f"'{name[:80]}' cannot be a pack's name: small letters, digits, '.', '_' and '-'")
        return self._packs / name

    def keys(self) -> tuple[bytes, ...]:
        """Whose packs are believed."""
        return public_keys(self._keys)

    def trust(self, pem: bytes) -> str:
        """Believe the packs of this key from now on; returns the key's name."""
        return trust(self._keys, pem)

    def salt(self, name: str) -> bytes:
        return salt_of(self._salts, name)

    def open(self, name: str) -> Pack:
        """A pack, checked to the last byte."""
        return Pack.open(self._there(name), self.keys(), self.salt(name))

    def manifest(self, name: str) -> Manifest:
        """What a pack says of itself; its signature is checked, its segments are not."""
        return read_manifest(self._there(name), self.keys())

    def _there(self, name: str) -> Path:
        path = self.path(name)
        if not (path / FILE).exists():
            raise PackError(f"no pack '{name}' (there are: {', '.join(self.names()) or 'none'})")
        return path

    def add(self, name: str, works: Sequence[Work], *, rights: str = "", salted: bool = False) -> Manifest:
        """Put works into a pack, which is made where there is none. One with an id that is there replaces it.

        A crash at any point leaves what was before.
        """
        return self.extend(name, [works], rights=rights, salted=salted)

    def extend(
        self, name: str, batches: Iterable[Sequence[Work]], *, rights: str = "", salted: bool = False
    ) -> Manifest:
        """The same with more works than memory holds: a batch is a segment, the pack changes at the end."""
        path = self.path(name)
        with self._changing():
            if not (path / FILE).exists():
                return self._made(name, batches, rights, salted=salted)
            known = self.manifest(name)
            if salted and not known.salt:
                raise PackError(f"the pack '{name}' is there and not private; choose another name")
            salt, ids = self._salt_for(name, known), set[str]()
            new = self._batches(path, batches, salt, ids)
            parts = (*self._without(path, known, salt, ids), *new)
            changed = replace(known, release=known.release + 1, rights=rights or known.rights, parts=parts)
            return self._put(path, self._fewer(path, changed, salt))

    def _made(self, name: str, batches: Iterable[Sequence[Work]], rights: str, *, salted: bool) -> Manifest:
        """A new pack, which is there as a whole or not at all."""
        salt = (self.salt(name) or new_salt(self._salts, name)) if salted else b""
        self._packs.mkdir(parents=True, exist_ok=True)
        with _aside(self._packs) as fresh:
            parts = tuple(self._batches(fresh, batches, salt, set()))
            made = self._put(fresh, Manifest(name, 1, rights, salt_check(salt), parts))
            fresh.rename(self.path(name))
        return made

    def _batches(
        self, path: Path, batches: Iterable[Sequence[Work]], salt: bytes, ids: set[str]
    ) -> list[Part]:
        """Each batch as a file; `ids` learns what they are."""
        parts = list[Part]()
        for works in batches:
            ids |= {one.document.id for one in works}
            parts.append(self._written(path, encode(works, salt, secrets.token_bytes(SEED)), len(works)))
        return parts

    def remove(self, name: str, ids: Collection[str], *, purge: bool = False) -> int:
        """Take documents out of a pack: how many there were. purge: their fingerprints too, at once."""
        with self._changing():
            path, known = self._there(name), self.manifest(name)
            salt = self._salt_for(name, known)
            parts = self._without(path, known, salt, ids)
            count = _present(known.parts) - _present(parts)
            if purge:
                parts = [self._purged(path, one, salt) for one in parts]
            changed = replace(known, release=known.release + 1, parts=tuple(parts))
            if changed.parts != known.parts:
                self._put(path, changed)
            return count

    def delete(self, name: str) -> None:
        """A whole pack, and its salt: what was private can then be read by nobody."""
        path = self._there(name)
        with self._changing():
            gone = path.with_name(f".gone-{secrets.token_hex(8)}")
            path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
            (self._salts / f"{name}.salt").unlink(missing_ok=True)

    def install(self, source: Path, salt: bytes = b"") -> Manifest:
        """A pack that somebody else made: copied, checked to the last byte, and only then there."""
        manifest = read_manifest(source, self.keys())
        path = self.path(manifest.name)
        with self._changing():
            if path.exists():
                raise PackError(
                    f"the pack '{manifest.name}' is there; `sekisho ip remove {manifest.name}` first"
                )
            self._packs.mkdir(parents=True, exist_ok=True)
            with _aside(self._packs) as fresh:
                for name in (FILE, *(one.file for one in manifest.parts)):
                    _copied(source / name, fresh / name)
                Pack.open(fresh, self.keys(), salt)
                if salt:
                    self._keep_salt(manifest.name, salt)
                fresh.rename(path)
        return manifest

    def _keep_salt(self, name: str, salt: bytes) -> None:
        self._salts.mkdir(parents=True, exist_ok=True)
        (self._salts / f"{name}.salt").unlink(missing_ok=True)
        private(self._salts / f"{name}.salt", salt)

    def _salt_for(self, name: str, known: Manifest) -> bytes:
        salt = self.salt(name) if known.salt else b""
        if salt_check(salt) != known.salt:
            raise PackError(f"the pack '{name}' is private, and its salt is not at {self._salts}")
        return salt

    # -------------------------------------------------------------- files of a pack

    def _without(self, path: Path, known: Manifest, salt: bytes, ids: Collection[str]) -> list[Part]:
        """Its parts, with every document of these ids marked as removed."""
        parts = list[Part]()
        for one in known.parts:
            documents = Segment(path / one.file, salt).documents
            found = {n for n, document in enumerate(documents) if document.id in ids}
            parts.append(replace(one, removed=tuple(sorted(found | set(one.removed)))))
        return [one for one in parts if len(one.removed) < one.documents]

    def _purged(self, path: Path, part: Part, salt: bytes) -> Part:
        if not part.removed:
            return part
        raw = together([(Segment(path / part.file, salt), part.removed)], salt, secrets.token_bytes(SEED))
        return self._written(path, raw, part.documents - len(part.removed))

    def _fewer(self, path: Path, manifest: Manifest, salt: bytes) -> Manifest:
        small = [one for one in manifest.parts if one.size <= _SMALL]
        if len(manifest.parts) <= MANY or len(small) < 2:
            return manifest
        opened = [(Segment(path / one.file, salt), one.removed) for one in small]
        count = sum(one.documents - len(one.removed) for one in small)
        part = self._written(path, together(opened, salt, secrets.token_bytes(SEED)), count)
        return replace(manifest, parts=(*(one for one in manifest.parts if one not in small), part))

    def _written(self, path: Path, raw: bytes, documents: int) -> Part:
        digest = hashlib.sha256(raw).hexdigest()
        name = f"{digest[:32]}.seg"
        _durably(path / name, raw)
        return Part(name, len(raw), digest, documents)

    def _put(self, path: Path, manifest: Manifest) -> Manifest:
        _durably(path / FILE, signed(manifest, signing_key(self._keys)))
        named = {one.file for one in manifest.parts}
        for file in path.glob("*.seg"):
            if file.name not in named:
                file.unlink(missing_ok=True)  # whoever has it open keeps it
        return manifest

    @contextmanager
    def _changing(self) -> Generator[None]:
        """One change at a time, whichever process makes it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in (*self._packs.glob(".new-*"), *self._packs.glob(".gone-*")):
                shutil.rmtree(left, ignore_errors=True)  # of whoever was killed: the lock is ours
            yield


def _present(parts: Iterable[Part]) -> int:
    return sum(one.documents - len(one.removed) for one in parts)


@contextmanager
def _aside(folder: Path) -> Generator[Path]:
    """A folder that is gone afterwards, unless it was renamed."""
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _durably(file: Path, body: bytes) -> None:
    """Written whole, on the disk, or not at all."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as opened:
            opened.write(body)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _copied(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise PackError(f"{source}: cannot be read ({error.strerror}); get the pack again") from error
