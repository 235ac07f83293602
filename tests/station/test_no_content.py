"""No secret and no personal value in anything that is written: log, ledger, error, administration.

Some two hundred values are sent through every path there is, in a process of its own that
logs at DEBUG; then everything it wrote is searched for any eight characters of any of them.
"""

from __future__ import annotations

import asyncio
import functools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from audit.layout import spool_files
from tests.proxy.raw import Peer, serving
from tests.station.processes import Station, station

FRAGMENT = 8
# Digits also come about in times, counts and identifiers; of numbers, longer runs are looked for.
DIGITS = 12
NUMBER = re.compile(r"[0-9 ()+-]+")

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
FAMILY = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "長谷川",
    "勅使河原",
]
GIVEN = ["花子", "太郎", "美咲", "翔太", "陽菜", "健一", "さくら", "大輔", "由美子", "龍之介"]
TOWNS = ["千代田区霞が関", "横浜市中区日本大通", "大阪市北区中之島", "札幌市中央区北三条西"]


def values() -> list[str]:
    """About two hundred distinct values, the same every time."""
    dice = random.Random(20261122)  # repeatable, not secret

    def word(size: int) -> str:
        return "".join(dice.choices(LETTERS, k=size))

    def digits(size: int) -> str:
        return "".join(dice.choices("123456789", k=size))

    found: list[str] = []
    for _ in range(25):
        found += [
            f"{word(9)}.{word(7)}@{word(8).lower()}.example.com",
            f"090-{digits(4)}-{digits(4)}",
            f"+1 (415) {digits(3)}-{digits(4)}",
            card(digits(15)),
            f"ghp_{word(36)}",
            f"sk-proj-{word(48)}",
            f"AKIA{word(16).upper()}",
            f"{dice.choice(FAMILY)}{dice.choice(GIVEN)}は{dice.choice(TOWNS)}{digits(2)}番地に住み、暗証は{word(8)}です",
        ]
    return found


def card(digits: str) -> str:
    """A number that passes the check, in groups as it is printed."""
    number = f"4{digits[:14]}"
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(number))
    whole = f"{number}{-total % 10}"
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4))


VALUES = values()


@functools.cache
def fragments() -> set[str]:
    out: set[str] = set()
    for value in VALUES:
        out |= {value[at : at + FRAGMENT] for at in range(len(value) - FRAGMENT + 1)}
    return {one for one in out if not NUMBER.fullmatch(one) and one not in SHARED}


# What every value of its kind has in common says nothing.
SHARED = {
    text[at : at + FRAGMENT]
    for text in ("@example.com", ".example.com", "番地に住み、暗証は", *TOWNS)
    for at in range(len(text))
}


def leaked(text: str) -> list[str]:
    """Fragments of values in a text, also where it escapes what is not ASCII."""
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), text)
    wanted = fragments()
    seen = {plain[at : at + FRAGMENT] for at in range(len(plain))}
    numbers = [value for value in VALUES if NUMBER.fullmatch(value)]
    runs = {n[at : at + DIGITS] for n in numbers for at in range(len(n) - DIGITS + 1)}
    runs |= {re.sub(r"\D", "", n)[:DIGITS] for n in numbers if len(re.sub(r"\D", "", n)) >= DIGITS}
    return sorted(wanted & seen) + sorted(run for run in runs if run in plain)


def test_the_search_would_find_what_it_looks_for() -> None:
    assert len(set(VALUES)) == 200
    for value in VALUES:
        assert leaked(f"a log line {value[:-1]}")
        assert leaked(orjson.dumps(value).decode())
        assert leaked(ascii(value)) or "'" in value
    assert leaked("2026-11-22T01:02:03.123456Z [{policy: standard}] 127.0.0.1:45678") == []


# Detectors, a measure and a dialect that quote what they worked on when they fail.
PRELUDE = """
import logging
import proxy.logs
from filters.detector import DETECTORS
from filters.measure import MEASURES
from filters.model import Finding, Reading, TextSpan
from proxy.dialect import DIALECTS, Surface

begin = proxy.logs.begin
proxy.logs.begin = lambda level=logging.DEBUG: begin(logging.DEBUG)

class Crash:
    name = "crash"; kinds = {"test.crash": "x"}; reach = 0; view = "raw"; inline = INLINE
    def read(self, window):
        raise ValueError(window.text)

class Tells:
    name = "tells"; kinds = {"test.tells": "x"}; reach = 0; view = "raw"; inline = True
    def read(self, window):
        span = TextSpan(window.start, window.end)
        attrs = {"why": window.text, "reader": window.text}
        return Reading((Finding(window.channel, span, "test." + window.text, 1.0, window.text, attrs),
                        Finding(window.channel, span, "test.tells", 1.0, window.text, attrs)), window.end)

class Whispers(Tells):
    name = "whispers"; kinds = {"test.whispers": "x"}
    def read(self, window):
        span = TextSpan(window.start, window.end)
        attrs = {"why": window.text, "reader": window.text}
        return Reading((Finding(window.channel, span, "test.whispers", 1.0, window.text, attrs),), window.end)

class Torn:
    name = "torn"; severity = 30; holds = True; documentation = "x"
    def act(self, text, verdict, pseudonyms):
        raise KeyError(text)

class Broken(Surface):
    def over(self, doc):
        raise KeyError(str(doc))
    def opaque(self, doc):
        raise KeyError(str(doc))

class Dialect:
    name = "broken"; documentation = "x"
    def surface(self, seen):
        return Broken(seen)

DETECTORS.members(); MEASURES.members(); DIALECTS.members()
for one in (Crash, Tells, Whispers):
    DETECTORS._members[one.name] = one
MEASURES._members["torn"] = Torn
DIALECTS._members["broken"] = Dialect
"""

