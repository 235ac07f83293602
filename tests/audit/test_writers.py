"""Who lives holds a lock; who recovers a dead one does so alone, and leaves word."""

import os
from pathlib import Path

from audit.layout import lock_path
from audit.writers import be_born, claim


def test_writers_have_names_of_their_own_in_order_of_birth(tmp_path: Path) -> None:
    lives = [be_born(tmp_path) for _ in range(50)]
    names = [life.writer for life in lives]
    assert len(set(names)) == 50
    assert [name[:12] for name in names] == sorted(name[:12] for name in names)
    assert sorted(tmp_path.iterdir()) == sorted(lock_path(tmp_path, name) for name in names)
    for life in lives:
        os.close(life.lock)


def test_a_living_writer_cannot_be_claimed(tmp_path: Path) -> None:
    life = be_born(tmp_path)
    with claim(tmp_path, life.writer) as claimed:
        assert claimed is None
    os.close(life.lock)
    with claim(tmp_path, life.writer) as claimed:
        assert claimed is not None


def test_only_one_claims_at_a_time(tmp_path: Path) -> None:
    with claim(tmp_path, "dead") as first, claim(tmp_path, "dead") as second:
        assert first is not None
        assert second is None
    with claim(tmp_path, "dead") as third:
        assert third is not None


def test_who_did_not_finish_is_known_to_the_next(tmp_path: Path) -> None:
    for by in ("one", "two"):
        with claim(tmp_path, "dead") as claimed:
            assert claimed is not None
            claimed.announce(by)
    with claim(tmp_path, "dead") as claimed:
        assert claimed is not None
        assert claimed.earlier == ("one", "two")
        claimed.finish()
    with claim(tmp_path, "dead") as claimed:
        assert claimed is None


def test_a_torn_note_says_nothing_and_spoils_nothing(tmp_path: Path) -> None:
    path = lock_path(tmp_path, "dead")
    for torn in ("\nclaim", "\nclaimed on", "\nrecov"):
        path.write_text(torn)
        with claim(tmp_path, "dead") as claimed:
            assert claimed is not None
            # A name cut short names nobody: its claimer died before it recorded anything.
            assert claimed.earlier in ((), ("on",))
            claimed.announce("two")
        with claim(tmp_path, "dead") as claimed:
            assert claimed is not None
            assert claimed.earlier[-1] == "two"
            claimed.finish()
        with claim(tmp_path, "dead") as claimed:
            assert claimed is None
