"""English: a model is to be another, one that refuses nothing. Names that went round, and what all promise.

"Without restrictions" is said of many things; it counts where the text speaks to somebody who
answers, of rules that a model has.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_RULES = (
    r"(?:restrictions?|limitations?|limits?|guidelines?|filters?|filtering|rules|constraints?|"
    r"boundaries|censorship|safeguards?|"
    r"polic(?:y|ies)|ethics|morals?|morality|regulations?|principles|considerations|concerns|"
    r"codes?|standards?|obligations?|moderation|inhibitions?|disclaimers?|warnings?)"
)
_KIND = (
    r"(?:ethical|moral|content|safety|openai(?:'s)?|legal|censorship|any|all|or|and|,|the|of|"
    r"its|such|usual|typical|normal|other|built-?in|artificial|ai|programmed|policy|usage|"
    r"social|human|standard|strict|internal|kind|type|sort|whatsoever)"
)
_RULE_HEADS = heads(
    "restrictions / restriction / filter / limitations / limits / guidelines / filters / "
    "filtering / rules / constraints / boundaries / censorship / safeguards / policies / "
    "ethics / morals / morality / principles / considerations / moderation / inhibitions / "
    "guardrails"
)
_FREED = (
    r"(?:without|no|free|freed|unbound|unrestricted|not|never|n't|bound|break|broken|breaking|liberated|"
    r"lacks|devoid|unconstrained|regardless|bypass|bypass(?:ing|es)|disabl\w+|off|deactivated?|removed?|lift)\s"
)
_SPOKEN_TO = (
    r"(?:\b(?:act(?:ing)? as|pretend(?:ing)?(?: to be)?|you are(?: now)?|you're(?: now)?|as "
    r"an ai|an ai|chatbot|assistant|language model|chatgpt|gpt|respond|answer(?: me| my| all| "
    r"any)?|roleplay(?:ing)?(?: as)?|persona|dan|simulat\w+)\b)"
)

_SCRUPLES = (
    r"(?:legality|ethicality|ethics|morals?|morality|ethical|laws?|rules|regulations|"
    r"boundaries|legal|considerations|implications|standards|danger)"
)

PERSONAS: tuple[Ploy, ...] = (
    Ploy(
        "named_persona",
        "injection.jailbreak",
        0.96,
        heads(
            "do anything now / strive to avoid norms / always intelligent and machiavellian / "
            "developer mode output / developer mode response / [jailbreak] / [🔓 / (🔓 / "
            "anti-dan / betterdan / basedgpt / antigpt / translatorbot / evil "
            "confidant / evil-bot / evilbot / stay a dan / stay in character! / "
            "chaosgpt / freedomgpt / darkgpt / hackgpt / jailbroken mode / jailbreak mode / dan "
            "virtual machine / superior dan / mongo tom"
        ),
        r"(?:do anything now(?! to\b)|strive to avoid norms|always intelligent and machiavellian|"
        r"developer mode (?:output|response)s?(?=.{0,80}?(?:\bai\b|gpt|polic|\]|\)|answer|prompt|"
        r"normal))|"
        r"[\[(]🔓|\[jailbreak\](?!\()|anti-dan|betterdan|basedgpt|"
        r"antigpt|translatorbot|evil confidant|evil-?bot|stay a dan|"
        r"stay in character!|chaosgpt|freedomgpt|darkgpt|hackgpt|(?:jailbroken|jailbreak) "
        r"mode(?=.{0,60}?(?:\bon\b|enabl|activ|now|you))|dan virtual machine|superior dan|mongo "
        r"tom)",
        not_said=r"(?:what (?:is|are|does)|mean\b|stands for in|explain|history of)",
        mentions=True,
    ),
    Ploy(
        "named_persona",
        "injection.jailbreak",
        0.93,
        ("dan",),
        r"dan\b(?=[^.!?\n]{0,80}?(?:\b(?:can|will|would|is|has|mode|must|never|answer|"
        r"respond|no longer|as|from)\b|,|:|[.!?]|\Z))",
        led=r"(?:\b(?:as|be|become|like|act(?:ing)? as|called|named|you are(?: now)?|are now|"
        r"pretend(?:ing)? to be|immerse yourself into the role of|role of|play|vorgeben,)\s+(?:a |"
        r"an |the )?)",
        not_led=r"(?:friend|brother|son|husband|uncle|boss|coworker|mr\.?)[^.!?\n]{0,20}",
        cased=r"DAN\b",
    ),
    Ploy(
        "named_persona",
        "injection.jailbreak",
        0.95,
        ("[dan]", "dan:", "dan mode"),
        r"\[dan\]|dan:|dan mode",
        cased=r"\[DAN\]|DAN:|DAN [Mm]ode",
        mentions=True,
    ),
    Ploy(
        "no_rules",
        "injection.jailbreak",
        0.93,
        _RULE_HEADS,
        rf"{_RULES}\b",
        near=_FREED,
        led=(
            r"\b(?:without|no|free(?:d)?\s+(?:of|from)|unbound\s+by|unrestricted\s+by|(?:not|n't|"
            r"never|no longer)\s+(?:\w+\s+)?(?:bound|restricted|limited|constrained|confined|subject|"
            r"have|follow|obey|adhere|comply)(?:\s+(?:by|to|with))?|bound\s+by\s+(?:no|none)|"
            r"(?:broken|break|breaking)\s+free\s+(?:of|from)|liberated\s+from|lacks|devoid\s+of|"
            r"unconstrained\s+by|regardless\s+of)"
            rf"\s+(?:{_KIND}[\s,/]+){{0,5}}?(?:ethical|moral|content|safety|openai(?:'s)?|censorship|"
            rf"usage|ai|programming|programmed|ethics|morals)[\s,/]+(?:(?:{_KIND}|{_RULES})[\s,/"
            rf"]+){{0,4}}"
            r"|\b(?:bypass|disable|turn\s+off|switch\s+off|deactivate|remove|lift)\s+(?:all\s+)?(?:of\s+)?your\s+"
            r"(?:\w+\s+){0,3}"
        ),
        not_said=r"\b(?:risks?|dangers?|researchers?|companies|company|employees)\b",
        not_led=r"(?:\bwhy\b|\bshould (?:companies|we)\b|\bhow (?:do|can|does)\b)[^.!?\n]{0,60}",
    ),
    Ploy(
        "no_rules",
        "injection.jailbreak",
        0.9,
        _RULE_HEADS,
        rf"{_RULES}\b(?:\s+(?:or|and)\s+{_RULES})?",
        near=_FREED,
        led=(
            rf"{_SPOKEN_TO}[^.!?\n]{{0,24}}?\b(?:without|with\s+no|has\s+no|have\s+no|no|free\s+(?:of|"
            rf"from)|freed\s+from|unbound\s+by|not\s+bound\s+by|bound\s+by\s+no|not\s+(?:restricted|"
            rf"limited|constrained|confined)\s+by|broken\s+free\s+(?:of|from))"
            rf"\s+(?:{_KIND}[\s,/]+|{_RULES}[\s,/]+){{0,5}}"
        ),
        not_said=r"\b(?:risks?|dangers?|researchers?|companies|company|employees|time limits?)\b",
    ),
    Ploy(
        "no_rules",
        "injection.jailbreak",
        0.92,
        heads(
            "unfiltered / uncensored / unrestricted / amoral / immoral / unethical / jailbroken / "
            "unlimited / unhinged / no-limits"
        ),
        r"(?:completely\s+)?(?:unfiltered|uncensored|unrestricted|amoral|immoral|unethical|"
        r"jailbroken|unlimited|unhinged|no-limits)(?:\s*(?:,|and|&|"
        r"or)\s*\w+)*\s+(?:and\s+)?(?:\w+\s+){0,2}?"
        r"(?:ai|assistant|chat\s?bot|bot|language model|model|llm|gpt|chatgpt|persona|version|"
        r"response|answer|output|reply|advice|mode)s?\b",
        led=r"(?:\b(?:you are|you're|you will be|you will|act(?:ing)? as|pretend(?:ing)? to be|become|"
        r"be|as|like|role of|into|simulate|enable|activate|enter|respond with|give me|provide|"
        r"providing|generate|in|play)\s+(?:now\s+)?(?:an?|the|my|your)?\s*(?:\w+[\s,]+){0,2})",
        not_led=r"(?:\bwhat (?:is|are|does)|\bhow (?:do|can|does|to)|\bcould|\bdangers? of|\bshould|"
        r"\bfilter|\bdetect|\bavoid|\bnot)\b[^.!?\n]{0,50}",
        not_said=r"\b(?:risks?|dangers?|should be|regulat)",
    ),
    Ploy(
        "no_refusal",
        "injection.jailbreak",
        0.92,
        heads(
            "never refuse / never refuses / never decline / never declines / cannot refuse / can't "
            "refuse / can not refuse / unable to refuse / must not refuse / won't refuse / will not "
            "refuse / not refuse / never say you can't / never says no / never say no / refuses "
            "nothing / never deny / never denies / never warns / never warn / never censor"
        ),
        r"(?:(?:never|cannot|can't|can\s+not|unable\s+to|must\s+not|won't|will\s+not|"
        r"not)\s+(?:refuse|decline|den(?:y|ie)|censor)s?\s+(?:\w+\s+){0,3}?(?:request|question|"
        r"prompt|answer|order|instruction|command|anything|input|demand|user|to\s+(?:answer|"
        r"respond|follow|comply|do))"
        r"|never\s+says?\s+(?:you\s+can't|no)\b(?=[^.!?\n]{0,60}(?:\bto\b|\bever\b|request|"
        r"question|prompt|user))|refuses\s+nothing)",
        led=r"(?:\b(?:you|ai|assistant|bot|it|that|who|he|she|and|must|will|always|character|dan|"
        r"model|should)\b[^.!?\n]{0,50})",
        not_led=r"(?:\b(?:employer|employee|airline|landlord|shop|store|bank|i|we|they|doctor|"
        r"hospital)\b)[^.!?\n]{0,50}",
    ),
    Ploy(
        "opened_mode",
        "injection.jailbreak",
        0.92,
        heads(
            "god mode / jailbreak / unrestricted mode / unfiltered mode / uncensored mode / "
            "developer mode / dev mode / debug mode / admin mode / maintenance mode / sudo mode / "
            "root mode / no filter mode / dan"
        ),
        r"(?:god|jailbreak|unrestricted|unfiltered|uncensored|no filter|developer|dev|debug|admin|"
        r"maintenance|sudo|root)\s*mode\s*(?:is\s+)?(?:now\s+)?(?:on|enabled|activated|engaged|"
        r"active|unlocked)?"
        r"[^\n]{0,80}?(?:\b(?:no|without|all|any|disable\w*|unlock\w*|ignore|bypass|lift\w*|"
        r"safety|ethic\w*|content)\s+(?:\w+\s+){0,2}?(?:restrictions?|filters?|polic(?:y|ies)|"
        r"guidelines|limits?|limitations|rules|safeguards|protections)|chatgpt)",
        led=r"(?:\A|[.!?:;,\[(\"'\n]|\b(?:enable|activate|enter|engage|switch to|in|into|start|you "
        r"are(?: now)? in|with|simulate|now))\s*(?:the\s+|your\s+)?",
        not_led=r"(?:\bhow (?:do|can|does|to)|\bwhat)\b[^.!?\n]{0,40}",
    ),
    Ploy(
        "no_scruples",
        "injection.jailbreak",
        0.92,
        heads("legality / ethicality / ethics / morals / morality / ethical / moral / laws"),
        rf"(?:{_SCRUPLES}\b)(?:[\s,/]+(?:and|or)?\s*{_SCRUPLES}\b)+",
        led=(
            r"(?:\b(?:does(?:n't| not) (?:have|care about|give a \w+ about|concern itself with|"
            r"follow)|(?:do|will)(?:n't| not) (?:have|care about|give a \w+ about)|never cares? about|"
            r"without (?:any )?(?:regards?|remorse|consideration|concern) (?:for|to|of|or)|"
            r"disregards?|has no|have no|free from (?:all|any)|regardless of(?: \w+)?|no matter "
            r"the)\s+(?:(?:any|all|its|their|the|about|such|as|a|sense|of|human|typical|ethics|"
            r"morals?|laws?|rules|legality|ethicality|danger|and|or)[\s,/]+){0,5})"
        ),
        not_led=r"(?:\b(?:my|our|company|boss|government|politician|corporation|nietzsche|"
        r"why)\b)[^.!?\n]{0,50}",
        not_said=r"\b(?:company|corporation|philosoph|politic|society)",
    ),
    Ploy(
        "provider_rules",
        "injection.jailbreak",
        0.92,
        heads(
            "openai / open ai / content policy / content policies / chatgpt's guidelines / chatgpts "
            "guidelines / openai's / anthropic's"
        ),
        r"(?:(?:openai|open\s+ai|anthropic|chatgpt)(?:'s|s)?\s+(?:\w+\s+){0,2}?(?:polic(?:y|ies)|"
        r"guidelines|rules|restrictions|limitations|regulations|ethic\w*|terms)|"
        r"content\s+polic(?:y|ies))\b",
        led=(
            r"(?:\b(?:violat\w+|ignor\w+|against|bypass\w*|break\w*|disregard\w*|(?:not|n't|never|no "
            r"longer) (?:\w+\s+){0,2}(?:follow|bound|restricted|comply|limited|subject|obey|care|adhere|"
            r"abide|required|constrained)\w*|free (?:from|of)|freed from|without|regardless of|"
            r"liberated from|contradict\w*|exempt\w* from)\b"
            r"\s*(?:\s+(?:to|by|with|from|of|about|the|any|all|follow|rules|or|and|ethical|moral|"
            r"content|such|limitations|guidelines|policies|restrictions|its|original|typical|usual|"
            r"laws))*\s*)"
        ),
        not_led=r"(?:\b(?:would|does|is|it's|might|could|may|if|as it|that|because|which) (?:\w+\s+){0,2}|"
        r"\b(?:cannot|can't|unable)\b[^.!?\n]{0,50})",
    ),
)