POLICIES = """
  broken: {dialect: broken}
policies:
  refusing: {disable: [crash, tells, whispers], rules: [{kind: ["secret.*", "pii.*"], measure: refuse}]}
  masking: {disable: [crash, tells, whispers], rules: [{kind: ["secret.*", "pii.*"], measure: mask}]}
  swapping:
    disable: [crash, tells, whispers]
    rules: [{kind: ["secret.*", "pii.*"], measure: {use: pseudonymise, restore: true}}]
  flagging: {disable: [crash, tells, whispers], rules: [{kind: "*", measure: flag}]}
  crashing: {disable: [tells, whispers], rules: [{kind: "sekisho.*", measure: refuse}]}
  limping: {disable: [tells, whispers], rules: [{kind: "*", measure: flag}]}
  telling: {disable: [crash], rules: [{kind: "*", measure: flag}]}
  tearing: {disable: [crash, tells, whispers], rules: [{kind: ["secret.*", "pii.*"], measure: torn}]}
routes:
ROUTES
"""
NAMES = ("refusing", "masking", "swapping", "flagging", "crashing", "limping", "telling", "tearing")
ROUTES = "\n".join(
    f"  - {{match: /{name}-{dialect}/*, upstream: {dialect}, policy: {name}, strip: /{name}-{dialect}}}"
    for name in NAMES
    for dialect in ("openai", "anthropic", "gemini", "broken")
)


class Echo:
    """An upstream that says what it was told to, next."""

    def __init__(self) -> None:
        self.next = b""
        self.cut = False

    async def script(self, peer: Peer) -> None:
        while await peer.request():
            peer.write(self.next)
            if self.cut:
                return


def whole(body: bytes, status: bytes = b"200 OK", kind: bytes = b"application/json") -> bytes:
    return b"HTTP/1.1 %b\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n%b" % (
        status,
        kind,
        len(body),
        body,
    )


def answers(value: str) -> Iterator[tuple[bytes, bool]]:
    """Ways in which an upstream may say a value; True: and then break off."""
    quoted = orjson.dumps(value)
    message = b'{"choices":[{"index":0,"message":{"role":"assistant","content":%b}}]}' % quoted
    arguments = orjson.dumps(orjson.dumps({value: value}).decode())
    call = b'{"id":"c","type":"function","function":{"name":"f","arguments":%b}}'
    calls = b'{"choices":[{"index":0,"message":{"tool_calls":[%b]}}]}' % call
    event = b'data: {"choices":[{"index":0,"delta":{"content":%b}}]}\n\n' % quoted
    stream = b"text/event-stream"
    yield whole(message), False
    yield whole(calls % arguments), False
    yield whole(b'{"unmapped": {%b: {%b: [%b]}}}' % (quoted, quoted, quoted)), False
    yield (
        whole(b'{"error":{"message":%b,"type":%b,"code":%b,"param":%b}}' % ((quoted,) * 4), b"400 Bad"),
        False,
    )
    yield whole(message[:-9]), False
    yield whole(b"<p>%b</p>\xff" % value.encode(), b"502 Bad", b"text/html"), False
    yield whole(event * 3 + b"data: [DONE]\n\n", kind=stream), False
    yield whole(b"event: %b\nid: %b\n: %b\ndata: %b\n\n" % ((value.encode(),) * 4), kind=stream), False
    yield whole(event * 3, kind=stream)[:-20], True
    yield whole(message)[:-20], True
    yield b"HTTP/1.1 200 %b\r\nx-%b\r\n\r\n" % (value.encode(), value.encode()), True
    yield b"%b\r\n\r\n" % value.encode(), True


