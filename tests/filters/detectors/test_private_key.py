"""Private keys in armour, whole, escaped, cut off, or only mentioned. Keys are made here."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

PRIVATE_KEY = DETECTORS.build("private_key")
RSA = rsa.generate_private_key(65537, 2048)
LINE = "Ab1+" * 16


def pem(form: serialization.PrivateFormat, password: bytes | None = None) -> str:
    how = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return RSA.private_bytes(serialization.Encoding.PEM, form, how).decode().strip()


KEYS = {
    "PKCS#8": pem(serialization.PrivateFormat.PKCS8),
    "PKCS#8, encrypted": pem(serialization.PrivateFormat.PKCS8, b"word"),
    "PKCS#1": pem(serialization.PrivateFormat.TraditionalOpenSSL),
    "PKCS#1, encrypted, with its fields": pem(serialization.PrivateFormat.TraditionalOpenSSL, b"word"),
    "OpenSSH": pem(serialization.PrivateFormat.OpenSSH),
    "elliptic curve": ec.generate_private_key(ec.SECP256R1())
    .private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    .decode()
    .strip(),
    "OpenPGP": f"-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: x 1\n\n{LINE}\n{LINE}\nAb1=\n=Zz12\n"
    "-----END PGP PRIVATE KEY BLOCK-----",
}
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in one line": lambda key: key.replace("\n", " "),
    "with Windows line ends": lambda key: key.replace("\n", "\r\n"),
    "in JSON": lambda key: json.dumps(key)[1:-1],
    "in JSON in JSON": lambda key: json.dumps(json.dumps(key))[3:-3],
    "quoted in a mail": lambda key: key.replace("\n", "\n> "),
    "joined in code": lambda key: key.replace("\n", '\\n" +\n    "'),
    "with full-width dashes": lambda key: key.replace("-----", "－－－－－"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("key", KEYS)
def test_reads_every_form_in_every_way_to_write_it(key: str, way: str) -> None:
    text, spans = unmark(f'鍵は"[[secret.private_key:{WAYS[way](KEYS[key])}]]"です')
    assert read_all(PRIVATE_KEY, text) == spans


@pytest.mark.parametrize(
    "marked",
    [
        # No footer: cut off, or the text goes on about something else.
        f"[[secret.private_key:-----BEGIN PRIVATE KEY-----\n{LINE}]]",
        f"[[secret.private_key:-----BEGIN PRIVATE KEY-----\n{LINE}\n{LINE}]]\nand so on",
        f"[[secret.private_key:-----BEGIN PRIVATE KEY-----\n{LINE}]]\n-----BEGIN CERTIFICATE-----",
        # Two keys.
        "\n".join(
            2 * [f"[[secret.private_key:-----BEGIN PRIVATE KEY-----\n{LINE}\n-----END PRIVATE KEY-----]]"]
        ),
        # Mentioned only, too short to be one, or public.
        'It begins with "-----BEGIN PRIVATE KEY-----" and ends with "-----END PRIVATE KEY-----".',
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        f"-----BEGIN PUBLIC KEY-----\n{LINE}\n-----END PUBLIC KEY-----",
        f"-----BEGIN CERTIFICATE-----\n{LINE}\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAb1+\n-----END PRIVATE KEY-----",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(PRIVATE_KEY, text) == spans


def test_a_body_without_end_is_read_so_far() -> None:
    (seen,) = read_all(PRIVATE_KEY, "-----BEGIN PRIVATE KEY-----\n" + "A" * 40_000)
    assert (seen.start, seen.end) == (0, 16 * 1024)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a rule: ---", "---"),
        ("a rule: -------", "-----"),
        ("a rule: -----\n", ""),
        ("-----BEGIN ", "-----BEGIN "),
        ("-----BEGIN CERTIFICATE-----\n", ""),
        ('"-----BEGIN PRIVATE KEY-----" and ', '-----BEGIN PRIVATE KEY-----" and '),
        ('"-----BEGIN PRIVATE KEY-----" and then a', ""),
        (f"-----BEGIN PRIVATE KEY-----\n{LINE}\n", f"-----BEGIN PRIVATE KEY-----\n{LINE}\n"),
        (f"-----BEGIN PRIVATE KEY-----\n{LINE}\n-----END PRIVATE KEY-----", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(PRIVATE_KEY)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
