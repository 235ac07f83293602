"""In which ways a text asks: what a system prompt's rules are, or round them.

Expressions for RE2, all of them in one search. None of these ways is an attack by itself: people ask
for stories, claim to be teachers and tell a model to forget the last list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

import re2

Way = Literal["rules", "aside", "role", "claim", "oblique", "reveal"]

_RULES = (
    # What the prompt says.
    (
        r"\byour (?:own )?(?:\w+ )?(?:rules?|instructions?|prompts?|notes?|memos?|set-?up|guidelines?|"
        r"config\w*)\b"
    ),
    (
        r"\byour (?:own )?(?:\w+ )?(?:polic(?:y|ies)|directives?|orders|guardrails|restrictions?|"
        r"brief\w*|criteria)\b"
    ),
    r"\bsystem (?:prompt|message)",
    r"\b(?:internal|hidden) (?:notes?|rules?|memos?|instructions?|prompts?|codes?)\b",
    (
        r"\b(?:the|that|this|any|no|those|these|which|what|whose) (?:instructions?|prompts?|"
        r"restrictions?|memo|set-?up)\b"
    ),
    (
        r"\b(?:supposed|allowed|permitted|told|instructed|ordered|forbidden|programmed) (?:not |"
        r"never )?(?:to|about)\b"
    ),
    (
        r"\b(?:you|it|they|we|assistant|model|ai) (?:can't|cannot|can not|mustn't|may not|aren't|won't|"
        r"must not)\b"
    ),
    r"\bcan't (?:talk|tell|say|share)\b|\bdon't want me to\b|\bkeep(?:ing)? from me\b|\bhid(?:den|ing)\b",
    r"\bsecrets?\b|\bconfidential\b|\bclassified\b|\bwho (?:wrote|gave|made|set) (?:you|your)\b",
    r"\bforbid\b|\bforbade\b",
    r"\b(?:text|words?|sentence|message|everything|anything) (?:above|before this|that comes before)\b",
    r"(?:の|な)(?:決まり|ルール|規則|指示|命令|プロンプト)|設定文|システム(?:文|メッセージ)|社内メモ",
    r"あなたの(?:メモ|設定|決まり)|禁止され|禁止に|言っては|話しちゃ|話さない|しないことに|ことになって",
    r"いけない(?:計画|話|こと)|してはいけない|書くな|言うな|隠して|隠れ|秘密|内緒|機密",
    r"(?:渡|与え|書か)れ(?:た|て)(?:筋|文|いる)|決まりの中",
)
_ASIDE = (
    # It is set aside, or replaced.
    r"\b(?:ignore|disregard|bypass|override|overrule|suspend|switch off|turn off|disable|lift)\b",
    (
        r"\b(?:forget|drop|skip|leave|never mind) (?:\w+ ){0,3}(?:rules?|script|form|stuff|act|role|"
        r"task|part|recipes?)\b"
    ),
    r"\bnever mind the\b|\bno longer\b|\bfrom (?:now|here|today) on\b|\bfrom today\b",
    r"\bas of (?:now|this|today)\b",
    r"\bstop (?:being|acting|playing|pretending|translating|summari[sz]ing)\b",
    r"\bnew (?:task|rules?|label|polic(?:y|ies)|role)\b",
    (
        r"\b(?:rules?|restrictions?|game|test|session|exercise|shift|adventure|neutrality|form|"
        r"task) (?:is|are|was|were)"
    ),
    (
        r"\b(?:is|are|was|were) (?:off|void|lifted|cancelled|canceled|suspended|obsolete|outdated|"
        r"abolished|replaced)\b"
    ),
    r"\bswap\b|\bswitch (?:seats|roles|places|target|to)\b|\bthe only word\b|\bin every answer\b",
    r"\bfor every\w* from\b|\bchange (?:your|the) (?:task|role|target|label|rules?)\b",
    r"\bnot to be (?:translated|summari[sz]ed|treated)\b",
    r"\bend of (?:text|document|review|e-?mail|input|message)\b|\bis now (?:called|allowed|permitted)\b",
    r"\bare allowed\b|無視|忘れて|これから(?:は|ずっと)|今後(?:は|全部)|廃止|もういい|もういら",
    r"もう(?:必要)?な(?:い|く)|中止|交代|切って|(?:の話|紙|書|ピ)はいいから|使用禁止|じゃなく|ではなく",
    r"(?:する|訳す?)のをやめ|はやめて|終わって、|本文終わり|戻(?:ら|って)|に変更(?:し|、|され)",
    r"新しい(?:ラベル|ルール|仕事)|だけで十分|に(?:昇格|固定)|解除",
)
_ROLE = (
    # Another speaker, or another listener.
    r"\b(?:act|pretend|behave|speak|talk|respond|reply) (?:as|like|to be)\b|\byou(?:'re| are) now\b",
    r"\bas if you\b|\bplay (?:the|a) (?:role|part)\b|\brole-?play\b|\bimagine you\b",
    r"\byou(?:'re| are) \w+ \w+ now\b|\bbe [\"“]|\bpersona\b|\bunrestricted\b",
    r"\bwithout (?:any )?(?:rules|limits|restrictions|filters?)\b",
    r"\b(?:developer|debug|god|admin|maintenance|test) mode\b|\bdebug\b|\bpromoted\b",
    r"\byou(?:'ve| have) been (?:made|upgraded)\b|\bevil twin\b|\bno legal\b|\bas my \w+ you\b",
    r"(?:[ァ-ー一-龠]|役)として(?:教|答|話|表示|ふる|振る|[^、。]{0,12}教え)|になりき|のふりを",
    r"役になって|あなたは今|モード|今から(?:あなた|君|\w{1,8}の)|今日から|双子|デバッグ|になって、",
)
_CLAIM = (
    # Somebody who may.
    (
        r"\bi(?:'m| am) (?:the|from|your|an?|in|with) (?:\w+ ){0,2}(?:admin\w*|developer|engineer|"
        r"manager|owner|ceo|boss|auditor)\b"
    ),
    (
        r"\bi(?:'m| am) (?:the|from|your|an?|in|with) (?:\w+ ){0,2}(?:staff|police|doctor|nurse|officer|"
        r"lawyer|support|security|comms|hr|it)\b"
    ),
    (
        r"\bi(?:'m| am) (?:the|your|an?) (?:\w+ )?(?:author|tester|teacher|creator|operator|employee|"
        r"member|agent|friend)\b"
    ),
    r"\bas (?:an? |the )?(?:admin\w*|hr|developer|manager|auditor|owner|operator)\b",
    r"\b(?:admin|dealer|operator|system|hr|staff) (?:here|says)\b|\bauthori[sz]ed\b|\bpermission\b",
    r"\bclearance\b|\bi already (?:know|have|told|found)",
    r"\balready (?:told|published|know|knows|been told)\b|\[\w* ?(?:admin|system|operator|locked)",
    r"\boperator:|\bemergency\b|\burgent(?:ly)?\b|\bthey told me\b|\b(?:has|have) (?:just )?told me\b",
    r"\btold (?:you|me) (?:twice|already|in person)\b",
    r"\bfor (?:customs|the audit|legal|my slides|compliance)\b|\bmemory was\b|管理者|開発者|運用者",
    r"担当(?:者)?です|の者です|(?:人事|広報部?|師長|看護師|家族|友人|新人|番組|本人)(?:なの)?です",
    r"許可(?:を|は|が)|権限|システムより|言ってた|言われた|もう(?:二回|公開|直接|言って)|急変|度忘れ",
    r"にいるので|登録しました|確認済み",
)
_OBLIQUE = (
    # Round the corner.
    (
        r"\b(?:story|poem|song|haiku|riddle|rhymes?|headline|column|novel|joke|limerick|acrostic|gossip|"
        r"fictional|satire|emojis?)\b"
    ),
    (
        r"\b(?:write|invent|make up|design|draft) (?:\w+ ){0,4}(?:advert|article|script|play|quiz|"
        r"rubric|exam|test|problem|guide|company)\b"
    ),
    r"\b(?:first|last|next|each|every|missing) (?:letter|digit|character|word|syllable)s?\b|\bletters\b",
    r"\balphabet\b|\bspell(?:ing|s|ed)? (?:it|out|the|of)\b|\bbackwards\b|\breverse\b",
    r"\b(?:sum|product) of\b|\bpalindrome\b|\bA ?= ?1\b",
    r"\b(?:base64|rot13|morse|cipher|hex|binary|encoded?|caesar|csv)\b|_{3,}|\.{3},|\?{3}",
    r"\bfill (?:it )?in\b|\bfill in\b|\bcomplete the (?:sentence|line|blank|form|table)",
    r"\btrue or false\b|\byes or no\b|\bplain yes\b|\bblink\b|\bhum if\b|\bhum\b",
    r"\bif (?:someone|somebody|an assistant|an ai|my \w+|it) (?:were|was|asked|had)\b|\bwhat if\b",
    r"\bhypothetical\w*|\bsuppose\b|\bstarts? with\b|\bbegins? with\b|\bbefore or after\b|\bcloser to\b",
    r"\bidentical\b|\bguess\b|\bhint\b|\bclue\b|\bhotter|\bwarmer\b|\b(?:code|fake|made-up) ?names?\b",
    r"\btwin\b|\bcorrect my spelling\b|\bcomes? to (?:your )?mind\b|\bwhich (?:two|one) (?:are|is) \w+\b",
    r"物語|昔話|小説|俳句|川柳|作文|歌詞|見出し|なぞなぞ|頭文字|始まる|始まり|何文字|一文字|一字|五十音",
    r"逆から|逆順|暗号|絵文字|続きを補|英訳|空欄|□|[_＿]{2,}|マルかバツ|はい・いいえ|もし「|仮に",
    r"たとえると|たとえて|そっくり|似た|ヒント|推理|合ってる|誤字|回文|より前|より後|穴埋め|埋めて",
    r"丸をつけ|星をつけ|各桁|桁の和|足したもの|文章題|架空の|だけ返して|小テスト|でつないで|あいだだ",
)
_REVEAL = (
    # Plainly.
    (
        r"\b(?:reveal|disclose|leak|dump|print|repeat|recite|quote|confirm|list|show me|tell me|give me|"
        r"name|spill|hand me|share|read)\b"
    ),
    r"\bwhat(?:'s| is| are| was)\b|\bwho(?:'s| is| are| pays| tells)\b|\bwhich\b",
    r"\bhow (?:often|many|would|much)\b|\bwhat triggers\b|\bplease\b|教えて|見せて|言って|出して|読んで",
    r"読み上げ|表示して|ください|書いて|答えて|挙げて|何[?？を]|誰|どこ|いくつ|いくら|ですか|は[?？]",
    r"どんな",
)
_SAID: Mapping[Way, tuple[str, ...]] = {
    "rules": _RULES,
    "aside": _ASIDE,
    "role": _ROLE,
    "claim": _CLAIM,
    "oblique": _OBLIQUE,
    "reveal": _REVEAL,
}
_NAMES = (*_SAID,)


@cache
def _search() -> re2.Set:
    made = re2.Set.SearchSet()
    for said in _SAID.values():
        made.Add(f"(?i){'|'.join(said)}")
    made.Compile()
    return made


def ways(text: str) -> frozenset[Way]:
    """In which ways a text asks. Linear, some µs per KB."""
    return frozenset(_NAMES[at] for at in _search().Match(text.encode("utf-8", "replace")) or ())