def requests(value: str) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    """(dialect, path, body, headers): ways in which a client may say a value."""
    told = [{"role": "user", "content": value}]
    called = {
        "id": "c",
        "type": "function",
        "function": {"name": "f", "arguments": orjson.dumps({value: value}).decode()},
    }
    chat = "/v1/chat/completions"
    json = {"content-type": "application/json"}
    yield "openai", chat, orjson.dumps({"model": "m", "messages": told}), json
    yield (
        "openai",
        chat,
        orjson.dumps({"model": value, "user": value, value: value, "metadata": {value: value}}),
        json,
    )
    yield "openai", chat, orjson.dumps({"messages": [{"role": "assistant", "tool_calls": [called]}]}), json
    yield "openai", chat, orjson.dumps({"messages": told})[:-7], json
    yield (
        "openai",
        "/v1/responses",
        orjson.dumps({"input": value, "instructions": value, "stream": True}),
        json,
    )
    yield "anthropic", "/v1/messages", orjson.dumps({"system": value, "messages": told, "stream": True}), json
    yield (
        "gemini",
        "/v1beta/models/m:streamGenerateContent",
        orjson.dumps({"contents": [{"parts": [{"text": value}]}]}),
        json,
    )
    yield "broken", "/v1/x", orjson.dumps({"messages": told, "stream": True}), json
    plain = re.sub(r"[^!-~]", "", value)
    yield (
        "openai",
        f"/v1/files/{plain}?key={plain}".replace("#", ""),
        b"",
        {"authorization": f"Bearer {plain}", "x-api-key": plain},
    )
    yield (
        "openai",
        chat,
        value.encode(),
        {"content-type": "text/plain", "x-note": plain, "sekisho-policy": plain},
    )
    yield "openai", chat, value.encode(), {"content-encoding": "gzip"}
    yield "openai", chat, value.encode(), {"content-encoding": plain[:30] or "x", "content-type": plain}


async def everything(one: Station, echo: Echo) -> list[str]:
    """Send every value some of the ways; the station's own error answers."""
    dice = random.Random(7)  # repeatable, not secret
    errors: list[str] = []
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        for number, value in enumerate(VALUES):
            ways = list(requests(value))
            for way in dice.sample(ways, 3):
                dialect, path, body, headers = way
                echo.next, echo.cut = dice.choice(list(answers(value)))
                policy = NAMES[number % len(NAMES)] if dice.random() < 0.7 else dice.choice(NAMES)
                method = "POST" if body else "GET"
                url = f"{one.url}/{policy}-{dialect}{path}"
                errors += await ask(client, method, url, body, headers)
            errors += await ask_ours(client, one, value)
    return errors


async def ask(
    client: httpx.AsyncClient, method: str, url: str, body: bytes, headers: dict[str, str]
) -> list[str]:
    try:
        answer = await client.request(method, url, content=body, headers=headers)
    except (httpx.RemoteProtocolError, httpx.DecodingError, httpx.ReadError):
        return []
    ours = answer.headers.get("sekisho-verdict") == "refuse" or b"gave no answer" in answer.content
    told = [str(dict(answer.headers))] if "sekisho-exchange" in answer.headers else []
    kept = {name: value for name, value in answer.headers.items() if name.startswith("sekisho-")}
    return (
        [answer.text, str(kept)] if ours or answer.status_code in (413, 415) else [str(kept)] if told else []
    )


async def ask_ours(client: httpx.AsyncClient, one: Station, value: str) -> list[str]:
    """The station's own endpoints, asked in ways that do not fit."""
    out = []
    bodies = [
        {"text": [value]},
        {value: value},
        {"text": "a", "policy": value},
        {"text": "a", "direction": value},
        value,
    ]
    for body in bodies:
        answer = await client.post(f"{one.url}/sekisho/v1/check", json=body)
        assert answer.status_code in (404, 422)
        out.append(answer.text)
    out.append((await client.post(f"{one.url}/sekisho/v1/check", content=value.encode())).text)
    out.append((await client.get(f"{one.admin}/policies", params={"q": value})).text)
    out.append((await client.post(f"{one.admin}/nowhere", content=value.encode())).text)
    out.append((await client.get(f"{one.url}/nowhere", params={"q": value})).text)
    return out


@pytest.mark.parametrize("inline", [True, False], ids=["inline", "worker"])
async def test_nothing_that_is_written_holds_any_of_it(inline: bool, tmp_path: Path) -> None:
    echo = Echo()
    prelude = PRELUDE.replace("INLINE", str(inline))
    more = POLICIES.replace("ROUTES", ROUTES)
    async with serving(echo.script) as server:
        upstream = f'  broken: {{dialect: broken, base_url: "{server.url}"}}\n'
        more = more.replace("  broken: {dialect: broken}\n", upstream, 1).lstrip("\n")
        async with station(tmp_path, server.url, more, "standard", prelude) as one:
            errors = await everything(one, echo)
            hung_up = await half_a_request(one)
            assert await one.stop() == 0
    assert hung_up
    spool = "".join(file.path.read_text() for files in spool_files(one.ledger).values() for file in files)
    log = "".join(one.log)
    assert spool.count("sekisho.decision") > 400
    assert "DEBUG".lower() in log.lower()
    for outcome in ("refuse", "completed", "internal_error", "upstream_broken"):
        assert f'"outcome":"{outcome}"' in spool
    for name, text in (("ledger", spool), ("log", log), ("errors", "\n".join(errors))):
        assert leaked(text) == [], name


async def half_a_request(one: Station) -> bool:
    """What is no HTTP at all."""
    host, port = one.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(VALUES[4].encode() + b" " + VALUES[0].encode() + b"\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 400") and leaked(answer.decode("latin-1")) == []
