from __future__ import annotations

import time
from pathlib import Path

import pytest

from filters.ip.hashing import Hashes
from filters.ip.pack import FILE
from filters.ip.prints import prints_of
from filters.ip.segment import PackError
from proxy.corpus import shelf as module
from proxy.corpus.shelf import MANY, Shelf
from tests.filters.ip.works import text, works


def ids(shelf: Shelf, name: str) -> list[str]:
    pack = shelf.open(name)
    return [pack.document(number).id for number in pack.numbers()]


def finds(shelf: Shelf, name: str, seed: int) -> bool:
    document, said = text(seed)
    marks = prints_of(said, document.kind, document.lang).marks["en"]
    return bool(len(shelf.open(name).hits("en", marks.hashes).at))


def test_works_are_added_replaced_and_removed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.names() == []
    assert shelf.add("novels", works(0, 3), rights="ours").label == "novels@1"
    assert shelf.add("novels", works(6)).label == "novels@2"
    assert shelf.names() == ["novels"]
    assert ids(shelf, "novels") == ["w0", "w3", "w6"]
    shelf.add("novels", works(3))
    assert ids(shelf, "novels") == ["w0", "w6", "w3"]
    assert shelf.remove("novels", ["w0", "nobody"]) == 1
    assert ids(shelf, "novels") == ["w6", "w3"]
    assert (finds(shelf, "novels", 0), finds(shelf, "novels", 6)) == (False, True)
    assert shelf.manifest("novels").rights == "ours"


def test_a_removal_that_purges_leaves_no_fingerprint(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("novels", works(0, 3))
    hashes = prints_of(text(0)[1], "text", "en").marks["en"].hashes
    shelf.remove("novels", ["w0"])
    assert _stored(shelf, hashes)
    assert shelf.remove("novels", [], purge=True) == 0
    assert not _stored(shelf, hashes)
    assert ids(shelf, "novels") == ["w3"]
    assert len(list(shelf.path("novels").glob("*.seg"))) == 1


def _stored(shelf: Shelf, hashes: Hashes) -> bool:
    return any(
        set(hashes.tolist()) & set(one.rows("en")[0].tolist()) for one in shelf.open("novels").segments
    )


def test_many_small_additions_become_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for seed in range(0, 3 * (MANY + 3), 3):
        shelf.add("novels", works(seed))
    assert len(shelf.manifest("novels").parts) <= MANY
    assert len(ids(shelf, "novels")) == MANY + 3
    assert all(finds(shelf, "novels", seed) for seed in range(0, 3 * (MANY + 3), 3))


def test_a_private_pack_has_a_salt_of_its_own(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("ours", works(0), salted=True)
    shelf.add("ours", works(3))
    shelf.add("open", works(0))
    assert (finds(shelf, "ours", 0), finds(shelf, "ours", 3)) == (True, True)
    with pytest.raises(PackError, match="not private"):
        shelf.add("open", works(3), salted=True)
    (tmp_path / "corpus/salts/ours.salt").unlink()
    for change in (lambda: shelf.open("ours"), lambda: shelf.add("ours", works(6))):
        with pytest.raises(PackError, match="private"):
            change()


def test_a_pack_is_removed_with_its_salt(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("ours", works(0), salted=True)
    shelf.delete("ours")
    assert shelf.names() == []
    assert not list((tmp_path / "corpus/salts").iterdir())
    assert not list((tmp_path / "corpus/packs").iterdir())
    with pytest.raises(PackError, match=r"no pack 'ours' \(there are: none\)"):
        shelf.open("ours")


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", ".x", "x" * 65])
def test_what_can_be_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackError, match="cannot be a pack's name"):
        Shelf(tmp_path).add(name, works(0))
    assert not (tmp_path / "corpus").exists() or not Shelf(tmp_path).names()


# ------------------------------------------------------------------ packs of others


def test_a_pack_of_others_is_installed_once_its_key_is_trusted(tmp_path: Path) -> None:
    theirs, ours = Shelf(tmp_path / "theirs"), Shelf(tmp_path / "ours")
    theirs.add("novels", works(0))
    with pytest.raises(PackError, match="not trusted"):
        ours.install(theirs.path("novels"))
    key = next((tmp_path / "theirs/corpus/keys").glob("*.pub"))
    assert ours.trust(key.read_bytes()) == key.stem
    assert ours.install(theirs.path("novels")).label == "novels@1"
    assert finds(ours, "novels", 0)
    with pytest.raises(PackError, match="is there"):
        ours.install(theirs.path("novels"))


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "manifest"])
def test_nothing_is_half_installed(tmp_path: Path, damage: str) -> None:
    theirs, ours = Shelf(tmp_path / "theirs"), Shelf(tmp_path / "ours")
    theirs.add("novels", works(0, 3))
    ours.trust(next((tmp_path / "theirs/corpus/keys").glob("*.pub")).read_bytes())
    file = next(theirs.path("novels").glob("*.seg" if damage != "manifest" else FILE))
    raw = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(raw[:-9] if damage == "cut" else raw[:-90] + b"?" * 30 + raw[-60:])
    with pytest.raises(PackError) as seen:
        ours.install(theirs.path("novels"))
    assert "again" in str(seen.value)
    assert ours.names() == []
    assert not list((tmp_path / "ours/corpus").glob("packs/*"))


def test_an_interruption_leaves_what_was_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("novels", works(0))

    def broken(*_: object) -> bytes:
        raise OSError("no space")

    monkeypatch.setattr(module, "signed", broken)
    for change in (lambda: shelf.add("novels", works(3)), lambda: shelf.add("others", works(3))):
        with pytest.raises(OSError, match="no space"):
            change()
    monkeypatch.undo()
    assert shelf.names() == ["novels"]
    assert ids(shelf, "novels") == ["w0"]
    shelf.add("novels", works(6))
    named = {one.file for one in shelf.manifest("novels").parts}
    assert {one.name for one in shelf.path("novels").glob("*.seg")} == named
    assert not list((tmp_path / "corpus/packs").glob(".*"))


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    left = tmp_path / "corpus/packs/.new-abc"
    left.mkdir(parents=True)
    (left / "x.seg").write_bytes(b"half")
    assert shelf.names() == []
    shelf.add("novels", works(0))
    assert not left.exists()


def test_an_opened_pack_outlives_its_files(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add("novels", works(0))
    pack = shelf.open("novels")
    shelf.delete("novels")
    assert len(pack.hits("en", prints_of(text(0)[1], "text", "en").marks["en"].hashes).at)


def test_one_document_more_takes_little_time(tmp_path: Path) -> None:
    """A fraction of a second on a quiet machine, whatever is there already."""
    shelf = Shelf(tmp_path)
    shelf.add("novels", works(*range(0, 90, 3)))
    began = time.process_time()
    shelf.add("novels", works(99))
    shelf.remove("novels", ["w99"])
    assert time.process_time() - began < 10
    assert ids(shelf, "novels")[-1] == "w87"
