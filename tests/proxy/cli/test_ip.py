from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.filters.ip.works import code, english, japanese
from tests.proxy.cli.shells import Done, run


@pytest.fixture
def works(tmp_path: Path) -> Path:
    folder = tmp_path / "works"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text(english(1))
    (folder / "deep/two.txt").write_text(japanese(2))
    (folder / "deep/three.py").write_text(code(3))
    (folder / "picture.png").write_bytes(b"\x89PNG\0\0")
    (folder / "deep/loop").symlink_to(folder)
    return folder


def ip(tmp_path: Path, verb: str, *arguments: str, given: bytes = b"") -> Done:
    return run("ip", verb, *arguments, "--home", str(tmp_path / "home"), given=given)


def test_from_files_to_a_match(tmp_path: Path, works: Path) -> None:
    done = ip(
        tmp_path,
        "add",
        str(works),
        "--pack",
        "novels",
        "--licence",
        "cc-by-4.0",
        "--author",
        "Nobody",
        "--json",
    )
    assert (done.status, done.json["pack"], done.json["works"]) == (0, "novels@1", 3)
    assert done.json["left_out"] == {"binary": 1, "link": 1}
    listed = ip(tmp_path, "list", "--json").json
    assert [(row["pack"], row["documents"], row["private"]) for row in listed] == [("novels@1", 3, False)]
    assert [row["id"] for row in ip(tmp_path, "list", "--documents", "novels", "--json").json] == [
        "one.txt",
        "deep/three.py",
        "deep/two.txt",
    ]
    answer = f"He wrote: {english(1)[200:700]} And so it ended."
    found = ip(tmp_path, "match", "--json", given=answer.encode())
    told = json.loads(found.out.splitlines()[0])
    assert found.status == 1
    assert (told["kind"], told["source"], told["pack"]) == ("ip.text", "one.txt", "novels@1")
    assert told["obligations"] == ["Credit the author, link to the licence, and say what you changed."]
    assert "to be checked" in ip(tmp_path, "match", given=answer.encode()).out
    assert ip(tmp_path, "match", given=english(77).encode()).status == 0


def test_a_document_and_a_pack_are_removed(tmp_path: Path, works: Path) -> None:
    ip(tmp_path, "add", str(works), "--pack", "novels")
    assert (
        ip(tmp_path, "remove", "novels", "--document", "one.txt", "--purge").out
        == "novels: 1 removed, purged\n"
    )
    assert ip(tmp_path, "remove", "novels", "--document", "one.txt").status == 1
    assert ip(tmp_path, "match", given=english(1).encode()).status == 0
    assert ip(tmp_path, "remove", "novels").out == "novels: removed\n"
    assert ip(tmp_path, "list", "--json").json == []


def test_a_pack_needs_no_name_and_a_document_no_pack(tmp_path: Path, works: Path) -> None:
    assert (
        ip(tmp_path, "add", str(works), "--licence", "MIT", "--rights", "ours", "--json").json["pack"]
        == "local@1"
    )
    assert ip(tmp_path, "remove", "one.txt").out == "local: 1 removed\n"
    assert ip(tmp_path, "remove", "nobody.txt").status == 2


def test_a_private_pack(tmp_path: Path, works: Path) -> None:
    assert ip(tmp_path, "add", str(works), "--pack", "ours", "--private").status == 0
    assert ip(tmp_path, "list", "--json").json[0]["private"] is True
    assert ip(tmp_path, "match", "--pack", "ours", given=english(1).encode()).status == 1
    raw = b"".join(file.read_bytes() for file in (tmp_path / "home/corpus/packs/ours").iterdir())
    assert b"one.txt" not in raw


def test_a_pack_of_somebody_else(tmp_path: Path, works: Path) -> None:
    ip(tmp_path, "add", str(works), "--pack", "novels")
    theirs = tmp_path / "home/corpus"
    key = next((theirs / "keys").glob("*.pub"))
    ours = ("--home", str(tmp_path / "ours"))
    refused = run("ip", "add", str(theirs / "packs/novels"), *ours)
    assert refused.status == 2
    assert "is not trusted" in refused.err
    assert run("ip", "add", "--trust", str(key), *ours).status == 0
    assert run("ip", "add", str(theirs / "packs/novels"), *ours).out == "novels@1: installed\n"
    assert run("ip", "match", *ours, given=english(1).encode()).status == 1


def test_a_damaged_pack_is_told_and_the_others_are_listed(tmp_path: Path, works: Path) -> None:
    for name in ("fine", "broken"):
        ip(tmp_path, "add", str(works), "--pack", name)
    file = next((tmp_path / "home/corpus/packs/broken").glob("*.seg"))
    file.write_bytes(file.read_bytes()[:-5])
    listed = ip(tmp_path, "list", "--json")
    assert listed.status == 1
    assert [(row["pack"], row["usable"]) for row in listed.json] == [("broken", False), ("fine@1", True)]
    assert "cut off or changed" in listed.err
    assert ip(tmp_path, "match", "--pack", "broken", given=b"x").status == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add",), "nothing to add"),
        (("add", "nowhere", "--pack", "x"), "nowhere: not there"),
        (("add", ".", "--pack", "x", "--licence", "free for all"), "no SPDX expression"),
        (("add", ".", "--pack", "../x"), "cannot be a pack's name"),
        (("remove", "x"), "no pack 'x' (there are: none)"),
        (("list", "--documents", "x"), "no pack 'x'"),
        (("match",), "no packs yet"),
    ],
)
def test_what_cannot_be_done_says_why(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "one.txt").write_text("words")
    done = run("ip", *arguments, "--home", str(tmp_path / "home"), cwd=tmp_path)
    assert (done.status, message in done.err) == (2, True)
    assert "Traceback" not in done.err


def test_an_empty_folder_makes_no_pack(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert "no file of text" in ip(tmp_path, "add", str(tmp_path / "none"), "--pack", "x").err
    assert ip(tmp_path, "list", "--json").json == []
    assert not list((tmp_path / "home/corpus/packs").iterdir())
