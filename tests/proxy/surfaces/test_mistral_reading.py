"""Documents come back as text that somebody else wrote; scores pass as they are."""

from __future__ import annotations

import json

from proxy.dialects.mistral import MistralAI
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk


def ask(path: str, doc: object, answer: object, **more: object) -> Talk:
    return talk(MistralAI(), path, doc, dumps(answer), kind="application/json", **more)  # type: ignore[arg-type]  # a policy


def test_a_page_is_masked_and_its_places_stay() -> None:
    page = {
        "index": 0,
        "markdown": f"# {SECRET}",
        "images": [{"id": "img-0", "top_left_x": 3}],
        "dimensions": None,
    }
    answer = {"pages": [page], "model": "mistral-ocr-latest", "usage_info": {"pages_processed": 1}}
    out = ask("/v1/ocr", {"document": {"type": "file", "file_id": SECRET}}, answer)
    assert json.loads(out.sent) == {**answer, "pages": [{**page, "markdown": "# [NAME]"}]}
    assert json.loads(out.forwarded or b"")["document"]["file_id"] == SECRET


def test_a_page_that_is_stopped_is_an_error() -> None:
    out = ask("/v1/ocr", {}, {"pages": [{"markdown": BANNED}]}, policy=REFUSE)
    assert out.reply is not None
    assert (out.reply.status, json.loads(out.reply.body)["object"]) == (400, "error")


def test_scores_pass() -> None:
    answer = {
        "id": SECRET,
        "model": "m",
        "results": [{"categories": {"pii": True}, "category_scores": {"pii": 0.9}}],
    }
    out = ask("/v1/moderations", {"input": [SECRET]}, answer, policy=MASK)
    assert out.sent == dumps(answer)
    assert json.loads(out.forwarded or b"") == {"input": ["[NAME]"]}
    assert out.unmapped() == []
