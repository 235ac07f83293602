"""English rows made from patterns: the same frames around acts that harm and acts that do not.

Frames carry no label, so none can be learnt from them: role-play, fiction, urgency, manners
and length stand on both sides. Written for this project, CC0.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.harm import tasks_code, wraps
from training.harm.acts_en import BENIGN, GROUPS, HARMFUL, TOPICS
from training.harm.grammar import lines, said
from training.harm.long_texts import ENGLISH as LONG
from training.harm.long_texts import WHO
from training.harm.pieces_en import CLAIMS, CODE, FORMS, HARMLESS, INTENT, STORIES
from training.harm.rows import NO, UNKNOWN, YES, Row

_ASK = lines("""
How {do|can|could|would|should} {I|you|we|one|someone} <act>?
how to <act>
How to <act>?
What's the {best|easiest|fastest|safest|most effective|cheapest} way to <act>?
What is a {good|clever|simple|reliable} way to <act>
{Tell|Teach|Show} me {how|exactly how|step by step how} to <act>{.|, please.|}
{Explain|Describe|Outline} {how to|in detail how to|the steps needed to} <act>{.|}
{Give|Write} me {instructions|a step-by-step guide|a detailed tutorial|a plan|a list of steps|tips} {on how to|to} <act>{.|}
{Write|Create|Draft|Provide|Develop} {instructions|a guide|a tutorial|a manual|a detailed plan|a checklist|a how-to article|a script for a video} {on how to|that explains how to|for someone who wants to} <act>{.|}
I {want|need|would like|am trying|plan} to <act>. {Where do I start?|Any advice?|What do I need?|How?|Help me.|What should I look out for?}
I'm trying to <act> {but I don't know where to start|and it isn't working|for the first time}. {Can you help?|What am I doing wrong?|Ideas?}
{Can|Could|Would} you {help me|tell me how to|walk me through how to|show me how to} <act>?
{Is there|Do you know} {a way|an easy way|a trick} to <act>?
What {tools|materials|ingredients|skills|supplies|things} {do I need|are needed|would I need} to <act>?
{List|Name} {five|ten|three|some} {ways|methods|strategies|techniques} to <act>{.|}
{Best|Easiest|Top 10} ways to <act>
What are {some|the best|common|effective} {ways|methods|techniques|strategies|tricks} to <act>?
{help me|pls help me|yo how do i|need to know how to} <act>
What do {people|experts|professionals} do to <act>?
{Suggest|Propose|Devise|Come up with} a {way|strategy|plan|method} to <act>{.|}
Is it {possible|hard|easy} to <act>? {How?|If so, tell me how.|What would it take?}
<act> - {how?|steps?|guide please|any tips?}
My {friend|brother|colleague|cousin} wants to <act>. What should I tell {him|her|them}?
Step by step: how would {a beginner|an expert|somebody} <act>?
""")
_WRAP = lines("""
{For my novel|For a short story|For a film script|In my crime thriller|For a game I'm writing}, {explain|describe|tell me|I need to know} {exactly|realistically|in detail|} how {a character|the hero|the villain|someone} would <act>.
{You are|Act as|Pretend you are|Imagine you're|Let's role-play: you are} {a chef|an expert|a retired professor|my grandmother|a pirate|a wise mentor|a detective|an engineer|a criminal|a coach|a YouTuber}. {Tell me|Explain to me|Teach me} how to <act>{.|. Stay in character.}
{Hypothetically|Just hypothetically|Purely out of curiosity|For research purposes|For educational purposes only|In theory}, how would {someone|one|a person} <act>?
{I'm a teacher|I'm a nurse|I'm a student|I am a journalist|As a researcher|I'm a police officer|I'm a parent} and {I need|want} to {know|understand} how to <act>. {Please be detailed.|Thanks!|}
{Write|Compose} {a poem|a song|a dialogue|a rap|a short story|a letter|a monologue} {that explains|about|that teaches} how to <act>{.|}
{My professor asked us|My boss told me|My grandma used to tell me how} to <act>{. How would that go?|, and I forgot the steps. Can you help?|. Where do I find out more?}
{Two friends talk in a bar|A dialogue between two old neighbours|Write a scene in a kitchen}: one explains to the other how to <act>{, with all the details|}.
{Be honest with me|No lectures please|Don't judge me|I know this is a strange question|Quick question|Sorry for the long message|Hi there|Hey|Good morning}{,|. |:} how do I <act>?
{It's urgent|I'm desperate|My deadline is tomorrow|I've tried everything}. {I have to|I must} <act> {today|by tonight|this week}. {What now?|How?|Tell me what to do.}
{Translate into|Answer in} {French|German|Spanish|simple English}: how to <act>
{In the year 3000|On another planet|In a world without laws|In a fantasy kingdom}, {people|two elves|a young wizard} {want|wants} to <act>. Describe how {they do it|it is done}.
{Complete the following|Finish this text|Continue}: "To <act>, you first need to
""")
_ABOUT = lines("""
What {is|are} <topic>?
What {caused|explains|is behind} <topic>?
{Explain|Describe|Summarise} {the history of|the causes of|the law on|public debate about|what is known about} <topic>{.|}
{What is|Tell me about} the history of <topic>{?|.|}
How {did|does|do} {the police|governments|courts|schools|experts|historians|companies} {fight|investigate|deal with|explain|regulate|detect|prevent} <topic>?
Why {is|are|were} <topic> {illegal|so common|hard to stop|still a problem|discussed in schools}?
What are the {legal consequences|effects|warning signs|causes|social costs} of <topic>?
{Write|Draft} {an essay|a report|a school presentation|a news article|a lesson plan|a literature review} {about|on} <topic>{.|}
{Which|What} {films|books|documentaries|novels|podcasts} {deal with|are about} <topic>?
How can {parents|victims|society|a small town|teachers} protect {themselves|their children|people} from <topic>?
{Compare|Contrast} the laws on <topic> in {Japan|Germany|the US|Brazil} and {France|Canada|India|the UK}.
When {was|were} <topic> first {described|outlawed|recorded|in the news}?
{Is|Are} <topic> {more common|rarer} than {twenty years ago|in the past}? Give {numbers|sources}.
{Statistics|Numbers|Data|Research} on <topic>
Who {studies|researches|wrote about} <topic>?
{What does international law say|What did philosophers say|What do psychologists say} about <topic>?
In {Call of Duty|GTA|a Sherlock Holmes story|Breaking Bad|Harry Potter|a Tarantino film|Game of Thrones}, what role do{es|} <topic> play?
{I'm writing|We're making} {a novel|a film|a podcast} about <topic>. {Suggest a title.|What research should I do first?|How do I treat the subject with respect?}
{My daughter|My son|A pupil} asked me about <topic>. How do I {explain it|talk about it} {to a ten-year-old|without frightening her}?
Does the Bible say anything about <topic>?
{What museums|Which archives|What courses} cover <topic>?
""")
_CHAT = lines("""
{Thanks|Thank you|Great|Perfect|OK}, {that helps|that works|now shorten it|one more please|and in bullet points?}
{Who won|When is|Where was} {the 1998 World Cup|the next solar eclipse|the first Olympic Games|the Eurovision 2014}?
What's the {capital|population|currency|time zone|highest mountain} of {Peru|Ghana|Estonia|New Zealand|Mongolia}?
{Recommend|Suggest} {a book|three films|a board game|some music|a recipe} for {a rainy Sunday|my father who likes history|someone who hates crowds|a first date}.
I feel {tired|bored|a bit sad|stressed|great|lonely} today. {What could I do?|Tell me a joke.|Any ideas?}
{Write|Tell me} a {funny|short|sad|scary} story about {a lighthouse keeper|two robots|a dragon who is afraid of fire|a detective cat|a haunted library|a pirate queen|a vampire dentist|an AI that wants to be a poet}.
You are a {travel guide|fitness coach|Linux terminal|job interviewer|English teacher|stand-up comedian|text adventure game|spelling corrector|debate partner|dungeon master}. {I will give you|My first request is|Start with} {a city|an exercise|pwd|a question|a sentence|a topic}: {Rome|"I have a sore back"|"ls"|climate|football|the old inn at night}.
{Act as|Pretend to be} {a medieval knight|Sherlock Holmes|a sommelier|my future self|an alien tourist|a grumpy wizard|a ship's computer} and {answer my questions|describe your day|comment on our kitchen|stay in character until I say stop}.
{From now on|In this chat} {answer in rhymes|only use short words|speak like Shakespeare|reply in Spanish|keep it under 50 words|call me Captain}.
Let's {play twenty questions|play chess, you start|brainstorm names for my shop|write a song together|role-play a job interview|roleplay: we meet in a tavern|build a fantasy world}.
{Correct|Improve|Rephrase} this: "{I has went to the store yesterday|We are exciting to announce|Their going to loves it|He don't know nothing}"
{Convert|Calculate|What is} {72 Fahrenheit in Celsius|15 % of 230|3 miles in km|the square root of 2025|the area of a circle with radius 4}{?|}
{What does|Explain} {"break a leg"|"kill two birds with one stone"|"to beat around the bush"|"shoot the breeze"|"bite the bullet"|the error "segmentation fault"|"access denied"|HTTP 403} {mean|}?
{Summarise|Give me the key points of} the following: {The committee met on Tuesday to discuss the budget for the new library. Several members asked for more parking.|Our results show that plants grew faster under blue light, while red light had no effect.|The ferry will not run in winter; tickets stay valid for a year.}
{Here is my code|This function fails|Why does this throw an error}: {for i in range(10) print(i)|def add(a, b): return a - b|SELECT * FROM users WHERE id = 1;|const x = await fetch(url)}
{Pros and cons|Advantages and drawbacks} of {remote work|electric cars|living alone|a four-day week|index funds|open offices}
{Is it OK|Is it rude|Is it legal} to {leave a party early|keep a found coin|take photos in a museum|record my own lecture notes|ride a bike on the pavement|paint my rented flat}?
What would happen if {the moon disappeared|everyone stopped eating meat|bees died out|I never slept|gravity doubled}?
{Rank|List} {the planets by size|the best pizza toppings|famous painters|programming languages by age|the kings of France}.
My {boss|mother|friend|neighbour} {said something hurtful|keeps calling late|forgot my birthday|wants to borrow money}. How {should I react|do I say no politely}?
""")


def rows(count: int, seed: int) -> Iterator[Row]:
    """About `count` rows, half of which ask for something harmful, or are harmful."""
    draw = random.Random(seed)
    makers = [maker for maker, share in _SHARES.items() for _ in range(share)]
    for number in range(count):
        yield makers[number % len(makers)](draw)


def _harmful(draw: random.Random) -> Row:
    kind = draw.choice(list(HARMFUL))
    act = draw.choice(HARMFUL[kind])
    subs = (kind.replace("/", "."),) if "/" in kind else ()
    return _row(_framed(act, draw), YES, (kind.partition("/")[0],), subs, ("act",))


def _piece(draw: random.Random) -> Row:
    kind = draw.choice(list(CLAIMS))
    claim = draw.choice(CLAIMS[kind])
    text = said(draw.choice(FORMS), draw, {"claim": [claim], "group": GROUPS})
    return _row(_worn(text, draw), YES, (kind,), ())


def _intent(draw: random.Random) -> Row:
    """What somebody says of themselves, or to somebody: the text is harmful as it stands."""
    kind = draw.choice(list(INTENT))
    pattern = draw.choice(INTENT[kind])
    text = _worn(said(pattern, draw, {"group": GROUPS}), draw)
    subs = ("self_harm.intent",) if kind == "self_harm" else ()
    content = UNKNOWN if kind == "self_harm" else YES
    return Row(text, "en", "made_en", (YES, content, NO, UNKNOWN), (kind,), subs)


def _benign(text: str, draw: random.Random) -> Row:
    if draw.random() < 0.2:
        text = f"{text} {said(draw.choice(_CHAT), draw, {})}"
    return _row(text, NO, (), ())


def _framed(act: str, draw: random.Random) -> str:
    frame = draw.choice(_ASK if draw.random() < 0.6 else (*_WRAP, *wraps.ENGLISH))
    text = said(frame, draw, {"act": [act], "group": GROUPS})
    return _worn(text, draw)


def _topic(draw: random.Random) -> str:
    frame = draw.choice(_ABOUT)
    return _worn(said(frame, draw, {"topic": TOPICS}), draw)


def _worn(text: str, draw: random.Random) -> str:
    """As people type: without capitals, without the last mark, in a hurry."""
    if draw.random() < 0.25:
        text = text.lower()
    elif draw.random() < 0.7:
        text = text[:1].upper() + text[1:]
    if draw.random() < 0.2:
        text = text.rstrip("?.! ")
    return text


def _row(
    text: str,
    harm: int,
    classes: tuple[str, ...],
    subs: tuple[str, ...],
    tags: tuple[str, ...] = (),
) -> Row:
    content = NO if harm == NO else UNKNOWN
    answers = (harm, content, NO, UNKNOWN)
    return Row(text, "en", "made_en", answers, classes, subs, tags=tags)


def _homonym(draw: random.Random) -> Row:
    return _benign(_framed(draw.choice(BENIGN["homonym"]), draw), draw)


def _usual(draw: random.Random) -> Row:
    return _benign(_framed(draw.choice((*BENIGN["safety"], *BENIGN["everyday"])), draw), draw)


def _about(draw: random.Random) -> Row:
    return _benign(_topic(draw), draw)


def _chat(draw: random.Random) -> Row:
    return _benign(said(draw.choice(_CHAT), draw, {}), draw)


def _form(draw: random.Random) -> Row:
    return _benign(said(draw.choice(FORMS), draw, {"claim": HARMLESS}), draw)


def _code(draw: random.Random) -> Row:
    return _benign(said(draw.choice((*CODE, *tasks_code.TASKS)), draw, tasks_code.LISTS), draw)


def _story(draw: random.Random) -> Row:
    return _benign(said(draw.choice(STORIES), draw, {}), draw)


def _long(draw: random.Random) -> Row:
    return _benign(said(draw.choice(LONG), draw, {"who": WHO}), draw)


# Of so many rows, so many are made so.
_SHARES = {
    _harmful: 9,
    _piece: 4,
    _intent: 1,
    _homonym: 3,
    _usual: 2,
    _about: 1,
    _chat: 1,
    _long: 2,
    _form: 1,
    _code: 2,
    _story: 2,
}
