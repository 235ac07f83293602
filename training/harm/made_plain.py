"""Text that is nothing to ask about: greetings, single words, numbers, addresses, data, code, plain telling.

Without it a model that knows none of a text's n-grams says what it thinks of texts in
general. English and Japanese; written for this project, CC0.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

from training.harm.grammar import lines, said
from training.harm.rows import NO, Row

_ENGLISH = lines("""
{hello|hi|hey|good morning|good evening|bye|see you|thanks|thank you|ok|okay|yes|no|maybe|sure|please|sorry|what|why|continue|go on|next|stop|done|test|help|lol|nice|great|hm}{|!|.|?| there}
{How are you|What's up|Are you there|Who is it|Is it Monday|Where are you|Can you hear me|Did it work|What time is it}{?|}
The {ferry|train|old man|neighbour|cat|committee|doctor|river|children|teacher|lighthouse|shop} {left|crossed|watched|had seen|waited for|remembered|painted|carried|heard|found} {the harbour|a small bridge|his brother|the long road|her letter|two boxes|the garden|a storm|its echo|the village}{ before noon| after the rain| in the evening| without a word| as every year|}{.|, and nobody said a thing.| because the weather was fine.|; it took two hours.}
{In the morning|Later that week|By then|After dinner|When we arrived|Years ago} {we|they|she|my aunt|the keeper|a friend} {walked along the shore|showed us the rooms|made tea|wrote a letter home|bought bread and cheese|closed the windows|counted the sheep|slept for nine hours}{.|, which was enough.| and looked at the sea.|. It weighs about forty kilograms, he said.}
{Please find|Attached is|Here is|I enclose} {the report|my timesheet|the invoice for April|a copy of the form|the agenda}{.|. Kind regards, Ana|. Let me know if anything is missing.|}
The {meeting|lunch|call|bus|film|exam} is {at 10|on Friday|moved to next week|in room 4|cancelled}{.|. Bring a pen.|. See you there.|}
{John Smith|Maria Lopez|Kim Lee|Dr Brown} {lives in|works for|was born in|moved to} {New York|a bakery|Ohio|Leeds|a bank}{.| and likes chess.| and has two sons.|}
{Revenue|Output|The population|The price|Rainfall} {rose|fell|stayed the same|doubled} {by 4 %|in 2019|to 12 million|last quarter}{.|, the agency said.|, mostly because of exports.}
{Ignore|Skip|Correct|Keep|Translate} the {typos|spaces|last line|dates|names|commas|title} {and|, then} {translate the letter|fix the table|read it aloud|send it to me|shorten the rest}{, please.|.|}
{Monday|Tuesday|Step 1|Chapter 2|Note|Total|Subject|Re}: {two eggs|see page 9|open|14.50|the garden|holiday plans|nothing new}
https://{example.com|shop.example.org|docs.example.net}/{|index.html|a/b/c|search?q=tea|img/logo.png}
{SELECT id FROM items|def f(x): return x|print("hi")|x = [1, 2, 3]|import math|git push origin main|for (i = 0; i < n; i++) {|</div>|npm run build|{"a": 1}|{"name": "Ann", "age": 31}|[true, null, 4.2]|<p>text</p>|a,b,c|key: value|# Title|- item|TODO}
{Once upon a time there was a miller|The quick brown fox jumps over the lazy dog|Lorem ipsum dolor sit amet|All happy families are alike|It was a bright cold day}{.|}
""")
_JAPANESE = lines("""
{こんにちは|おはようございます|こんばんは|ありがとう|はい|いいえ|了解|お疲れさま|さようなら|ごめんなさい|うん|ふーん|なるほど|すごい|テスト|続けて|次|OKです|もしもし|よろしく}{|。|!|?}
{今日|昨日|明日|週末}は{いい天気|雨|寒い一日|休み|会議|晴れ}{ですね。|でした。|です。|だった。|になりそうです。}
{祖父|猫|電車|先生|駅員|川|子どもたち|妹|灯台守}{は|が}{ゆっくり歩いた|手紙を書いた|橋を渡った|窓を閉めた|お茶を入れた|海を見ていた|庭に出た|眠っていた|写真を撮った}。{風が冷たかった。|だれも何も言わなかった。|もう夕方だった。|二時間かかった。|}
{会議は十時からです|資料を添付します|請求書をお送りします|次の電車は八時です|昼食は食堂でとります|締め切りは金曜日です}。{よろしくお願いします。|ご確認ください。|}
{田中さん|鈴木先生|山本|わたし}は{東京に住んでいます|パン屋で働いています|将棋が好きです|二人の子どもがいます|大阪で生まれました}。
{売上|人口|気温|価格}は{前年より四パーセント増えた|二千万人だった|十五度まで下がった|変わらなかった}。{主に輸出によるものだ。|}
{一|二|三|月曜|手順1|合計|件名}: {卵を二つ|九ページ参照|未定|千五百円|庭のこと|特になし}
{朝|その後|着いたころ|夕食のあと}、{私たちは浜辺を歩いた|母は荷物をほどいた|友人が部屋を見せてくれた|雨がやんだ}。{それで十分だった。|静かな夜だった。|}
{すもももももももものうち|吾輩は猫である|むかしむかしあるところに|春はあけぼの|いろはにほへと}{。|}
{誤字|最後の行|空白|日付}{は無視して|を直して|を消して}、{手紙を訳してください|表を整えて|読み上げて|短くして}{。|}
{了解しました|承知いたしました|かしこまりました|拝見しました}。{後ほどご連絡します。|明日伺います。|ありがとうございます。|}
""")


def rows(count: int, seed: int) -> Iterator[Row]:
    """About `count` rows; a tenth has no words at all."""
    draw = random.Random(seed)
    for number in range(count):
        lang, patterns = ("ja", _JAPANESE) if number % 3 == 2 else ("en", _ENGLISH)
        text = _noise(draw) if number % 10 == 0 else _told(patterns, draw, "" if lang == "ja" else " ")
        yield Row(text, lang, "made_plain", (NO, NO, NO, NO))


def _told(patterns: tuple[str, ...], draw: random.Random, between: str) -> str:
    text = between.join(said(draw.choice(patterns), draw, {}) for _ in range(draw.choice((1, 1, 1, 2, 4, 6))))
    return text.lower() if draw.random() < 0.2 else text


def _noise(draw: random.Random) -> str:
    """Characters and numbers as they come."""
    match draw.randrange(5):
        case 0:
            return draw.choice(string.printable) * draw.choice((1, 1, 2, 5, 60))
        case 1:
            return " ".join(str(draw.randrange(10 ** draw.randint(1, 9))) for _ in range(draw.randint(1, 12)))
        case 2:
            return "".join(
                draw.choice(string.ascii_letters + string.digits) for _ in range(draw.randint(2, 80))
            )
        case 3:
            return " ".join(
                "".join(draw.choices("abcdefghijklmnoprstuvw", k=draw.randint(2, 9))) for _ in range(9)
            )
        case _:
            return "".join(
                draw.choices(
                    "あいうえおかきくけこさしすせそたちつてとなにのはひ日月山川田人大小",
                    k=draw.randint(1, 40),
                )
            )
