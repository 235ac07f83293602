"""The station's own endpoints: checks and health beside the relay, administration on its own port.

FastAPI serves these: they are few, small and documented by its OpenAPI page; the relay
never passes through it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from config.ids import uuid7
from proxy.assembly import Station
from proxy.checking import Outcome, Said, judge, judge_all
from proxy.ledger import word_for


class Message(BaseModel):
    """One message of a conversation to check."""

    role: str = "user"
    content: str


class Check(BaseModel):
    """What to check: one text, or messages."""

    model_config = ConfigDict(extra="forbid")

    direction: Literal["request", "response"] = "request"
    text: str | None = Field(default=None, max_length=4_000_000)
    messages: list[Message] | None = Field(default=None, max_length=1000)
    policy: str | None = None


def own_app(station: Station) -> FastAPI:
    """`/sekisho/v1/*`, health and readiness, on the data plane."""
    app = FastAPI(title="Sekisho", docs_url=None, redoc_url=None, openapi_url="/sekisho/v1/openapi.json")
    _keep_content_out(app)

    @app.post("/sekisho/v1/check")
    def check(asked: Check) -> JSONResponse:
        """Judge text as the gate would, without an upstream; nothing is forwarded."""
        name = asked.policy or station.setup.settings.policy
        policy = station.setup.policies.get(name)
        if policy is None:
            raise HTTPException(404, "there is no policy of that name")
        if (asked.text is None) == (asked.messages is None):
            raise HTTPException(422, "give either `text` or `messages`")
        reader = station.readers.read
        desk = station.vault.open("check", uuid7(), time.time())
        if asked.text is not None:
            return JSONResponse(judge(policy, desk, [asked.text], asked.direction, reader=reader).as_json())
        talk = [Said(one.role, one.content) for one in asked.messages or ()]
        return JSONResponse(_together(judge_all(policy, desk, talk, asked.direction, reader)))

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """Whether the process answers."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz(response: Response) -> dict[str, object]:
        """Whether exchanges can be served and recorded."""
        spool = station.writable
        response.status_code = 200 if spool else 503
        return {"status": "ready" if spool else "not ready", "ledger": "writable" if spool else "full"}

    return app


def admin_app(station: Station) -> FastAPI:
    """Administration, on its own port."""
    app = FastAPI(title="Sekisho administration", openapi_url="/openapi.json")
    _keep_content_out(app)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/policies")
    def policies() -> list[dict[str, object]]:
        """Every policy in force, with its digest and its rows."""
        return [
            {
                "name": policy.name,
                "digest": policy.digest,
                "rules": [{"name": rule.name, "measure": rule.measure.name} for rule in policy.rules],
            }
            for policy in station.setup.policies.values()
        ]

    @app.get("/guards")
    def guards() -> list[dict[str, object]]:
        """Every guard that was asked so far by this process: its state, and what was counted of it."""
        return station.readers.guards.figures()

    return app


def _keep_content_out(app: FastAPI) -> None:
    """A request that does not fit is told where and why, but what it said is not repeated."""

    @app.exception_handler(RequestValidationError)
    def unfit(request: Request, error: RequestValidationError) -> JSONResponse:
        del request
        first = error.errors()[0]
        known = [str(part) for part in first["loc"] if part in _FIELDS or isinstance(part, int)]
        where = ".".join(known) or "the body"
        return JSONResponse({"detail": f"{where}: {first['type']}"}, 422)


_FIELDS = frozenset({"body", *Check.model_fields, *Message.model_fields})


def _together(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """One answer for several messages; findings say which one they are in."""
    rows = [outcome.as_json() for outcome in outcomes]
    for at, row in enumerate(rows):
        for finding in row["findings"]:  # type: ignore[attr-defined]  # a list of rows
            finding["message"] = at
    return {
        "verdict": word_for([v for outcome in outcomes for v in outcome.verdicts]),
        "findings": [finding for row in rows for finding in row["findings"]],  # type: ignore[attr-defined]  # as above
        "text": "\n".join(outcome.text for outcome in outcomes),
        **next(({"says": outcome.says} for outcome in outcomes if outcome.says), {}),
    }
