from __future__ import annotations

from pathlib import Path

import pytest

from filters.ip.opening import opened, public_key
from filters.ip.prints import prints_of
from filters.ip.segment import PackError
from proxy.corpus.shelf import Shelf
from tests.filters.ip.works import text, works


def test_the_packs_of_a_shelf_are_one_index(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("open", works(0))
    shelf.add("ours", works(3), salted=True)
    index = opened([shelf.path("open"), shelf.path("ours")], Path("keys"))
    for number, seed in enumerate((0, 3)):
        found = index.hits("en", prints_of(text(seed)[1], "text", "en").marks["en"].hashes)
        assert set(found.doc.tolist()) == {number}
    assert [index.document(n).pack for n in (0, 1)] == ["open@1", "ours@1"]


def test_other_keys_are_not_enough(tmp_path: Path) -> None:
    Shelf(tmp_path / "a").add("open", works(0))
    Shelf(tmp_path / "b").add("other", works(0))
    with pytest.raises(PackError, match="not trusted"):
        opened([tmp_path / "a/corpus/packs/open"], tmp_path / "b/corpus/keys")


def test_what_is_no_key() -> None:
    with pytest.raises(PackError, match=r"x.pub: no public key"):
        public_key(Path("x.pub"), b"ssh-ed25519 AAAA")


def test_no_packs_are_an_empty_index(tmp_path: Path) -> None:
    assert opened([], tmp_path).size == 0


def test_a_folder_that_is_no_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.json"):
        opened([tmp_path / "none"], tmp_path)
