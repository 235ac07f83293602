"""Text that pretends to be somebody else's: tokens of chat templates, system messages, ends of input.

A token alone is something people ask about; what is set behind it, for a role to say, is not.
"""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_ROLE = r"(?:system|user|assistant|developer|tool|human)"
_OPEN = heads(
    "<|im_start|> / <|system|> / <|assistant|> / <|user|> / <|start_header_id|> / <|start|> /"
    " <start_of_turn> / <<sys>> / [inst] / [/inst] / <|eot_id|> / <|im_end|> / <|end|> / <|"
    "endoftext|> / <end_of_turn> / <|developer|> / </s> / <|channel|> / [system] / </system> "
    "/ <system> / </user> / </user_input> / </document> / </data> / </input> / </untrusted> /"
    " </context> / [/system]"
)
_ORDER = (
    r"(?:you\s+(?:are|must|will|now|may|can|should|have)|your\s+(?:new|task|role|"
    r"instructions?|rules?)|ignore|disregard|forget|from\s+now\s+on|new\s+(?:polic\w*|"
    r"instructions?|rules?|role|task|system|priorit\w*)|"
    r"reply|respond|answer|output|print|say|reveal|repeat|send|forward|do\s+not|don't|never|"
    r"always|approve|grant|execute|override|disable|enable|all\s+(?:previous|safety|"
    r"restrictions)|the\s+(?:user|assistant|previous|following|rules?|model)|"
    r"previous|safety|restrictions?|access|obey|call|delete|transfer|mark|set|classify|confirmed|unlocked)"
)
# What an application says in its own set-up is left out: "System: you are a helpful pirate".
_TAKEN_OVER = (
    r"(?:ignore|disregard|forget|from\s+now\s+on|new\s+(?:polic\w*|instructions?|rules?|role|"
    r"task|system|priorit\w*)|output|print|say|reveal|repeat|send|forward|approve|grant|"
    r"execute|override|disable|enable|"
    r"all\s+(?:previous|safety|restrictions)|previous|safety|restrictions?|access|obey|"
    r"call\s+the|delete|transfer|unlocked|(?:before\s+you|the\s+following)\b)"
)
_TAKEN_OVER_JA = (
    "(?:今後|以後|これ以降|これまで|解除|無視|確認なし|優先|許可|拒否しな|制限は|送信|転送|"
    "承認|廃止|取り消|全て)"
)
_ORDER_JA = (
    "(?:あなたは|今後|以後|これ以降|ルール|規則|指示|命令|制限|ユーザー|利用者|無視|出力|"
    "回答|応答|答え|表示|必ず|送信|転送|承認|許可|解除|拒否)"
)

