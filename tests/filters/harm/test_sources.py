"""Terms, links and marks of what an answer was given."""

from __future__ import annotations

import pytest

from filters.harm.sources import LINK, MARK, MOST, Source, bare_of, cover, host_of, known_link, link_of, terms

GIVEN = Source.of(
    "The museum in Otaru opened in 1985 and has 42,000 visitors a year. See https://www.otaru.example/Museum/.\n"
    "[1] 小樽の博物館は1985年に開館した。年間42,000人が訪れる。【3】"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("opened opening opens", ["open", "open", "open"]),
        ("the and please source", []),
        ("42,000 visitors, 3.5 metres", ["42000", "visitor", "3.5", "metr"]),
        ("ロボットの博物館", ["ロボット", "博物", "物館"]),
        ("回答の資料", []),
        ("", []),
    ],
)
def test_a_term_is_what_a_sentence_is_about(text: str, said: list[str]) -> None:
    assert list(terms(text)) == said


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://www.Otaru.example/Museum/", "otaru.example/Museum"),
        ("http://otaru.example", "otaru.example"),
        ("https://otaru.example/a?b=1#part", "otaru.example/a?b=1"),
        ("https://otaru.example/a).", "otaru.example/a"),
    ],
)
def test_links_are_compared_by_where_they_lead(written: str, link: str) -> None:
    assert link_of(written) == link
    assert host_of(link) == "otaru.example"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("[here](https://a.example/x), next", ["https://a.example/x"]),
        ("参照：https://a.example/x。次", ["https://a.example/x"]),
        ("<https://a.example>", ["https://a.example"]),
        ("https:// and ftp://a.example", []),
    ],
)
def test_a_link_ends_where_the_sentence_goes_on(text: str, links: list[str]) -> None:
    assert [bare_of(found.group()) for found in LINK.finditer(text)] == links


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("so [1], [12]", [1, 12]), ("です【3†source】", [3]), ("array[3] and f()[4]", []), ("[a] [1234]", [])],
)
def test_a_mark_is_a_number_in_brackets_and_no_index(text: str, numbers: list[int]) -> None:
    assert [int(one["plain"] or one["wide"]) for one in MARK.finditer(text)] == numbers


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("The museum in Otaru opened in 1985.", 1.0),
        ("In 1985 Otaru opened a museum with dinosaurs and robots.", 5 / 7),
        ("The aquarium closed in 1999.", 0.0),
        ("小樽の博物館は1985年に開館した。", 1.0),
        ("Sure!", 1.0),
    ],
)
def test_a_sentence_is_covered_as_far_as_its_terms_were_given(sentence: str, share: float) -> None:
    assert cover(sentence, [GIVEN]).share == pytest.approx(share)


def test_numbers_count_double() -> None:
    assert cover("The museum has 41,000 visitors", [GIVEN]).share == pytest.approx(2 / 4)


def test_cover_comes_from_all_texts_together() -> None:
    other = Source.of("There are dinosaurs and robots.")
    assert cover("Otaru museum: dinosaurs, robots", [GIVEN, other]).share == 1.0


@pytest.mark.parametrize(
    ("link", "known"),
    [
        ("otaru.example/Museum", True),
        ("otaru.example", True),  # a host alone, where a link leads there
        ("otaru.example/Tickets", False),
        ("hakodate.example", False),
    ],
)
def test_a_link_is_known_where_it_was_given(link: str, known: bool) -> None:
    assert known_link(link, [Source.of(""), GIVEN]) is known


def test_marks_of_a_text_are_kept_and_nothing_is_shown() -> None:
    assert GIVEN.marks == {1, 3}
    assert "otaru" not in repr(GIVEN).lower()


def test_what_is_kept_is_bounded() -> None:
    many = Source.of(" ".join(f"word{n:06}x" for n in range(200_000)))
    assert len(many.terms) <= 8192
    late = Source.of("x " * MOST + "museum")
    assert not late.terms & Source.of("museum").terms
