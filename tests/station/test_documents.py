"""Documents in requests through a running station: masked, opened, refused, or on record as unread."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import orjson
import pytest

from proxy.fake import CONVERSATIONS, FakeUpstream, load
from proxy.fake.match import PICK_HEADER
from tests.proxy.extraction.papers import DOCX, LAUGHS, bomb, docx, many, pdf, url
from tests.station.stand import Answer, Stand, standing

MAIL = "aki.mori@example.com"
PATH = "/openai/v1/chat/completions"
PICK = {PICK_HEADER: "openai/chat-two-choices"}

MORE = """
documents: {extract: [text, pdf, docx], pages: 100, bytes: 4194304, timeout_s: 300.0}
policies:
  masks: {extends: observe, rules: [{kind: pii.email, name: no mail goes up, measure: mask}]}
  flags: {extends: observe}
"""


@asynccontextmanager
async def opening(home: Path, policy: str, more: str = MORE) -> AsyncIterator[tuple[Stand, FakeUpstream]]:
    async with (
        FakeUpstream(load(CONVERSATIONS)) as fake,
        standing(home, fake.base_url, more, policy) as stand,
    ):
        yield stand, fake


def asking(*files: str) -> bytes:
    parts = [{"type": "file", "file": {"filename": "a", "file_data": one}} for one in files]
    said = {"role": "user", "content": [*parts, {"type": "text", "text": "要約して。"}]}
    return orjson.dumps({"model": "m", "messages": [said]})


async def ask(stand: Stand, *files: str) -> Answer:
    return await stand.send("POST", PATH, asking(*files), PICK)


def whys(stand: Stand) -> list[str]:
    found = (one["attrs"] for one in stand.records("sekisho.finding"))
    return [str(one["why"]) for one in found if one["kind"] == "sekisho.unscanned"]


def kinds(stand: Stand) -> list[str]:
    """What was found in requests: the recorded answer has its own."""
    found = (one["attrs"] for one in stand.records("sekisho.finding"))
    return [str(one["kind"]) for one in found if one["direction"] == "request"]


async def test_a_text_goes_up_masked_and_in_its_own_form(tmp_path: Path) -> None:
    async with opening(tmp_path, "masks") as (stand, fake):
        said = f"宛先は{MAIL}です。".encode()
        assert (await ask(stand, url(said, "text/markdown"))).status == 200
        (received,) = fake.requests
        written = orjson.loads(received.body)["messages"][0]["content"][0]["file"]["file_data"]
        head, _, body = written.partition(",")
        assert head == "data:text/markdown;base64"
        text = base64.b64decode(body).decode()
        assert text.startswith("宛先は")
        assert MAIL not in text
        assert whys(stand) == []


IN_RUNS = docx("連絡先", f"{MAIL[:4]}|{MAIL[4:]}")


@pytest.mark.parametrize("document", [url(pdf(f"連絡先\n{MAIL}")), url(IN_RUNS, DOCX)], ids=["pdf", "docx"])
async def test_what_cannot_be_masked_is_refused_by_the_row(tmp_path: Path, document: str) -> None:
    async with opening(tmp_path, "masks") as (stand, fake):
        answer = await ask(stand, document)
        assert answer.status == 400
        assert fake.requests == []
        assert stand.outcomes() == ["refuse"]
        (found,) = [one["attrs"] for one in stand.records("sekisho.finding")]
        assert (found["rule"], found["kind"], found["measure"]) == ("no mail goes up", "pii.email", "refuse")
        assert (found["role"], found["trust"]) == ("user", "user")


async def test_what_is_found_is_flagged_and_goes_up_as_it_came(tmp_path: Path) -> None:
    async with opening(tmp_path, "flags") as (stand, fake):
        documents = (url(pdf(MAIL, "港")), url(docx(MAIL), DOCX), url(MAIL.encode(), "text/plain"))
        assert (await ask(stand, *documents)).status == 200
        assert fake.requests[0].body == asking(*documents)
        assert kinds(stand) == ["pii.email"] * 3


HOSTILE = [
    ("too many pages", url(many(10_000))),
    ("encrypted", url(pdf(MAIL, password="secret"))),
    ("expands", url(bomb(64 << 20), DOCX)),
    ("entities", url(docx(parts={"word/document.xml": LAUGHS}), DOCX)),
    ("broken", url(b"%PDF-1.7\n" + b"\xff" * 2000)),
    ("broken", url(docx(MAIL)[:-40], DOCX)),
    ("base64", "data:application/pdf;base64,JVBERi0xLjc!"),
]


async def test_hostile_documents_are_on_record_and_hurt_nobody(tmp_path: Path) -> None:
    async with opening(tmp_path, "flags") as (stand, fake):
        answer = await ask(stand, *(document for _, document in HOSTILE))
        assert answer.status == 200
        assert len(fake.requests) == 1
        # Once an exchange for each reason.
        assert sorted(whys(stand)) == sorted({f"document: {why}" for why, _ in HOSTILE})
        assert set(kinds(stand)) == {"sekisho.unscanned"}


async def test_a_policy_may_refuse_what_was_not_read(tmp_path: Path) -> None:
    rules = "  shut: {extends: observe, rules: [{kind: sekisho.unscanned, measure: refuse}]}\n"
    async with opening(tmp_path, "shut", MORE + rules) as (stand, fake):
        assert (await ask(stand, url(pdf("港")))).status == 200
        assert (await ask(stand, url(pdf("港", image=True)))).status == 400
        assert (await ask(stand, url(pdf("港", password="x")))).status == 400
        assert len(fake.requests) == 1
        assert whys(stand) == ["image in document", "document: encrypted"]


async def test_one_that_takes_too_long_is_on_record_and_the_next_is_read(tmp_path: Path) -> None:
    hurried = MORE.replace("timeout_s: 300.0", "timeout_s: 0.05")
    async with opening(tmp_path, "flags", hurried) as (stand, _):
        assert (await ask(stand, url(pdf(MAIL)))).status == 200
        assert whys(stand) == ["document: late"]


@pytest.mark.parametrize("beside", [0, 1 << 20], ids=["short", "long"])
async def test_a_client_that_leaves_takes_its_documents_along(tmp_path: Path, beside: int) -> None:
    async with opening(tmp_path, "flags") as (stand, fake):
        body = asking(url(b"x" * beside, "text/plain"), url(pdf("港")))
        place = httpx.URL(stand.url)
        reader, writer = await asyncio.open_connection(place.host, place.port)
        head = f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n"
        writer.write(f"{head}content-type: application/json\r\n\r\n".encode() + body)
        while not stand.station.station.extraction._all:  # noqa: ASYNC110  # it has nobody to tell
            await asyncio.sleep(0)
        writer.close()
        while not stand.outcomes():  # noqa: ASYNC110  # as above
            await asyncio.sleep(0)
        assert (stand.outcomes(), fake.requests, await reader.read()) == (["client_gone"], [], b"")


async def test_nothing_is_opened_unless_it_is_asked_for(tmp_path: Path) -> None:
    async with opening(tmp_path, "flags", MORE.replace("documents:", "# documents:")) as (stand, _):
        assert (await ask(stand, url(pdf(MAIL)))).status == 200
        assert (kinds(stand), whys(stand)) == (["sekisho.unscanned"], ["file"])
