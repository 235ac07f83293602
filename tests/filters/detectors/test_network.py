"""Addresses of machines; those of documentation (RFC 5737, RFC 3849) and of private networks."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, read_whole, unmark

NETWORK = DETECTORS.build("network")


@pytest.mark.parametrize(
    "marked",
    [
        "IPは[[pii.ip_address:192.168.1.1]]です。",
        "[[pii.ip_address:203.0.113.7]],[[pii.ip_address:198.51.100.23]]:8080/24",
        "http://[[pii.ip_address:192.0.2.1]]/index [[pii.ip_address:１９２．０．２．１]]",
        "アクセス元：[[pii.ip_address:192.0.2.44]]（社内）",
        "[[pii.ip_address:2001:db8::1]] and [[pii.ip_address:2001:0db8:0000:0000:0000:ff00:0042:8329]]",
        "[[[pii.ip_address:2001:db8:0:1:1:1:1:1]]]:443, [[pii.ip_address:fe80::1a2b]]%eth0",
        "MAC [[pii.mac_address:00-1A-2B-3C-4D-5E]]。[[pii.mac_address:00:1a:2b:3c:4d:5e]]",
        "機器の[[pii.mac_address:00ー1aー2bー3cー4dー5e]]と、mac [[pii.mac_address:001a.2b3c.4d5e]]",
        # Versions and sections.
        "version 1.12.16.4, v1.2.3.4, v. 1.2.3.4, Chrome/120.0.0.0 pkg-1.2.3.4 lib_1.2.3.4",
        "バージョン 1.12.16.4 と section 4.3.2.1 と第1.2.3.4節 release 10.4.0.2",
        "1.2.3.4.5 10.0.19045.2006 192.168.001.1 256.1.1.1 1.2.3.4a",
        # Nobody's.
        "127.0.0.1 0.0.0.0 255.255.255.0 ::1 00:00:00:00:00:00 ff-ff-ff-ff-ff-ff",
        # Times, names in programs, fingerprints, identifiers.
        "12:34:56 12:34:56:789 std::move a::b Foo::Bar dead::beef 1::2",
        "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD",
        "550e8400-e29b-41d4-a716-446655440000 2024-01-15-12-30-45 12-34-56-78-90-12",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(NETWORK, text) == spans


@pytest.mark.parametrize(
    ("text", "score"),
    [("192.0.2.1", 0.8), ("login 192.0.2.1", 0.95), ("version of the server 192.0.2.1", 0.95)],
)
def test_the_nearest_word_in_front_decides(text: str, score: float) -> None:
    (finding,) = read_whole(NETWORK, text).findings
    assert finding.score == score


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("at 192", "192"),
        ("at 19211", ""),
        ("in 1998 ", ""),
        ("from 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1 ", ""),
        ("a", "a"),
        ("as", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(NETWORK)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
