"""Forms: what every server reads alike is cut into its parts; anything else is broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from email import message_from_bytes
from email.policy import HTTP
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from proxy import form
from proxy.form import FormBroken, FormFramer, HeadFrame, PartFrame
from proxy.framing import FrameTooLarge

KIND = "multipart/form-data; boundary=B"


def body(*parts: bytes, boundary: bytes = b"B") -> bytes:
    """A form of parts that bring their own headers."""
    return b"".join(b"--%b\r\n%b\r\n" % (boundary, part) for part in parts) + b"--%b--\r\n" % boundary


def part(name: str, content: bytes, more: str = "", head: str = "") -> bytes:
    disposition = f'Content-Disposition: form-data; name="{name}"{more}\r\n{head}\r\n'
    return disposition.encode() + content


def cut(whole: bytes, kind: str = KIND) -> list[tuple[str, bytes]]:
    """The fields and files as the framer reads them: (name, content)."""
    frames = form.frames(whole, kind)
    assert b"".join(frame.raw for frame in frames) == whole
    return [(frame.event, frame.data) for frame in frames if isinstance(frame, PartFrame)]


PLAIN = body(part("model", b"whisper-1"), part("prompt", "東京 and\r\nmore".encode()))


def test_reads_the_fields() -> None:
    assert cut(PLAIN) == [("model", b"whisper-1"), ("prompt", "東京 and\r\nmore".encode())]


@pytest.mark.parametrize(
    "kind",
    [
        "Multipart/Form-Data;boundary=B",
        'multipart/form-data; boundary="B"',
        "multipart/form-data; charset=utf-8; boundary=B",
    ],
)
def test_reads_every_way_to_name_the_boundary(kind: str) -> None:
    assert len(cut(PLAIN, kind)) == 2


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (b"\r\n" + PLAIN, 2),
        (PLAIN.removesuffix(b"\r\n"), 2),
        (body(part("a", b"")), 0),
        (body(part("a", b"1", head="Content-Type: text/plain; charset=utf-8\r\n")), 1),
        (body(part("a", b"1", head="Content-Type: \r\nContent-Transfer-Encoding: binary\r\n")), 1),
        (body(part("a", b"12", head="Content-Length: 2\r\n")), 1),
        (body(b"Content-Type: text/plain\r\nContent-Disposition: form-data; name=a\r\n\r\nx"), 1),
        (body(part("_charset_", b"UTF-8"), part("a", b"1")), 2),
    ],
)
def test_reads_what_clients_write(whole: bytes, said: int) -> None:
    assert len(cut(whole)) == said


BROKEN = {
    "the last boundary is missing": PLAIN.removesuffix(b"--B--\r\n"),
    "nothing but a boundary": b"--B--\r\n",
    "lines end in line feeds": PLAIN.replace(b"\r\n", b"\n"),
    "text before": b"a note" + PLAIN,
    "text after": PLAIN + b"a note",
    "the boundary inside a text": body(part("a", b"one --B two")),
    "the boundary after a line feed": body(part("a", b"one\n--B\r\ntwo")),
    "the boundary begins a longer word": body(part("a", b"one\r\n--Box\r\ntwo")),
    "blanks behind the boundary": PLAIN.replace(b"--B\r\n", b"--B \r\n", 1),
    "an end in the middle": PLAIN + PLAIN,
    "no blank line": b"--B\r\nContent-Disposition: form-data; name=a\r\n--B--\r\n",
    "no headers": body(b"\r\nx"),
    "no name": body(b"Content-Disposition: form-data\r\n\r\nx"),
    "not form data": body(b"Content-Disposition: attachment; name=a\r\n\r\nx"),
    "a folded header": body(b'Content-Disposition: form-data;\r\n name="a"\r\n\r\nx'),
    "a header twice": body(part("a", b"1", head='Content-Disposition: form-data; name="b"\r\n')),
    "an unknown header": body(part("a", b"1", head="X-Note: a text\r\n")),
    "a bare line feed in the head": body(part("a", b"1", head="Content-Type: a\nb\r\n")),
    "a head of other bytes": body(b'Content-Disposition: form-data; name="a"; filename="\xff"\r\n\r\nx'),
    "a long head": body(part("a", b"1", head="Content-Type: " + "a" * 5000 + "\r\n")),
    "a name twice": body(part("a", b"1", '; name="b"')),
    "an escaped quote": body(part('a\\"b', b"1")),
    "an encoded name": body(part("a%5D", b"1")),
    "a name in other characters": body(part("質問", b"1")),
    "a name with a charset": body(part("a", b"1", "; name*=utf-8''b")),
    "a parameter nobody knows": body(part("a", b"1", '; size="3"')),
    "a file name in a charset": body(part("a", b"1", "; filename*=shift_jis''b")),
    "base64": body(part("a", b"eA==", head="Content-Transfer-Encoding: base64\r\n")),
    "quoted printable": body(part("a", b"=78", head="Content-Transfer-Encoding: Quoted-Printable\r\n")),
    "another charset": body(part("a", b"1", head="Content-Type: text/plain; charset=utf-16\r\n")),
    "another charset for all": body(part("_charset_", b"utf-7"), part("a", b"1")),
    "a form in a form": body(part("a", b"--C\r\n", head="Content-Type: multipart/mixed; boundary=C\r\n")),
    "a length that is not so": body(part("a", b"12345", head="Content-Length: 2\r\n")),
    "a length that is no number": body(part("a", b"12345", head="Content-Length: five\r\n")),
    "thousands of parts": body(*[part("a", b"1")] * (form.MOST_PARTS + 1)),
}


@pytest.mark.parametrize("whole", BROKEN.values(), ids=BROKEN.keys())
def test_what_can_be_read_two_ways_is_broken(whole: bytes) -> None:
    with pytest.raises(FormBroken):
        form.frames(whole, KIND)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=B; boundary=C",
        "multipart/form-data; boundary*=utf-8''B",
        "multipart/form-data; boundary=B\\",
        "multipart/form-data; boundary=" + "B" * 71,
        "multipart/form-data, text/plain; boundary=B",
        "text/plain; boundary=B",
    ],
)
def test_a_boundary_that_is_not_certain_is_broken(kind: str) -> None:
    with pytest.raises(FormBroken):
        form.frames(PLAIN, kind)


def test_the_error_holds_nothing_of_the_form() -> None:
    with pytest.raises(FormBroken) as broken:
        form.frames(PLAIN.replace(b"name=", b"naem="), KIND)
    assert "whisper" not in str(broken.value)
    assert broken.value.why == "name"


def test_many_parts_are_still_parts() -> None:
    assert len(cut(body(*[part("a[]", b"1")] * form.MOST_PARTS))) == form.MOST_PARTS


def test_a_file_has_a_name_and_a_kind() -> None:
    frames = form.frames(
        body(part("file", b"\x00\r\n--A", '; filename="b.wav"', "Content-Type: audio/wav\r\n")), KIND
    )
    head, content, _ = frames
    assert (head.event, head.data) == ("file", b"b.wav")
    assert isinstance(content, PartFrame)
    assert (content.kind, content.file, content.data) == ("audio/wav", True, b"\x00\r\n--A")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("; filename=a.txt", "a.txt"),
        ('; filename="Taro \\ 太郎.txt"', "Taro \\ 太郎.txt"),
        ("; filename=a.txt; filename*=utf-8''a.txt", "a.txt"),
        ("; filename=a.txt; filename*=UTF-8''%E5%A4%AA.txt", "a.txt\n太.txt"),
        ('; filename="=?utf-8?B?5aSq?="', "=?utf-8?B?5aSq?=\n太"),
    ],
)
def test_reads_every_spelling_of_a_file_name(said: str, names: str) -> None:
    head = form.frames(body(part("file", b"x", said)), KIND)[0]
    assert head.data.decode() == names


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ("; filename=a.txt", '; filename="[NAME] %22x.txt"'),
        ("; filename*=utf-8''a.txt; filename=a.txt", '; filename="[NAME] %22x.txt"'),
    ],
)
def test_a_file_may_be_called_something_else(said: str, leaves: str) -> None:
    whole = body(part("file", b"x", said))
    head = form.frames(whole, KIND)[0]
    assert isinstance(head, HeadFrame)
    changed = whole.replace(head.raw, head.carrying(b'[NAME]\r\n"x.txt\\'))
    assert changed == whole.replace(said.encode(), leaves.encode())
    assert cut(changed) == [("file", b"x")]


def test_an_edit_keeps_every_other_byte() -> None:
    frames = form.frames(PLAIN, KIND)
    edited = [
        (f, f.carrying(b"new") if f.event == "prompt" and isinstance(f, PartFrame) else f.raw) for f in frames
    ]
    assert form.joined(edited) == PLAIN.replace("東京 and\r\nmore".encode(), b"new")


def test_a_length_is_left_out_where_it_is_no_longer_true() -> None:
    lengths = [part(name, b"12", head="Content-Length: 2\r\n") for name in "ab"]
    edited = [
        (f, b"345" if isinstance(f, PartFrame) and f.event == "b" else f.raw)
        for f in form.frames(body(*lengths), KIND)
    ]
    assert form.joined(edited) == body(lengths[0], part("b", b"345"))


def test_an_edit_that_makes_a_boundary_is_broken() -> None:
    edited = [(f, b"x\r\n--B" if isinstance(f, PartFrame) else f.raw) for f in form.frames(PLAIN, KIND)]
    with pytest.raises(FormBroken):
        form.joined(edited)


def test_a_form_says_of_itself_what_a_document_does() -> None:
    file = part("file", b"\x00", '; filename="a"')
    whole = body(part("model", b"m"), file, part("stream", b"true"), part("model", b"other"), part("n", b"1"))
    assert form.fields(whole) == {"model": "m", "stream": True, "n": "1"}
    assert form.fields(b"\r\n" + whole) == form.fields(whole)


@pytest.mark.parametrize(
    "whole", [b"", b"--", b"--B\r\n", b"{}", b"--\xff\r\n", PLAIN.replace(b"name", b"x")]
)
def test_what_is_no_form_says_nothing(whole: bytes) -> None:
    assert form.fields(whole) is None


def test_holds_no_more_than_its_limit() -> None:
    framer = FormFramer(KIND, 10)
    assert framer.feed(PLAIN[:10]) == []
    with pytest.raises(FrameTooLarge):
        framer.feed(PLAIN[10:])


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z]{1,8}(\[\])?", fullmatch=True), st.binary(max_size=40))),
    st.integers(1, 50),
)
def test_what_goes_in_is_what_is_read(fields: list[tuple[str, bytes]], size: int) -> None:
    boundary = b"3f1c-never-in-a-content-3f1c"
    whole = body(*[part(name, content) for name, content in fields], boundary=boundary)
    framer = FormFramer("multipart/form-data; boundary=" + boundary.decode(), len(whole))
    if not fields:
        return
    frames = [
        f for at in range(0, len(whole), size) for f in framer.feed(whole[at : at + size])
    ] + framer.end()
    assert b"".join(f.raw for f in frames) == whole
    assert [(f.event, f.data) for f in frames if isinstance(f, PartFrame)] == [f for f in fields if f[1]]


def _starlette(whole: bytes) -> list[tuple[str, bytes]]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield whole

    async def read() -> list[tuple[str, bytes]]:
        parser = MultiPartParser(Headers({"content-type": KIND}), stream(), max_files=2000, max_fields=2000)
        form_ = await parser.parse()
        found = form_.multi_items()
        return [(n, v.encode("utf-8") if isinstance(v, str) else await v.read()) for n, v in found]

    return asyncio.run(read())


def _mail(whole: bytes) -> list[tuple[str, bytes]]:
    head = f"Content-Type: {KIND}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    parts: Any = message_from_bytes(head + whole, policy=HTTP).get_payload()
    return [
        (str(one.get_param("name", header="content-disposition")), one.get_payload(decode=True))
        for one in parts
    ]


# What a form may be made of, so that small mistakes are likely.
_TOKENS = (b"--B", b"--B--", b"\r\n", b"\n", b"\r", b" ", b"--", b"x", b"--BB", b"\r\n\r\n", b"\t", b":")
_TOKENS += (b'Content-Disposition: form-data; name="a"', b'; filename="b"', b"Content-Type: text/plain")


@pytest.mark.parametrize("read", [_starlette, _mail])
@given(parts=st.lists(st.sampled_from(_TOKENS), max_size=12), whole=st.booleans(), at=st.integers(0, 300))
@settings(max_examples=300, deadline=None)
def test_what_we_read_others_read_alike(
    read: Callable[[bytes], list[tuple[str, bytes]]], parts: list[bytes], whole: bool, at: int
) -> None:
    said = b"".join(parts)
    text = body(part("a", b"one"), part("b", b"two"))
    text = body(part("a", said)) if whole else text[:at] + said + text[at:]
    try:
        ours = [(f.event, f.data) for f in form.frames(text, KIND) if isinstance(f, PartFrame)]
    except FormBroken:
        return
    assert [(name, content) for name, content in read(text) if content] == ours


@given(st.binary(max_size=200))
def test_anything_is_read_or_broken(junk: bytes) -> None:
    whole = b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + junk + b"\r\n--B--"
    try:
        frames = form.frames(whole, KIND)
    except FormBroken:
        assert b"--B" in junk
    else:
        assert b"".join(f.raw for f in frames) == whole
