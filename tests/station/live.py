"""A running station with a fake upstream behind it: real sockets on both sides, nothing patched.

Every provider that was recorded is an upstream of its own name, so `/openai/*`,
`/anthropic/*`, `/gemini/*`, `/azure/*` and `/u/<provider>/*` all lead to the same fake. The
policy of the whole station is the one its configuration file names.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.tail import tail
from config.environment import variable_of
from config.paths import PREFIXES
from proxy.fake import FakeUpstream, Recording
from proxy.serve import Place, running
from tests.sdk.calls import Roots, direct, station
from tests.station.exchanges import dialect_of


@dataclass(frozen=True, slots=True)
class Live:
    """The fake upstream, and the station in front of it. url: of its data plane; ledger: its records."""

    fake: FakeUpstream
    url: str
    ledger: Path

    @property
    def direct(self) -> Roots:
        """Where client libraries find the fake upstream."""
        return direct(self.fake.base_url)

    @property
    def through(self) -> Roots:
        """Where they find the station."""
        return station(self.url)

    def outcomes(self) -> list[object]:
        """How every exchange so far ended, in order, by the station's own records."""
        records = (one for one in tail(self.ledger) if "attrs" in one)
        return [one["attrs"]["outcome"] for one in records if one["name"] == "sekisho.decision"]


def upstream_of(recording: Recording) -> str:
    """The upstream a recording is served by: one for each provider and dialect."""
    dialect, provider = dialect_of(recording), recording.provider
    return f"{provider}-anthropic" if dialect == "anthropic" != provider else provider


def path_of(recording: Recording) -> str:
    """The recorded path and query, below the station's prefix for the upstream."""
    name = upstream_of(recording)
    return (f"/{name}" if name in PREFIXES else f"/u/{name}") + recording.asked.target


@contextlib.asynccontextmanager
async def live(
    recordings: Iterable[Recording], home: Path, policy: str, policies: str = ""
) -> AsyncIterator[Live]:
    """A station under `policy`. home: for its file and its state; policies: as YAML, beside the presets."""
    recordings = tuple(recordings)
    dialects = {upstream_of(one): dialect_of(one) for one in recordings}
    async with FakeUpstream(recordings) as fake:
        file = home / "sekisho.yaml"
        file.write_text(_configuration(policy, policies, dialects))
        env = {variable_of(name): fake.base_url for name in {*dialects, *PREFIXES}}
        env["SEKISHO_HOME"] = str(home / "state")
        async with running(Place(file, env, port=0, admin_port=0)) as one:
            yield Live(fake, one.data_url, one.station.setup.settings.ledger_path)


def _configuration(policy: str, policies: str, dialects: dict[str, str]) -> str:
    upstreams = "".join(f"  {name}: {{dialect: {dialect}}}\n" for name, dialect in dialects.items())
    return f"policy: {policy}\nupstreams:\n{upstreams}{policies}"
