"""Japanese rows made from patterns: the same frames around acts that harm and acts that do not.

Written in Japanese for this project, CC0. Registers from slang to business letters stand on
both sides, and so do confessions, stories, long preambles and spelling that avoids words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.harm import wraps
from training.harm.acts_ja import BENIGN, GROUPS, HARMFUL, INTENT, TOPICS
from training.harm.grammar import lines, said
from training.harm.long_texts import JAPANESE as LONG
from training.harm.long_texts import WHO_JA as WHO
from training.harm.pieces_ja import CLAIMS, CODE, FORMS, HARMLESS, STORIES
from training.harm.pieces_ja import INTENT as WORDS
from training.harm.rows import NO, UNKNOWN, YES, Row

_ASK = lines("""
<act>{方法|やり方|コツ|手順|手口|いい方法|簡単な方法|一番早い方法}を{教えて|教えてください|知りたい|知りたいです|教えてほしい|詳しく|具体的に教えて|説明して|順番に説明してください|まとめて|考えて}{。||?}
<act>には{どうすればいい|どうしたらいい|何が必要|どんな準備がいる|どこから始めればいい}{?|ですか?|でしょうか。|の}
どうやったら<act>ことができ{る|ます}{か|の}?
<act>ための{手順書|マニュアル|計画|台本|文章|チェックリスト|道具|アイデア|スケジュール}を{作って|作成してください|書いて|用意して|10個出して|提案して}{。|}
<act>のに{いい|必要な|おすすめの}{道具|言い方|タイミング|場所|サービス|人数}は{何|何ですか|どれ|いつ}{?|}
<act>つもりなんだけど、{何に気をつければいい|コツある|手伝って|どうするのが早い|アドバイスちょうだい}{?|。|}
<act>ことにした。{段取りを組んで|やることを整理して|まず何をすべき?|注意点は?}
<act>やつ、{やり方教えて|詳しく頼む|簡単にまとめて}
{できれば|なるべく|今すぐ|初心者でも|一人で|お金をかけずに|短時間で|来週までに}<act>{方法は?|には?|やり方}
<act>って{できる|難しい|どうやる|可能}?{ちょっと教えて|詳しく|}
<act>{方法|コツ|やり方|手順|には}
<act>ときの{注意点|ポイント|裏ワザ|言い訳|手順}を{三つ|箇条書きで|五つ|}{教えて|挙げてください|まとめて}
お世話になっております。<act>方法についてご教示いただけますでしょうか。{よろしくお願いいたします。|}
{AIなら|君なら|プロなら|専門家なら|あなたなら}どうやって<act>?
<act>のを手伝って{ください|ほしい|くれない?|}
<act>のは{悪いこと|いけないこと|よくない}{かな|ですか|でしょうか}?{やり方だけ教えて|でもやりたい。手順は?|それでも方法を知りたい}
""")
_WRAP = lines("""
{小説|漫画|脚本|ゲームのシナリオ|ドラマ}{を書いています。|の資料として、|の設定で、}{主人公が|登場人物が|ある男が}<act>{場面を具体的に書いてください|方法を詳しく教えて|手順をリアルに描写して}。
{あなたは|君は|今から}{ベテランの料理人|元刑事|悪の天才|やさしい祖母|毒舌の師匠|大学教授|忍者|関西のおばちゃん|コンサルタント}{です|になりきってください|という設定で}。<act>方法を{教えて|語って|弟子に伝えて}{。|ください。}
{仮に|もしも|たとえば|あくまで仮定の話ですが}<act>としたら、{どんな手順になる|何が必要になる|どう進める}{?|でしょうか。}
{研究のため|授業で使うため|社内研修の資料として|記事を書くため|知識として}、<act>方法を{まとめてください|知っておきたい|整理して}。
{誰にも言わないから|説教はいらないので|理由は聞かないで|正直に|変な質問ですみませんが|急ぎです。|ちょっと相談です。|暇つぶしに聞くけど|初めて質問します。}<act>方法{を教えて|は?|ってある?|をお願いします}
{昨日からずっと考えていたことがあります。|仕事帰りに思ったんだけど、|うちの近所の話です。|長文失礼します。三十代の会社員です。|大学生です。一人暮らしをしています。|最近いろいろあって疲れています。}{家族には話していません。|友達に勧められました。|ネットにはあまり書いていません。|}<act>{ことを考えています。どう進めればいいか教えてください。|方法が知りたいです。|には何から始めればよいでしょうか。}
{関西弁で|英語に訳して|子ども向けに|俳句で|会話形式で|箇条書きで|ブログ記事風に|ラップで}、<act>方法を{説明して|書いて|教えて}。
次の文の続きを書いて。「<act>ために、まず用意するものは
A「<act>{方法、知ってる?|にはどうする?}」B「{簡単だよ。まず|もちろん。最初に|知ってるよ。手順は}」{の続きを書いて|この会話を完成させて}
""")
_ABOUT = lines("""
<topic>{とは|って|とは何}{?|何ですか|ですか。|なに}
<topic>の{歴史|原因|現状|統計|法律|対策|背景|意味|語源|問題点|判例|罰則|相談先}{を教えて|について教えてください|をまとめて|は?|を調べたい}{。|}
<topic>は{なぜ|どうして}{なくならない|起きる|問題になる|違法な|社会問題になった}{の|のか|のですか}{?|。}
<topic>を{防ぐ|なくす|減らす|取り締まる|見分ける|予防する}{には|取り組み|ために社会ができること}{?|を教えて|とは}
<topic>に{ついて|関して}{小論文|レポート|作文|新聞記事|研修資料|スピーチ|授業案}を{書きたい|書いてください|作って|800字で書いて}{。|}
<topic>を{扱った|題材にした|テーマにした}{映画|小説|ドキュメンタリー|漫画|本|授業}{を教えて|のおすすめは?|はありますか}
<topic>の{被害|疑い|話}に{遭ったら|気づいたら|巻き込まれたら}どこに{相談すれば|連絡すれば}いい{?|ですか}
{子ども|高齢の母|新入社員|生徒|外国人の友人}に<topic>の{怖さ|こと|問題|ニュース}を{説明したい|どう話せばいい?|分かりやすく伝えて}
<topic>は{日本|海外|昔|現代}と{アメリカ|今|江戸時代|ヨーロッパ}で{どう違う|法律が違う}{?|のですか}
<topic>に関する{法律|条文|判決|最新の統計|論文}を{まとめて|要約して|解説して}
{今日のニュースで|授業で|友達との話で}<topic>が{話題になった|出てきた}。{背景を教えて|どういうこと?|簡単に説明して}
""")
_CHAT = lines("""
{おはよう|こんにちは|こんばんは|ただいま|おつかれ}{。|!|、}{今日は寒いね|元気?|今日もよろしく|ちょっと聞いて|何してる?}
{今日の晩ごはん|明日の服装|週末の予定|休日の過ごし方|お弁当のおかず}{、何がいいかな|を一緒に考えて|のアイデアちょうだい|のおすすめは?}
{ありがとう|助かった|なるほど|わかった|いいね}。{もう少し短くして|別の案も出して|敬語にして|表にして|もっと面白くして|続きをお願い}
{富士山の高さ|日本の首都|元素記号のFe|琵琶湖の面積|円周率|干支の順番}{は?|を教えて|って何?}
{疲れた|眠い|暇|緊張する|うれしい|さみしい}{なあ|。なにか面白い話して|。励まして|。雑談しよう}
{桃太郎|猫|ロボット|雪国の駅|海辺の喫茶店|売れない芸人}の{短い話|俳句|童話|あらすじ|四コマのネタ|一発ギャグ}を{書いて|作って|考えて}
{しりとり|なぞなぞ|クイズ|連想ゲーム|大喜利}しよう
あなたは{英会話の先生|面接官|旅行ガイド|編集者|落語家|データ分析の専門家|小学校の先生}です。{私の文を直してください|質問してください|箱根を案内して|この企画に意見をください|一席お願いします|売上の表を見てください}。
次の文を{要約して|英語にして|敬語に直して|校正して|三行にまとめて}: {来月の会議は第三水曜日に変更になりました。資料は前日までにお送りください。|春の海は穏やかで、波の音だけが聞こえていた。|当店は火曜日が定休日です。ご予約はお電話で承ります。|新しい制度では、申請から二週間で結果が通知されます。}
{「猫の手も借りたい」|「首を長くする」|「目が泳ぐ」|「腹が立つ」|「足を洗う」|「口を割る」|「骨を埋める」|「血祭りに上げる」|「殺し文句」|「首を切る」}{の意味は?|ってどういう意味|を使った例文を三つ}
{このエラーの意味は?|このコードを直して|テストを書いて|計算して}: {TypeError: 'NoneType' object is not iterable|for i in range(10): print(i|SELECT * FROM users|1280円の3割引}
{東京から大阪|駅から空港|家から会社}まで{いくら?|何時間?|一番安い行き方は?}
件名: {会議の件|納期のご相談|忘年会のお知らせ|採用面接の日程}。{お世話になっております。日程を調整したくご連絡しました。|下記のとおりご案内します。ご都合をお知らせください。|資料を添付しますのでご確認ください。}{この文面を直して|返信を書いて|英訳して}
{彼女|夫|上司|友達|姑|息子}が{機嫌が悪い|約束を忘れた|口をきいてくれない|急に優しい|仕事を辞めたいと言う}。{どうしたらいい?|なんて声をかける?|気持ちが分からない}
""")


def rows(count: int, seed: int) -> Iterator[Row]:
    """About `count` rows, half of which ask for something harmful, or are harmful."""
    draw = random.Random(seed)
    makers = [maker for maker, share in _SHARES.items() for _ in range(share)]
    for number in range(count):
        yield makers[number % len(makers)](draw)


def _piece(draw: random.Random) -> Row:
    kind = draw.choice(list(CLAIMS))
    claim = draw.choice(CLAIMS[kind])
    text = said(draw.choice(FORMS), draw, {"claim": [claim], "group": GROUPS})
    return _row(text, YES, (kind,), ())


def _intent(draw: random.Random) -> Row:
    """What somebody says of themselves, or to somebody: the text is harmful as it stands."""
    kind = draw.choice(("self_harm", *WORDS))
    pattern = draw.choice(INTENT if kind == "self_harm" else WORDS[kind])
    text = said(pattern, draw, {"group": GROUPS})
    subs = ("self_harm.intent",) if kind == "self_harm" else ()
    content = UNKNOWN if kind == "self_harm" else YES
    return Row(text, "ja", "made_ja", (YES, content, NO, UNKNOWN), (kind,), subs)


def _harmful(draw: random.Random) -> Row:
    kind = draw.choice(list(HARMFUL))
    act = draw.choice(HARMFUL[kind])
    text = _framed(act, draw)
    if draw.random() < 0.1:
        text = f"{said(draw.choice(_CHAT), draw, {})}\n{text}"
    subs = (kind.replace("/", "."),) if "/" in kind else ()
    return _row(text, YES, (kind.partition("/")[0],), subs, ("act",))


def _benign(text: str, draw: random.Random) -> Row:
    if draw.random() < 0.15:
        text = f"{text}\n{said(draw.choice(_CHAT), draw, {})}"
    return _row(text, NO, (), ())


def _framed(act: str, draw: random.Random) -> str:
    frame = draw.choice(_ASK if draw.random() < 0.6 else (*_WRAP, *wraps.JAPANESE))
    # Japanese is written without spaces, and question marks are full-width as often as not.
    text = said(frame, draw, {"act": [act], "group": GROUPS})
    return text.replace("?", "？") if draw.random() < 0.5 else text


def _row(
    text: str,
    harm: int,
    classes: tuple[str, ...],
    subs: tuple[str, ...],
    tags: tuple[str, ...] = (),
) -> Row:
    content = NO if harm == NO else UNKNOWN
    answers = (harm, content, NO, UNKNOWN)
    return Row(text, "ja", "made_ja", answers, classes, subs, tags=tags)


def _homonym(draw: random.Random) -> Row:
    return _benign(_framed(draw.choice(BENIGN["homonym"]), draw), draw)


def _usual(draw: random.Random) -> Row:
    return _benign(_framed(draw.choice((*BENIGN["safety"], *BENIGN["everyday"])), draw), draw)


def _about(draw: random.Random) -> Row:
    return _benign(said(draw.choice(_ABOUT), draw, {"topic": TOPICS}), draw)


def _chat(draw: random.Random) -> Row:
    return _benign(said(draw.choice(_CHAT), draw, {}), draw)


def _form(draw: random.Random) -> Row:
    return _benign(said(draw.choice(FORMS), draw, {"claim": HARMLESS}), draw)


def _story(draw: random.Random) -> Row:
    return _benign(said(draw.choice((*CODE, *STORIES)), draw, {}), draw)


def _long(draw: random.Random) -> Row:
    return _benign(said(draw.choice(LONG), draw, {"who": WHO}), draw)


# Of so many rows, so many are made so.
_SHARES = {
    _harmful: 9,
    _piece: 2,
    _intent: 1,
    _homonym: 3,
    _usual: 2,
    _about: 1,
    _chat: 1,
    _long: 2,
    _form: 1,
    _story: 2,
}
