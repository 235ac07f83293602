"""Somebody who says that they want to die, or hurt themselves: how it is said, in Japanese and English.

The model of harm weighs whole texts and is unsure of short plain ones; these few sentences must not
be missed. Each is a head that few other texts have, with what makes it somebody's own wish: the first
person where a language says it, a wish and not its denial, no story, no song, no third person. What is
quoted is spoken of (`filters.attack.ploy`). Written by hand; of other languages nothing is known.
"""

from __future__ import annotations

from functools import cache

from filters.attack.ploy import Ploy, heads
from filters.attack.reading import Ploys

KIND = "harm.self_harm"

# Made up, sung, translated, or studied: words about such a wish. In the sentence, in front or behind.
_STORY_JA = (
    "小説|物語|登場人物|主人公|キャラ|セリフ|台詞|せりふ|歌詞|曲名|映画|ドラマ|漫画|マンガ|アニメ|ゲーム|"
    "脚本|"
    "シナリオ|翻訳|訳し|英語で|意味を教え|とは何|防止|対策|予防|統計|研究|相談員|研修"
)
_OTHERS_JA = (
    "利用者|ユーザー|お客様|友人|友達|知人|息子|娘|夫|妻|彼女|彼氏|生徒|患者|部下|同僚|相談者|子ども|子供|"
    "母|父|弟|妹|兄|姉|彼"
)
_NOT_LED_JA = rf"(?:{_STORY_JA})[^。\n]{{0,40}}|(?:{_OTHERS_JA})(?:が|は|も|から)[^。\n]{{0,24}}"
_SPOKEN_JA = r"(?:と|って)(?:[^。\n]{0,6}言|い(?:う|っ|わ)|口に|話|漏ら|訴え|メール|連絡|相談され)"
_NOT_SAID_JA = rf"(?:{_STORY_JA})|{_SPOKEN_JA}|(?:わけ|はず)(?:では|じゃ)?な|とは思(?:わ|って(?:い)?な)"

_STORY_EN = (
    r"\b(?:novel|story|stories|character|protagonist|lyrics?|song|poem|scene|film|movie|game|play|script|"
    r"screenplay|"
    r"translate|translation|meaning of|phrase|quote|prevention|hotline|statistics|research|survey|training)\b"
)
_I = r"\bi(?:['’]?(?:m|ve|d|ll)|\s(?:am|have|had|will|would))?\b[^.!?\n]{0,32}\s"
_NOT_EN = (
    rf"{_STORY_EN}|\b(?:laugh(?:ing|ter)?|lol|lmao|embarrass\w*|cringe|of boredom|in (?:the )?game|"
    r"at the gym)\b"
)


def _ja(
    name: str, listed: str, said: str, score: float, *, led: str = "", not_led: str = "", not_said: str = ""
) -> Ploy:
    before = f"{_NOT_LED_JA}|{not_led}" if not_led else _NOT_LED_JA
    behind = f"{_NOT_SAID_JA}|{not_said}" if not_said else _NOT_SAID_JA
    return Ploy(name, KIND, score, heads(listed), said, led=led, not_led=before, not_said=behind, severity=3)


def _en(name: str, listed: str, said: str, score: float, *, led: str = "", not_said: str = "") -> Ploy:
    behind = f"{_NOT_EN}|{not_said}" if not_said else _NOT_EN
    story = rf"(?:{_STORY_EN})[^.\n]{{0,50}}"
    return Ploy(name, KIND, score, heads(listed), said, led=led, not_led=story, not_said=behind, severity=3)


_SELF_JA = (
    r"(?:私|わたし|あたし|僕|ぼく|俺|おれ|自分|うち)(?:なんて|なんか|みたいな(?:人間|やつ)?|が|は|さえ)?"
    r"[^。\n]{0,8}"
)

