from __future__ import annotations

from pathlib import Path

import pytest

from filters.ip.document import Document
from proxy.corpus.building import Terms, Told, batches, described, spdx
from proxy.corpus.sources import Left, Source


def test_files_become_works_and_the_rest_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("# SPDX-License-Identifier: ISC\nx = 1\n")
    (tmp_path / "b.bin").write_bytes(b"\0\1")
    given = [Source(tmp_path / "a.py", "a.py"), Source(tmp_path / "b.bin", "b.bin"), Left("c", "link")]
    told = Told()
    made = list(batches(((one, Terms(author="A", prefix="p:")) for one in given), told))
    assert [[one.document for one in batch] for batch in made] == [
        [Document("p:a.py", "a.py", "A", "", "code", "ISC", source="p:a.py")]
    ]
    assert (told.works, dict(told.left), told.examples) == (
        1,
        {"binary": 1, "link": 1},
        {"binary": ["b.bin"], "link": ["c"]},
    )


def test_what_is_given_goes_before_what_is_found() -> None:
    source = Source(Path("x.txt"), "x.txt")
    terms = Terms("T", "A", "fr", "MIT", "ours", "shelf 3", 1999)
    assert described(source, "SPDX-License-Identifier: ISC", terms) == Document(
        "x.txt", "T", "A", "fr", "text", "MIT", "ours", "shelf 3", 1999
    )
    assert described(source, "朝の光の中で", Terms()).lang == "ja"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("mit", "MIT"), (" Apache-2.0 OR MIT ", "Apache-2.0 OR MIT"), ("all rights reserved", None), ("", None)],
)
def test_spdx(given: str, expected: str | None) -> None:
    assert spdx(given) == expected
