from __future__ import annotations

import os
from pathlib import Path

import pytest

from proxy.corpus.sources import LARGEST, Left, Source, decoded, found, language, read


def test_a_folder_in_order_and_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/two.py").write_text("x = 1\n")
    (tmp_path / "one.txt").write_text("words")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    (tmp_path / "b/round").symlink_to(tmp_path)  # a loop
    (tmp_path / "again.txt").symlink_to(tmp_path / "one.txt")
    os.mkfifo(tmp_path / "pipe")
    assert list(found(tmp_path)) == [
        Left("again.txt", "link"),
        Source(tmp_path / "one.txt", "one.txt"),
        Left("pipe", "not a file"),
        Left("b/round", "link"),
        Source(tmp_path / "b/two.py", "b/two.py"),
    ]
    assert [one.kind for one in found(tmp_path) if isinstance(one, Source)] == ["text", "code"]


def test_one_file(tmp_path: Path) -> None:
    assert list(found(tmp_path / "x.js")) == [Source(tmp_path / "x.js", "x.js")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"plain", "plain"),
        ("\ufeff文".encode(), "文"),
        ("吾輩は猫".encode("utf-16"), "吾輩は猫"),
        ("吾輩は猫である。名前はまだ無い。".encode("cp932"), "吾輩は猫である。名前はまだ無い。"),
        ("吾輩は猫である。名前はまだ無い。".encode("euc_jp"), "吾輩は猫である。名前はまだ無い。"),
        ("caf\u00e9 noir".encode("cp1252"), "caf\u00e9 noir"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", None),
        (bytes(range(1, 32)) * 9, None),
    ],
)
def test_bytes_as_text(raw: bytes, expected: str | None) -> None:
    assert decoded(raw) == expected


def test_what_has_no_text_says_why(tmp_path: Path) -> None:
    for name, body in (("none", b" \n"), ("zip", b"PK\x03\x04\0\0")):
        (tmp_path / name).write_bytes(body)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LARGEST + 1)
    said = {name: read(Source(tmp_path / name, name)) for name in ("none", "zip", "large", "gone")}
    assert said == {
        "none": Left("none", "empty"),
        "zip": Left("zip", "binary"),
        "large": Left("large", "too large"),
        "gone": Left("gone", "unreadable"),
    }


def test_language() -> None:
    assert language("The ferry left the harbour.") == "en"
    assert language("朝七時すぎに船は港を離れました。") == "ja"
    assert language("The word for boat is 船 (fune).") == "en"
