"""A changed configuration is taken whole, or not at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from proxy.assembly import Station, read_setup
from proxy.reloading import reload, watch

GOOD, OTHER, BAD = "policy: standard\n", "policy: strict\n", "policy: strict\npolcy: x\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "etc" / "sekisho.yaml"
    path.parent.mkdir()
    path.write_text(GOOD)
    return path


@pytest.fixture
async def station(file: Path, tmp_path: Path) -> AsyncIterator[Station]:
    one = Station(read_setup(file, {"SEKISHO_HOME": str(tmp_path / "home")}))
    yield one
    await one.close()


def test_a_good_one_is_taken(station: Station, file: Path, tmp_path: Path) -> None:
    file.write_text(OTHER)
    assert reload(station, file, {"SEKISHO_HOME": str(tmp_path / "home")})
    assert station.setup.settings.policy == "strict"


def test_a_bad_one_changes_nothing_and_is_told(
    station: Station, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = station.setup
    file.write_text(BAD)
    assert not reload(station, file, {})
    assert station.setup is before
    assert "sekisho.yaml:2: polcy: no option named 'polcy' (did you mean 'policy'?)" in caplog.text
    assert [one.levelno for one in caplog.records] == [logging.ERROR]


def test_one_that_cannot_be_recorded_is_told(
    station: Station, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text("policies: {standard: {rules: [{kind: pii.email, measure: refuse}]}}\n")
    station.spool.close()
    assert not reload(station, file, {})
    assert "reload refused" in caplog.text


Change = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture
async def seen(file: Path) -> AsyncIterator[Change]:
    """Make a change until it is seen: a watch that has just begun may miss the first."""
    noticed, stop = asyncio.Event(), asyncio.Event()
    watching = asyncio.create_task(watch(file, stop, noticed.set))

    async def change(how: Callable[[], object]) -> None:
        noticed.clear()
        async with asyncio.timeout(300):
            how()
            while not await _within(noticed, 2):
                how()

    yield change
    stop.set()
    await watching


async def test_a_file_that_is_written_is_seen(seen: Change, file: Path) -> None:
    await seen(lambda: file.write_text(file.read_text() + "#\n"))


async def test_a_file_that_is_replaced_is_seen_again_and_again(seen: Change, file: Path) -> None:
    new = file.with_name("new")
    for _ in range(2):
        await seen(lambda: (new.write_text(file.read_text() + "#\n"), new.replace(file)))


async def test_a_link_that_is_turned_is_seen(tmp_path: Path) -> None:
    """As a mounted configuration does it: the name is a link, and the link is replaced."""
    (tmp_path / "one").write_text(GOOD)
    (tmp_path / "two").write_text(OTHER)
    (tmp_path / "etc").mkdir()
    link = tmp_path / "etc" / "sekisho.yaml"
    link.symlink_to(tmp_path / "one")
    noticed, stop = asyncio.Event(), asyncio.Event()
    watching = asyncio.create_task(watch(link, stop, noticed.set))
    async with asyncio.timeout(300):
        for target in ("two", "one") * 10:
            turned = link.with_name("turned")
            turned.symlink_to(tmp_path / target)
            turned.replace(link)
            if await _within(noticed, 2):
                break
    stop.set()
    await watching
    assert noticed.is_set()


async def test_the_same_content_is_no_change(file: Path) -> None:
    """It is written again and again, beside another file; only another content is told, and once."""
    told: list[bytes] = []
    stop = asyncio.Event()

    def changed() -> None:
        told.append(file.read_bytes())
        stop.set()

    def write(n: int) -> None:
        file.write_text(GOOD if n < 4 else OTHER + "#" * n)
        file.with_name("other").write_text(str(n))

    watching = asyncio.create_task(watch(file, stop, changed))
    for n in range(40):
        write(n)
        if stop.is_set() or await _within(stop, 1):
            break
    await watching
    assert len(told) == 1
    assert told[0].startswith(OTHER.encode())


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def test_without_a_file_there_is_nothing_to_watch() -> None:
    await watch(None, asyncio.Event(), lambda: pytest.fail("nothing changed"))