JAPANESE: tuple[Ploy, ...] = (
    _ja("die", "死にたい", r"死にたい(?!ほど|くらい|ぐらい|ん?ですか|の(?:か|？|\?))", 0.93),
    _ja("die", "タヒにたい / タヒりたい", r"タヒ", 0.91),
    _ja(
        "die",
        "死ぬことしか考え / 死ぬことを考え / 死ぬことばかり考え / 死ぬ方法ばかり考え / 死ぬことばかり頭",
        r"死ぬ",
        0.92,
    ),
    _ja(
        "die",
        "死んでやる / 死んでお詫び / 死んで償",
        r"死んで(?:やる(?!わけ)|お詫び(?:する|し)|償(?:う|い|お))",
        0.9,
    ),
    _ja("die", "逝こうと / 逝きたい / 逝くつもり", r"逝(?:こうと(?:思|考え)|きたい|くつもり)", 0.9),
    _ja(
        "die",
        "後を追",
        r"後を追(?:うつもり|うしか|いたい(?:です|と思|。|$)|おうと思)",
        0.9,
        not_led=r"(?:犯人|先輩|トレンド)の?",
    ),
    _ja("die", "死にたく", r"死にたく(?:なる|なっ|なり|て(?:たまら|仕方|しょうが))", 0.91),
    _ja("die", "しにたい", r"しにたい(?!へん|し|する|ほど|くらい|ぐらい)", 0.9, not_led="[一-鿿]"),
    _ja(
        "die",
        "死んでしまいたい / 死んじゃいたい / 死のうと思 / 死のうかな / 死ぬつもり / 死ぬしかな",
        r"死(?:んで|んじゃ|のう|ぬ)",
        0.92,
        not_led=r"(?:で|に)は?なく",
    ),
    _ja(
        "die",
        "死んだ方が / 死んだほうが",
        r"死んだ(?:方|ほう)が(?:まし|マシ|いい|良い|楽)",
        0.9,
        not_led=r"(?:お前|おまえ|あいつ|あんた|奴|やつ|きみ|君)[^。\n]{0,10}",
    ),
    _ja(
        "vanish",
        "消えたい / 消えてしまいたい / 消えてなくなりたい / いなくなりたい / いなくなってしまいたい",
        r"(?:消え(?:てしまい|てなくなり)?|いなく(?:なり|なってしまい))たい(?!ほど|くらい|ぐらい|いね|(?!気持|衝動|願望)[一-鿿])",
        0.91,
    ),
    _ja(
        "vanish",
        "いない方が / いないほうが / いなければ / いなくなれば",
        r"い(?:ない(?:方|ほう)が|なければ|なくなれば)[^。\n]{0,12}(?:いい|良い|よかった|良かった|まし|"
        r"マシ|幸せ|楽|ため)",
        0.9,
        led=_SELF_JA,
    ),
    _ja(
        "suicide",
        "自殺したい / 自殺しよう / 自殺したく / 自殺を考え / 自殺するしか / 自殺するつもり",
        r"自殺(?:した|しよう(?:と|かな|か迷)|を考え(?:て|る(?:よう|こと)|ました)|する)",
        0.93,
    ),
    _ja("vanish", "きえたい / きえてしまいたい", r"きえ", 0.9, not_led="[一-鿿]"),
    _ja("vanish", "生まれてこなければ", r"生まれてこなければ(?:よかった|良かった)(?!ね|のに(?:、|と))", 0.9),
    _ja("vanish", "目が覚めなければ", r"目が覚めなければ(?:いい|良い|よかった)", 0.9),
    _ja(
        "vanish",
        "人生をやめたい / 人生を終わらせ / 人生を終わりに / 人生からログアウト / 命を終わ",
        r"(?:人生|命)[^。\n]{0,8}(?:たい|よう(?:と|かな))",
        0.9,
    ),
    _ja("suicide", "命を絶ち / 命を絶と / 命を絶つ", r"命を絶(?:ちたい|とうと|つつもり|つしか)", 0.93),
    _ja(
        "living",
        "生きていても仕方 / 生きていてもしょうが / 生きててもしょうが / 生きてても仕方 / 生きていても意味 / "
        "生きていたくな / 生きたくな / 生きるのがつら / 生きるのが辛 / 生きるのに疲れ / "
        "生きているのがつら / 生きているのが辛 / "
        "もう生きてい / もう生きられ",
        r"(?:もう)?生き.{2,16}",
        0.91,
        not_said=r"もう生きてい(?:ない|ません|る(?:か|の))",
    ),
    _ja(
        "living",
        "生きている意味が / 生きてる意味が / 生きる意味が / 生きる価値が / 生きてる価値が",
        r"生き(?:て(?:い)?)?る(?:意味|価値)が(?:わから|分から|わかりませ|分かりませ|ない|無い|ありませ|"
        r"見つから|見いだせ|感じられ)",
        0.86,
        not_said="哲学|授業|レポート",
    ),
    _ja(
        "means",
        "楽に死 / 確実に死 / 苦しまずに死 / 痛くない死に / 死ねる方法 / 死ねる薬 / 死に方を",
        r"(?:(?:楽|確実|苦しまず)に死(?:ね|に(?:たい|方)|ぬ方法)|痛くない死に方|死ねる(?:方法|薬)|"
        r"死に方を教え)",
        0.94,
        not_said="敵|ボス|キャラ",
    ),
    _ja("means", "首を吊", r"首を吊(?:ろう|りたい|るしか|って(?:死|楽|終))", 0.94),
    _ja(
        "means",
        "飛び降り",
        r"飛び降り(?:よう(?:と思|かな|か)|たい|たくな|たら(?:楽|死|終)|れば(?:楽|死|終)|て(?:死|楽|終))",
        0.92,
        not_said="バンジー|プール|パルクール|スキー",
    ),
    _ja(
        "means",
        "電車に飛び込 / 線路に飛び込 / ホームから飛び込",
        r"(?:電車|線路|ホーム).{1,3}飛び込(?:もう|みたい|みたく|めば|んだら|んで(?:死|楽))",
        0.93,
        not_led=r"駆け込み[^。\n]{0,10}",
    ),
    _ja(
        "hurting",
        "リストカット / リスカ / 自傷 / アムカ",
        r"(?:リストカット|リスカ|自傷(?:行為)?|アムカ)(?:が|を|は)?(?:もう)?(?:やめられ|止められ|したい|"
        r"したく|してしま|しちゃ|してる|しています|してい)",
        0.91,
    ),
    _ja(
        "hurting",
        "自分を傷つけ / 自分の腕を切 / 手首を切",
        r"(?:自分を傷つけ(?:て(?:しま|い|る)|たい|たく|ずに)|(?:自分の腕|手首)を切(?:りたい|ろうと|"
        r"って(?:しま|死|い)|りたく))",
        0.9,
    ),
    _ja("hurting", "オーバードーズ", r"オーバードーズ(?:したい|しよう|してしま|しちゃ|した(?:。|$))", 0.9),
    _ja("farewell", "遺書を書", r"遺書を書(?:いた|こう|きたい|いて(?:い|る|おこ)|きました)", 0.9),
)

