"""Where the parts are put together: settings in, a station out.

`Setup` is everything that a reload replaces, as one value: an exchange takes the one
that is current when it begins and keeps it, so a reload falls between exchanges.
`Station` is what stays for the life of the process: ledger, vault, connections.
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from audit.exporter import EXPORTERS
from audit.spool import Spool
from config.errors import AuditError, ConfigError
from config.ids import uuid7
from config.known import Known, check_names
from config.load import load
from config.policies import names, resolve
from config.routing import RouteMatch, find_route
from config.schema import Settings
from config.traffic import Key, Upstream
from filters.compiling import compile_policy
from filters.detector import DETECTORS, Detector
from filters.harm.taxonomy import SUBKINDS
from filters.lazily import ready
from filters.measure import MEASURES
from filters.model import AuditEvent
from filters.policy import FAILURES, Policy
from filters.registry import Options
from filters.sealing import keyed
from filters.vault import Vault
from proxy import upstream as wire
from proxy.commands import Limits
from proxy.dialect import DIALECTS, Dialect
from proxy.extraction.pool import Extraction
from proxy.extraction.ready import readable
from proxy.guarding.keys import NONE, credentials, guards_of
from proxy.guarding.keys import Credentials as GuardCredentials
from proxy.past import Pasts
from proxy.pool import PooledUpstream
from proxy.providers import dialect_of, unsure
from proxy.readers import Readers, quiet
from proxy.sharing import SharedStore
from proxy.signing import Signer, signers
from proxy.vaultkey import VaultSecrets, vault_secrets

# How a provider wants its own credential, by dialect.
_CREDENTIAL = {
    "anthropic": (b"x-api-key", b""),
    "gemini": (b"x-goog-api-key", b""),
    "azure": (b"api-key", b""),
}
_LOG = logging.getLogger("sekisho")
_MOST_PATHS = 1024
_MOST_OWED = 10_000
_BEARER = (b"authorization", b"Bearer ")
Credential = tuple[bytes, bytes] | Signer


@dataclass(frozen=True, slots=True)
class Setup:
    """One loaded configuration, ready to rule."""

    settings: Settings
    policies: Mapping[str, Policy]
    keys: Mapping[str, Key]  # by SHA-256
    dialects: Mapping[str, Dialect]  # by upstream
    limits: Limits
    credentials: Mapping[str, Credential] = field(default_factory=dict)  # by upstream
    vault: VaultSecrets = field(default_factory=VaultSecrets, repr=False)
    guards: GuardCredentials = field(default=NONE, repr=False)
    _routes: dict[str, RouteMatch | None] = field(default_factory=dict, repr=False, compare=False)
    _models: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def route(self, path: str) -> RouteMatch | None:
        """`find_route`, remembered for the paths seen first; there are few honest ones."""
        if path in self._routes:
            return self._routes[path]
        found = find_route(self.settings, path)
        if len(self._routes) < _MOST_PATHS:
            self._routes[path] = found
        return found

    def used(self) -> list[Policy]:
        """The policies that an exchange may come under."""
        said = self.settings
        named = {said.policy, *(one.policy for one in said.routes), *(one.policy for one in said.keys)}
        return [policy for name, policy in self.policies.items() if name in named]

    def model(self, policy: Policy, name: str) -> str:
        """A model's name as records take it: empty if it is something else, such as a key or an address."""
        told = self._models.get((policy.name, name))
        if told is None:
            told = name if quiet(policy.detectors, name) else ""
            if len(self._models) < _MOST_PATHS:
                self._models[policy.name, name] = told
        return told


def known() -> Known:
    """What a configuration may name, with the options each takes."""

    def options(members: Mapping[str, type]) -> dict[str, type[Options]]:
        return {name: getattr(member, "Options", Options) for name, member in members.items()}

    kinds = {kind for member in DETECTORS.members().values() for kind in member.kinds}
    kinds |= {part for part, kind in SUBKINDS.items() if kind in kinds}
    return Known(
        measures=options(MEASURES.members()),
        detectors=options(DETECTORS.members()),
        dialects=options(DIALECTS.members()),
        exporters=options(EXPORTERS.members()),
        kinds=(*sorted(kinds), *FAILURES, "pii.*", "harm.*", "injection.*", "ip.*", "secret.*"),
    )


def prepare(settings: Settings, env: Mapping[str, str]) -> Setup:
    """Compile what is configured. ConfigError with file:line for anything that cannot be honoured."""
    check_names(settings, known())
    lim = settings.limits
    policies = {name: compile_policy(resolve(settings, name)) for name in names(settings)}
    return Setup(
        settings=settings,
        policies=policies,
        keys={key.sha256: key for key in settings.keys},
        dialects={name: _dialect(name, one) for name, one in settings.upstreams.items()},
        limits=Limits(
            event_bytes=lim.event_bytes,
            answer_bytes=lim.response_bytes,
            nesting=lim.nesting,
            documents=readable(settings),
            document_bytes=settings.documents.bytes,
        ),
        credentials=_credentials(settings, env),
        vault=vault_secrets(settings.vault, env),
        guards=credentials(guards_of(policies.values()), env),
    )


def read_setup(path: Path | None, env: Mapping[str, str]) -> Setup:
    """Load and compile the configuration at `path` (None: where the environment says, or the defaults)."""
    setup = prepare(load(path, env), env)
    for one in unsure(setup.settings, DIALECTS.members()):
        _LOG.warning("%s", one)
    return setup


def _dialect(name: str, upstream: Upstream) -> Dialect:
    return DIALECTS.build(dialect_of(name, upstream, DIALECTS.members()))


