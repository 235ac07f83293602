"""The demo's stage: a fake upstream and a station before it, on loopback, in a folder of their own."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.record import Record
from audit.tail import tail
from proxy.fake import FakeUpstream, load, load_scripts
from proxy.serve import Place, Running, running

CONVERSATIONS = Path(__file__).resolve().parent.parent / "fake" / "conversations"

SETTINGS = """\
# What the demo runs with; everything else is a default.
policy: japan-business
disclosure: {headers: true, notice: none}
"""


@dataclass(frozen=True, slots=True)
class Roots:
    """Base URLs, as each official client wants them."""

    openai: str
    anthropic: str
    gemini: str


@dataclass(slots=True)
class Stage:
    """A station that runs, and the upstream behind it."""

    station: Running
    fake: FakeUpstream
    home: Path
    _told: set[str] = field(default_factory=set[str])  # records that were asked for already

    @property
    def roots(self) -> Roots:
        """Through the station."""
        base = self.station.data_url
        return Roots(f"{base}/openai/v1", f"{base}/anthropic", f"{base}/gemini")

    @property
    def direct(self) -> Roots:
        """Past it, straight to the upstream: what would happen without one."""
        base = self.fake.base_url
        return Roots(f"{base}/v1", base, base)

    def news(self) -> list[Record]:
        """The records of exchanges since the last call, as they stand in the ledger."""
        records = [one for one in tail(self.home / "ledger") if "damaged" not in one]
        fresh = [one for one in records if one["exchange"] and one["id"] not in self._told]
        self._told.update(one["id"] for one in fresh)
        return [one for one in fresh if one["name"] in ("sekisho.finding", "sekisho.decision")]


@contextlib.asynccontextmanager
async def staged(port: int, admin_port: int) -> AsyncGenerator[Stage]:
    """The stage, set; a port that is taken is replaced by a free one. Everything is gone on exit."""
    with tempfile.TemporaryDirectory(prefix="sekisho-demo-") as name:
        folder = Path(name)
        config, home = folder / "sekisho.yaml", folder / "home"
        config.write_text(SETTINGS, "utf-8")
        async with FakeUpstream(load(CONVERSATIONS), scripts=load_scripts(CONVERSATIONS)) as fake:
            # Only this: an address or a home of the person's own environment has no part in a demo.
            env = {"SEKISHO_HOME": str(home), **dict(_upstreams(fake.base_url))}
            place = Place(config, env, "127.0.0.1", free_or(port), free_or(admin_port))
            async with running(place) as station:
                stage = Stage(station, fake, home)
                stage.news()
                yield stage


def _upstreams(base_url: str) -> Iterator[tuple[str, str]]:
    for name in ("OPENAI", "ANTHROPIC", "GEMINI"):
        yield f"SEKISHO_UPSTREAM_{name}", base_url


def free_or(port: int) -> int:
    """`port` if it can be had, else 0: any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
