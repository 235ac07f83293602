"""The packs that a policy names, opened: whose keys are trusted, and where salts are.

A pack of a station's shelf is `corpus/packs/NAME`; beside `packs` lie `keys`, the public keys that
are trusted, and `salts`. A pack elsewhere needs a folder of keys that is given. It is done when a
policy is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from filters.ip.index import Index
from filters.ip.pack import Pack
from filters.ip.segment import PackError
from filters.ip.several import Several


def opened(packs: Sequence[Path], trusted: Path) -> Index:
    """All of these packs as one index. trusted: a folder of keys; a relative one is beside that of packs.

    PackError for one that is not as it was signed, or by nobody who is trusted.
    """
    made = [_opened(one, trusted) for one in packs]
    return Several([(one, one.count) for one in made])


def _opened(pack: Path, trusted: Path) -> Pack:
    beside = pack.absolute().parent.parent
    salt = beside / "salts" / f"{pack.name}.salt"
    return Pack.open(pack, public_keys(beside / trusted), salt.read_bytes() if salt.is_file() else b"")


def public_keys(folder: Path) -> tuple[bytes, ...]:
    """The keys in a folder (`*.pub`, PEM), 32 bytes each."""
    return tuple(public_key(file, file.read_bytes()) for file in sorted(folder.glob("*.pub")))


def public_key(file: Path, pem: bytes) -> bytes:
    """The 32 bytes of an Ed25519 key; PackError names the file where it is none."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PackError(f"{file}: no public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise PackError(f"{file}: no Ed25519 key")
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
