"""Errors in Amazon's form: a type in a header, a message, and a status nobody repeats in vain."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Seen
from proxy.surfaces.amazon import Amazon, Bidirectional, error

SURFACE = Amazon(Seen("POST", "/model/m/converse"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "ValidationException"),
        (401, "UnrecognizedClientException"),
        (403, "AccessDeniedException"),
        (404, "ResourceNotFoundException"),
        (413, "ValidationException"),
        (500, "InternalServerException"),
        (502, "InternalServerException"),
        (503, "ServiceUnavailableException"),
        (504, "ModelTimeoutException"),
    ],
)
def test_every_status_has_a_type(status: int, kind: str) -> None:
    reply = error(status, "why")
    assert (reply.status, reply.body) == (status, b'{"message":"why"}')
    assert reply.headers == ((b"x-amzn-errortype", kind.encode()),)


def test_what_cannot_become_an_exchange_is_told_in_the_same_form() -> None:
    assert SURFACE.denied(401, "invalid_api_key", "no").headers[0][1] == b"UnrecognizedClientException"


def test_a_signature_that_cannot_be_forwarded_is_told_what_to_do() -> None:
    told = json.loads(SURFACE.failed("signature_not_forwardable", 403).body)["message"]
    assert "`credentials: {sigv4: {region: …}}`" in told
    assert "AWS_BEARER_TOKEN_BEDROCK" in told
    assert "upstream_refused" in json.loads(SURFACE.failed("upstream_refused", 502).body)["message"]


def test_what_speaks_both_ways_at_once_is_refused_by_name() -> None:
    reply = (surface := Bidirectional(SURFACE.seen)).denied(400, "not_relayed", surface.unserved)
    assert reply.headers == ((b"x-amzn-errortype", b"ValidationException"),)
    assert "InvokeModelWithBidirectionalStream" in json.loads(reply.body)["message"]
    assert SURFACE.unserved == ""
