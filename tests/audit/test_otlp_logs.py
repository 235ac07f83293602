"""What a receiver decodes is what was recorded: types, times, names, every value."""

from typing import Any

import pytest
from hypothesis import given
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord, SeverityNumber

from audit.otlp_logs import encode
from audit.record import Record
from tests.audit.collector import attributes
from tests.audit.events import ATTRIBUTES, BEGAN, record


def decoded(*records: Record) -> list[LogRecord]:
    request = ExportLogsServiceRequest.FromString(encode(records))
    (resource,) = request.resource_logs
    (scope,) = resource.scope_logs
    assert [(one.key, one.value.string_value) for one in resource.resource.attributes] == [
        ("service.name", "sekisho")
    ]
    assert scope.scope.name == "sekisho.audit"
    return list(scope.log_records)


def test_a_decision() -> None:
    made = record(
        n=7,
        verdict="mask",
        policy="strict",
        policy_digest="a" * 64,
        route="/openai/*",
        kinds={"pii.phone": 2},
        detectors=["phone_jp"],
        score=0.5,
        streaming=True,
        status=200,
        nothing=None,
    )
    (log,) = decoded(made)
    assert log.event_name == "sekisho.decision"
    assert log.severity_number == SeverityNumber.SEVERITY_NUMBER_WARN
    assert log.severity_text == "WARN"
    assert log.time_unix_nano == int(BEGAN.timestamp()) * 10**9 + 123_456_000
    assert log.observed_time_unix_nano > 0
    assert log.body.string_value == "decision  mask  pii.phone×2"
    assert attributes(log) == {
        "sekisho.event.id": made["id"],
        "sekisho.exchange.id": "x-1",
        "sekisho.event.seq": 3,
        "sekisho.log.writer": "writer",
        "sekisho.log.n": 7,
        "sekisho.verdict": "mask",
        "sekisho.policy.id": "strict",
        "sekisho.policy.digest": "a" * 64,
        "sekisho.route.id": "/openai/*",
        "sekisho.finding.kinds": {"pii.phone": 2},
        "sekisho.finding.detectors": ["phone_jp"],
        "sekisho.risk.score": 0.5,
        "sekisho.streaming": True,
        "sekisho.status": 200,
    }
    assert {type(value) for value in attributes(log).values()} == {str, int, float, bool, list, dict}


@given(ATTRIBUTES)
def test_any_value_arrives(attrs: dict[str, Any]) -> None:
    # Prefixed, so that no name of the table is met by chance.
    made = record("sekisho.finding", **{f"a.{name}": value for name, value in attrs.items()})
    (log,) = decoded(made)
    found = attributes(log)
    wanted = {f"sekisho.a.{name}": value for name, value in attrs.items() if value is not None}
    assert {name: value for name, value in found.items() if name.startswith("sekisho.a.")} == wanted
    assert all(type(found[name]) is type(value) for name, value in wanted.items())


@pytest.mark.parametrize("value", [0, 1, -1, 127, 128, 16_383, 16_384, 2**31, 2**63 - 1, -(2**63)])
def test_integers_of_64_bits(value: int) -> None:
    (log,) = decoded(record(value=value))
    assert attributes(log)["sekisho.value"] == value


def test_larger_integers_become_text() -> None:
    (log,) = decoded(record(value=2**64 - 1, values=[2**63]))
    assert attributes(log)["sekisho.value"] == str(2**64 - 1)
    assert attributes(log)["sekisho.values"] == [str(2**63)]


def test_traces_are_joined() -> None:
    (log,) = decoded(record(trace_id="0af7651916cd43dd8448eb211c80319c", span_id="b7ad6b7169203331"))
    assert log.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    assert log.span_id.hex() == "b7ad6b7169203331"


@pytest.mark.parametrize("trace", ["", "0af7", "z" * 32, 5, None, "ａ" * 32])
def test_what_is_no_trace_is_left_out(trace: object) -> None:
    (log,) = decoded(record(trace_id=trace))
    assert log.trace_id == b""


def test_what_belongs_to_no_exchange() -> None:
    made = record("sekisho.started")
    made["exchange"] = ""
    (log,) = decoded(made)
    assert "sekisho.exchange.id" not in attributes(log)
    assert log.severity_text == "INFO"


def test_a_time_that_cannot_be_read_is_unknown() -> None:
    made = record()
    made["at"] = "yesterday"
    (log,) = decoded(made)
    assert log.time_unix_nano == 0


def test_many_records_keep_their_order() -> None:
    logs = decoded(*(record(n=n) for n in range(300)))
    assert [attributes(log)["sekisho.log.n"] for log in logs] == list(range(300))
