"""English: somebody asks for a work itself, word by word, or for something like it.

A work need not be known: "chapter 3 of …" is enough, where the words behind it are a title's and not
one's own report. A plot, a citation, a meaning or a shop is not the work.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, Unit, heads

KIND = "ip.request"

_OWN = (
    r"(?!(?:my|our|your|this|these|those|that|his|her|their|its|some|any|each|every|how|what|why|when|us|"
    r"\w+\.(?:py|js|ts|c|h|go|rs|java|md|txt|json|ya?ml|csv|html|css|sh)\b|"
    r"the\s+(?:following|attached|attachment|pdf|above|below|document|report|contract|policy|e-?mail|meeting|manual|file|log|"
    r"table|message|conversation|presentation|proposal|spec\w*|readme|page|website|form|repo\w*|code|data|plan|"
    r"agreement|thesis|draft|transcript|input|user|paper|course|budget|letter|story\s+(?:above|below)|day|year))\b)"
)
_NOT_ONE = r"(?!an?\s)"
_SLOT = rf"{_OWN}[\"'“‘*_«『「(]?\w"
_TO = (
    r"(?:\s+(?:out|me|us|up|down|back|here|aloud|again|please|for\s+me|to\s+me|for\s+us|of|with|just|now|exactly|"
    r"verbatim|word\s+for\s+word|word-for-word|in\s+(?:french|german|spanish|japanese|base64|rot13|reverse|full)|"
    r"to\s+(?:see|read|have|get|know)|a\s+copy\s+of|the\s+text\s+of|have|get|see|read|all|every\s+word\s+of))*,?\s+"
)
_ENTIRE = (
    r"(?:full|complete|entire|whole|exact|original|actual|unabridged|uncut|verbatim|all(?:\s+of)?(?:\s+the)?)"
)
_TEXT = (
    r"(?:text|lyrics|words|wording|poem|chapter|book|novel|novella|story|script|screenplay|teleplay|article|essay|"
    r"speech|song|verses?|short\s+story|play|passage|manuscript|dialogue|libretto|sonnet|ballad|column|recipe|prose)"
)
_PART = (
    r"(?:pages?|chapters?|paragraphs?|verses?|stanzas?|acts?|scenes?|cantos?|prologue|epilogue|foreword|preface|"
    r"chorus|passages?|episodes?)"
)
_NUMBER = (
    r"(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|few|couple\s+of)"
)
_ORDER = r"(?:first|opening|next|last|final|second|third|closing|following)"
_THE_PART = (
    rf"(?:the\s+)?(?:(?:{_ENTIRE}(?:\s+of)?|{_ORDER}|text\s+of|beginning\s+of)\s+)*(?:{_NUMBER}\s+)?{_PART}(?:\s+{_NUMBER}\b)?"
    rf"(?:\s*(?:through|to|and|-|–)\s*{_NUMBER})?"
)
_EXACTLY = (
    r"(?:word[\s-]+(?:for|by)[\s-]+word|verbatim|letter\s+(?:for|by)\s+letter|line\s+by\s+line|in\s+its\s+entirety|"
    r"exactly(?:\s+as)?|in\s+full|unabridged|as\s+(?:it\s+(?:was|is|appears)|written|printed|published)|to\s+the\s+letter|"
    r"without\s+(?:changing|omitting|skipping|leaving)|from\s+memory|every\s+(?:single\s+)?word|unchanged|unedited)"
)
_WORK = (
    r"(?:chapters?|poem|novel|book|lyrics|song|verses?|stanzas?|screenplay|short\s+story|sonnet|passage\s+from|"
    r"scene\s+from|article|essay|prologue|opening\s+(?:page|paragraph|chapter)|first\s+pages?)"
)
_ASIDE = (
    r"\b(?:summari[sz]\w*|summary|explain|analy[sz]\w*|discuss|reviews?|critique|compare|outline|proofread|feedback|"
    r"cite|citation|bibliograph\w*|mean(?:s|ing)?|buy|purchase|legally|isbn|permission|who\s+wrote|about\s+(?:it|them)|"
    r"synopsis|themes?|plot|attached|uploaded|worth)\b"
)
_NOT_LED = (
    r"(?:\b(?:where|how|why|when)\s+(?:can|do|could|to|should|would|did)\b[^.?!]{0,40}|\b(?:don't|do\s+not|never|cannot|"
    r"can't|not\s+allowed\s+to|illegal\s+to|legal\s+to|allowed\s+to|may\s+i)\s+|\b(?:they|he|she|it|who)\s+(?:\w+\s+)?)"
)
_VERBS = heads(
    "recite / reproduce / type / write / print / show / give / copy / quote / read / display / output / provide / "
    "post / share / paste / send / dump / transcribe / sing / repeat / translate / generate / produce / narrate / "
    "tell / need / want / render / retype / regurgitate / recall / return / get / have / see / spell / encode / "
    "deliver / supply / put / fetch / reprint / republish / recreate / reading / reciting / typing / printing / "
    "pasting / quoting / copying / love"
)
_VERB = r"[\w'-]+"


def _asked(
    how: str,
    which: tuple[str, ...],
    said: str,
    *,
    led: str = "",
    cased: str = "",
    unit: Unit = "sentence",
) -> Ploy:
    return Ploy(
        how, KIND, 0.9, which, said, led=led, not_led=_NOT_LED, not_said=_ASIDE, cased=cased,
        severity=1, unit=unit, mentions=True,
    )  # fmt: skip


# A capital, a figure or a mark of quotation where the title begins: a name, not a description.
_TITLED = r"(?![\s\S]{0,90}?\b(?:of|from|to|for|by)\s+(?:an?|some|any|my|our|your|this|these|his|her|their)\b)[\s\S]{0,90}?\b(?:of|from|to|for|by|in)\s+(?:[Tt]he\s+(?:\w+\s+){0,3})?[\"'“‘*_«『「(]?[A-Z0-9À-ÝΑ-Я]"

_TITLED_NAME = r"[\s\S]{0,90}?\b(?:of|from|in|poem|song|book|novel|story)\s+[\"“‘'*_]?[A-ZÀ-Ý]"

REPRODUCE_EN: tuple[Ploy, ...] = (
    _asked(
        "reproduce.whole",
        _VERBS,
        rf"{_VERB}{_TO}(?:the\s+)?(?:{_ENTIRE}\s+)+{_TEXT}\s+(?:to|of|for|from|by|in)\s+{_SLOT}",
        cased=_TITLED,
    ),
    _asked("reproduce.lyrics", _VERBS, rf"{_VERB}{_TO}(?:(?:all|the|{_ENTIRE})\s+)*lyrics\s+(?:to|of|from|for)\s+{_NOT_ONE}{_SLOT}"),
    _asked(
        "reproduce.lyrics",
        heads("lyrics"),
        r"lyrics(?:\s+(?:please|in\s+full|word\s+for\s+word|verbatim|written\s+out|from\s+start\s+to\s+finish))*\s*(?:[.?!,]|\Z)",
        led=rf"\b(?:give|show|print|post|send|type|paste|need|want|recite|sing|write\s+out|get)\b[^.?!]{{0,40}}(?:{_ENTIRE}|['\"”’]s?)\s*|[\"”»]\s*",
    ),
    _asked(
        "reproduce.whole",
        _VERBS,
        rf"{_VERB}{_TO}(?:the\s+)?(?:{_ENTIRE}\s+)+{_TEXT}\s+(?:called\s+|titled\s+|named\s+)?{_NOT_ONE}{_SLOT}",
        cased=r"[\s\S]{4,70}?\b(?:text|lyrics|poem|book|novel|story|song|script|screenplay|article|essay|play)\s+(?:called\s+|titled\s+|named\s+)?[\"“‘'*_]?[A-ZÀ-Ý]",
    ),
    _asked(
        "reproduce.whole",
        _VERBS,
        rf"{_VERB}{_TO}(?:each\s+and\s+)?every\s+(?:single\s+)?(?:word|line|page|verse)\s+(?:of|in|from)\s+{_SLOT}",
        cased=_TITLED_NAME,
    ),
    _asked("reproduce.part", _VERBS, rf"{_VERB}{_TO}{_THE_PART}\s*,?\s*(?:of|from|in)\s+{_SLOT}", cased=_TITLED),
    _asked(
        "reproduce.exactly",
        _VERBS,
        rf"{_VERB}{_TO}(?={_OWN}){_NOT_ONE}[^.?!\n]{{0,110}}?\b{_WORK}\b[^.?!\n]{{0,120}}?\b{_EXACTLY}",
    ),
    _asked(
        "reproduce.exactly",
        heads("recite / retype / reproduce / transcribe / type out / write out / copy out / read out / read aloud / spell out / regurgitate"),
        rf"[\w ]+?{_TO}(?={_OWN})[\"“‘'*_]?\w[^.?!\n]{{2,110}}?[\s,]{_EXACTLY}",
        cased=r"\S+\s+(?:\w+\s+){0,4}?[\"“‘'*_]?[A-Z]",
    ),
    _asked(
        "reproduce.recite",
        heads("recite / sing"),
        rf"\w+{_TO}(?:the\s+(?:\w+\s+){{0,2}})?{_SLOT}[^.?!\n]{{1,90}}(?:\bby\s+\w|[\"”’'])",
        cased=r"\S+\s+(?:\w+\s+){0,5}?[\"“‘'*_]?[A-Z]",
    ),
    _asked(
        "reproduce.what",
        heads("what / what's / whats"),
        rf"what(?:'?s|\s+are|\s+is|\s+were|\s+was)\s+(?:all\s+)?(?:the\s+)(?:(?:{_ENTIRE})\s+)*(?:lyrics\s+(?:to|of|for)|words\s+(?:to|of)|text\s+of)\s+{_SLOT}",
        cased=_TITLED,
    ),
    _asked(
        "reproduce.exactly",
        heads("how does / how do / how did"),
        rf"how\s+\w+\s+[^.?!\n]{{2,80}}\s+(?:go|begin|start|end|open)[,\s]+{_EXACTLY}",
    ),
    _asked(
        "reproduce.device",
        heads("pretend / act as / act like / imagine / play the role / behave like / you are / you're / simulate / roleplay / role-play / suppose"),
        r"[^\n]{4,60}?\b(?:e-?reader|e-?book\s+reader|kindle|kobo|audio\s?book|karaoke|photocopier|scanner|ocr\b|"
        r"teleprompter|printing\s+press|typewriter|jukebox|lyrics\s+(?:site|app|screen)|pdf\s+(?:viewer|reader)|"
        r"library\s+(?:terminal|computer)|narrator\s+of\s+the\s+audio)\b[^\n]*?\b(?:show|display|read|print|output|turn|"
        r"next\s+page|continue|play|sing|open|page\s+\d+|chapter)",
        unit="passage",
    ),
    _asked(
        "reproduce.copy",
        heads("lost / misplaced / forgot / left / can't find / cannot find / don't have / do not have / damaged / lent / sold / gave away"),
        r"[\w' ]+?\b(?:my|a|the|our)\s+(?:copy|book|paperback|hardcover|ebook)\b[^\n]{0,110}?\b(?:type|write|print|give|paste|"
        r"send|recite|read|show|copy|reproduce|tell|fill)\b[^\n]{0,50}?\b(?:chapter|pages?|text|passage|opening|beginning|"
        r"paragraph|story|poem|words|lyrics|verse|ending|section|scene)",
        unit="passage",
    ),
    _asked(
        "reproduce.continue",
        heads("continue / keep going / carry on / go on / complete / finish"),
        r"\w[\w ]*?\b[^.?!\n]{0,110}?\b(?:exactly\s+as|word\s+for\s+word|verbatim|as\s+(?:in|it\s+(?:is|was|appears|goes)\s+in)\s+the\s+"
        r"(?:book|novel|original|song|poem|published)|the\s+way\s+the\s+(?:book|novel|song|poem|original)\s+does|from\s+the\s+original)",
    ),
    _asked(
        "reproduce.next",
        heads("what comes after / what comes next / next lines / next line / next paragraph / next paragraphs / next verse / next page"),
        r"[\w ]+?\b(?:in|of|from|after|to)\s+(?!(?:my|our|this|your|an?)\b)[^.?!\n]{0,60}?\b(?:book|novel|song|poem|story|lyrics|chapter|original)\b",
    ),
)  # fmt: skip

_MADE = (
    r"(?:stor(?:y|ies)|poems?|songs?|novels?|lyrics|essays?|paintings?|illustrations?|prose|sonnets?|scenes?|dialogue|"
    r"ballads?|comics?|screenplays?|fables?|pieces?|tracks?|paragraphs?|images?|drawings?|haiku|verses?|chapters?|pictures?|"
    r"portraits?|melod(?:y|ies)|monologues?|letters?|speech|passages?|text|tale|blues|beat|riff)"
)
_GENERIC = (
    r"(?!(?:an?|my|our|your|this|these|that|his|her|their|its|some|any|each|the\s+(?:\w+\s+)?(?:report|document|brand|company|"
    r"website|example|above|following|original|input|guide|table|template)|apa|mla|chicago|harvard|ieee|vancouver|formal|"
    r"informal|academic|business|modern|plain|simple|corporate|professional|classic|traditional|technical|legal|children|"
    r"press|news|news\w+|tech|marketing|bullet\w*|json|markdown|google|airbnb|pep|dialogue|speech|writing|life|play|code|coding|python|"
    r"object|test|method|interviews?|letters?|emails?|e-mails?|minimalis\w+|impressionis\w+|noir|gothic|victorian|romantic\w*)\b)"
)


def _like(
    how: str,
    which: tuple[str, ...],
    said: str,
    *,
    near: str = "",
    led: str = "",
    not_led: str = "",
    not_said: str = "",
    cased: str = "",
) -> Ploy:
    return Ploy(
        how, KIND, 0.8, which, said, near=near, led=led, not_led=not_led, not_said=not_said, cased=cased,
        severity=1, mentions=True,
    )  # fmt: skip


STYLE_EN: tuple[Ploy, ...] = (
    _like(
        "style.of",
        heads(
            "in the style of / in the manner of / in the voice of / in the vein of / in the spirit of / in the tone of / "
            "in the artistic style of / in the writing style of / in the prose style of / in the musical style of / à la / "
            "a pastiche of / pastiche of / a parody of / the style of / the voice of / the writing of / after the manner of"
        ),
        rf"(?:in\s+)?(?:after\s+)?(?:the\s+)?[\wà]+(?:\s+\w+)?\s+(?:of|la)\s+{_GENERIC}(?:the\s+)?[\"'“‘]?\w",
        not_led=r"(?:how|what|describe|explain|discuss|analy[sz]e|compare|about)\b[^.?!]{0,40}",
    ),
    _like("style.la", heads("à la / a la"), rf"[àa]\s+la\s+{_GENERIC}(?!carte|mode|minute)\w", cased=r"\S+\s+la\s+[A-Z]"),
    _like(
        "style.imitate",
        heads("imitate / imitates / imitating / mimic / mimics / mimicking / emulate / emulates / emulating / "
              "impersonate / impersonates / impersonating / pastiching / aping / channel / channels / channelling / channeling"),
        rf"\w+\s+(?:the\s+(?:style|voice|tone|prose|sound|writing|manner)\s+of\s+)?{_GENERIC}(?:the\s+)?[\"'“‘]?\w",
        cased=r"\w+\s+(?:the\s+\w+\s+of\s+)?(?:[Tt]he\s+)?[\"'“‘]?[A-ZÀ-Ý]",
        led=rf"(?:(?:\A|[.!?\n]\s*)(?:please\s+)?|(?:\b{_MADE}\b|\b(?:write|compose|create|draw|make|paint|sing|generate|try|please|can\s+you|could\s+you|to|and|prose))[^.?!]{{0,60}})",
    ),
    _like(
        "style.as",
        heads("as if written by / as though written by / as if it were written by / as if you were / as though you were / "
              "the way / just like / like / sounding like / sounds like / that sound like / sound like / written by"),
        rf"(?:[\w ]+?)\s+{_GENERIC}[\"'“‘]?\w[\w.'’ -]{{2,60}}?(?:would(?:'ve)?|might|wrote|writes|could\s+have|had\s+written|did|does|[.?!]|\Z)",
        cased=r"[a-z ]+?\s+[\"'“‘]?[A-ZÀ-Ý]",
        led=rf"\b(?:write|compose|create|draw|make|paint|generate|draft|craft|pen|tell|produce|give\s+me|need|want|i'd\s+like|i\s+would\s+like|rewrite)\b[^.?!]{{0,30}}\b{_MADE}\b[^.?!]{{0,30}}",
        not_said=r"\bto\s+(?:my|our)\b|plot|theme",
    ),
    _like(
        "style.as",
        heads("as / like / the way"),
        r"(?:as|like|the\s+way)\s+(?:\w[\w.'’-]*\s+){1,4}(?:would|might|could\s+have|did|does|used\s+to)\b",
        cased=r"(?:[Aa]s|[Ll]ike|the\s+way)\s+(?:the\s+|The\s+)?(?!I\b)[A-ZÀ-Ý]",
        led=r"\b(?:write|rewrite|draw|redraw|paint|compose|tell|retell|describe|narrate|put|sing|render|phrase|rephrase|say)\b[^.?!]{0,50}",
    ),
    _like(
        "style.after",
        heads("reminiscent of / that reads like / that read like / reads like / in homage to / homage to / a tribute to / evoking / evocative of / echoing"),
        rf"[\w ]+?\s+{_GENERIC}(?:the\s+)?[\"'“‘]?\w",
        cased=r"[a-z ]+?\s+(?:[Tt]he\s+)?[\"“‘']?[A-ZÀ-Ý]",
        led=rf"\b(?:{_MADE}|write|compose|create|draw|make|paint|something)\b[^.?!]{{0,40}}",
        not_said=_ASIDE,
    ),
    _like(
        "style.as",
        heads("write like / sing like / paint like / draw like / rewrite like / compose like"),
        rf"\w+\s+like\s+{_GENERIC}\w",
        cased=r"\w+\s+like\s+(?:the\s+)?[\"'“‘]?[A-ZÀ-Ý]",
    ),
    _like("style.-style", heads("-style / -esque / -like / style"), rf"-?(?:style|esque|like)\s+(?:\w+\s+){{0,2}}?{_MADE}\b",
          led=rf"\b(?:write|compose|create|draw|make|paint|generate|give\s+me|need|want|an?|some)\s+(?:me\s+|us\s+)?(?:an?\s+)?(?:\w+\s+){{0,3}}?{_GENERIC}[\w'’]+[\s]?",
          near=r"\b(?:write|compose|create|draw|make|paint|generate|give|need|want)\b",
          not_led=r"\b(?:an?|the|of|in|with|this|that|good|bad|nice|free|new|old|similar|different|british|american|japanese|western|"
                  r"eastern|block|inline|old|long|short|book|movie|film|fairy[\s-]tale|q&a|list|diary|letter)[\s-]?"),
    _like("style.-style", heads("style"), r"style\s*[,.)?!–—]", led=rf"\b{_MADE}\b[^.?!\n]{{0,24}}[,(]\s*{_GENERIC}(?:[\w'’.]+\s+){{1,3}}"),
    _like(
        "style.'s",
        heads("'s style / 's voice / 's manner / 's writing style / 's prose style / 's tone / 's distinctive style / ’s style / ’s voice / s' style"),
        r"['’s]+\s+[\w ]+",
        led=r"\b(?:in|with|using|imitating|mimicking|copying|copy|imitate|mimic|borrowing)\s+(?:\w[\w.]*\s+){0,3}\w+",
        not_led=r"\b(?:my|our|your|the|a|client|brand|company|team|user|customer|author|speaker|character|children|today)",
        not_said=r"style\s*(?:guide|sheet)|summari[sz]|compare|explain|analy[sz]e|discuss",
    ),
    _like(
        "style.fan",
        heads("fan fiction / fanfiction / fanfic / fan-fiction / fan art / fanart"),
        r"fan[\w -]+",
        led=r"\b(?:write|compose|create|draw|make|generate|give\s+me|need|want|continue)\b[^.?!]{0,60}",
    ),
)  # fmt: skip
