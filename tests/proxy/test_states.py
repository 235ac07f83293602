"""The state table of the documentation is the one in the code."""

from __future__ import annotations

import re

from proxy.session import TRANSITIONS, State
from proxy.states import table
from tests.fixtures import ROOT

_PAGE = ROOT / "docs" / "architecture.md"


def test_the_architecture_page_shows_the_table_as_it_is() -> None:
    page = _PAGE.read_text("utf-8")
    shown = re.search(r"<!-- states -->\n(.*?)\n<!-- /states -->", page, re.DOTALL)
    assert shown is not None
    assert shown[1] == table()


def test_every_state_has_its_row_and_every_life_ends() -> None:
    assert set(TRANSITIONS) == set(State)
    ends = {state for state, following in TRANSITIONS.items() if not following}
    assert ends == {State.DONE, State.HELD, State.STOPPED, State.FAILED}
