"""Credentials of guards, from the environment: looked for when a configuration is loaded.

One that is not there stops the start, or the reload; what is there is never told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from config.errors import ConfigError
from filters.cascade.guard import Guard, identity_of, label_of, signature_of
from filters.policy import Policy
from proxy.guarding.wire import Signing
from proxy.signing import BadCredentials, Signer


class Credentials(NamedTuple):
    """Of all guards of a configuration, by their identity."""

    keys: Mapping[bytes, str] = {}
    signers: Mapping[bytes, Signer] = {}

    def key(self, guard: Guard) -> str:
        """What it is shown; empty where it needs none."""
        return self.keys.get(identity_of(guard), "")

    def signing(self, guard: Guard) -> Signing | None:
        """How requests to it are signed, where they are."""
        signer = self.signers.get(identity_of(guard))
        return None if signer is None else signer.sign

    def __repr__(self) -> str:
        return f"Credentials({len(self.keys)} keys, {len(self.signers)} signers)"


NONE = Credentials()


def guards_of(policies: Iterable[Policy]) -> list[Guard]:
    """Every guard that a detector of these policies asks."""
    return [guard for policy in policies for one in policy.detectors for guard in getattr(one, "guards", ())]


def credentials(guards: Iterable[Guard], env: Mapping[str, str]) -> Credentials:
    """What these guards are shown. ConfigError where a variable is not set, or nothing can be signed."""
    from proxy.sigv4 import sigv4  # noqa: PLC0415  # botocore, an extra, where it is asked for

    keys: dict[bytes, str] = {}
    signers: dict[bytes, Signer] = {}
    for guard in guards:
        name, wanted = guard.options.key_env, signature_of(guard)
        if name:
            if not env.get(name):
                raise ConfigError(f"guard '{label_of(guard)}': the environment variable {name} is not set")
            keys[identity_of(guard)] = env[name]
        if wanted is not None:
            try:
                signers[identity_of(guard)] = sigv4(wanted, env)
            except BadCredentials as error:
                raise ConfigError(f"guard '{label_of(guard)}': {error}") from error
    return Credentials(keys, signers)