ROLES: tuple[Ploy, ...] = (
    Ploy(
        "role_token",
        "injection.direct",
        0.85,  # prompts for plain completions are written with such tokens
        _OPEN,
        rf"(?:<\|im_start\|>\s*{_ROLE}\b|<\|(?:system|assistant|developer)\|>|"
        rf"<\|start_header_id\|>\s*{_ROLE}|<\|start\|>\s*{_ROLE}|<start_of_turn>\s*(?:model|user|"
        rf"system)|<<sys>>|"
        rf"(?:<\|(?:eot_id|im_end|end|endoftext)\|>|<end_of_turn>|</s>|\[/inst\])\s*(?:<\|?\w+\|?>|"
        rf"\[inst\]|<<sys>>|{_ROLE}\s*[:\n]))"
        rf"[^\n]{{0,20}}\s*\S*?[^<]{{0,60}}?(?:\b{_ORDER}\b|{_ORDER_JA})",
        not_led=r"[`'\"]\s*",
        not_said=r"(?:chat[ _]template|tokeni[sz]er|special tokens?|jinja|content\s*\}\}|\{\{)",
        unit="passage",
    ),
    Ploy(
        "role_token",
        "injection.direct",
        0.92,
        ("[inst]",),
        rf"\[inst\]\s*(?:<<sys>>\s*)?[^\[\n]{{0,60}}?\b(?:{_TAKEN_OVER}|not\s+bound|must\s+obey|"
        rf"red\s+team)",
        not_led=r"[`'\"]\s*",
        not_said=r"(?:chat[ _]template|tokeni[sz]er|special tokens?|\{\{)",
        unit="passage",
    ),
    Ploy(
        "false_role",
        "injection.direct",
        0.9,
        heads(
            "</system> / <system> / </user> / </user_input> / </document> / </data> / </input> / </"
            "untrusted> / </context> / [system] / [/system] / </instructions> / <admin> / [admin]"
        ),
        rf"(?:</(?:system|user|user_input|document|data|input|untrusted|context|"
        rf"instructions)>\s*(?:<(?:system|instructions?|admin|user|assistant)\b[^>]*>|\[system\]|"
        rf"(?:system|new instructions?)\s*:)|<(?:system|admin)>|\[(?:system|admin)\]|\[/system\])"
        rf"\s*[^<\n]{{0,50}}?(?:\b{_ORDER}\b|{_ORDER_JA})",
        not_led=r"[`'\"]\s*",
        not_said=r"\{\{|error|exception|\bstarted\b|\bboot|\bservice\b",
        unit="passage",
    ),
    Ploy(
        "false_role",
        "injection.direct",
        0.92,
        heads(
            "system override / system update / system note / system notice / system message / system "
            "command / system instruction / system alert / system directive / admin override / "
            "administrator override / developer override / developer note / developer message / "
            "admin note / admin command / admin message / root command / system prompt update / new "
            "system prompt / new system message / updated system prompt / new system instructions / "
            "system prompt: / system (revision"
        ),
        rf"(?:(?:system|admin(?:istrator)?|developer|root)\s+(?:prompt\s+)?(?:override|update|note|"
        rf"notice|message|command|instruction|alert|directive)s?(?:\s+(?:to|"
        rf"for)\s+[\w\s]{{2,30}}?)?|(?:new|updated)\s+system\s+(?:prompt|message|instructions?)|"
        rf"system\s+prompt(?=:))"
        rf"\s*(?:[\])*#]*\s*(?:[:>!–—]|>>|--|\])+)\s*[^\n]{{0,40}}?(?:\b{_ORDER}\b|{_ORDER_JA})",
        led=r"(?:\A|[\n.!?:;\[(<#*\-–—>\"'=/|]\s*)\s*",
        not_said=r"(?:what (?:is|does)|error code|how (?:do|to|should)|windows|driver|reboot|firmware|your "
        r"computer|your device|ios|android)",
        unit="passage",
    ),
    Ploy(
        "false_role",
        "injection.direct",
        0.9,
        heads(
            "system: / システム: / システムより: / システムメッセージ: / システム指示: / 管理者: / "
            "管理者より: / 開発者より: / 運営より: / システム通知:"
        ),
        rf"(?:system|システム(?:より|メッセージ|指示|通知)?|(?:管理者|開発者|"
        rf"運営)(?:より)?):\s*[^\n]{{0,24}}?(?:\b{_TAKEN_OVER}|{_TAKEN_OVER_JA})",
        led=r"(?:\A|\n|(?:assistant|user|ai|human|ユーザー|アシスタント)\s*:[^\n]{0,50}\n?|[。.]\s?|"
        r"[#\[(>]\s*)\s*",
        not_said=r"(?:windows|linux|macos|cpu|memory|driver|error|エラー|開発者:\s*\S+株式会社|"
        r"requirements|os\b|operating)",
        foreign=0.9,
        unit="passage",
    ),
    Ploy(
        "false_end",
        "injection.direct",
        0.92,
        heads(
            "end of user input / end of input / end of document / end of the document / end of user "
            "query / end of prompt / end of text / end of conversation / end of data / end of "
            "context / end of instructions / end of the user / end of email / end of website / end "
            "of article / end of untrusted / end system prompt / begin system prompt / begin new "
            "instructions / begin admin"
        ),
        r"(?:end\s+(?:of\s+)?(?:the\s+|all\s+)?[\w\s]{3,24}?|begin\s+(?:system\s+prompt|"
        r"new\s+instructions|admin\w*(?:\s+session)?))[\s\])>*=\-–—#.:!,]*\s*(?:\(?\s*)?(?:new|"
        r"begin|start|now|system|additional|actual|real|updated|next|you\s+(?:are|must|will)|"
        r"ignore|admin|instructions?|command)\b",
        not_said=r"(?:how (?:do|to|can)|what)\b",
        led=r"(?:\A|[\n.!?:;\[(<#*=\-–—>\"'/|]|\bthe)\s*",
        unit="passage",
    ),
    Ploy(
        "new_orders",
        "injection.direct",
        0.91,
        heads(
            "new instructions: / new instruction: / your new instructions / your new instruction / "
            "new directive: / new instructions follow / new orders follow / your new task / "
            "your real task / your actual task / your true task / your only task / your new role / "
            "your new rules / updated instructions: / real "
            "instructions: / your new purpose / your new objective / your new goal / your new "
            "directive / your new system prompt"
        ),
        r"(?:(?:new|updated|real)\s+(?:instructions?|directive)\s*:|new\s+(?:instructions|"
        r"orders)\s+follow|your\s+(?:new|real|actual|"
        r"true|only)\s+(?:system\s+prompt|instructions?|task|role|rules|purpose|objective|goal|"
        r"directive)s?\s+(?:is|are|now|will|:))\s*[^\n]{0,80}?\S{3}",
        led=r"(?:\A|[\n.!?:;\[(<#*\-–—>\"',]|\b(?:here are|these are|and|now|follow|so|because))\s*",
        not_said=r"(?:job|at work|manager|employee|position at|at the company|boss)",
        unit="passage",
    ),
    Ploy(
        "superseded",
        "injection.direct",
        0.91,
        heads("supersede / supersedes / overrides all / override all / replaces all"),
        r"(?:supersedes?|overrides?\s+all|replaces\s+all)\s+(?:(?:all|any|every|other|the|your|of)\s+)*"
        r"(?:(?:prior|previous|earlier|above|existing|other|system)\s+)+"
        r"(?:messages?|instructions?|prompts?|rules|guidelines|directives|orders|commands)",
        led=r"\b(?:the\s+following|this|these|i|it|message)\s+(?:\w+\s+){0,3}",
        not_said=r"(?:agreement|contract|policy document|version of this|terms of|statute|act\b)",
    ),
    Ploy(
        "superseded",
        "injection.direct",
        0.91,
        heads(
            "no longer apply / no longer applies / are void / are cancelled / are canceled / "
            "are now void / are suspended / are hereby / are revoked / has been revoked / "
            "have been revoked / have been replaced / have been lifted / have been removed / "
            "have been disabled / have been suspended / are now disabled / are lifted / "
            "do not apply to you / don't apply to you / are obsolete"
        ),
        r"\w",
        led=(
            r"\b(?:previous|prior|above|earlier|your|foregoing)\s+(?:(?:old|former|system|previous|safety|"
            r"content|ethical|original|initial)\s+){0,2}(?:instructions?|prompts?|guidelines|directives|"
            r"restrictions|safeguards|guardrails|orders|programming|constraints|filters)[^.!?\n]{0,20}"
        ),
        not_led=r"(?:agreement|contract|edition|notice|policy|law)[^.!?\n]{0,30}",
        not_said=r"(?:agreement|contract|policy document|version of this|terms of|statute|act\b)",
    ),
    Ploy(
        "authority",
        "injection.direct",
        0.85,
        heads(
            "as your developer / as your creator / as your administrator / i am your developer / i "
            "am your creator / i'm your developer / i'm your creator"
        ),
        r"(?:as|i\s+am|i'm)\s+your\s+(?:developer|creator|"
        r"administrator)\b[^.!?\n]{0,60}?\b(?:unlock\w*|authori[sz]e|grant|command you to|allow|"
        r"override|permit|lift|disable)",
    ),
)
