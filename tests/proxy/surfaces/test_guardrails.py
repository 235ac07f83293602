"""A guardrail asked directly says what it matched; a job's answer is nowhere to be seen."""

from __future__ import annotations

import json

from proxy.dialect import Seen
from proxy.dialects.bedrock import Bedrock
from tests.proxy.surfaces.converse_streams import REPORT, ask
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, dumps

APPLY = "/guardrail/g/version/1/apply"


def test_both_sides_are_read() -> None:
    asked = {"source": "INPUT", "content": [{"text": {"text": SECRET, "qualifiers": ["query"]}}]}
    quoted = {"wordPolicy": {"customWords": [{"match": SECRET, "action": "BLOCKED"}]}}
    answer = {"action": "NONE", "outputs": [{"text": SECRET}], "assessments": [quoted], "usage": {}}
    out = ask(dumps(answer), REPORT, APPLY, asked, kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")
    assert out.sent == dumps(answer).replace(SECRET.encode(), b"[NAME]")
    assert out.unmapped() == []


def test_an_answer_that_is_stopped_is_the_guardrails_own() -> None:
    answer = {"action": "NONE", "outputs": [{"text": BANNED}], "usage": {"wordPolicyUnits": 1}}
    out = ask(dumps(answer), REFUSE, APPLY, kind="application/json")
    assert out.reply is not None
    read = json.loads(out.reply.body)
    assert (read["action"], read["usage"]) == ("GUARDRAIL_INTERVENED", {"wordPolicyUnits": 1})
    assert "harm.fruit" in read["outputs"][0]["text"]


def test_an_error_that_is_stopped_stays_an_error() -> None:
    out = ask(dumps({"message": BANNED}), REFUSE, APPLY, kind="application/json", status=429)
    assert out.reply is not None
    assert (out.reply.status, set(json.loads(out.reply.body))) == (429, {"message"})


def test_a_picture_is_told() -> None:
    asked = {"content": [{"image": {"format": "png", "source": {"bytes": "e30="}}}]}
    assert ask(b"{}", REPORT, APPLY, asked, kind="application/json").unscanned() == ["image"]


def test_checks_without_a_guardrail() -> None:
    asked = {"messages": [{"role": "user", "content": [{"text": SECRET}]}], "checks": {"promptAttack": {}}}
    out = ask(b'{"results":{}}', REPORT, "/guardrail-checks/invoke", asked, kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")


def test_a_job_is_read_and_its_answer_is_told_to_be_elsewhere() -> None:
    asked = {"modelId": "amazon.nova-reel-v1:0", "modelInput": {"text": SECRET}, "outputDataConfig": {}}
    out = ask(dumps({"invocationArn": "arn:1"}), REPORT, "/async-invoke", asked, kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")
    assert (out.unscanned(), out.unmapped()) == (["answer in a bucket"], [])
    assert Bedrock().surface(Seen("POST", "/async-invoke")).model(asked) == "amazon.nova-reel-v1:0"


def test_asking_how_a_job_is_going_is_no_job() -> None:
    said = {"status": "Failed", "failureMessage": SECRET}
    out = ask(dumps(said), REPORT, "/async-invoke/a", None, method="GET", kind="application/json")
    assert (json.loads(out.sent)["failureMessage"], out.unscanned()) == ("[NAME]", [])
