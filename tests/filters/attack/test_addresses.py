"""The parts of an address."""

from __future__ import annotations

from filters.attack.addresses import Value, host_of, values


def test_parts() -> None:
    parts = list(values("https://me:pw@a.b.example.com:81/one/two.png?x=1&amp;y&z=a=b#end"))
    assert parts == [
        Value("query", "", "me:pw"),
        Value("host", "", "a"),
        Value("host", "", "b"),
        Value("joined", "", "ab"),
        Value("path", "", "one"),
        Value("path", "", "two"),
        Value("joined", "", "onetwo"),
        Value("query", "x", "1"),
        Value("query", "", "y"),
        Value("query", "z", "a=b"),
        Value("fragment", "", "end"),
    ]


def test_hosts() -> None:
    assert host_of("https://me@A.Example.com:443/x?y") == "a.example.com"
    assert host_of("//a.example") == "a.example"
    assert host_of("nothing") == ""


def test_parts_are_bounded() -> None:
    assert len(list(values("https://a.example/" + "x/" * 5000 + "?" + "a=1&" * 5000))) < 200
