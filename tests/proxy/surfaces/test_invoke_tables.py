"""One table for all makers: none of their rows stands in another's way."""

from __future__ import annotations

import pytest

from proxy.surfaces import chat_tables, converse_tables, messages_tables
from proxy.surfaces import invoke_tables as tables
from proxy.table import Table

# Said more closely here.
_CLOSER = {"/prompt", "/documents/**", "/citations/**", "/images/**", "/stop", "/texts/*"}


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (tables.REQUEST, messages_tables.request()),
        (tables.REQUEST, converse_tables.request()),
        (tables.REQUEST, chat_tables.REQUEST.rows),
        (tables.ANSWER, messages_tables.ANSWER.rows),
        (tables.ANSWER, converse_tables.answer()),
        (tables.ANSWER, chat_tables.ANSWER.rows),
        (tables.EVENTS, messages_tables.EVENTS.rows),
        (tables.EVENTS, converse_tables.events("/*")),
        (tables.EVENTS, chat_tables.EVENTS.rows),
    ],
)
def test_what_a_makers_own_table_reads_is_read(whole: Table, part: dict[str, object]) -> None:
    own = Table(part)  # type: ignore[arg-type]  # rows of a table
    for pattern in part:
        if pattern in _CLOSER:
            continue
        shape = pattern.replace("**", "x")
        theirs, ours = own.slot(shape), whole.slot(shape)
        assert ours.flow != "exempt" or theirs.flow == "exempt", pattern
        assert (ours.flow == "delta") == (theirs.flow == "delta"), pattern
