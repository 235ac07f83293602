"""Documents in requests: read like any text, opened by others, and never passed on unread in silence."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from filters.policy import Policy
from filters.vault import Vault
from proxy.commands import Command, Extract, Extracted, Forward, Limits, Record, Respond
from proxy.dialect import DIALECTS, Seen
from proxy.enclosed import HERE, MOST
from proxy.past import LEAST, Past
from proxy.session import Session
from tests.proxy.dialogues import Room
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, WHO, dumps, policy, settle

ALL = frozenset({"text", "pdf", "docx"})
CHAT, MESSAGES = "/v1/chat/completions", "/v1/messages"
PDF = b"%PDF-1.7\n\xff any bytes"
TOLD = policy(("sekisho.unscanned", "refuse"))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def url(data: bytes, media: str = "text/plain") -> str:
    return f"data:{media};base64,{b64(data)}"


def chat(*files: str, text: str = "hello", more: tuple[object, ...] = ()) -> bytes:
    parts = [{"type": "file", "file": {"file_data": one}} for one in files]
    said = {"role": "user", "content": [*parts, {"type": "text", "text": text}]}
    return dumps({"model": "m", "messages": [said, *more]})


@dataclass
class Asked:
    """A request on its way through a session. extracts: what was asked of the rim."""

    data: bytes
    rules: Policy = MASK
    kinds: frozenset[str] = ALL
    dialect: str = "openai"
    path: str = CHAT
    past: Past | None = None
    kind: str = "application/json"
    most: int = 1 << 20
    extracts: list[Extract] = field(default_factory=list)
    findings: list[Mapping[str, Any]] = field(default_factory=list)
    up: bytes | None = None
    refused: bool = False

    def __post_init__(self) -> None:
        surface = DIALECTS.build(self.dialect).surface(Seen("POST", self.path))
        surface.asked = json.loads(self.data) if self.kind == "application/json" else None
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        limits, past = Limits(documents=self.kinds, document_bytes=self.most), self.past
        self.session = Session(
            WHO, surface, self.rules, desk, settle, limits, past=(lambda: past) if past else None
        )
        self._take(self.session.request(self.data, self.kind))

    def told(self, text: str | None, *unread: str) -> Asked:
        """The text of the first document that was asked for."""
        self._take(self.session.report(Extracted(self.extracts.pop(0).ticket, text, unread)))
        return self

    def _take(self, commands: list[Command]) -> None:
        for one in commands:
            match one:
                case Extract():
                    self.extracts.append(one)
                case Forward(body):
                    self.up = body
                case Respond():
                    self.refused = True
                case Record("sekisho.finding", attrs):
                    self.findings.append(attrs)
                case _:
                    pass

    @property
    def unscanned(self) -> list[str]:
        return [str(one["why"]) for one in self.findings if one["kind"] == "sekisho.unscanned"]

    def ruled(self) -> list[tuple[str, str]]:
        return [(str(one["kind"]), str(one["measure"])) for one in self.findings]


# -- texts


def test_a_text_is_masked_where_it_stands() -> None:
    asked = Asked(chat(url(f"I am {SECRET}. 港".encode(), "text/plain;charset=utf-8")))
    assert asked.up == chat(url("I am [NAME]. 港".encode(), "text/plain;charset=utf-8"))
    (found,) = asked.findings
    assert (found["kind"], found["role"], found["trust"]) == ("pii.name", "user", "user")
    assert found["path"] == "/messages/*/content/*/file/file_data"


def test_a_text_without_findings_is_the_same_object_and_not_on_record() -> None:
    data = chat(url(b"hello"))
    asked = Asked(data)
    assert asked.up is data
    assert asked.findings == []


@pytest.mark.parametrize("media", ["image/png", "audio/wav", "video/mp4"])
def test_pictures_sound_and_films_stay_unread(media: str) -> None:
    data = chat(url(b"\x00" * 99, media))
    asked = Asked(data)
    assert (asked.up, asked.unscanned) == (data, ["file"])


def test_the_name_of_a_file_is_read_too() -> None:
    written = url(b"hello", f"text/plain;name={SECRET.replace(' ', '%20')}.txt")
    assert Asked(chat(written)).ruled() == [("pii.name", "refuse")]
    flagged = Asked(chat(written), policy(("pii.*", "flag")))
    assert (flagged.up, flagged.ruled()) == (chat(written), [("pii.name", "flag")])
    assert Asked(chat(url(b"hello", "text/plain;name=a.txt"))).findings == []


SOURCES: list[tuple[str, str, Any]] = [
    ("anthropic", MESSAGES, lambda data: {"type": "document", "source": {"type": "base64", "data": data}}),
    ("bedrock", "/model/m/converse", lambda data: {"document": {"format": "txt", "source": {"bytes": data}}}),
]


@pytest.mark.parametrize(("dialect", "path", "block"), SOURCES, ids=[one[0] for one in SOURCES])
def test_base64_alone_is_read_where_a_file_is_due(dialect: str, path: str, block: Any) -> None:
    def doc(text: str) -> bytes:
        data = b64((text + " and so on, for more than sixty characters").encode())
        return dumps({"messages": [{"role": "user", "content": [block(data)]}]})

    asked = Asked(doc(SECRET), dialect=dialect, path=path)
    assert (asked.up, asked.unscanned) == (doc("[NAME]"), [])


def test_gemini_bytes_that_are_called_a_picture_are_not_read() -> None:
    def doc(media: str, text: str) -> bytes:
        part = {"inlineData": {"mimeType": media, "data": b64(text.encode())}}
        return dumps({"contents": [{"parts": [part]}]})

    path = "/v1beta/models/m:generateContent"
    picture = Asked(doc("image/png", SECRET), dialect="gemini", path=path)
    assert (picture.up, picture.unscanned) == (doc("image/png", SECRET), ["image"])
    text = Asked(doc("text/plain", SECRET), dialect="gemini", path=path)
    assert (text.up, text.unscanned) == (doc("text/plain", "[NAME]"), [])


def test_a_text_that_says_what_another_one_says_is_written_in_its_own_way() -> None:
    asked = Asked(chat(url(SECRET.encode()), text=SECRET))
    assert asked.up == chat(url(b"[NAME]"), text="[NAME]")


def test_broken_base64_is_told_and_what_stands_there_is_read_too() -> None:
    data = chat(f"data:text/plain;base64,!{SECRET}")
    asked = Asked(data)
    assert (asked.up, asked.unscanned) == (None, ["document: base64"])
    assert asked.ruled()[-1] == ("pii.name", "refuse")
    assert Asked(chat("data:text/plain;base64,aG!k")).unscanned == ["document: base64"]


# -- what has to be opened


def test_a_request_waits_for_its_documents() -> None:
    data = chat(url(PDF, "application/pdf"), url(b"PK\x03\x04", "application/x"))
    asked = Asked(data)
    assert [(one.kind, one.data) for one in asked.extracts] == [("pdf", PDF), ("docx", b"PK\x03\x04")]
    asked.told("hello")
    assert asked.up is None
    asked.told("and hello")
    assert asked.up is data
    assert asked.findings == []


def test_a_row_that_would_change_what_cannot_be_written_refuses() -> None:
    asked = Asked(chat(url(PDF, "application/pdf"))).told(f"I am {SECRET}")
    assert (asked.up, asked.refused) == (None, True)
    (found,) = asked.findings
    assert (found["rule"], found["measure"], found["start"]) == ("pii.*→mask", "refuse", 5)


def test_a_row_that_refuses_and_one_that_flags_do_as_they_say() -> None:
    assert Asked(chat(url(PDF)), REFUSE).told(BANNED).ruled() == [("harm.fruit", "refuse")]
    data = chat(url(PDF))
    flagged = Asked(data, policy(("pii.*", "flag"))).told(SECRET)
    assert (flagged.up, flagged.ruled()) == (data, [("pii.name", "flag")])


@pytest.mark.parametrize("text", [None, "", "hello"])
def test_what_was_not_read_is_on_record(text: str | None) -> None:
    data = chat(url(PDF))
    asked = Asked(data).told(text, "document: late")
    assert (asked.up, asked.unscanned) == (data, ["document: late"])
    assert Asked(data, TOLD).told(text, "document: late").refused


def test_a_document_whose_text_and_pictures_both_matter() -> None:
    asked = Asked(chat(url(PDF)), policy(("pii.*", "flag"))).told(SECRET, "image in document")
    assert asked.ruled() == [("sekisho.unscanned", "allow"), ("pii.name", "flag")]


def test_kinds_that_are_not_asked_for_are_told_as_before() -> None:
    data = chat(url(PDF * 9, "application/pdf"), url(b"hello" * 20))
    assert Asked(data, kinds=frozenset({"docx"})).unscanned == ["file"]
    assert Asked(data, kinds=frozenset()).unscanned == ["file"]


def test_what_is_too_long_or_too_many_is_not_opened() -> None:
    asked = Asked(chat(url(PDF)), most=len(PDF) - 1)
    assert (asked.extracts, asked.unscanned) == ([], ["document: too large"])
    asked = Asked(chat(*[url(PDF)] * (MOST + 1)))
    assert (len(asked.extracts), asked.unscanned) == (MOST, ["document: too many"])


def test_an_answer_for_nobody_is_ignored() -> None:
    asked = Asked(chat(url(PDF)))
    assert asked.session.report(Extracted(99, "hello")) == []
    assert asked.told("hello").up is not None
    assert asked.session.report(Extracted(0, SECRET)) == []


def test_files_of_a_form_are_opened_too() -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    form = head + PDF + b"\r\n--B--\r\n"
    kind = "multipart/form-data; boundary=B"
    asked = Asked(form, kind=kind, path="/v1/files")
    assert [(one.kind, one.data) for one in asked.extracts] == [("pdf", PDF)]
    assert asked.told("hello").up is form
    assert Asked(form, kind=kind, path="/v1/files").told(SECRET).refused
    assert Asked(form, kind=kind, path="/v1/files", kinds=frozenset()).unscanned == ["pdf"]


def test_over_a_socket_texts_are_read() -> None:
    def message(*files: str) -> dict[str, Any]:
        content = [{"type": "input_file", "file_data": one} for one in files]
        return {"type": "conversation.item.create", "item": {"type": "message", "content": content}}

    room = Room(MASK, limits=Limits(documents=HERE))
    room.said(message(url(SECRET.encode()), url(PDF * 9, "application/pdf")))
    assert room.got.sent == [message(url(b"[NAME]"), url(PDF * 9, "application/pdf"))]
    assert room.got.kinds() == ["pii.name", "sekisho.unscanned"]


# -- in every turn

LONG = {"role": "assistant", "content": "The keeper lit the lamp. " * (LEAST // 20)}


def turns(data: str, count: int) -> bytes:
    said = [{"role": "user", "content": f"turn {n}"} for n in range(count)]
    return chat(data, more=(LONG, *said))


def test_what_has_something_to_say_says_it_in_every_turn() -> None:
    opened, read = Past(), Past()
    for count in range(1, 5):
        asked = Asked(turns(url(PDF), count), policy(("pii.*", "flag")), past=opened).told(SECRET)
        assert asked.ruled() == [("pii.name", "flag")]
        text = Asked(turns(url(SECRET.encode()), count), past=read)
        assert text.up == turns(url(b"[NAME]"), count)


def test_a_document_that_was_clear_is_not_opened_again() -> None:
    past = Past()
    assert Asked(turns(url(PDF), 1), past=past).told("hello").unscanned == []
    for count in range(2, 5):
        data = turns(url(PDF), count)
        asked = Asked(data, past=past)
        assert (asked.extracts, asked.up, asked.findings) == ([], data, [])


def test_what_was_not_read_of_it_is_told_in_every_turn() -> None:
    past = Past()
    asked = Asked(turns(url(PDF), 1), past=past).told("hello", "image in document")
    for count in range(2, 5):
        asked = Asked(turns(url(PDF), count), past=past)
        assert (asked.extracts, asked.unscanned) == ([], ["image in document"])


def test_one_that_could_not_be_read_is_tried_again() -> None:
    past = Past()
    for count in range(1, 4):
        asked = Asked(turns(url(PDF), count), past=past).told(None, "document: late")
        assert asked.unscanned == ["document: late"]


def test_a_document_that_refuses_does_so_as_long_as_it_is_there() -> None:
    past = Past()
    for count in range(1, 4):
        assert Asked(turns(url(PDF), count), REFUSE, past=past).told(BANNED).refused
