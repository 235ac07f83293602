from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from filters.ip.encode import encode
from filters.ip.pack import FILE, Manifest, Pack, Part, key_id, salt_check, signed
from filters.ip.prints import prints_of
from filters.ip.segment import PackError
from tests.filters.ip.works import text, works

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
SALT = b"z" * 32


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def write(
    path: Path, *groups: tuple[int, ...], salt: bytes = b"", removed: tuple[int, ...] = (), file: str = ""
) -> Path:
    parts = list[Part]()
    for n, seeds in enumerate(groups):
        raw = encode(works(*seeds), salt, bytes([n]) * 16)
        name = f"{n}.seg"
        (path / name).write_bytes(raw)
        digest = hashlib.sha256(raw).hexdigest()
        parts.append(Part(file or name, len(raw), digest, len(seeds), removed if n == 0 else ()))
    manifest = Manifest("novels", 3, "ours", salt_check(salt), tuple(parts))
    (path / FILE).write_bytes(signed(manifest, KEY))
    return path


def test_a_pack_is_read_back(tmp_path: Path) -> None:
    pack = Pack.open(write(tmp_path, (0, 3), (6,), removed=(1,)), [public(KEY)])
    assert pack.manifest.label == "novels@3"
    assert (pack.count, pack.numbers()) == (3, (0, 2))
    assert pack.document(2).id == "w6"
    assert pack.document(2).pack == "novels@3"
    for number, seed in enumerate((0, 3, 6)):
        found = pack.hits("en", prints_of(text(seed)[1], "text", "en").marks["en"].hashes)
        assert set(found.doc.tolist()) == ({number} if seed != 3 else set())
    assert len(pack.blocks("text", 2))


def test_a_private_pack_needs_its_salt(tmp_path: Path) -> None:
    path = write(tmp_path, (0,), salt=SALT)
    assert Pack.open(path, [public(KEY)], SALT).count == 1
    for salt in (b"", b"y" * 32):
        with pytest.raises(PackError, match="private: its salt is needed"):
            Pack.open(path, [public(KEY)], salt)
    with pytest.raises(PackError, match="has no salt"):
        Pack.open(write(tmp_path, (0,)), [public(KEY)], SALT)


def test_a_strangers_pack_is_not_believed(tmp_path: Path) -> None:
    path = write(tmp_path, (0,))
    for keys in ([], [public(OTHER)]):
        with pytest.raises(PackError, match=f"{key_id(public(KEY))}, which is not trusted.*--trust"):
            Pack.open(path, keys)


def change(path: Path, **values: object) -> None:
    outer = json.loads((path / FILE).read_bytes())
    said = json.loads(outer["manifest"]) | values
    (path / FILE).write_text(json.dumps(outer | {"manifest": json.dumps(said)}))


def test_a_manifest_that_was_changed(tmp_path: Path) -> None:
    change(write(tmp_path, (0,)), rights="nobody's")
    with pytest.raises(PackError, match="changed after it was signed"):
        Pack.open(tmp_path, [public(KEY)])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "cut off or damaged"),
        (b"[]", "no corpus pack"),
        (b"{}", "no signed manifest"),
        (b'{"manifest": "{}", "key": "x", "signature": "?"}', "no signed manifest"),
        (b'{"manifest": "{}", "key": "\\u001b[2Jx", "signature": ""}', "the key 2Jx, which"),
    ],
)
def test_what_is_no_manifest(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(PackError, match=message):
        Pack.open(tmp_path, [public(KEY)])


def test_no_pack_at_all(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        Pack.open(tmp_path / "none", [public(KEY)])


def test_a_segment_that_was_changed_cut_off_or_is_gone(tmp_path: Path) -> None:
    file = write(tmp_path, (0,)) / "0.seg"
    raw = file.read_bytes()
    for body, message in (
        (raw[:-1] + b"?", "not the file that was signed"),
        (raw[:-9], "cut off or changed"),
    ):
        file.write_bytes(body)
        with pytest.raises(PackError, match=message):
            Pack.open(tmp_path, [public(KEY)])
    file.unlink()
    with pytest.raises(PackError, match="cannot be read"):
        Pack.open(tmp_path, [public(KEY)])


def test_a_pack_of_another_version(tmp_path: Path) -> None:
    said = json.dumps({"format": "sekisho-ip-pack", "version": 2})
    signature = KEY.sign(b"sekisho ip pack 1\0" + said.encode())
    import base64

    outer = {"manifest": said, "key": key_id(public(KEY)), "signature": base64.b64encode(signature).decode()}
    (tmp_path / FILE).write_text(json.dumps(outer))
    with pytest.raises(PackError, match="a pack of version 2, this is version 1"):
        Pack.open(tmp_path, [public(KEY)])


def test_no_file_outside_of_the_pack_is_read(tmp_path: Path) -> None:
    inner = tmp_path / "pack"
    inner.mkdir()
    with pytest.raises(PackError, match="outside of the pack"):
        Pack.open(write(inner, (0,), file="../0.seg"), [public(KEY)])
