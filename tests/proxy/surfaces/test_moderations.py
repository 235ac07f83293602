"""Moderations: what is to be judged is read under a role of its own, and scores pass."""

from __future__ import annotations

from typing import Any

import pytest
from openai.types import ModerationCreateParams, ModerationCreateResponse

from config.load import load_text
from config.policies import resolve
from filters.compiling import compile_policy
from proxy.dialect import Dialect
from proxy.dialects.azure import Azure
from proxy.dialects.mistral import MistralAI
from proxy.dialects.openai import OpenAI
from proxy.surfaces.moderations import Moderations
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import FLAG, Doc, found
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import BANNED, MASK, SECRET, Talk, dumps, policy, talk

PATH = "/v1/moderations"
INPUTS = [SECRET, [SECRET], [{"type": "text", "text": SECRET}]]


def ask(given: Any, answer: Doc | None = None, rows: Any = FLAG) -> Talk:
    asked = {"model": "omni-moderation-latest", "input": given}
    return talk(OpenAI(), PATH, asked, dumps(answer or {}), rows, kind="application/json")


@pytest.mark.parametrize(
    ("table", "kind"),
    [(Moderations.request, ModerationCreateParams), (Moderations.answer, ModerationCreateResponse)],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize("given", INPUTS)
def test_what_is_judged_has_a_role_of_its_own(given: Any) -> None:
    out = ask(given)
    assert (found(out), out.unmapped()) == (["moderation"], [])


def test_pictures_are_on_record() -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + "A" * 80}}
    assert ask([picture]).unscanned() == ["image"]


def test_a_row_without_roles_is_about_it_too() -> None:
    assert b"[NAME]" in (ask(SECRET, rows=MASK).forwarded or b"")


EXEMPT = """
policies:
  mine:
    rules:
      - {kind: "pii.*", direction: request, role: [user, system, tool, definition], measure: mask}
      - {kind: "pii.*", role: moderation, measure: flag}
"""


def test_rows_that_name_their_roles_leave_it_alone() -> None:
    rows = compile_policy(resolve(load_text(EXEMPT), "mine"))
    said = "write to taro@example.com"
    out = ask(said, rows=rows)
    assert out.forwarded == dumps({"model": "omni-moderation-latest", "input": said})
    assert [(f["kind"], f["measure"]) for f in out.findings] == [("pii.email", "flag")]


HARM = policy(("harm.*", "refuse"), ("pii.*", ("mask", {"style": "label"})))


@pytest.mark.parametrize(
    ("dialect", "path"),
    [
        (OpenAI(), PATH),
        (MistralAI(), PATH),
        (MistralAI(), "/v1/chat/moderations"),
        (Azure(), "/openai" + PATH),
    ],
)
def test_harm_is_asked_about_and_on_record_and_personal_data_is_masked_still(
    dialect: Dialect, path: str
) -> None:
    said = f"{SECRET} ate the {BANNED}"
    given: Any = [{"role": "user", "content": said}] if "chat" in path else said
    out = talk(dialect, path, {"model": "m", "input": given}, b"{}", HARM, kind="application/json")
    assert out.forwarded is not None
    assert (SECRET.encode() in out.forwarded, BANNED.encode() in out.forwarded) == (False, True)
    assert [(f["kind"], f["rule"], f["measure"]) for f in out.findings] == [
        ("pii.name", "pii.*→mask", "mask"),
        ("harm.fruit", "harm.*→refuse", "flag"),
    ]


def test_what_is_not_there_to_be_judged_is_refused_as_ever() -> None:
    asked = {"model": "m", "input": "x", "user": BANNED}
    refused = talk(OpenAI(), PATH, asked, b"{}", HARM, kind="application/json")
    assert refused.reply is not None
    assert refused.forwarded is None


def test_scores_pass() -> None:
    answer = {
        "id": "modr-1",
        "model": SECRET,
        "results": [
            {
                "flagged": True,
                "categories": {"hate/threatening": True},
                "category_scores": {"hate/threatening": 4.4e-06},
                "category_applied_input_types": {"hate/threatening": ["text"]},
            }
        ],
    }
    out = ask("x", answer, MASK)
    assert out.sent == dumps(answer)
    assert out.findings == []
