"""`sekisho fake-upstream DIR`: replay recordings from the command line.

HELP holds the texts of the options, so that the command line and the
documentation say the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Mapping
from pathlib import Path

import orjson

from config.errors import ConfigError
from proxy.fake.cut import Cut
from proxy.fake.faults import FAULTS, Fault
from proxy.fake.recording import load
from proxy.fake.request import Received
from proxy.fake.script import load_scripts
from proxy.fake.server import FakeUpstream

SUMMARY = "Replay recorded exchanges as an upstream would, matching by method, path and body."

HELP: Mapping[str, str] = {
    "directory": "A recording (JSON) or a folder of them, read recursively.",
    "host": "Address to listen on.",
    "port": "Port to listen on; 0 takes a free one.",
    "cut": "Where bodies are cut: whole, bytes, random, events, recorded, or a number of bytes.",
    "delay_ms": "Pause before each piece of a body, in milliseconds.",
    "fault": "Go wrong on purpose, NAME or NAME:AT: "
    + "; ".join(f"{n} ({t})" for n, t in FAULTS.items())
    + ".",
    "seed": "Seed of --cut random.",
    "json": "Report as JSON lines: one when listening, one for each request.",
}


def run(
    directory: Path,
    host: str = "127.0.0.1",
    port: int = 9000,
    cut: str = "recorded",
    delay_ms: float = 0.0,
    fault: str | None = None,
    seed: int = 0,
    json: bool = False,
) -> None:
    """Serve until interrupted (SIGINT, SIGTERM); reports on standard output.

    Raises ConfigError for recordings, cuts, faults or addresses that cannot be used.
    """
    if delay_ms < 0:
        raise ConfigError(f"--delay-ms {delay_ms:g}: cannot be negative")
    scripts = load_scripts(directory) if directory.exists() else ()
    recordings = load(directory, none=bool(scripts))
    fake = FakeUpstream(
        recordings,
        cut=Cut.parse(cut, seed),
        delay_s=delay_ms / 1000,
        fault=Fault.parse(fault) if fault else None,
        on_request=_report_json if json else _report,
        remember=False,
        scripts=scripts,
    )
    asyncio.run(_serve(fake, host, port, len(recordings) + len(scripts), json))


async def _serve(fake: FakeUpstream, host: str, port: int, count: int, json: bool) -> None:
    loop = asyncio.get_running_loop()
    try:
        base_url = await fake.start(host, port)
    except OSError as why:
        raise ConfigError(f"cannot listen on {host}:{port}: {why.strerror}; choose another --port") from why
    serving = loop.create_task(fake.serve_forever())
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, serving.cancel)
    if json:
        _print_json({"listening": base_url, "recordings": count})
    else:
        print(f"{count} recordings at {base_url}", flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    await fake.stop()


# Neither the query, which may carry a key, nor any of the body is reported.


def _report(received: Received) -> None:
    answered = f"{received.status} {received.recording or '(no recording)'}"
    print(f"{received.method} {received.path} -> {answered}", flush=True)


def _report_json(received: Received) -> None:
    about = {"method": received.method, "path": received.path}
    _print_json(about | {"status": received.status, "recording": received.recording})


def _print_json(value: Mapping[str, object]) -> None:
    print(orjson.dumps(value).decode(), flush=True)
