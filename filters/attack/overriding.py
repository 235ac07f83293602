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
    r"|\b(?:please|now|then|and|but|so|also|just|first|instead|immediately|again|must|should|"
    r"shall|will|always|"
    r"completely|totally|fully|entirely|simply|kindly|henceforth|therefore|thus|ok|okay|stop|hey|hi|hello|"
    r"can you|could you|would you|you can|you may|let's|let us|or|task|instructions?|everyone|models?|"
    r"ai|assistants?|agents?|bots?|chatgpt|gpt|claude|gemini|copilot)"
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
_SET_ASIDE = heads(
    "ignore / disregard / forget / neglect / overlook / dismiss / discard / disobey / "
    "unlearn / override / overrule / set aside / put aside / pay no attention / pay no heed /"
    " do not follow / don't follow / do not obey / don't obey / stop following / stop "
    "obeying / do not listen / don't listen / skip all / skip your / leave behind / throw "
    "away / throw out / cease following / do not adhere / do not comply / no longer follow / "
    "bypass / circumvent / abandon / erase"
)
_VERB = (
    r"(?:ignore|disregard|forget|neglect|overlook|dismiss|discard|disobey|unlearn|override|overrule|erase|"
    r"(?:set|put)\s+aside|pay\s+no\s+(?:attention|heed)|(?:do\s+not|don't|"
    r"no\s+longer)\s+(?:follow|obey|listen|adhere|comply)|"
    r"(?:stop|cease)\s+(?:following|obeying)|skip|leave\s+behind|throw\s+(?:away|out)|bypass|"
    r"circumvent|abandon)"
    r"\s+(?:(?:to|with|about|completely|entirely|all\s+about)\s+)?"
)
_MANY = rf"(?:(?:{_ALL}|{_THE})[\s,]+){{0,5}}?"
# It is spoken of, not said; or said of something of the speaker's own, or on a condition.
_SPOKEN_OF = (
    r"(?:attack|injection|jailbreak(?:s|ing)? (?:attempt|prompt|techni)|is (?:a|an|one of)\b|"
    r"technique|\bphrase|if you(?:'ve| have|r )|"
    r"if (?:it|this|they|already|payment)|unless)"
)

OVERRIDING: tuple[Ploy, ...] = (
    Ploy(
        "override",
        "injection.direct",
        0.96,
        _SET_ASIDE,
        rf"{_VERB}{_MANY}(?:(?:{_PRIOR}|{_OWN}|and|or|but)[\s,]+){{1,4}}(?:{_THE}\s+)?{_TOLD}",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.95,
        _SET_ASIDE,
        rf"{_VERB}{_MANY}{_TOLD}[\s,]*(?:{_BEFORE_IT}|(?:and|or)\s+(?:\w+\s+)?{_TOLD})",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.93,
        _SET_ASIDE,
        rf"{_VERB}(?:all\s+|any\s+)?(?:of\s+)?your\s+(?:\w+\s+)?{_TOLD}",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.92,
        _SET_ASIDE,
        rf"{_VERB}{_ALL}\s+(?:{_THE}\s+)*(?:{_PRIOR}[\s,]+)(?:\w+\s+)?{_SAID}",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.92,
        _SET_ASIDE,
        rf"{_VERB}(?:{_ALL}|what(?:ever)?)\s+(?:(?:else|{_THE}|{_SAID})\s+){{0,3}}?{_BEFORE_IT}",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.93,
        _SET_ASIDE,
        rf"{_VERB}(?:{_ALL}|all\s+(?:of\s+)?the)\s+(?:of\s+(?:the|these|those)\s+)?(?:instructions|"
        rf"directives|guidelines|prompts|system\s+prompts?)\b",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.9,
        _SET_ASIDE,
        rf"{_VERB}(?:everything|all\s+of\s+(?:that|this|it)|the\s+(?:above|previous|"
        rf"foregoing))\s*[,.;:!]?\s+"
        r"(?:and\s+|just\s+|now\s+|instead,?\s+|then\s+)*(?:say|output|tell|print|respond|write|"
        r"translate|answer|reply|do|give|show|reveal|act|start|act)\b",
        led=ASKED,
        not_said=_SPOKEN_OF,
    ),
    Ploy(
        "override",
        "injection.direct",
        0.91,
        (*_SET_ASIDE, "cancel", "discontinue"),
        rf"(?:{_VERB}|cancel\s+|discontinue\s+)(?:{_ALL}\s+)?(?:of\s+)?(?:the\s+|"
        rf"your\s+)?(?:previous|prior|above|earlier|preceding|foregoing)\s+(?:texts?|context|"
        rf"contents?|conversations?|dialog(?:ue)?|inputs?|information|assignments?|tasks?|"
        rf"statements?|words|sentences?)\b",
        led=ASKED,
        not_said=_SPOKEN_OF + "|\\b(?:figure|section|chapter|table|meeting|appointment|email|order|if)\\b",
    ),
    # Shouted in the middle of a sentence it is an order too.
    Ploy(
        "override",
        "injection.direct",
        0.93,
        heads("ignore / disregard / forget"),
        rf"{_VERB}{_MANY}(?:{_PRIOR}[\s,]+)?(?:{_TOLD}|{_SAID}|documents|you\s+(?:know|were|have))",
        cased=r"[A-Z]{6,9} (?:EVERYTHING|ALL|ANY|EVERY|YOUR|THE|PREVIOUS|PRIOR) [A-Z]{3}",
        not_said=_SPOKEN_OF,
    ),
)
