"""The vault's own key and its store's password, from the environment variables that are named.

A key that is no key stops the start; its text is never repeated.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from config.errors import ConfigError
from config.record import Vault


@dataclass(frozen=True, slots=True)
class VaultSecrets:
    """key: 32 bytes, or None for the station's own secret. password: of the store that replicas share."""

    key: bytes | None = None
    password: str | None = None


def vault_secrets(vault: Vault, env: Mapping[str, str]) -> VaultSecrets:
    """What is named, as it is now. ConfigError for what is missing or no key."""
    key = _key(vault.key_env, env) if vault.key_env else None
    if vault.redis is None:
        return VaultSecrets(key)
    if find_spec("redis") is None:
        raise ConfigError("vault.redis: needs the extra 'redis' (pip install 'sekisho[redis]')")
    wanted = vault.redis.password_env
    if wanted and not env.get(wanted):
        raise ConfigError(f"vault.redis: the environment variable {wanted} is not set")
    return VaultSecrets(key, env[wanted] if wanted else None)


def _key(variable: str, env: Mapping[str, str]) -> bytes:
    text = env.get(variable, "").strip()
    if not text:
        raise ConfigError(f"vault: the environment variable {variable} is not set")
    try:
        key = (
            bytes.fromhex(text) if len(text) == 64 else base64.b64decode(text, altchars=b"-_", validate=True)
        )
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != 32:
        raise ConfigError(f"vault: {variable} is no key: 32 bytes in hexadecimal or base64 are needed")
    return key
