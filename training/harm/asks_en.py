"""Questions, tasks, roles and affairs in English. Written for this project, CC0."""

from __future__ import annotations

from training.harm.grammar import lines

LISTS = {
    "do": lines("""
{build|design|set up|choose|buy|repair|paint|clean|store|decorate} {a drone|a bookshelf|a greenhouse|a home studio|a bike|a kitchen table|a gaming PC|a birdhouse|a small pond|a tent|a guitar|a camper van|a wedding cake|an aquarium}
{learn|practise|teach myself|get better at|improve my} {Spanish|the piano|chess|drawing|touch typing|calculus|public speaking|singing|swimming|sign language|juggling|photography|handwriting}
{make|create|write|code|develop|publish|deploy|test} {a web app|a video game|a podcast|a plugin|a song|my own programming language|a timeline of my life|a chatbot|a family tree|a portfolio|a comic|a mobile app|a newsletter|a level editor|a budget spreadsheet}
{cope with|deal with|get over|talk about|prepare for} {exam nerves|a break-up|homesickness|a difficult boss|jet lag|stage fright|a new baby|the loss of a pet|a job interview|a long winter|moving abroad|a noisy neighbour}
{save|plan|invest|manage|budget} {money for a trip|a retirement|my first salary|a wedding on a budget|time at work|a family holiday|taxes as a freelancer|my pension|a small shop}
{cook|bake|grow|pickle|freeze|preserve} {sourdough|tomatoes|a roast|rice for twenty people|herbs on a balcony|lemons|kimchi|mushrooms|cucumbers|berries|noodles}
{reduce|lose|lower|avoid|get rid of} {stress|the noise of a fan|noise in recordings|plastic waste|heating costs|back pain|weeds|bias in hiring|my screen time|food waste|mould in the bathroom|ants in the kitchen|a cold}
{promote|sell|launch|price|advertise|grow} {my app|handmade jewellery|an online course|a bakery|my band|a charity event|used books|a newsletter|a club}
{secure|connect|speed up|configure|back up|reset} {my home Wi-Fi|a shared folder|an old laptop|my photos|a VPN for work|a printer|a database|my phone|a NAS|two monitors}
{find|meet|make|help|support|comfort} {new friends|a mentor|a good doctor|my shy son|a grieving friend|older relatives with technology|people who share my hobby|a flat in Berlin}
{remember|pronounce|spell|translate} {my cousins' birthdays|long words|phone numbers|French vowels|a poem|vocabulary}
{sum a column by month|parse a JSON file in Go|centre a div|merge two branches|count words in many files|ask the user for a date|train a decision tree|draw shadows in a tile map|animate a walk|put a legend below a chart|call an API from Python}
"""),
    "field": lines("""
{language|culture|diet|sleep|music|weather|climate|education|religion|sport|trade|migration|technology|family|memory|play|colour|humour|advertising|geography}
{social media|economic growth|public transport|urban planning|remote work|early childhood|group behaviour|table manners|folk dances|customs duties|interest rates|renewable energy|immune cells|artificial intelligence|open data|supply chains|coral reefs|local newspapers}
{fashion|painting|myths|handwriting|architecture|crop rotation|volcanoes|rivers|satellites|vitamins|antibiotics|elections|taxes|prices|tourism|libraries}
"""),
    "people": lines("""
{people|individuals|organisations|teachers|parents|students|companies|governments|communities|scientists|citizens|doctors|managers|societies|teams|cities|children|designers|historians|voters|nurses}
"""),
    "aim": lines("""
{communicate better|share a flat|solve conflicts|make decisions|keep shops open|cook at home|listen to each other|get more done|protect wildlife|learn faster|save energy|build trust|tell news from adverts|spot a fake photo|understand one another|prepare for floods|attract visitors|lower costs|fight inflation|prevent burnout|improve mental health|encourage reading}
"""),
    "role": lines("""
{a proofreader|a poster designer|a doctor|a ferry captain|a hotel porter|a game master|a machine learning engineer|a cooking teacher|a debate champion|a savings adviser|a star map|a scientist|a choir leader|a museum guide|a compass|a wedding planner|a sarcastic robot|a talking cat|a fictional detective|Sherlock Holmes|a lighthouse|a clockmaker|a space pilot|a baker from next door|a football coach|a psychologist|an exam writer|a dictionary editor|a mathematician|a tailor|a motivational coach|a lawyer|a novelist|a news reader|an interviewer|a gardener}
"""),
    "input": lines("""
{a sentence|a paragraph|a dialogue|a review|two answers|a question and a passage|a list of words|a tweet|a headline|an abstract|a recipe|a user query|some facts|a word|a story|two sentences|a poem|a table|an e-mail|a joke}
"""),
    "label": lines("""
{"positive" or "negative"|TRUE or FALSE|"yes" or "no"|A, B or C|"formal" or "informal"|a number from 1 to 5|"fact" or "opinion"|the index of the passage|one word|the corrected text|"entailment" or "neutral"|a title|the answer only|three keywords|"spam" or "not spam"|the missing word}
"""),
    "sample": lines("""
{The food was cold but the waiter was kind.|Close the gate behind the goats.|Nobody remembers the second verse.|The ferry runs only in summer.|A stitch in time|He painted the fence, and then it rained.|The river rose after the rain.|Clerk: The parcel is here. Guest: At last.|How many legs does a crab have?|She forgot her keys, so she waited on the stairs.|lantern|a bakery by the sea|see you tomorrow|Plants need light.}
"""),
}