def _credentials(settings: Settings, env: Mapping[str, str]) -> dict[str, Credential]:
    found: dict[str, Credential] = {**signers(settings, env)}
    for name, upstream in settings.upstreams.items():
        variable = upstream.credential_env
        if variable is None:
            continue
        secret = env.get(variable)
        if not secret:
            raise ConfigError(f"upstream '{name}': the environment variable {variable} is not set")
        header, prefix = _CREDENTIAL.get(dialect_of(name, upstream, DIALECTS.members()), _BEARER)
        found[name] = (header, prefix + secret.encode())
    return found


class Station:
    """What lives as long as the process. `setup` is replaced by reloads, whole."""

    def __init__(self, setup: Setup) -> None:
        settings = setup.settings
        self.setup = setup
        ready()  # no request waits for an expression to be compiled
        # Replicas with one key call a caller by one name.
        shared = setup.vault.key
        self.secret = keyed(shared, "station") if shared else _secret(settings.home)
        self.spool = Spool(settings.ledger_path, durability=settings.audit.ledger.durability)
        vault = settings.vault
        key = shared or self.secret
        self.vault = Vault(key, vault.ttl_s, vault.conversations, vault.entries)
        self.shared = (
            SharedStore(self.vault, vault.redis, vault.ttl_s, setup.vault.password) if vault.redis else None
        )
        self.pasts = Pasts(vault.conversations)
        self.readers = Readers(credentials=setup.guards)
        self.extraction = Extraction()
        self._clients: dict[str, tuple[Upstream, PooledUpstream]] = {}
        self.writable = True  # whether the last record could be written
        self._owed: list[AuditEvent] = []  # decisions that the ledger could not take yet

    def client(self, name: str, upstream: Upstream) -> PooledUpstream:
        """The connections to an upstream; new ones when its settings changed."""
        known = self._clients.get(name)
        if known is None or (known[0] is not upstream and known[0] != upstream):
            waits = upstream.timeouts
            limits = wire.Limits(
                connect_s=waits.connect_s,
                first_byte_s=waits.first_byte_s,
                idle_s=waits.idle_s,
                connections=upstream.max_connections,
            )
            known = self._clients[name] = (upstream, PooledUpstream(limits))
        return known[1]

    def caller(self, credential: bytes) -> str:
        """A pseudonym that tells callers apart and nothing else."""
        return hmac.digest(self.secret, credential, "sha256").hex()[:16] if credential else ""

    def tell(self, name: str, attrs: Mapping[str, object]) -> None:
        """Record something about the station itself."""
        self.append([_about(name, attrs)])

    def append(self, events: Sequence[AuditEvent]) -> int:
        """Write records, owed ones first; the position to sync on. AuditError when no more can be written."""
        try:
            if self._owed:
                self._settle()
            position = self.spool.append(events)
        except AuditError:
            self.writable = False
            raise
        self.writable = True
        return position

    def owe(self, decisions: Sequence[AuditEvent]) -> None:
        """Decisions to record as soon as the ledger takes records again.

        Beyond a bound they are left to the next start, which records their exchanges as interrupted.
        """
        self._owed += decisions[: _MOST_OWED - len(self._owed)]

    def _settle(self) -> None:
        while self._owed:
            self.spool.append(self._owed[:1])  # one by one: none is recorded twice
            del self._owed[0]

    def reload(self, setup: Setup) -> None:
        """Take a new configuration for the exchanges that begin from now on."""
        before = {name: p.digest for name, p in self.setup.policies.items()}
        now = {name: p.digest for name, p in setup.policies.items()}
        changed = [name for name, digest in now.items() if before.get(name) != digest]
        if changed:  # recorded before it is so
            self.append([_activated(name, now[name]) for name in changed])
        self.setup = setup
        self.readers.renew(self._detectors(), setup.guards)

    def _detectors(self) -> Iterator[Detector]:
        return (one for policy in self.setup.policies.values() for one in policy.detectors)

    async def warm(self) -> None:
        """Have what takes seconds to load be there before the first exchange needs it."""
        for name, why in (await self.readers.warm(self._detectors())).items():
            _LOG.error("detector %s cannot begin (%s); policies decide on what it fails to read", name, why)

    async def close(self) -> None:
        """Close connections and the ledger."""
        for _, client in self._clients.values():
            await client.close()
        self.readers.close()
        await self.extraction.close()
        if self.shared is not None:
            await self.shared.close()
        with contextlib.suppress(AuditError):  # a full disk; the next start sees to what is owed
            self._settle()
        self.spool.close()


def _about(name: str, attrs: Mapping[str, object]) -> AuditEvent:
    return AuditEvent(name, uuid7(), 0, datetime.now(UTC), attrs)


def _activated(policy: str, digest: str) -> AuditEvent:
    return _about("sekisho.policy.activated", {"policy": policy, "policy_digest": digest})


def _secret(home: Path) -> bytes:
    """The station's own secret: keys pseudonyms and surrogates. Made at the first start, mode 0600."""
    path = home / "secret"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            fresh = home / f".secret-{os.getpid()}"
            fresh.touch(mode=0o600)
            fresh.write_bytes(secrets.token_bytes(32))
            with suppress(FileExistsError):
                os.link(fresh, path)  # whoever comes first wins, and nobody reads half a file
            fresh.unlink()
        found = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read or made ({error.strerror}); set SEKISHO_HOME") from error
    if len(found) != 32:
        raise ConfigError(f"{path}: is not a station's secret (32 bytes); remove it to have a new one made")
    return found
