"""Every record reaches the receiver, or the dead letters, whatever the receiver does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from audit.exporter import EXPORTERS
from audit.layout import ship_folder
from audit.shipper import Shipper, key
from audit.spool import Spool
from config.errors import AuditError
from tests.audit.collector import Answer, Collector, Request, attributes, collecting, partial
from tests.audit.events import decisions, event, files, records
from tests.audit.limits import largest_file

BUSY = Answer(503)


@contextmanager
def shipping(ledger: Path, collector: Collector, batch: int = 8) -> Iterator[Shipper]:
    """A shipper at work on a thread; told to stop, and waited for, at the end."""
    options = {"endpoint": collector.address, "batch": batch, "retry_s": 0.01, "retry_most_s": 0.05}
    exporter = EXPORTERS.build("otlp", options)
    stop = threading.Event()
    shipper = Shipper(ledger, exporter, stop)
    thread = threading.Thread(target=shipper.run)
    thread.start()
    try:
        yield shipper
    finally:
        stop.set()
        thread.join(20)
        exporter.close()
        assert not thread.is_alive()


def letters(ledger: Path) -> list[dict]:
    found = [path.read_bytes() for path in ship_folder(ledger).glob("*.dead.ndjson")]
    return [orjson.loads(line) for line in b"".join(found).splitlines()]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    spool = Spool(tmp_path, durability="written", roll_bytes=2000)
    for i in range(10):
        spool.append(decisions(4, f"r{i}"))
    spool.close()
    return tmp_path


def ids(ledger: Path) -> list[str]:
    return [one["id"] for one in records(ledger)]


def test_everything_arrives_once_and_in_order(ledger: Path) -> None:
    with collecting() as collector:
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)
        assert len(collector.requests) == 5
    assert letters(ledger) == []


def test_a_restart_goes_on_where_the_last_one_ended(ledger: Path) -> None:
    with collecting() as collector:
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        spool = Spool(ledger, durability="written")
        spool.append(decisions(5, "later"))
        spool.close()
        with shipping(ledger, collector):
            collector.wait_for_events(45)
        assert collector.events == ids(ledger)


def test_a_new_place_gets_everything(ledger: Path) -> None:
    for _ in range(2):
        with collecting() as collector:
            with shipping(ledger, collector):
                collector.wait_for_events(40)
            assert collector.events == ids(ledger)


def test_what_is_written_meanwhile_follows(ledger: Path) -> None:
    with collecting() as collector, shipping(ledger, collector):
        for i in range(5):
            spool = Spool(ledger, durability="written")
            spool.append(decisions(3, f"later{i}"))
            collector.wait_for_events(40 + 3 * (i + 1))
            spool.close()
        assert sorted(collector.events) == sorted(ids(ledger))


@pytest.mark.parametrize(
    "trouble",
    [
        [BUSY] * 6,
        [Answer(429, {"Retry-After": "0"})] * 3,
        [Answer(500), Answer(502), Answer(401), Answer(404)],
        [Answer(hang_up=True)] * 3,
    ],
    ids=["unavailable", "throttled", "mendable", "hangs up"],
)
def test_an_outage_loses_nothing_and_repeats_nothing(ledger: Path, trouble: list[Answer]) -> None:
    with collecting() as collector:
        collector.script.extend(trouble)
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)
        assert len(collector.requests) == len(trouble) + 5
    assert letters(ledger) == []


def test_a_batch_kept_without_an_answer_comes_again(ledger: Path) -> None:
    with collecting() as collector:
        collector.script.append(Answer(hang_up=True, keeps=True))
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)[:8] + ids(ledger)
        assert list(dict.fromkeys(collector.events)) == ids(ledger)


@pytest.mark.parametrize("poison", [0, 3, 21, 39])
def test_one_record_at_fault_is_found_and_the_rest_delivered(ledger: Path, poison: int) -> None:
    bad = ids(ledger)[poison]

    def judge(request: Request) -> Answer:
        return Answer(400) if bad in request.events else Answer()

    with collecting(judge) as collector:
        with shipping(ledger, collector):
            collector.wait_for_events(39)
        assert collector.events == [one for one in ids(ledger) if one != bad]
        assert len(collector.requests) <= 5 + 6
    (letter,) = letters(ledger)
    assert letter["why"] == "status 400"
    assert letter["record"]["id"] == bad


def test_a_receiver_that_refuses_everything_is_not_asked_for_every_record(ledger: Path) -> None:
    with collecting(lambda request: Answer(400)) as collector:
        with shipping(ledger, collector, batch=40):
            pass  # stopping waits until everything is seen to
        assert collector.events == []
        assert len(collector.requests) < 60
    assert [letter["record"]["id"] for letter in letters(ledger)] == ids(ledger)


def test_a_partial_success_is_not_repeated(ledger: Path) -> None:
    with collecting() as collector:
        collector.script.append(partial(2))
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)
    (letter,) = letters(ledger)
    assert (letter["why"], letter["rejected"], letter["among"]) == ("partial success", 2, ids(ledger)[:8])


def test_damaged_lines_are_noted_and_passed(ledger: Path) -> None:
    first = next(files(ledger)).path
    before = ids(ledger)
    first.write_bytes(b"what is this\n" + first.read_bytes())
    with collecting() as collector:
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == before
    (letter,) = letters(ledger)
    assert (letter["why"], letter["file"], letter["start"], letter["end"]) == (
        "damaged line",
        first.name,
        0,
        13,
    )


def test_stopping_delivers_what_is_left(ledger: Path) -> None:
    with collecting() as collector:
        with shipping(ledger, collector, batch=1):
            pass
        assert collector.events == ids(ledger)


def test_stopping_does_not_wait_for_a_receiver_that_is_away(ledger: Path) -> None:
    with collecting(lambda request: BUSY) as collector:
        with shipping(ledger, collector):
            collector.wait(lambda: len(collector.requests) >= 2)
        assert collector.events == []
        collector.judge = lambda request: Answer()
        with shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)


def test_a_place_that_cannot_be_kept_stops_no_delivery(
    ledger: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with collecting() as collector:
        with largest_file(0), shipping(ledger, collector):
            collector.wait_for_events(40)
        assert collector.events == ids(ledger)
        with shipping(ledger, collector):
            collector.wait(lambda: len(collector.events) >= 80)
    assert "some records are sent twice" in caplog.text


def test_a_dead_letter_that_cannot_be_kept_is_kept_later(ledger: Path) -> None:
    with collecting() as collector:
        collector.script.append(partial(1))
        with largest_file(0), shipping(ledger, collector):
            collector.wait(lambda: len(collector.requests) >= 1)
        assert letters(ledger) == []
        collector.script.append(partial(1))
        with shipping(ledger, collector):
            collector.wait_for_events(40)
    assert len(letters(ledger)) == 1


def test_a_damaged_place_is_told_at_the_start(ledger: Path) -> None:
    exporter = EXPORTERS.build("otlp")
    ship_folder(ledger).mkdir()
    (ship_folder(ledger) / f"{key(exporter)}.cursor").write_bytes(b"{")
    with pytest.raises(AuditError, match="is damaged"):
        Shipper(ledger, exporter, threading.Event())


def test_logs_tell_no_content_and_no_credentials(ledger: Path, caplog, monkeypatch) -> None:
    monkeypatch.setenv("TOKEN", "secret-1")
    spool = Spool(ledger, durability="written")
    spool.append([event(exchange="x", model="canary-model")])
    spool.close()
    with collecting(lambda request: Answer(400, body=b"words of a prompt")) as collector:
        collector.script.extend([BUSY, partial(1)])
        options = {"endpoint": collector.address, "headers": {"authorization": "${TOKEN}"}, "retry_s": 0.01}
        exporter = EXPORTERS.build("otlp", options)
        stop = threading.Event()
        stop.set()
        shipper = Shipper(ledger, exporter, stop)
        for _ in range(3):
            shipper.run()
        exporter.close()
        assert collector.requests[0].headers["authorization"] == "secret-1"
        assert "canary-model" in str(
            [attributes(log) for request in collector.requests for log in request.logs]
        )
    assert "next attempt in" in caplog.text
    for word in ("secret-1", "words of a prompt", "canary-model"):
        assert word not in caplog.text


def test_names_of_files_tell_where_to(ledger: Path) -> None:
    one, other = (EXPORTERS.build("otlp", {"endpoint": f"http://127.0.0.1:{port}"}) for port in (1, 2))
    assert key(one) != key(other)
    assert key(one) == key(EXPORTERS.build("otlp", {"endpoint": "http://127.0.0.1:1/", "batch": 7}))
    assert key(one).startswith("otlp-")
