"""Names of files: writers by birth, epochs by number, and nothing else is taken for one."""

from pathlib import Path

from audit.layout import lock_path, ship_folder, spool_files, spool_folder, spool_path


def test_files_by_writer_and_epoch(tmp_path: Path) -> None:
    spool = spool_folder(tmp_path)
    spool.mkdir()
    paths = [
        spool_path(spool, writer, epoch)
        for writer, epoch in [("b", 0), ("a", 10), ("a", 9), ("a", 1_000_000)]
    ]
    for path in [
        *paths,
        lock_path(spool, "a"),
        spool / "a-1.ndjson",
        spool / "a-000001.ndjson.new",
        spool / "A-000001.ndjson",
    ]:
        path.touch()
    assert {
        writer: [(f.epoch, f.path) for f in files] for writer, files in spool_files(tmp_path).items()
    } == {
        "a": [(9, paths[2]), (10, paths[1]), (1_000_000, paths[3])],
        "b": [(0, paths[0])],
    }
    assert list(spool_files(tmp_path)) == ["a", "b"]


def test_no_ledger_no_files(tmp_path: Path) -> None:
    assert spool_files(tmp_path / "absent") == {}


def test_the_shipper_has_a_folder_of_its_own(tmp_path: Path) -> None:
    assert ship_folder(tmp_path) != spool_folder(tmp_path)
