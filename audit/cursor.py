"""An exporter's place in the ledger, kept through any crash: written anew, synced, renamed.

It is saved after the collector took a batch, never before: a crash in between sends
that batch again, and receivers drop duplicates by `sekisho.event.id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson

from audit.durable import replace, trouble
from audit.follow import Place
from config.errors import AuditError


def load(path: Path) -> dict[str, Place]:
    """The saved places; none before the first save.

    AuditError when the file cannot be read or is not a cursor: to begin again from the start
    would send everything twice, so that is left to the operator.
    """
    try:
        saved = orjson.loads(path.read_bytes())
        return {
            writer: Place(int(epoch), int(offset)) for writer, (epoch, offset) in saved["writers"].items()
        }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise trouble(f"cannot read {path.name}", error) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AuditError(f"audit: {path} is damaged; remove it to send the whole ledger again") from error


def save(path: Path, places: Mapping[str, Place]) -> None:
    """Keep the places, durably. AuditError when that fails; the old ones then stand."""
    writers = {writer: (place.epoch, place.offset) for writer, place in places.items()}
    try:
        replace(path, orjson.dumps({"v": 1, "writers": writers}))
    except OSError as error:
        raise trouble(f"cannot write {path.name}", error) from error
