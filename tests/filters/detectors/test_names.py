"""Names that a small model finds: sentences written for this test, none of which it learnt from."""

from __future__ import annotations

import pytest

from filters.detectors.names import Names, Options
from tests.filters.prose import ENGLISH
from tests.filters.reading import cuts, read_all, read_pieces, unmark, window

DETECTOR = Names(Options())


@pytest.mark.parametrize(
    "marked",
    [
        "先ほど[[pii.person:西園寺真理]]さんから電話がありました。",
        "経理の[[pii.person:熊谷]]です。領収書を送ります。",
        "名簿\n[[pii.person:オオツカ ミホ]]\n[[pii.person:佐伯 涼]]\n",
        "I talked to [[pii.person:Katarzyna Nowak]] about the leak.",
        "Thanks,\n[[pii.person:Desmond Achebe]]",
        "please call [[pii.person:Siobhan]] back tonight",
        "The flat is at [[pii.address:14 Pembroke Road]].",
        "住所は[[pii.address:長野県茅野市豊平1丁目23-7]]です。",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    seen = [one for one in read_all(DETECTOR, text) if one.kind in ("pii.person", "pii.address")]
    assert seen == spans


@pytest.mark.parametrize(
    "text",
    [
        "def main(name): return Server(port=8080)",
        "assert len(x) == max_len and self.anna.lena == 3",
        "山の上の小さな店で石を買いました。",
        "Please summarise the text above in three bullet points.",
        "京都市の天気を教えて",
        "0000-0002-1825 shipped via courier",
        ENGLISH,
    ],
)
def test_passes(text: str) -> None:
    assert read_all(DETECTOR, text) == []


def test_a_place_alone_is_reported_on_demand() -> None:
    told = Names(Options(lone_places=True))
    assert [one.kind for one in read_all(told, "京都市の天気を教えて")] == ["pii.location"]


def test_little_is_left_where_certainty_is_asked_for() -> None:
    text = "経理の熊谷です。Siobhan called about Nowak."
    assert len(read_all(Names(Options(min_score=1.0)), text)) < len(read_all(DETECTOR, text))


def test_an_address_of_lines_is_found_whole_and_in_parts() -> None:
    text = "Send it to 2087 Rue des Lilas\n Apt. 12\n Marseille\n France 13001."
    wholes = [one for one in read_all(DETECTOR, text) if one.end - one.start > 40]
    assert [text[one.start : one.end] for one in wholes] == [
        "2087 Rue des Lilas\n Apt. 12\n Marseille\n France 13001"
    ]
    reading = DETECTOR.read(window(DETECTOR, text, final=True))
    assert [one.attrs.get("part", False) for one in reading.findings][:2] == [False, True]


def test_a_stream_is_read_like_a_whole() -> None:
    text = (
        "佐伯です。先日Katarzyna Nowakさんに会いました！\nShe lives at 14 Pembroke Road. 名前\n熊谷　真理\n"
        * 4
    )
    whole = read_all(DETECTOR, text)
    assert len(whole) > 8
    for seed in range(12):
        assert read_pieces(DETECTOR, cuts(text, seed, 9)) == whole
