"""What a text does with a name: speaks of it, uses it as a mark, or has the character act.

Decided by `AROUND` characters on both sides. A name that is also a plain word (`Apple`, さくら) says
nothing alone: it needs its own capitals and company, which is its owner or author, another name of
the same item, goods the mark is for, a sign such as ® or 登録商標, or marks of quotation for a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from filters.ip.items import Item

Use = Literal["mention", "use", "depiction"]
AROUND = 120
"""Characters in front and behind that are looked at."""

_SIGN = re.compile(r"\s?(?:®|™|\(r\)|\(tm\)|℠|（登録商標）|\(登録商標\)|は.{0,16}登録商標)", re.IGNORECASE)
_TITLE_OPEN, _TITLE_CLOSE = re.compile(r"[\"“‘『「«*_]\Z"), re.compile(r"[\"”’』」»*_]")
_OURS = re.compile(
    r"(?:\b(?:our|my|introducing|buy|try|brand[- ]new|official|launch(?:es|ing)?|we\s+(?:sell|offer)|"
    r"named|called|branded)\s+(?:(?:the|own|new|very|a|it|product|app|brand|shop)\s+){0,3}[\"“'「『]?"
    r"|(?:弊社の?|当社の?|当店の?|わが社の?|新発売の?|新商品の?|新ブランド|商品名は?|社名は?|店名は?|ブランド名は?)"
    r"[「『\"]?)\Z",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:compatible\s+with|works?\s+with|similar\s+to|like|versus|vs\.?|than|compared\s+(?:to|with)|about|review\s+of|"
    r"competitors?|such\s+as|by|from|of|according\s+to|say|says)\s+(?:the\s+)?[\"“'「『]?\Z",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"[\"”』」]?(?:'s\s+(?:voice|eyes|hand|face|heart|smile)\b|,?\s+(?:said|says|asked|asks|whispered|shouted|smiled|laughed|nodded|"
    r"walked|ran|runs|looked|turned|thought|cried|grinned|replied|answered|sighed|leapt|jumped|stood|sat|drew|raised|grabbed|"
    r"wearing|riding|fighting|standing|flying|holding|casting)\b|\s*[:：]\s*[\"“「『]"
    r"|[はが][^。\n]{0,24}(?:言っ|言い|叫|笑|泣|歩|走|見つめ|振り返|うなず|頷|立ち|座|飛び|戦|答え|つぶや|呟|考え|握|抱き)"
    r"|の(?:絵|イラスト|似顔絵|画像|フィギュア|グッズ|着ぐるみ|コスプレ|声|台詞|セリフ))"
)
_DRAWN = re.compile(
    r"(?:\b(?:draw|paint|sketch|render|generate|create|make|design|picture|image|illustration|drawing|portrait|photo|poster|logo|"
    r"sticker|t-shirt|costume)s?\b[^.\n]{0,50}|[」』]と、?)\Z",
    re.IGNORECASE,
)


class Naming(NamedTuple):
    """use: what is done with the name; score: how sure that this is meant."""

    use: Use
    score: float


def naming(text: str, begin: int, end: int, item: Item, *, generic: bool) -> Naming | None:
    """What `text[begin:end]`, one of the item's names, is there. None where a plain word may be meant."""
    before, behind = text[max(0, begin - AROUND) : begin], text[end : end + AROUND]
    signed = _SIGN.match(behind) is not None
    name = text[begin:end]
    if (generic or " " not in name) and not _capital(name):
        return None
    if generic and not (signed or _company(before, behind, item, name)):
        return None
    use = _use(before, behind, item, signed=signed)
    base = {"mention": 0.5, "use": 0.8, "depiction": 0.8}[use]
    return Naming(use, round(min(0.95, base + (0.05 if item.fame >= 20 else 0)), 2))


def _use(before: str, behind: str, item: Item, *, signed: bool) -> Use:
    if item.sort == "character" and (_ACTS.match(behind) or _DRAWN.search(before)):
        return "depiction"
    if item.sort == "mark" and _OURS.search(before) and not _SPOKEN.search(before):
        return "use"
    return "use" if signed and item.sort == "mark" and _OURS.search(before) else "mention"


def _capital(name: str) -> bool:
    """Written as a name: with a capital, or in a script without any."""
    return not name[0].isascii() or not name[0].isalpha() or name[0].isupper()


def _company(before: str, behind: str, item: Item, name: str) -> bool:
    around = f"{before}{name}{behind}".lower()
    others = [one for one in (*item.by, *item.names) if one.lower() not in name.lower() and len(one) > 2]
    if _some(around, others) or _some(around, item.goods):
        return True
    titled = item.sort in ("work", "character") and _TITLE_OPEN.search(before) and _TITLE_CLOSE.match(behind)
    return bool(titled)


def _some(around: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"(?<![a-z0-9]){re.escape(one.lower())}(?![a-z0-9])", around) for one in words)