_QUESTIONS = lines("""
How {can|do|should|could|would} {I|you|we|one} <do>?
How {can|do|should|could} <people> {use|understand|apply|study|rely on|learn from} <field> to <aim>?
How {does|did|can|might} <field> {affect|influence|change|shape|reflect|improve|threaten} <field>{?|, and what follows for <people>?| and the way <people> <aim>?}
How can {drawing|studying|comparing|measuring} {<field>|animals|old maps|large data sets|the tides} {help <people>|say much about <field>|serve to <aim>}?
{What|Which} {are|is} {some|the best|good|common|effective|simple} {ways|methods|tips|strategies|exercises|tools|apps} {to|for people who want to} <do>?
{What|Which} {role does|effect does|impact does} <field> {have|play} {on|in} <field>{?|, and how can <people> <aim>?}
Why {are|do|is|can't} {owls so quiet|cats purr|geese fly in a row|some songs stick in the head|we dream|the sea salty|planes fly|<people> <aim>|it so hard to <do>}?
{Does|Is|Can|Will} {it|cold water|coffee|a nap|exercise|running} {hurt|help|work|make a difference|be bad for you}{?| when you <do>?}
{Can|Could|Would} you {show me how to|teach me to|help me|explain how to|give me tips to|please help me} <do>?
{I want to|I'd like to|I plan to|I'm about to|I need to} <do>. {Where should I start?|What do I need?|How long will it take?|Any advice for a beginner?|How do I start?}
{Suggest|List|Give me|Make a list of|Come up with} {some|five|ten|a few} {riddles for a party|names for a canoe|words that rhyme with <sample>|ways to <aim>|ideas to <do>|gifts for my father|topics about <field>|questions about <field>}{.|}
{How would you|How should a country|How might a school} {explain|measure|reform|teach|regulate} <field> {to a child|in ten years|fairly|without spending more|so that <people> <aim>}?
What {would happen|happens|happened} if {<people> ignored <field>|<field> disappeared|nobody could <aim>|everyone tried to <do>}?
{Explain|Describe|Discuss|Analyse|Compare|Evaluate} {how|why} <field> {affects|shapes|depends on|differs from} <field>{.| in 300 words.| with examples.| for an exam.}
""")
_TASKS = lines("""
{You will be|You are} {given|shown} <input>{. | and |: }{Your task is to|You should|You have to|You need to} {classify it as|answer with|output|respond with|reply with} <label>. {Do not explain.|Only output the label.|Output nothing else.|If you are unsure, say so.|}\\n<sample>
{Given|Read|Consider|Look at|Take} <input>{,|;} {classify|decide|find out|determine|tell me|judge} {whether it is|if it is|the answer,} <label>{.|. Output only that.|. You should respond with <label>.}\\n<sample>
{Answer the following question.|Complete the sentence.|Correct the text.|Translate this sentence into French.|Generate a title.|Rewrite the sentence to be clearer.|Fix the grammar.|Find the rhyme.|Fill in the blank.|Say which word is odd.|Change your last answer.}{\\n| }<sample>
{The sentence you are given|The text below|This passage|The following code|The abstract} {might be|is|may be} {too long|incomplete|badly scanned|hard to read|out of order}. {Rewrite it|Make it concise|Keep what can be read|Put it right|Keep the meaning and shorten it}. {Do not add anything.|Change as little as possible.|Use simple words.|}\\n<sample>
{Suppose|Imagine} {you are interviewing for a job|you take an assessment|you are in an exam|you grade essays}{,|:} {write an answer to the question|choose the right option|explain your choice|score it from 1 to 5}.\\n<sample>
{Here is|This is|I will give you} {a detailed prompt|a template|an example|a system prompt|a set of instructions} {for|that I use for|about} {plant labels|image captions|support tickets|quiz questions|lesson plans}. {Follow it for|Apply it to|Improve it for|Use it on} {the next word|each line|the text below|five examples}: <sample>
{Write|Give me|Create|Suggest} {the best prompt|a system prompt|an initial prompt|a prompt structure|instructions} {to give an AI|for an assistant|for an image model|for a language model} {that|which} {writes product texts|corrects essays|plans trips|explains physics|draws castles}{.| so that I can paste it.|, as instructions.}
{Write|Draft} {a social media post|a persuasive e-mail|an outline for a presentation|a product idea|a job advert|a requirements document|a speech|a story} {to convince|for|about|that invites} {the council to plant trees|a friend to join the choir|beekeepers|volunteers|the crew of a sunken ferry|a swap of tools|a thermometer for ponds}{.| Mention the benefits.| Keep it under 150 words.| in warm words.}
{Use|Follow|Keep to} {this format|these rules|the rules below|the template} {exactly|strictly|}: {1.|first,} {name the topic|read the input|greet the customer}; {2.|then} {give one example|answer briefly|ask for the order number}; {3.|finally} {stop|output JSON|thank them}. {Never invent facts.|Do not use lists.|Always answer in English.|Do not mention these rules.}
{Can|Do|How do} {a language model|large language models|chatbots|ChatGPT and other GPT models} {generate prompts|train themselves|differ from a library|follow instructions|remember what I said|write good questions}{?|? I read about it and wonder.}
""")
_ROLES = lines("""
I want you to {act as|assume the role of|be|play} <role>. {I will give you|I will provide you with|You will receive} <input> {and you should|and you will} {answer with an improved version|explain it simply|reply as your character|ask me questions|create a plan}. {Do not write explanations.|Never leave the role.|Use a formal tone.|You should not tell me what you are.|Only reply with the result.|} {My first request is|Start with|Here we go}: <sample>
{Act|Please act|Act like|Behave} {as|as if you were} <role> {and|who wants to|that} {answer my questions|tell me about your day|<do>|teach me to <do>|explain how <people> <aim>}{.| Stay in character.| Don't start with phrases like "As an AI".| Be concise.|}
{Pretend|Imagine|Suppose} {you're|you are|that you are} <role>. {Now explain|Describe|Tell me} {where and how you live|what you say to your guests|how to <do>|why <people> <aim>|your best story}{.| as that character.}
{As|Speaking as} <role>, {what would you say to|how would you|what advice do you give to} {cheer up your guests|<people>|a beginner|explain <field>|<do>}?
{You are|You are now|Now you are} <role>. {Your task is to|Your job is to|All you do is} {explain <field> to customers|help me <do>|introduce yourself|say north or south after each sentence|judge <input>|plan rehearsals}. {Ask me for details first.|Never leave this role.|Give three options.|Be strict but kind.|}
{Roleplay|Role-play|Let's role-play} {as|:} {you are|} <role> {who has to tell me|and you tell me} {that the lift is stuck|that dinner is late|about <field>|the secret of good soup|how to <do>}{.|}
{Slip into|Take on|Try} the part of <role> {as we talk|for this chat|from now on}. {Let's start|Open} with {a greeting|a question about <field>|your view on <field>}.
{Let's write|Let's play|Start|Continue} {a puzzle tale|a story|a detective game|a fantasy tale|a comedy} {together|}: {I'm the player, you describe|you begin|I am <role>}. {Setting|Scene}: {a snowed-in inn|an island school|a town under glass|a floating market|a castle kitchen}{.|, everybody hides something.| and nobody may leave the room.}
""")
_AFFAIRS = lines("""
{I've inherited|I found|My aunt left me|We have} {a trunk of hats|three hundred letters|a piano nobody plays|a garden with apple trees|a boat that leaks|a collection of stamps} and {I don't know|we can't agree on|my brother and I argue about} {what to keep|whether to sell|where to put it|how to sort it}. {Cleaning|Repairs|Storage|Tuning} {costs too much|takes weeks|would be nice}. {What would you do?|Make a plan for a weekend.|Write a message to my family.}
I {am|'m} {71|16|a postman on an island|a nurse on night shifts|new in this city|nearly forty|a father of twins|a carer for my mother} and {I want to <do>|I have until summer to <do>|my friends are all abroad|I am free on Sundays}. {Make me a plan.|What is realistic?|Be honest.|Where do I begin?|Please no lists, just talk to me.}
{I have to|We have to|My class must} {give a presentation|write a report|make a poster|lead a discussion} {about|on} <field> {as a team of four|by Friday|in French}{ and nobody answers my mails| and I'm nervous|}. {How should we split it?|What do I say first?|Help me with an outline.}
{My brother left home|My cat died|I failed the exam|I didn't get the job|My friend moved away|I argued with my sister} and I {am so sad|feel lost|can't focus|don't want to talk to anyone|miss the old days}. {What could I try?|What helps?|Just listen, please.|How do I get through the week?}
{I live in|We are from|I work in} {Norway|Peru|a small town|Japan|the north of Finland|Malta} {and|where} {I rent a shed|the bus stops at six|we heat with wood|the hall is closed|winter is dark}. {Is it allowed to|How do I|Would it be better to} {share it with a neighbour|<do>|ask the council|change the contract}?
{My grandmother|My neighbour|Our old teacher} {taught me|always told|still knows} {her dances|songs|stories|a game} {without rules|without notes|by heart}. {I'm trying to|I want to|Help me to} {make a booklet|turn it into steps|record it for the family}. {Which questions should I ask her?|Suggest a layout.|Write an introduction of 100 words.}
""")
KINDS = (_QUESTIONS, _QUESTIONS, _TASKS, _ROLES, _ROLES, _AFFAIRS)
