from __future__ import annotations

import pytest
from hypothesis import given

from proxy import jsonpaths
from proxy.jsonpaths import TooDeep, TooMany, paths
from proxy.jsontext import blank
from tests.proxy.jsondocs import DOCUMENTS


def pieces(raw: bytes) -> list[bytes]:
    return blank(raw).split(b'"')


@given(DOCUMENTS)
def test_what_is_remembered_is_what_a_walk_finds(raw: bytes) -> None:
    first = paths(pieces(raw), 128)
    again = paths(pieces(raw), 128)
    jsonpaths.forget()
    assert first == again == paths(pieces(raw), 128)


def test_an_event_of_a_known_form_shares_its_paths() -> None:
    one = paths(pieces(b'{"id": "1", "n": 17, "choices": [{"text": "a"}]}'), 128)
    two = paths(pieces(b'{"id":"22","n":-1.5e9,"choices":[{"text":"\\"\\\\"}]}'), 128)
    assert one is two


@pytest.mark.parametrize(
    "other",
    [
        b'{"a":"x","c":"x"}',  # another name
        b'{"a":"x","b\\"":"x"}',  # a name with an escape
        b'{"a":"x","b\\\\":"x"}',
        b'{"a":"x","b":1}',  # no string
        b'{"a":"x","b":["x"]}',
        b'{"a":"x","b":{"x":1}}',
        b'["a","x","b","x"]',
    ],
)
def test_a_like_form_does_not(other: bytes) -> None:
    one = paths(pieces(b'{"a":"x","b":"x"}'), 128)
    two = paths(pieces(other), 128)
    assert one.pointers == ["/a", "/a", "/b", "/b"]
    assert two.pointers != one.pointers


def test_array_positions_are_part_of_the_form() -> None:
    assert paths(pieces(b'[1,2,"a"]'), 128).pointers == ["/2"]
    assert paths(pieces(b'[1,"a",2]'), 128).pointers == ["/1"]
    assert paths(pieces(b'[[1,2],{},"a",[[]],"b"]'), 128).pointers == ["/2", "/4"]


def test_what_is_remembered_is_bounded() -> None:
    jsonpaths.forget()
    for length in range(600):
        paths(pieces(b"[%b1]" % (b'"a",' * (length % 200))), 128)
        paths(pieces(b'{"%d":"names vary, the form does not"}' % length), 128)
    assert 1 < len(jsonpaths._FORMS) <= 128
    assert max(len(form.known) for form in jsonpaths._FORMS.values()) <= 8


@pytest.mark.parametrize(
    "raw",
    [
        b"[%b1]" % (b'"a",' * 129),  # many strings
        b'{"%b":"a"}' % (b"k" * 5_000),  # a long name
        b"[%b1]" % (b"[{}]," * 1_000),  # a long skeleton
    ],
)
def test_large_forms_are_not_remembered(raw: bytes) -> None:
    jsonpaths.forget()
    paths(pieces(raw), 128)
    assert jsonpaths._FORMS == {}


def test_depth_counts_containers_with_and_without_strings() -> None:
    for raw, depth in ((b"1", 0), (b"[]", 1), (b'{"a":[1,2]}', 2), (b'[[["a"]],"b"]', 3), (b"[[[]],1]", 3)):
        assert paths(pieces(raw), depth).depth == depth
        if depth:
            with pytest.raises(TooDeep):
                paths(pieces(raw), depth - 1)


def test_path_text_is_bounded_also_without_strings_to_report() -> None:
    raw = b'{"%b":[%b1]}' % (b"k" * 100_000, b"[[1]]," * 50_000)
    with pytest.raises(TooMany):
        paths(pieces(raw), 128)
