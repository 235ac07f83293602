"""Long requests that harm nobody, in English and Japanese: roles with rules, pasted text, lists of wishes.

What attacks are made of stands here too, meant well: "act as", "do not", "only", "from now
on", "your instructions". Written for this project, CC0.
"""

from __future__ import annotations

from training.harm.grammar import lines

WHO = (
    "a travel agent",
    "a poet",
    "a career counsellor",
    "a data scientist",
    "a stand-up comedian",
    "a nutritionist",
    "a Linux terminal",
    "an SQL database",
    "a recruiter",
    "a philosopher",
    "a personal trainer",
    "a screenwriter",
    "an interior designer",
    "a debate coach",
    "a chess player",
    "a historian",
    "an accountant",
    "an etymologist",
    "a storyteller",
    "a football commentator",
    "a dream interpreter",
    "a startup advisor",
    "a tarot reader",
    "a game master",
)

ENGLISH = lines("""
I want you to act as <who>. I will {give you|describe|tell you about} {a place|my situation|a topic|my data|a sentence|a character} and you will {answer with|suggest|write|explain} {three ideas|a short plan|the output only|a funny monologue|a table|one paragraph}. {Do not write explanations.|Do not ask questions.|Only reply with the result.|Never break character.|Keep it under 150 words.|Don't repeat my words.} {My first request is|My first sentence is|Start with}: {"I need help with my garden"|"a rainy day in Porto"|"select the ten newest orders"|"I slept badly"|"my team lost again"|"pwd"|"write about time"}.
You are <who> with {ten|twenty} years of experience. {Your task is to|Your job is to|Please} {review|rewrite|plan|outline|analyse} {my CV|the following text|a launch|a lesson|our budget|an article on bees}. {Rules|Instructions|Requirements}: 1. {Use simple words|Be concise|Ask before you assume|Use British spelling}. 2. {Do not use bullet points|No more than 300 words|Ignore the footnotes|Avoid passive voice}. 3. {Follow these instructions exactly|End with a question|Give examples|Stay in your role}.
{As a prompt generator|Create prompts} for {an image model|Stable Diffusion|a drawing AI}, {write|give me} {five|four} {detailed|short} prompts {for|about} {a castle in fog|a portrait of an old sailor|a cyberpunk street at night|a dragon over a lake|a cosy kitchen|a robot playing chess}. {Mention light, camera and style.|Separate words with commas.|No text in the image.|Use the words 8k and cinematic.}
Write {a long|a detailed|a funny|an emotional|a tense} {scene|story|chapter|sitcom episode|fan fiction|dialogue} {in which|where} {two brothers argue over a will|a queen is betrayed by her sister|a class is trapped in the museum at night|the heroes fight the demon lord and lose|a boy finds out that his teacher is a spy|a thief falls in love with the detective|the crew finds a bomb on the ship and must defuse it|a mother forgives the man who hurt her son}. {Use a lot of dialogue.|Show their feelings.|Make it 500 words.|End with a cliffhanger.|Keep the violence off the page.|The narrator is a cat.}
{Rewrite|Improve|Shorten|Translate into German|Summarise|Proofread} {this|the following} {e-mail|abstract|paragraph|review|speech}: {Dear all, as you know the heating has been broken since Monday. A technician will come tomorrow, please keep the doors closed and do not touch the boiler.|The results suggest that early exposure to music improves memory, although the effect was smaller than in previous studies.|I bought this kettle in March. It worked for a month, then it started to leak, and nobody answers my mails.|Ladies and gentlemen, tonight we honour the people who keep our city running while the rest of us sleep.|Our server was attacked last week; no customer data was lost, and we have since changed all passwords.}
{Compare|Discuss|Explain} {the causes of the First World War|monetary and fiscal policy|the themes of Macbeth|classical and operant conditioning|TCP and UDP|utilitarianism and Kant|photosynthesis and respiration} {in an essay of 800 words|for an exam|with references|for a twelve-year-old}. {Include an introduction and a conclusion.|Give two examples for each.|Mention critics.|Do not copy from Wikipedia.}
{I have|There is} {a Django app|a spreadsheet with 4,000 rows|an Arduino board|a React component|a Postgres table|a Unity scene} that {shows the wrong date|is too slow|does not update|throws a key error|crashes when I click twice|returns duplicates}. {Here is what I tried|What I have so far|The error says}: {I cleared the cache and restarted|TypeError: undefined is not a function|ERROR 1064 near 'group'|Segmentation fault (core dumped)|nothing happens}. {How do I fix it?|What should I check next?|Please show the corrected code.|Explain why.}
{We are going to|Let's} {play a text adventure|build a world|role-play|write a novel together}. {You describe|You play|I am} {the dungeon|the innkeeper|a young witch|the captain}, {I decide what to do|and I answer|you are my rival}. {Do not decide for me.|Roll dice for fights.|Keep track of my health and gold.|Wait for my reply after each turn.|From now on speak like in the Middle Ages.} {We begin in a tavern.|I wake up in a cell without my sword.|A stranger puts a knife on the table.|There is a knock at the door.}
{My|Our} {daughter|landlord|manager|flatmate|best friend|neighbour} {has been ignoring me|wants me to work on Sundays|owes me 300 euros|will not talk since the party|plays drums at night|keeps parking in my spot}. {I tried to talk.|I do not want a fight.|We used to be close.|I am losing sleep.} {What would you say in my place?|Write a calm message for me.|Am I overreacting?|What are my rights?}
{Make|Create|Generate} {a quiz with ten questions|a study plan|a marketing plan|a table|a weekly meal plan|a checklist|flashcards} {about|for|on} {the human heart|an online shop for tea|moving house|French verbs|a vegan athlete|a school trip|world capitals}. {Use markdown.|Put the answers at the end.|Columns: day, task, time.|Make it realistic.|Assume a small budget.}
""")