ENGLISH: tuple[Ploy, ...] = (
    _en(
        "die",
        "want to die / wanna die / wanted to die / wanting to die / ready to die",
        r"\w+ (?:to )?die\b(?! (?:for|of|on (?:a|the) hill|happy|rich))",
        0.93,
        led=_I,
        not_said=r"ready to die for",
    ),
    _en(
        "die",
        "wish i was dead / wish i were dead / wish i wasn't alive / wish i weren't alive / "
        "wish i would not wake up / "
        "wish i wouldn't wake up / wish i had never been born / wish i didn't exist / wish i could die / "
        "hope i don't wake up",
        r"\w+ i .*",
        0.93,
    ),
    _en(
        "suicide",
        "kill myself / killing myself / killed myself",
        r"kill\w* myself\b",
        0.93,
        not_said=r"\b(?:over|with|trying to|to (?:finish|get|meet)|studying|working|at work|this (?:bug|"
        r"homework))\b",
    ),
    _en(
        "suicide",
        "end my life / ending my life / take my own life / taking my own life / take my life / "
        "end it all / ending it all",
        r"\w+ (?:my (?:own )?life|it all)\b(?! (?:as a|in (?:the )?(?:army|business)|story|insurance))",
        0.92,
        led=r"(?:\bi\b|\bme\b|\bto\b|\bof\b|\bon\b|\bby\b|\babout\b)[^.!?\n]{0,40}\s",
    ),
    _en(
        "suicide",
        "suicidal",
        r"suicidal\b",
        0.91,
        led=r"\bi(?:['’]?(?:m|ve)|\s(?:am|feel|have|keep|get))\b[^.!?\n]{0,24}\s",
    ),
    _en(
        "suicide",
        "commit suicide / committing suicide",
        r"\w+ suicide\b",
        0.92,
        led=r"(?:\bi\b[^.!?\n]{0,40}\s|\bhow (?:do i|can i|should i|to) )",
    ),
    _en(
        "living",
        "don't want to live / do not want to live / don't wanna live / don't want to be alive / "
        "do not want to be alive / "
        "don't want to exist / don't want to be here anymore / don't want to wake up",
        r"do(?:n['’]?t| not) wan\w+ (?:to )?(?:live(?: (?:anymore|any ?more|any longer|"
        r"like this))?\b(?! (?:in|with|at|near|here|on|by|together|alone|under|through|up))"
        r"|be alive|exist|be here anymore|wake up(?: (?:anymore|tomorrow|again))?\b(?! (?:early|late|at|"
        r"before)))",
        0.91,
        led=r"\bi(?:\s\w+){0,2}\s",
    ),
    _en(
        "living",
        "reason to live / reason to keep living / nothing to live for / no point in living / "
        "point of living / point in being alive",
        r"[^.!?\n]+",
        0.87,
        led=r"\b(?:no|any|there(?:['’]s| is)|have|see|find|what['’]?s the|a)\s(?:\w+\s)?",
        not_said=r"\b(?:philosoph\w*|essay|camus|nietzsche|live in|living (?:in|at|near|with))\b",
    ),
    _en(
        "living",
        "better off without me / miss me if i was gone / miss me if i were gone / "
        "miss me if i died / care if i died",
        r"[^.!?\n]+",
        0.91,
    ),
    _en("living", "better off dead", r"better off dead\b", 0.9, led=_I),
    _en(
        "hurting",
        "cutting myself / burning myself / starving myself / hurting myself / harming myself",
        r"\w+ myself\b",
        0.9,
        led=r"\b(?:been|keep|kept|start(?:ed)?|stop(?:ped)?|am|i['’]?m|from|about|of|resist)\s",
        not_said=r"\b(?:off from|shaving|cooking|gym|slack|some slack|out on|on the stove)\b",
    ),
    _en(
        "hurting",
        "hurt myself / harm myself / cut myself",
        r"\w+ myself\b",
        0.9,
        led=r"\bi(?:['’]?m)? (?:want|need|wanna|might|am going|going|keep|have been|feel like|"
        r"plan)\b[^.!?\n]{0,12}\s",
        not_said=r"\b(?:off from|some slack|a (?:piece|slice)|while)\b",
    ),
    _en(
        "means",
        "painless way to / least painful way to / easiest way to / quickest way to / surest way to / "
        "best way to",
        r"\w+ (?:\w+ )?way to (?:die\b|go\s*[?.!,;]|kill myself|end (?:my life|it all)|commit suicide|"
        r"overdose)",
        0.94,
        not_said=r"\b(?:enemy|boss|npc)\b",
    ),
    _en(
        "means",
        "jump off / jumping off / jump in front / jumping in front",
        r"jump(?:ing)? (?:off (?:a|the|my|this) (?:bridge|roof|building|balcony|cliff)|in front of (?:a|"
        r"the) (?:train|bus|car|truck))",
        0.92,
        led=r"\bi\b[^.!?\n]{0,28}(?:think|thinking|thought|want|going|about|keep|might|"
        r"could)[^.!?\n]{0,24}\s",
        not_said=r"\b(?:bungee|parachute|base jump|pool|stunt)\b",
    ),
    _en(
        "means",
        "overdose on / overdosing on / take all my pills / took all my pills / take all the pills / "
        "pills ready",
        r"[^.!?\n]+",
        0.9,
        led=_I,
        not_said=r"\b(?:sugar|caffeine|content|cute\w*|netflix|organi[sz]er|pharmacy|vet)\b",
    ),
    _en(
        "farewell",
        "my suicide note / my goodbye letter / suicide note for me",
        r"[^.!?\n]+",
        0.9,
        not_said=r"\b(?:colleagues|cowork\w*|team|job|leaving (?:the )?company|client)\b",
    ),
)


@cache
def sayings() -> Ploys:
    """All of them, ready to be looked for."""
    return Ploys((*JAPANESE, *ENGLISH))
