"""Postal codes of Japan: seven digits behind a word for them, or in front of an address."""

from __future__ import annotations

from filters.entity import Entity, Form, words
from filters.shapes import Shape, row, some

_KIND = ("pii.jp.postal_code", "A postal code of Japan.")
_CUES = words(
    """
    〒, 郵便番号, 郵便, ゆうびん番号, ゆうびんばんごう, 郵便no, 住所, 新住所, 旧住所, 現住所, 自宅住所,
    勤務先住所, 所在地, 本籍, postal code, postal_code, postalcode, postcode, post code, zip, zip code,
    zip_code, zipcode, yubin bango
    """
)
_DIGIT = some("[0-9]", 1, 1)


def _ahead(part: Shape) -> Shape:
    """Takes nothing: `part` must follow."""
    return Shape(f"(?={part.whole})", part.open, part.longest)


# A prefecture or municipality: a few characters and its sort.
_PLACE = row(some("[\u4e00-\u9fffァ-ヶ々ヶヵのつき]", 1, 6), some("[都道府県市区町村郡]", 1, 1))
_CODE = row(some("[0-9]", 3, 3), some("[-ー]", 1, 1), some("[0-9]", 4, 4))
_BEFORE_ADDRESS = row(_CODE, _ahead(row(some("[ 、,\n]", 0, 2), _PLACE)))

ENTITIES = (
    Entity(*_KIND, _CUES, groups=((7,), (3, 4)), cued=0.9),
    Entity(
        *_KIND,
        form=Form(_BEFORE_ADDRESS, "0-9", row(some("[0-9]", 2, 2), some("[-ー]", 1, 1), _DIGIT)),
        alone=0.8,
        cued=0.9,
        pattern="in front of a place",
    ),
)
