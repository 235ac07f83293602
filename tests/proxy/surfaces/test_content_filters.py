"""Scores of a content filter pass, what it quotes is read, and its positions stay true or go."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialect import Notice
from proxy.offsets import Citation
from proxy.surfaces.content_filters import counted, filters, ungrounded, verdict
from proxy.table import Table

TABLE = Table(filters("/f"))


@pytest.mark.parametrize(
    ("shape", "flow"),
    [
        ("/f/hate/severity", "exempt"),
        ("/f/jailbreak/detected", "exempt"),
        ("/f/personally_identifiable_information/sub_categories/*/sub_category", "exempt"),
        ("/f/personally_identifiable_information/redacted_text", "whole"),
        ("/f/custom_blocklists/details/*/id", "whole"),
        ("/f/protected_material_code/citation/URL", "whole"),
        ("/f/error/message", "whole"),
    ],
)
def test_scores_pass_and_the_rest_is_read(shape: str, flow: str) -> None:
    slot = TABLE.slot(shape)
    assert (slot.flow, slot.mapped) == (flow, True)


def test_a_verdict_names_the_rule_and_nothing_else() -> None:
    said = verdict(Notice("x1", "standard", "no-fruit", "harm.fruit", "refuse"))
    details = [{"filtered": True, "id": "no-fruit"}]
    assert said == {"custom_blocklists": {"filtered": True, "details": details}}


@pytest.mark.parametrize("doc", [None, [], {}, {"choices": None}, {"choices": {}}, {"choices": [None, 3]}])
def test_odd_documents_have_no_positions(doc: Any) -> None:
    assert counted(doc, "choices") == {}
    assert [*ungrounded(doc)] == []


def test_what_counts_from_the_prompt_goes() -> None:
    doc = {"content_filters": [None, {"content_filter_offsets": {"check_offset": 44}}]}
    place = "/content_filters/1/content_filter_offsets"
    assert counted(doc, "content_filters") == {place: b"null"}
    assert counted(doc, "content_filters", "/response") == {f"/response{place}": b"null"}


def test_what_counts_in_the_answer_moves_with_it() -> None:
    found = {"ungrounded_material": {"details": [{}, {"completion_start_offset": 1}]}}
    at = "/choices/0/content_filter_results/ungrounded_material/details/"
    for choice, channel in (({"message": {}}, None), ({"delta": {}, "index": 2}, ("content", (2,)))):
        doc = {"choices": [{**choice, "content_filter_results": found}]}
        first, second = ungrounded(doc)
        text = "/choices/0/message/content"
        assert first == Citation(
            f"{at}0/completion_start_offset", f"{at}0/completion_end_offset", text, channel
        )
        assert second.start == f"{at}1/completion_start_offset"
