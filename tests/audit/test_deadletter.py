"""What a receiver has not, and why, in lines an operator can read and send again."""

from pathlib import Path

import orjson
import pytest

from audit.deadletter import DeadLetters
from audit.follow import Entry
from audit.layout import SpoolFile
from audit.lines import Line
from config.errors import AuditError
from tests.audit.events import record


def letters(path: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_three_kinds_of_letters(tmp_path: Path) -> None:
    path = tmp_path / "dead.ndjson"
    dead = DeadLetters(path)
    first, second = record(n=0), record(n=1)
    dead.refused("status 400", [first, second])
    dead.rejected(1, [first, second])
    dead.damaged([Entry(SpoolFile("w", 0, tmp_path / "w-000000.ndjson"), Line(5, 9, b"bad\n"), None)])
    written = letters(path)
    assert all(letter.pop("at") for letter in written)
    assert written == [
        {"why": "status 400", "record": first},
        {"why": "status 400", "record": second},
        {"why": "partial success", "rejected": 1, "among": [first["id"], second["id"]]},
        {"why": "damaged line", "file": "w-000000.ndjson", "start": 5, "end": 9},
    ]
    assert path.stat().st_mode & 0o777 == 0o600


def test_letters_that_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"cannot write dead\.ndjson"):
        DeadLetters(tmp_path / "absent" / "dead.ndjson").refused("status 400", [record()])
