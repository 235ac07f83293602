from __future__ import annotations

from pathlib import Path

import pytest

from filters.ip.opening import public_keys
from filters.ip.segment import PackError
from proxy.corpus.keys import SALT, new_salt, salt_of, signing_key, trust


def test_a_key_is_made_once_trusted_and_ones_own(tmp_path: Path) -> None:
    first, second = signing_key(tmp_path), signing_key(tmp_path)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert public_keys(tmp_path) == (first.public_key().public_bytes_raw(),)
    assert (tmp_path / "signing.key").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text("secret words")
    with pytest.raises(PackError, match="cannot be read as a key") as seen:
        signing_key(tmp_path)
    assert "secret words" not in str(seen.value)
    with pytest.raises(PackError, match="no public key"):
        trust(tmp_path, b"?")


def test_salts(tmp_path: Path) -> None:
    assert salt_of(tmp_path, "x") == b""
    made = new_salt(tmp_path / "salts", "x")
    assert len(made) == SALT
    assert salt_of(tmp_path / "salts", "x") == made
    assert (tmp_path / "salts/x.salt").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        new_salt(tmp_path / "salts", "x")
