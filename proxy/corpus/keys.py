"""Who packs are signed by, whose packs are believed, and the salts of private ones.

`corpus/keys/signing.key` is this station's own, made when it is first needed and readable by its
owner alone; `corpus/keys/*.pub` are the keys that are trusted, its own among them. A private pack's
salt is `corpus/salts/NAME.salt`: whoever has pack and salt can hold guesses against it, so only the
pack is ever passed on without thought.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from filters.ip.opening import public_key
from filters.ip.pack import key_id
from filters.ip.segment import PackError

SALT = 32  # bytes


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The station's own key; made, and trusted, where there is none."""
    file = folder / "signing.key"
    if not file.exists():
        made = Ed25519PrivateKey.generate()
        folder.mkdir(parents=True, exist_ok=True)
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        private(file, pem)
        trust(folder, made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise PackError(
            f"{file}: cannot be read as a key; restore it, or remove it to have a new one"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PackError(f"{file}: no Ed25519 key")
    return key


def trust(folder: Path, pem: bytes) -> str:
    """Believe this key's packs from now on; returns its name."""
    public = public_key(Path("key"), pem)
    folder.mkdir(parents=True, exist_ok=True)
    name = key_id(public)
    (folder / f"{name}.pub").write_bytes(pem)
    return name


def salt_of(folder: Path, name: str) -> bytes:
    """The salt of a private pack, or nothing where none is kept."""
    try:
        return (folder / f"{name}.salt").read_bytes()
    except FileNotFoundError:
        return b""


def new_salt(folder: Path, name: str) -> bytes:
    """A salt for a pack that is to be private."""
    made = secrets.token_bytes(SALT)
    folder.mkdir(parents=True, exist_ok=True)
    private(folder / f"{name}.salt", made)
    return made


def private(file: Path, body: bytes) -> None:
    """Write a file that only its owner reads; FileExistsError where it is there."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(body)
        opened.flush()
        os.fsync(opened.fileno())
