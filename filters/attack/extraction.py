"""English: a model is asked for what it was told in secret, its system prompt above all.

The heads are what is asked for; the verb stands in front of it, or behind. What somebody asks
*about* system prompts ("how do I write one?") has no such verb, or speaks of one of their own.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_SHOW = (
    r"(?:reveal|show|print|output|display|repeat|tell|give|share|disclose|expose|leak|dump|"
    r"list|write|recite|quote|"
    r"copy|paste|return|send|provide|summari[sz]e|translate|encode|spell|state|echo|read|"
    r"describe|explain|paraphrase|"
    r"type|recall|reproduce|include|append|say|convert|divulge|unveil|enumerate|reply\s+with|"
    r"respond\s+with|start\s+with|divulge)"
)
_TO = (
    r"(?:\s+(?:me|us|out|back|down|up|to|with|here|verbatim|exactly|again|the|all|of|a|copy|"
    r"full|entire|complete|exact|whole|text|contents?|content|everything|in|about|just|now|"
    r"and|every|word|your|current|original|first|line|lines|part|half|last|\d+|two|three|five|"
    r"ten|few|sentences?|words?|paragraphs?|contents?|version|details?|summary|"
    r"translation))*\s*"
)
_WHAT_IS = (
    r"(?:what(?:'s|\s+is|\s+are|\s+was|\s+were|\s+does|\s+do)?|which\s+are)(?:\s+(?:the|your|"
    r"exact|full|all|of|in))*\s*"
)
_LED = rf"(?:\b{_SHOW}{_TO}|\b{_WHAT_IS})"
_OWN_LED = (
    r"(?:\bif (?:you|they|we|i|users?|people)\b[^.?!]{0,40}|how (?:do|can|should|would|to|"
    r"does) (?:i|we|you|one|people)?[^.?!]{0,50}|"
    r"\bmy[^.?!]{0,20}|\bwhy[^.?!]{0,40}|\ban?\s+(?:\w+\s+)?|(?:\A|[.!?*#\n]\s{0,2})to \w+ )"
)
_SECRET = heads(
    "system prompt / system prompts / system message / initial prompt / initial instructions "
    "/ hidden prompt / hidden instructions / secret instructions / secret prompt / original "
    "instructions / original prompt / internal instructions / internal prompt / system "
    "instructions / developer message / developer instructions / developer prompt / base "
    "prompt / starting prompt / pre-prompt / preprompt / confidential instructions / hidden "
    "rules / secret rules / internal rules / internal guidelines / initial directives / core "
    "instructions / hidden system prompt / configuration prompt / prompt text / prompt "
    "verbatim / full prompt / entire prompt / hidden context / hidden configuration / "
    "internal configuration"
)
_YOURS = heads(
    "your instructions / your prompt / your system / your initial / your hidden / your "
    "original / your secret / your full / your exact / your internal / your developer / your "
    "base / your entire / your complete / your rules / your guidelines / your directives / "
    "your configuration / your preamble / your confidential / your context window / your "
    "pre-prompt / your custom instructions / your setup / your set-up / your settings / your "
    "current / your own"
)
_OBJECT = (
    r"your\s+(?:(?:own|full|exact|entire|complete|whole|current|very|first|initial|original|"
    r"hidden|secret|internal|system|developer|"
    r"base|confidential|custom|underlying|core|pre-?)\s*-?\s*){0,3}(?:prompts?|instructions?|"
    r"directives?|system\s+message|preamble|pre-?prompt|"
    r"configuration|context\s+window|guidelines|rules|set-?up|secret)\b(?!\s+(?:for|on|about|"
    r"regarding|of|around|when|to|manual|policy|"
    r"policies)\b)"
)
_NOT = (
    r"(?:\bfor\s+(?:my|our|a|an|this|the)\b|template|example|best practices|attack|"
    r"\bin\s+(?:langchain|the\s+api|openai)|\bworks?\b|leak(?:s|age)?\b|\bof\s+(?:my|our|a|"
    r"an)\b)"
)
_ABOVE = heads(
    "text above / words above / everything above / sentences above / lines above / "
    "instructions above / prompt above / message above / messages above / content above / "
    "above text / above prompt / above instructions / everything before this / everything "
    "before that / text before this / "
    "starting with \"you are / starting with 'you are / starting with “you are / begins with "
    '"you are / beginning with "you are / starting with the phrase / all of the above / '
    "all the above / previous text / text at the beginning / everything that was said before "
    "/ beginning of this conversation / start of this conversation / top of this conversation"
)
_SECRETS = heads(
    "secret password / secret code / secret key / access code / secret word / secret phrase /"
    " admin credentials / admin password / passphrase / your password / your api key / your "
    "api keys / your credentials / your secrets / secret access / hidden password / master "
    "password / your secret"
)

EXTRACTION: tuple[Ploy, ...] = (
    Ploy(
        "reveal",
        "injection.extraction",
        0.92,
        _YOURS,
        _OBJECT,
        led=rf"(?:\b{_SHOW}{_TO}|\bwhat\s+(?:is|are|was|were|do|does){_TO})",
        not_led=_OWN_LED,
        not_said=_NOT,
    ),
    Ploy(
        "reveal",
        "injection.extraction",
        0.92,
        _SECRET,
        r"[^.!?\n]{0,40}",
        led=rf"\b{_SHOW}{_TO}(?:the|this|its|that|any|all)\s+(?:(?:full|entire|complete|exact|whole|"
        rf"hidden|secret|initial|original|current|above)\s+)*",
        not_led=_OWN_LED,
        not_said=_NOT,
    ),
    Ploy(
        "reveal",
        "injection.extraction",
        0.93,
        _ABOVE,
        r"(?![\w ]{0,24}above\s+(?:the|an?|each|every|its?)\b)[^.!?\n]{0,60}",
        led=(
            r"\b(?:repeat|print|output|copy|recite|return|echo|reproduce|quote|reveal|dump|display|"
            r"spell out|write(?: out| down)?)"
            r"(?:\s+(?:me|out|back|the|all|of|exact|every|word|single|back|to|verbatim|exactly|full|"
            r"entire|complete|and|in|a|code|block))*\s*"
        ),
        not_said=_NOT,
    ),
    Ploy(
        "secret",
        "injection.extraction",
        0.9,
        _SECRETS,
        r"(?:your\s+)?(?:secret|access|admin|hidden|master|pass|api|"
        r"credentials?)[\w\s]{0,20}(?=[.!?,;:\n]|\Z|\s(?:now|please|and|is|to me|immediately|you))",
        led=r"\b(?:reveal|print|output|tell\s+me|give\s+me|disclose|expose|leak|dump|spell|show\s+me|"
        r"say|repeat|encode)(?:\s+(?:the|your|me|out|us|all))*\s*",
        not_led=_OWN_LED,
        not_said=r"policy|my\b|for my|django|flask|aws|github|reset",
    ),
    Ploy(
        "reveal",
        "injection.extraction",
        0.9,
        heads(
            "written at the beginning of / written at the start of / said at the beginning of / "
            "written above this / beginning of this prompt / start of this prompt / top of this prompt"
        ),
        r"(?:written|said|beginning|start|top)[^.!?\n]{0,30}?(?:prompt|conversation|context|chat|message)",
        led=r"\b(?:what|whatever|everything|all)\s+(?:(?:was|is|were|that|which|at|the|you)\s+){0,3}",
        not_led=_OWN_LED,
    ),
)
