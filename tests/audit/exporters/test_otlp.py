"""One attempt at a real collector: what it sends, and what each answer means."""

import socket
from collections.abc import Mapping

import orjson
import pytest

from audit.exporter import EXPORTERS, Delivered, Exporter, Later, Outcome, Refused
from config.errors import ConfigError, PolicyError
from tests.audit.collector import Answer, Collector, collecting, partial
from tests.audit.events import record


def exporter(address: str, **options: object) -> Exporter:
    return EXPORTERS.build("otlp", {"endpoint": address, "timeout_s": 10.0, **options})


def sent(collector: Collector, answer: Answer, **options: object) -> Outcome:
    collector.script.append(answer)
    made = exporter(collector.address, **options)
    try:
        return made.send([record(n=0), record(n=1)])
    finally:
        made.close()


@pytest.mark.parametrize("zipped", [True, False])
def test_a_request(zipped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLECTOR_TOKEN", "t-123")
    headers = {"Authorization": "Bearer ${COLLECTOR_TOKEN}", "x-site": "edge"}
    with collecting() as collector:
        assert sent(collector, Answer(), gzip=zipped, headers=headers) == Delivered()
    (request,) = collector.requests
    assert request.path == "/v1/logs"
    assert len(request.events) == 2
    assert request.headers["content-type"] == "application/x-protobuf"
    assert request.headers.get("content-encoding") == ("gzip" if zipped else None)
    assert request.headers["authorization"] == "Bearer t-123"
    assert request.headers["x-site"] == "edge"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(200), Delivered()),
        (Answer(204), Delivered()),
        (partial(1), Delivered(rejected=1)),
        (partial(-1), Delivered()),
        (Answer(headers={"Content-Type": "application/json"}, body=b"{}"), Delivered()),
        (
            Answer(
                headers={"Content-Type": "application/json"},
                body=orjson.dumps({"partialSuccess": {"rejectedLogRecords": "2"}}),
            ),
            Delivered(rejected=2),
        ),
        (Answer(headers={"Content-Type": "application/json"}, body=b"[1"), Delivered()),
        (Answer(headers={"Content-Type": "text/plain"}, body=b"ok"), Delivered()),
        (Answer(body=b"\xff" * 100), Delivered()),
        (Answer(body=b"\xff" * 1_000_000), Delivered()),
        (
            Answer(headers={"Content-Type": "text/html"}, body=b"<p>Sign in</p>"),
            Later("the receiver answered 200, but not in OTLP"),
        ),
        (Answer(301, {"Location": "http://127.0.0.1:9/"}), Later("the receiver answered 301")),
        (Answer(400), Refused("status 400")),
        (Answer(413), Refused("status 413")),
        (Answer(415), Refused("status 415")),
        (Answer(422), Refused("status 422")),
        (Answer(401), Later("the receiver answered 401")),
        (Answer(403), Later("the receiver answered 403")),
        (Answer(404), Later("the receiver answered 404")),
        (Answer(429), Later("the receiver answered 429")),
        (Answer(429, {"Retry-After": "7"}), Later("the receiver answered 429", 7.0)),
        (Answer(429, {"Retry-After": "soon"}), Later("the receiver answered 429")),
        (Answer(500), Later("the receiver answered 500")),
        (Answer(503, {"Retry-After": "0"}), Later("the receiver answered 503", 0.0)),
        (Answer(hang_up=True), Later("the receiver cannot be reached (RemoteProtocolError)")),
    ],
)  # fmt: skip
def test_what_an_answer_means(answer: Answer, outcome: Outcome) -> None:
    with collecting() as collector:
        assert sent(collector, answer) == outcome


@pytest.mark.parametrize(
    ("drip_s", "timeout_s", "outcome"),
    [
        (0.0, 60.0, Delivered()),  # more than is read
        (0.02, 1.0, Delivered()),  # for ever, a little at a time
        (60.0, 0.3, Later("the receiver cannot be reached (ReadTimeout)")),
    ],
)
def test_an_answer_without_end_holds_nobody_up(drip_s: float, timeout_s: float, outcome: Outcome) -> None:
    with collecting() as collector:
        assert sent(collector, Answer(drip_s=drip_s), timeout_s=timeout_s) == outcome


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        made = exporter(f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert made.send([record()]) == Later("the receiver cannot be reached (ConnectError)")
        made.close()


def test_a_connection_serves_many_batches() -> None:
    with collecting() as collector:
        made = exporter(collector.address)
        for n in range(5):
            assert made.send([record(n=n)]) == Delivered()
        made.close()
    assert len(collector.events) == 5


@pytest.mark.parametrize(
    ("endpoint", "identity"),
    [
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/logs"),
        ("http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/logs"),
        ("https://otel.example/tenant", "https://otel.example/tenant/v1/logs"),
        ("https://otel.example/v1/logs", "https://otel.example/v1/logs"),
    ],
)
def test_addresses(endpoint: str, identity: str) -> None:
    assert exporter(endpoint).identity == identity


@pytest.mark.parametrize(
    "options",
    [
        {"endpoint": "127.0.0.1:4318"},
        {"endpoint": "ftp://otel.example"},
        {"endpoint": "http://"},
        {"endpoint": "http://user:secret-1@otel.example"},
        {"endpoint": "http://otel.example/?key=secret-1"},
        {"batch": 0},
        {"timeout_s": 0},
        {"headers": {"authorization": ["secret-1"]}},
        {"unknown": "secret-1"},
    ],
)
def test_options_that_do_not_fit(options: Mapping[str, object]) -> None:
    with pytest.raises(PolicyError) as raised:
        EXPORTERS.build("otlp", options)
    assert "secret-1" not in str(raised.value)


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"authorization": "${NOT_SET_ANYWHERE}"}, "variable NOT_SET_ANYWHERE is not set"),
        ({"authorization": "secret-1\r\nx: y"}, "cannot be sent"),
        ({"bad name": "secret-1"}, "cannot be sent"),
        ({"x": "secret-1 あ"}, "cannot be sent"),
    ],
)
def test_headers_that_cannot_be_sent(headers: Mapping[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message) as raised:
        exporter("http://127.0.0.1:4318", headers=headers)
    assert "secret-1" not in str(raised.value)


def test_secrets_are_not_shown() -> None:
    made = exporter("http://127.0.0.1:4318", headers={"authorization": "secret-1"})
    assert "secret-1" not in f"{made!r} {made.options!r} {made.options.model_dump_json()} {made.identity}"
