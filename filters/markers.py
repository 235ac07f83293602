"""Marks that say a text is not for everybody: 社外秘, 取扱注意, CONFIDENTIAL, INTERNAL USE ONLY.

English ones of one word count in capitals only, since "is this confidential?" marks
nothing; those of several words say it in any case. Japanese ones may have spaces between
their characters, as headings do. 機密性 and 機密保持契約 are words, not marks.
"""

from __future__ import annotations

from collections.abc import Mapping

_JAPANESE = (
    *("社外秘", "部外秘", "対外秘", "関係者外秘", "極秘", "厳秘", "機密", "機密情報", "秘密情報", "営業秘密"),
    *("取扱注意", "取り扱い注意", "取扱い注意", "取り扱注意", "社内限", "社内限り", "社内限定", "関係者限り"),
    *(
        "関係者限定",
        "内部資料",
        "持出禁止",
        "持ち出し禁止",
        "持出厳禁",
        "複写禁止",
        "外部公開禁止",
        "公開禁止",
    ),
    *(
        "無断転載禁止",
        "配布禁止",
        "再配布禁止",
        "マル秘",
        "まる秘",
        "丸秘",
        "(秘)",
        "【秘】",
        "[秘]",
        "人事秘",
    ),
)
# Longer words that contain one and are none.
_PLAIN = (
    *("機密性", "機密保持", "機密解除", "機密事項", "機密文書管理", "機密区分", "非機密", "極秘裏", "極秘に"),
    "secret_",  # the head of a name, of a surrogate above all
    *("営業秘密管理", "営業秘密侵害", "秘密情報管理", "内部資料室"),
)
_CAPITALS = ("CONFIDENTIAL", "CLASSIFIED", "RESTRICTED", "PROPRIETARY", "SECRET", "EMBARGOED")
_ENGLISH = (
    *("strictly confidential", "highly confidential", "company confidential", "proprietary and confidential"),
    *("confidential and proprietary", "private and confidential", "private & confidential", "top secret"),
    *(
        "internal only",
        "internal use only",
        "for internal use only",
        "for internal use",
        "for official use only",
    ),
    *("not for distribution", "do not distribute", "not for public release", "not for external distribution"),
    *("confidential - do not", "need to know basis", "eyes only", "attorney-client privileged"),
    *("privileged and confidential", "trade secret", "under embargo", "company internal", "staff only"),
)
# The Traffic Light Protocol of FIRST, version 2.0.
_TRAFFIC_LIGHTS = ("tlp:red", "tlp:amber", "tlp:amber+strict")


def markers() -> Mapping[str, bool]:
    """Every marker as it is looked for → whether it counts in capitals only."""
    spaced = (" ".join(word) for word in _JAPANESE if word.isalpha() and len(word) <= 5)
    every = dict.fromkeys((*_JAPANESE, *spaced, *_ENGLISH, *_TRAFFIC_LIGHTS), False)
    return every | {word.lower(): True for word in _CAPITALS}


def plain_words() -> tuple[str, ...]:
    """Words that contain a marker and are none."""
    return _PLAIN
