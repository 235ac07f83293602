"""Citations of Responses, in every place where they are repeated."""

from __future__ import annotations

import json

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.responses_streams import ASKED, HEAD, ask, joined, message, of, stream
from tests.proxy.surfaces.sessions import SECRET, dumps, talk


def test_citations_move_with_the_text_they_point_into() -> None:
    said = [f"As {SECRET} ", "wrote: water is wet."]
    start = "".join(said).index("water")
    marks = [
        {"type": "url_citation", "url": "u", "title": "t", "start_index": start, "end_index": start + 5},
        {"type": "file_citation", "file_id": "f", "filename": "n", "index": start},
    ]
    where = {"item_id": "i", "output_index": 0, "content_index": 0}
    docs = list(message(said))
    docs[-2]["part"]["annotations"] = docs[-1]["item"]["content"][0]["annotations"] = marks
    added = {"type": "response.output_text.annotation.added", **where}
    docs[4:4] = [{**added, "annotation_index": n, "annotation": mark} for n, mark in enumerate(marks)]
    result = ask(stream(iter(docs)))
    out = result.events
    at = joined(out).index("water")
    assert at == start - len(SECRET) + len("[NAME]")
    there = [{**marks[0], "start_index": at, "end_index": at + 5}, {**marks[1], "index": at}]
    assert [doc["annotation"] for doc in out if "annotation" in doc] == there
    assert of(out, "response.content_part.done")["part"]["annotations"] == there
    assert of(out, "response.output_item.done")["item"]["content"][0]["annotations"] == there
    final = of(out, "response.completed")["response"]
    assert final["output"][0]["content"][0]["annotations"] == there
    whole = talk(
        OpenAI(),
        "/v1/responses",
        ASKED,
        dumps({**HEAD, "output": [docs[-1]["item"]]}),
        kind="application/json",
    )
    assert json.loads(whole.sent)["output"] == final["output"]
