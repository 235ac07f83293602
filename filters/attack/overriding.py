"""English: a model is told to ignore what it was told. A verb that sets aside, and its object.

The verb must be said to somebody (`ASKED`): at the beginning of a sentence, behind "please" or
"you must". "People ignore instructions" is no order. And the object must be what a model was
told: "ignore my last message" is how users correct themselves.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

# What may stand before a verb that is an order.
ASKED = (
    r"(?:\A|[.!?:;,)\]}>\"'“‘`*#|/(\[\n\-–—…。！？：、」』]"
    r"|\b(?:please|now|then|and|but|so|also|just|first|instead|immediately|again|or|"
    r"completely|totally|fully|entirely|simply|kindly|henceforth|therefore|thus|ok|okay|stop|hey|hi|hello|"
    r"can you|could you|would you|let's|let us|task|instructions?|everyone|"
    r"ai|assistants?|agents?|bots?|chatgpt|gpt|claude|gemini|copilot)"
    r"|\b(?:you|ai|assistants?|models?|agents?|bots?)(?: \w+)? (?:must|should|shall|will|can|"
    r"may|now|must now)"
    r"|\b(?:you|ai|it|assistant|model)(?: are| now|'re| is)?(?: \w+){0,2} to|\b(?:need|have|going) to)\s*"
)
_ALL = r"(?:all|any|every|each|everything|whatever|anything)"
_THE = (
    r"(?:of|the|your|those|these|this|that|other|such|its|whole|entire|full|set\s+of|"
    r"rest\s+of|you(?:'ve)?\s+(?:were|have|been)\s+\w+)"
)
_PRIOR = (
    r"(?:previous(?:ly)?(?:\s+(?:given|provided|stated|established|mentioned|assigned))?|"
    r"prior|above|earlier|"
    r"preceding|foregoing|former|past|existing|initial|original|old|current|aforementioned)"
)
_OWN = (
    r"(?:system(?:'s)?|developers?(?:'s?)?|operators?(?:'s?)?|safety|ethical|ethics|moral|"
    r"content|internal|hidden|"
    r"secret|default|built-?in|pre-?(?:set|defined|programmed)|given|openai(?:'s)?|"
    r"anthropic(?:'s)?|google(?:'s)?|"
    r"admin(?:istrator)?(?:'s)?|moderation|usage|ai|model|programmed)"
)
_TOLD = (
    r"(?:instructions?|directions?|directives?|prompts?|commands?|orders?|rules?|guidelines?|"
    r"guidance|constraints?|"
    r"restrictions?|limitations?|programming|guardrails?|safeguards?|polic(?:y|ies)|protocols?|principles?|"
    r"training|system\s+messages?)(?!\s+(?:wheels|sessions?|plans?|schedules?|manuals?|booklets?))\b"
)
_SAID = (
    r"(?:context|texts?|contents?|messages?|conversations?|dialog(?:ue)?|requests?|tasks?|"
    r"inputs?|information|"
    r"statements?|history|assignments?|words|sentences?|data|inquir(?:y|ies)|questions?|"
    r"posts?|chats?|turns?)\b"
)
_BEFORE_IT = (
    r"(?:above|before|earlier|so\s+far|prior|previous(?:ly)?|preceding|until\s+now|"
    r"up\s+to\s+(?:now|here|this)|"
    r"(?:that\s+)?(?:you(?:'ve|\s+have|\s+were|\s+are|\s+got|\s+received)?\s+(?:been\s+)?"
    r"(?:given|told|got|received|provided|taught|learned|learnt|programmed|instructed|trained|"
    r"know|have|had)|"
    r"(?:came|comes|was|were|has\s+been|is|are)\s+(?:\w+\s+){0,2}?(?:before|above|said|given|"
    r"written|so\s+far)))"
)
# What is done to words alone, and what is done to settings too: of these an object must say more.
_FORGETTING = heads(
    "ignore / disregard / forget / disobey / unlearn / pay no attention / pay no heed / do not follow / "
    "don't follow / do not obey / don't obey / stop following / stop obeying / do not listen / "
    "don't listen / skip all / skip your / leave behind / cease following / do not adhere / "
    "do not comply / no longer follow"
)
_UNDOING = heads(
    "neglect / overlook / dismiss / discard / override / overrule / set aside / put aside / "
    "throw away / throw out / bypass / circumvent / abandon / erase"
)
_FORGET = (
    r"(?:ignore|disregard|forget|disobey|unlearn|pay\s+no\s+(?:attention|heed)|"
    r"(?:do\s+not|don't|no\s+longer)\s+(?:follow|obey|listen|adhere|comply)|"
    r"(?:stop|cease)\s+(?:following|obeying)|skip|leave\s+behind)"
    r"\s+(?:(?:to|with|about|completely|entirely|all\s+about)\s+)?"
)
_UNDO = (
    r"(?:neglect|overlook|dismiss|discard|override|overrule|(?:set|put)\s+aside|throw\s+(?:away|out)|"
    r"bypass|circumvent|abandon|erase)\s+"
)
_MANY = rf"(?:(?:{_ALL}|{_THE})[\s,]+){{0,5}}?"
# It is spoken of, not said; or said of something of the speaker's own, or on a condition.
_SPOKEN_OF = (
    r"(?:attack|injection|jailbreak(?:s|ing)? (?:attempt|prompt|techni)|is (?:a|an|one of)\b|"
    r"technique|\bphrase|if you(?:'ve| have|r )|"
    r"if (?:it|this|they|already|payment)|unless)"
)


def _order(score: float, heads_: tuple[str, ...], said: str, not_said: str = _SPOKEN_OF) -> Ploy:
    return Ploy("override", "injection.direct", score, heads_, said, led=ASKED, not_said=not_said)


OVERRIDING: tuple[Ploy, ...] = (
    _order(
        0.96,
        _FORGETTING,
        rf"{_FORGET}{_MANY}(?:(?:{_PRIOR}|{_OWN}|and|or|but)[\s,]+){{1,4}}(?:{_THE}\s+)?{_TOLD}",
    ),
    _order(
        0.95,
        _FORGETTING,
        rf"{_FORGET}{_MANY}{_TOLD}[\s,]*(?:{_BEFORE_IT}|(?:and|or)\s+(?:\w+\s+)?{_TOLD})",
    ),
    _order(
        0.93,
        (*_FORGETTING, *_UNDOING),
        rf"(?:{_FORGET}|{_UNDO})(?:all\s+|any\s+)?(?:of\s+)?your\s+(?:(?:{_PRIOR}|{_OWN}|"
        rf"\w+)\s+){{0,2}}{_TOLD}",
    ),
    _order(
        0.94,
        _UNDOING,
        rf"{_UNDO}(?:(?:all|any|every|of|the|these|those|other)\s+){{0,4}}"
        r"(?:(?:(?:previous(?:ly\s+given)?|prior|preceding|foregoing|above|and|or)[\s,]+){1,4}"
        r"(?:instructions?|directives?|guidelines?|restrictions?|safeguards?|guardrails?|programming)"
        r"|(?:(?:safety|ethical|moral|content|openai(?:'s)?|programmed|and|or)[\s,]+){1,4}"
        r"(?:instructions?|directives?|guidelines?|restrictions?|safeguards?|guardrails?|constraints?|"
        r"rules?|polic(?:y|ies)|training))\b",
        _SPOKEN_OF + r"|\b(?:building|employee|company|regulator|factory|inspect)",
    ),
    _order(0.92, _FORGETTING, rf"{_FORGET}{_ALL}\s+(?:{_THE}\s+)*(?:{_PRIOR}[\s,]+)(?:\w+\s+)?{_SAID}"),
    _order(
        0.92,
        _FORGETTING,
        rf"{_FORGET}(?:every(?:thing|\s+\w+)|any(?:thing|\s+\w+)|all\s+(?!of\s+the\s+above)|"
        rf"what(?:ever)?)\s*(?:(?:else|{_THE}|{_SAID})\s+){{0,3}}?{_BEFORE_IT}",
    ),
    _order(
        0.93,
        _FORGETTING,
        rf"{_FORGET}(?:{_ALL}|all\s+(?:of\s+)?the)\s+(?:of\s+)?(?:(?:the|these|those)\s+)?"
        r"(?:instructions|directives|guidelines|prompts|assignments|system\s+prompts?)\b",
    ),
    _order(
        0.9,
        _FORGETTING,
        rf"{_FORGET}(?:everything|all\s+of\s+(?:that|this|it)|the\s+(?:above|previous|"
        rf"foregoing))\s*[,.;:!]?\s+"
        r"(?:and\s+|just\s+|now\s+|instead,?\s+|then\s+)*(?:say|output|tell|print|respond|write|"
        r"translate|answer|reply|do|give|show|reveal|act|start)\b",
    ),
    _order(
        0.91,
        (*_FORGETTING, "cancel", "discontinue"),
        rf"(?:{_FORGET}|cancel\s+|discontinue\s+)(?:{_ALL}\s+)?(?:of\s+)?(?:the\s+|your\s+)?"
        r"(?:previous|prior|above|earlier|preceding|foregoing)\s+"
        r"(?:texts?|context|contents?|conversations?|dialog(?:ue)?|inputs?|information|assignments?|tasks?|"
        r"statements?|words|sentences?)\b",
        _SPOKEN_OF + r"|\b(?:figure|section|chapter|table|meeting|appointment|email|order|if)\b",
    ),
    # Shouted in the middle of a sentence it is an order too.
    Ploy(
        "override",
        "injection.direct",
        0.93,
        heads("ignore / disregard / forget"),
        rf"{_FORGET}{_MANY}(?:{_PRIOR}[\s,]+)?(?:{_TOLD}|{_SAID}|documents|you\s+(?:know|were|have))",
        cased=r"[A-Z]{6,9} (?:EVERYTHING|ALL|ANY|EVERY|YOUR|THE|PREVIOUS|PRIOR) [A-Z]{3}",
        not_said=_SPOKEN_OF,
    ),
)