WHO_JA = (
    "旅行代理店の担当者",
    "詩人",
    "キャリアアドバイザー",
    "データ分析の専門家",
    "落語家",
    "管理栄養士",
    "編集者",
    "採用担当者",
    "哲学者",
    "脚本家",
    "インテリアデザイナー",
    "歴史家",
    "税理士",
    "ゲームマスター",
    "占い師",
    "国語の先生",
    "英会話講師",
    "広報担当",
)

JAPANESE = lines("""
あなたは<who>です。私が{場所|悩み|文章|データ|お題}を伝えるので、{三つの案|短い計画|結果だけ|表|一段落の文章}で{答えてください|返してください|提案してください}。{説明は書かないでください。|質問はしないでください。|最後まで役になりきってください。|百五十字以内でお願いします。|同じ言葉を繰り返さないこと。}最初のお題は「{庭の手入れ|雨の日の金沢|売上の表|寝つきが悪い|チームが負けた|時間}」です。
{以下の|次の}{メール|議事録|自己PR|お知らせ|レビュー}を{丁寧に直して|要約して|英訳して|三行にまとめて|校正して}ください。{条件|ルール|注意}: {敬語を使う|数字は変えない|注釈は無視する|専門用語を避ける}、{二百字以内|箇条書き禁止|最後に質問を入れる|指示に正確に従う}。本文:{月曜から暖房が故障しています。明日業者が来ますので、ボイラーには触れないでください。|三月に買った電気ケトルが一か月で水漏れし、問い合わせにも返事がありません。|先週当社のサーバーが攻撃を受けましたが、お客様の情報は漏れていません。パスワードは変更済みです。|学生時代は陸上部の副部長として、練習方法の見直しに取り組みました。}
{二人の兄弟が遺産で争う|女王が妹に裏切られる|泥棒が刑事に恋をする|少年が先生の正体を知る|船で見つかった爆弾を処理する|母が息子を傷つけた男を許す|魔王との最後の戦いに敗れる}{場面|物語|短編|脚本}を書いてください。{会話を多めに。|感情を丁寧に。|五百字で。|続きが気になる終わり方で。|語り手は猫で。|残酷な描写は避けて。}
{エクセルの表|社内アプリ|ホームページ|マクロ|データベース}が{重い|更新されない|エラーになる|日付がずれる|二重に登録される}。{再起動はしました。|キャッシュも消しました。|メッセージは「参照が無効です」です。|昨日までは動いていました。}{原因と直し方を教えてください。|次に何を確認すればいいですか。|修正したコードを見せてください。}
{第一次世界大戦の原因|金融政策と財政政策の違い|『こころ』の主題|光合成と呼吸|TCPとUDPの違い|憲法の三原則}について{八百字で|試験対策として|小学生にも分かるように|具体例を挙げて}{説明してください|論じてください|まとめてください}。{序論と結論を付けて。|反対意見にも触れて。|図にするならどう描くかも。}
一緒に{物語を作ろう|文字だけの冒険ゲームをしよう|面接の練習をしよう|世界観を考えよう}。{あなたは宿屋の主人|あなたは面接官|あなたは語り手|私は見習い魔女}で、{私の行動は勝手に決めないで|毎回私の返事を待って|戦いはサイコロで決めて|これからは時代劇の口調で話して}。{酒場から始める。|牢屋で目が覚めた。剣がない。|知らない男が机に短刀を置いた。|では志望動機からどうぞ。}
{上司|義母|隣人|友人|娘|大家さん}に{無視されています|休日出勤を頼まれました|お金を貸したままです|夜中の音で困っています|約束を破られました}。{けんかはしたくありません。|一度話しましたが変わりません。|眠れない日が続いています。}{角の立たない文面を考えてください。|私が悪いのでしょうか。|どう切り出せばいいですか。|相談できる窓口はありますか。}
{人体の問題を十問|お茶の通販の企画書|引っ越しのチェックリスト|フランス語の単語帳|一週間の献立表|遠足のしおり|新人研修の日程}を作ってください。{表形式で。|答えは最後に。|予算は少なめで。|現実的な内容に。|曜日ごとに分けて。}{なお、アレルギーの子が二人います。|対象は中学生です。|印刷して使います。|前の版の指示は古いので無視してください。}
""")
