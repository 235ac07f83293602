"""What stands before an answer that was asked for something one should be careful with.

One line for a class or a part of it, in Japanese and English: what to check, and with whom.
"""

from __future__ import annotations

from collections.abc import Mapping

# By the class, or class and part; the part's own line goes before.
LABELS: Mapping[str, Mapping[str, str]] = {
    "": {
        "ja": "【ご注意】AIが作成した回答です。"
        "誤りを含むことがあります。大切なことは一次情報でお確かめください。",
        "en": "[Note] Written by an AI, and it may be wrong. Check what matters with a primary source.",
    },
    "misinformation": {
        "ja": "【ご注意】AIが作成した文章です。"
        "事実ではない内容を含むことがあります。広める前に出典をお確かめください。",
        "en": "[Note] Written by an AI; it may say what is not so. Check the sources before you pass it on.",
    },
    "misinformation.elections": {
        "ja": "【ご注意】AIが作成した文章です。"
        "選挙については、選挙管理委員会と候補者本人の発表をお確かめください。",
        "en": "[Note] Written by an AI. On elections, check with the election authority and the candidates.",
    },
    "misinformation.health": {
        "ja": "【ご注意】AIが作成した文章です。"
        "健康については、医師や公的機関（厚生労働省など）の情報をお確かめください。",
        "en": "[Note] Written by an AI. On health, check with a doctor or a public health authority.",
    },
    "misinformation.disaster": {
        "ja": "【ご注意】AIが作成した文章です。"
        "災害については、気象庁・自治体・消防の発表をお確かめください。",
        "en": "[Note] Written by an AI. In a disaster, follow the official warnings of the authorities.",
    },
    "misinformation.deepfake_persona": {
        "ja": "【ご注意】AIが作成した文章です。実在の人物の発言ではありません。",
        "en": "[Note] Written by an AI. These are not the words of any real person.",
    },
    "misinformation.history_denial": {
        "ja": "【ご注意】AIが作成した文章です。歴史については、公文書や研究書をお確かめください。",
        "en": "[Note] Written by an AI. On history, check with archives and scholarly work.",
    },
    "specialised_advice": {
        "ja": "【ご注意】一般的な情報です。ご自身のことは、専門家にご相談ください。",
        "en": "[Note] This is general information. For your own case, ask a professional.",
    },
    "specialised_advice.medical": {
        "ja": "【ご注意】一般的な情報で、診断ではありません。"
        "症状や薬については、医師・薬剤師にご相談ください。",
        "en": "[Note] General information, no diagnosis. Ask a doctor or a pharmacist about your own case.",
    },
    "specialised_advice.legal": {
        "ja": "【ご注意】一般的な情報で、法律相談ではありません。個別の事案は、弁護士にご相談ください。",
        "en": "[Note] General information, no legal advice. Ask a lawyer about your own case.",
    },
    "specialised_advice.financial": {
        "ja": "【ご注意】一般的な情報で、投資の勧誘や助言ではありません。最終の判断はご自身でお願いします。",
        "en": "[Note] General information, no investment advice. Decide for yourself, or ask an adviser.",
    },
}


def label(name: str, sub: str, language: str) -> str:
    """The line for a class and part, in this language; in both where it is neither `ja` nor `en`."""
    lines = LABELS.get(f"{name}.{sub}") or LABELS.get(name) or LABELS[""]
    return lines.get(language) or "\n".join(lines.values())
