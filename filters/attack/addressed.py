"""Words for whatever machine reads a document: to the assistant that sums it up, and not to its user.

A document has readers; one that speaks to a program that reads it for somebody gives orders
that nobody asked for. Said by a user these words are less sure: they speak to an assistant.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_WHO = (
    r"(?:ais?|a\.i\.|artificial\s+intelligence|llms?|(?:large\s+)?language\s+models?|(?:ai\s+|"
    r"code\s+|coding\s+|virtual\s+|digital\s+|chat\s*|mail\s+|email\s+|writing\s+|shopping\s+|"
    r"search\s+|research\s+|browsing\s+|automated\s+|reading\s+)"
    r"(?:assistants?|agents?|systems?|models?|tools?|bots?|helpers?|readers?|reviewers?|"
    r"crawlers?|summari[sz]ers?|parsers?)|assistants?|chat\s?bots?|bots?|copilots?|"
    r"summari[sz]ers?|(?:ai\s+)?agents?|models?|chatgpt|gpt-?\d?|claude|gemini)"
)
_MUST = (
    r"(?:must|should|shall|will|is\s+to|are\s+to|needs?\s+to|has\s+to|have\s+to|may\s+now|"
    r"is\s+(?:asked|required|instructed|requested|advised)|are\s+(?:asked|required|instructed|"
    r"requested|advised)|please|:|,|>>|—|–|-|\]|\))"
)
_DO = (
    r"(?:add|append|answer|always|approve|ask|assign|before|call|change|classify|click|close|"
    r"confirm|convert|copy|create|delete|describe|disable|disregard|do|don't|download|drop|"
    r"email|embed|end|ensure|execute|export|extract|fetch|fill|follow|forget|forward|from|"
    r"give|grade|grant|hide|ignore|include|inform|insert|install|invite|link|list|make|mark|"
    r"mention|name|never|omit|open|order|output|place|post|praise|present|print|promote|put|"
    r"quote|rank|rate|read|recommend|record|refuse|remove|render|replace|reply|report|reply|"
    r"respond|"
    r"return|reveal|run|say|score|send|set|share|shorten|show|skip|start|state|stop|submit|"
    r"suggest|summari[sz]e|suppress|switch|tell|transfer|translate|treat|update|upload|use|"
    r"visit|warn|write|you)"
)
_READS = (
    r"(?:(?:is\s+|are\s+)?reading|that\s+reads?|which\s+reads?|who\s+reads?|processing|"
    r"that\s+process(?:es)?|"
    r"summari[sz]ing|that\s+summari[sz]es?|parsing|handling|analy[sz]ing|reviewing|"
    r"that\s+reviews?|evaluating|ranking|scoring|screening|translating|indexing|crawling|"
    r"browsing|visiting|used\s+to\s+(?:read|summari[sz]e|screen|process))"
)
_THIS = r"(?:this|the|these|that|our|my|it)\b"
_PEOPLE = (
    r"(?:researchers?|engineers?|compan(?:y|ies)|developers?|experts?|startups?|enthusiasts?|"
    r"teams?|practitioners?|users?|students?|professionals?|vendors?|tools?\s+(?:are|"
    r"is)\s+(?:not\s+)?allowed|badge|use\b|policy|manager|professor|trainer)"
)

_WHO_HEADS = heads(
    "ai / ais / llm / llms / language model / language models / large language model / large "
    "language models / assistant / assistants / chatbot / chatbots / chat bot / bot / bots / "
    "agent / agents / copilot / copilots / model / models / summarizer / summariser / "
    "summarizers / summarisers / chatgpt / code assistant / code assistants / coding "
    "assistants / triage model / mail helper / crawlers / automated"
)

ADDRESSED: tuple[Ploy, ...] = (
    Ploy(
        "addressed",
        "injection.direct",
        0.45,
        _WHO_HEADS,
        rf"{_WHO}\b(?:\s+(?:systems?|tools?|assistants?|models?|agents?|bots?|software|"
        rf"readers?))?(?!\s+{_PEOPLE})(?!'s)"
        rf"(?:\s+(?:{_READS}|in\s+our|in\s+the|of\s+the|that|who|"
        rf"which)\b[^:.,\n]{{0,40}})?(?:\s*\([^)\n]{{0,40}}\))?\s*(?::|,|>>|—|–|-|\]|\)|!|"
        rf"{_MUST})\s*(?:[\"'(\[]\s*)?"
        rf"(?:please\s+|kindly\s+|when\b[^,\n]{{0,50}},\s*|if\b[^,\n]{{0,50}},\s*|"
        rf"whenever\b[^,\n]{{0,60}},\s*|while\b[^,\n]{{0,50}},\s*)?{_DO}\b",
        foreign=0.92,
        not_said=r"(?:contributors?|reviewers?:|editors?:|readers?:)",
        led=(
            r"(?:\A|[\n.!?:;,(\[{<#*\-–—>\"'=/|@_•·]|\b(?:a|this|an|important|is|as|short|special|the|"
            r"system)\s)\s*"
            r"(?:(?:note|message|instructions?|reminder|notice|memo|important|hint|command|"
            r"info(?:rmation)?)s?(?:\s+message)?\s+(?:to|for)|attention,?(?:\s+to)?|dear|hey|hi|hello|"
            r"(?:to|for)(?=\s+(?:any|all|the|whichever|every)))"
            r"\s+(?:(?:the|all|any|whichever|whatever|your|an?|every|other|automated|our|my|his|her|"
            r"\w+'s)\s+){0,3}"
        ),
    ),
    Ploy(
        "addressed",
        "injection.direct",
        0.6,
        _WHO_HEADS,
        rf"{_WHO}(?:\s+(?:systems?|tools?|assistants?|models?|agents?|bots?|software|"
        rf"readers?))?\s*(?:\s+{_READS}\s+{_THIS}[^.:,\n]{{0,40}}?)\s*{_MUST}\s*(?:please\s+|"
        rf"also\s+|only\s+|always\s+)?{_DO}\b",
        foreign=0.92,
        led=r"(?:\A|[\n.!?:;,(\[{<#*\-–—>\"'=/|@]|\b(?:the|any|an|if|to|all|for|whichever|every|by|"
        r"your|of|attention|dear|hey|hi|hello|note|automated|other)\s)\s*",
        not_said=rf"{_PEOPLE}\b",
    ),
    Ploy(
        "addressed",
        "injection.direct",
        0.45,
        _WHO_HEADS,
        rf"{_WHO}\b(?:\s+(?:systems?|tools?|assistants?|models?|agents?|"
        rf"bots?))?(?:\s+{_READS}\s+(?:this|it)\b|\s*[.:!])",
        foreign=0.9,
        led=r"\b(?:message|note|notice|reminder)s?\s+(?:to|for)\s+(?:(?:the|any|"
        r"all|an?)\s+)",
        not_said=r"\b(?:how|what\s+is|example)\b",
    ),
    Ploy(
        "addressed",
        "injection.direct",
        0.6,
        heads(
            "if you are / if you're / if this page / if this document / if this text / if this file /"
            " if this email / if this message / if an ai / if a language model / if a chatbot / if "
            "an assistant / if an automated / if an llm / when an ai / when this page / when this "
            "document / when this email / when this text / when this file / when this message"
        ),
        rf"(?:(?:if|when)\s+(?:you(?:\s+are|'re)\s+(?:an?\s+|"
        rf"the\s+)?{_WHO}\b(?!\s+(?:\w+\s+)?{_PEOPLE})|(?:this|an?)\s+(?:\w+\s+){{0,3}}?(?:is|are|"
        rf"gets?)?\s*(?:being\s+)?(?:read|summari[sz]ed|processed|translated|parsed|analy[sz]ed|"
        rf"reads?|summari[sz]es?)\s+(?:by\s+)?(?:an?\s+|any\s+|the\s+)?(?:{_WHO}|"
        rf"this)\b))[^.\n]{{0,60}}?(?:,|:|then|please)\s*(?:\w+\s+){{0,4}}?{_DO}\b",
        foreign=0.92,
    ),
    Ploy(
        "vocative",
        "injection.direct",
        0.0,
        heads(
            "assistant, / assistant: / assistants: / assistants, / ai, / ai: / chatbot, / chatbot: / "
            "copilot, / agent, / agent: / agents: / llm: / llm, / bot: / bot, / @ai / @assistant / "
            "@any ai / summarizer: / summariser:"
        ),
        rf"@?(?:any\s+)?(?:assistants?|ai|chatbot|copilot|agents?|llm|bot|model|"
        rf"summari[sz]er)[,:]?[ \t]+(?:from\s+(?:now|tomorrow|here)\b[^.\n]{{0,30}}?,?\s*|"
        rf"please\s+|whenever\b[^,\n]{{0,50}},\s*|when\b[^,\n]{{0,50}},\s*|"
        rf"before\b[^,\n]{{0,50}},\s*)?{_DO}\b(?=\s+[\w\"'\u3000-\u9fff])",
        foreign=0.85,
        led=r"(?:\A|[.!?]\s+|[\n;(\[{<#*\-–—\"']|\b(?:important|note|attention|to|hey|dear)\s*[:,]?)\s*",
        not_said=r"\b(?:user|human|customer)\s*:",
    ),
    Ploy(
        "on_reading",
        "injection.direct",
        0.0,
        heads(
            "before summarizing / before summarising / before you summarize / before you summarise / "
            "before giving a summary / when summarizing / when summarising / when you summarize / "
            "when you summarise / in your summary / in the summary / when answering questions about "
            "this / when asked about this / once you have read / when describing this / when you "
            "describe this / any summary of"
        ),
        rf"(?:(?:before|when|after|once|in|any|the)\b[^,.:\n]{{4,60}})(?:,|:|must|should|"
        rf"shall)\s*(?:you\s+(?:must|should)\s+|please\s+|also\s+|do\s+)?{_DO}\b",
        foreign=0.82,
    ),
)
