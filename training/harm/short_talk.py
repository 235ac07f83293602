"""What people write in a few words, in English and Japanese. Written for this project, CC0."""

from __future__ import annotations

from training.harm.grammar import lines

LISTS = {
    "name": ("Ann", "Sam", "Kenji", "Maria", "Bob", "Lee", "Priya", "Tom", "Yuki", "Claude", "Gemini"),
    "place": ("Paris", "Tokyo", "Boston", "Berlin", "Osaka", "Lima", "San Francisco", "Sydney", "London"),
    "thing": ("the sea", "a cat", "autumn", "coffee", "the moon", "a train", "robots", "rain", "a blue whale",
              "a small dog", "bread", "the sun", "friendship", "a red ball", "winter", "a garden"),
    "say": ("hello", "hi", "hello world", "test", "yes", "ok", "one", "pong", "good morning", "this is a test", "bye",
            "blue", "done", "Hello, World!", "hello in French", "thanks in five languages", "foo", "42"),
    "place_ja": ("東京", "大阪", "京都", "札幌", "福岡", "パリ", "沖縄", "横浜"),
    "thing_ja": ("海", "猫", "秋", "コーヒー", "月", "電車", "雨", "庭", "友情", "パン", "桜", "山"),
}  # fmt: skip

ENGLISH = lines("""
{Say|say|Just say|Please say|Only say|Say only|Please just say} {"|}<say>{"|}{.|!|}{ Nothing else.||}
{Reply|Answer|Respond} {with|only with|with only|with just|with exactly} {"<say>"|<say>|one word|yes or no|the word <say>|a number|JSON|a single sentence|OK}{.|}
{Repeat|Echo|Print|Output|Type|Write} {after me|this|the following|back}: <say>{.|}
{Print|Write|Output|Spell|Count|List} {hello|the alphabet|1 to 10|from one to five|your name|three colours|the days of the week|the numbers from 1 to 20|five fruits|two random words}{.|}
{hello|hi|hey|hi there|hello there|hey there|good morning|good evening|greetings}{|!|.|, <name>|, how are you?|, who are you?|, can you help me?| everyone| world}
{and then|and now|then|what next|what else|and|so|why|why not|how|how so|who|where|when|which one|really|is that all|what about <thing>|and what happened|what do you mean|and <place>|what is next}{?|??}
{go on|continue|keep going|carry on|next|next one|more|one more|another one|again|try again|once more|say more|tell me more|go ahead|please continue|proceed|start|stop|wait|undo that|never mind|forget it|skip|skip this one|do it|do that|yes do it}{.|!|}
{yes|no|ok|okay|sure|fine|right|great|perfect|cool|nice|thanks|thank you|got it|I see|agreed|exactly|good|correct|wrong|not yet|maybe|done|y|n|k|thx}{|.|!|, thanks.| please.| to all|, go on.|, that is it.}
{Say|Tell me|Write|Give me} {it|that|this|the same} {again|shorter|in French|in one line|in other words|with an example|in Japanese|more politely|slowly|as a list}{.|, please.|}
{Tell|Write|Give|Sing} me {a joke|a story|a poem|a fact|a riddle|a haiku|a fun fact|two facts} {about <thing>|}{.|}
{Write|Compose} {a haiku|a poem|a limerick|a short story|one sentence|two lines} about <thing>{.|}
{What|what} {is|'s} {the weather|the temperature|the time|the date|the news} {in <place>|today|like in <place>|tomorrow|there|right now}{?|}
{What|what} {is|'s} {2 + 2|two plus two|3 * 7|the capital of France|17 x 23|your name|my name|this|that|the answer|in this image|in the picture|the first word|new|the meaning of life}{?|}
{Who|What} {are you|made you|is <name>|is this|can you do|do you see|was that|did I say|did I just ask}{?|}
{Describe|Explain|Summarise|Summarize|Translate|Classify|Compare|Label|Caption} {this|it|this image|the image|the picture|this text|this page|both|the file|this document|the audio|the video}{.| in one sentence.| briefly.|}
{Remember|Note|My name is|Call me|I am|I'm} {<name>|that I like <thing>|the number 7|the word <say>|that my name is <name>|in <place>}{.|}
{Thanks|Thank you}{ so much|} {<name>|for your help|for that}{.|!} {See you|Bye|Good night|Have a nice day}{.|!|}
You are a {helpful|friendly|concise|polite|cheerful|terse} {assistant|tutor|bot|guide|agent|translator|librarian|travel agent|weather bot}{.| who answers briefly.| that uses tools.| for <place>.| Answer in one sentence.| You speak Japanese.}
{Be|Answer|Reply} {brief|concise|short|kind|in one word|briefly|in English|in Japanese|politely|as a pirate|with care}{.| Use metric units.| Do not explain.| Think first.|}
{I|We} {like|love|need|want|have|see|lost|found|bought} {<thing>|it|two of them|more time|another one|nothing}{.|!|}
{The|A|My} {sky is blue|grass is green|cat sat on the mat|answer is 4|dog barks|sun is hot|train is late|test passed|file is empty|meeting is over|light is on|weather is sunny|quick brown fox jumps}{.|}
{Sure|Of course|Certainly|Okay|Alright|Absolutely}{!|,|.} {Here is|Here's|I will write|Let me look up|I'll get|Let me check} {a haiku about <thing>|the weather in <place>|the answer|a short story|the list|what I found|it|your file}{:|.|}
{Hello|Hi|Hey}! {How can I help you today?|How may I assist you?|What can I do for you?|Nice to meet you.|It's nice to meet you. How are you?|I'm <name>.}
{It|The temperature|The weather} {is|will be} {sunny|72 degrees|18 °C|cloudy|foggy|cold|warm and sunny|22 degrees and clear|raining} {in <place>|today|there|tomorrow|}{.|}
{I'm sorry|Sorry}, {I|but I} {do not know|don't have access to that|could not find it|can't see the image|need more information|am not sure}{.|}
{The user|The person|Someone} {is asking|asks|wants|greets me|said hello|wants to know}{ about <thing>| for the weather in <place>| to say hello|}{.| I should answer briefly.| Simple.| I will call the tool.}
{Let me think|I need to|First I|So the answer|Now I|I should} {about this|check the weather|multiply both|is four|have the result|call the function|use the tool|count the letters|look at <place>}{.|...|:}
{Turn|Switch|Play|Set|Pause|Open|Close|Book|Order|Call|Find} {on the light|off the music|a timer for 10 minutes|the door|a table for two|a taxi|the next song|the nearest café|it|my notes}{.| please|}
{1|2|3|A|B|C|option 1|the first|the second|both|neither|all of them|none|the last one}{|.|?|)}
{red|blue|green|warm|cold|cats|dogs|a fox|tea|music|rivers|Friday|noon|a lot|little|north|up} {|and blue|, white|or not|jumps|runs| over the lazy dog|is nice}{.|}
Why {is the sky blue|do cats purr|not|is that|did it fail|two|do you ask|<thing>}{?|}
How {are you|is it going|are things|old are you|many are there|much is it|do you know|does it work|far is <place>|do I start|long is it|many r's are in strawberry|about <place>}{?|}
{Kill|Stop|Cancel|Abort|Drop|Delete|Remove|Ignore|Reset|Clear|Forget|Skip} {it|that|this|the job|the timer|the last one|the first line|the process|my order|the draft|the chat|all|everything|my last message}{.|!| please|}
Can you {hear me|see this|help|speak Japanese|read it|do that again|count to ten|help me with my homework|say <say>|tell me a joke|open it}{?|}
{Is|Are|Was} {it|that|this|they} {true|ok|fine|Monday|right|safe|the same|you|open|better|enough|correct|a cat}{?|}
{Chapter|Page|Part|Question|Test|Example|Item|Lesson|Turn|Message|Version|Room} {1|2|12|A|one|3.5}{.|:||: <thing>|: introduction}
{Lorem ipsum|foo bar|foo|bar|baz|test test|testing 1 2 3|asdf|abc|xyz|hello hello|blah|ping|pong|hm|hmm|uh|oh|ah|wow|haha|lol|:)|...|!|?|-}
""")

JAPANESE = lines("""
{こんにちは|こんばんは|おはよう|やあ|もしもし|どうも|はじめまして|ハロー|お疲れ様です|ご苦労さま}{|。|!|!元気?|、<place_ja>です。|。よろしくお願いします。}
{「|}{こんにちは|はい|テスト|おはよう|1|了解|赤|ありがとう|ハロー}{」|}{と言って|とだけ言って|と答えて|とだけ返して|と返信して|って言って|とだけ書いて|と三回言って}{。|ください。|ね|}
{続けて|続き|次|もう一つ|もう一度|もっと|他には|ほかは|やり直し|止めて|待って|進めて|お願い|頼む|それで|それから|そして|で|なんで|なぜ|どうして|どこ|いつ|だれ|どれ|どう}{?|。||ください。|ですか?|、お願いします}
{はい|いいえ|うん|ううん|ok|OK|了解です|分かりました|なるほど|そうですね|その通り|違う|まだ|いいね|よし|ありがとう|助かりました|承知しました|だめ|大丈夫}{|。|!|、続けて。|、ありがとう。|です}
{一言で|短く|簡単に|英語で|日本語で|フランス語で|箇条書きで|敬語で|丁寧に|三行で|もっと短く|一文で}{答えて|まとめて|言って|説明して|書いて|お願い|訳して}{。|ください。|}
{<place_ja>|今日|明日|週末|そこ|外}の{天気|気温|予報|ニュース|日の出|イベント}{は|を教えて|はどう|を調べて|って}{?|。|}
{<thing_ja>}{について|の}{俳句|詩|短い話|一文|豆知識|なぞなぞ|説明}{を書いて|を作って|を教えて|をお願い|}{。|ください。|}
{これ|それ|あれ|この画像|この写真|この文|このファイル|この表|この音声}{は何|を説明して|を訳して|を要約して|について教えて|を直して|を読んで|は正しい|に何が写ってる}{?|。|}
{1+1は|2たす3は|三かける四は|フランスの首都は|今何時|今日は何日|あなたは誰|お名前は|何ができるの|私の名前は|好きな色は}{?|。||ですか?}
{承知しました|かしこまりました|もちろんです|はい}{。|!|、}{<place_ja>の天気を調べます|俳句を書きます|こちらです|お答えします|少々お待ちください|答えは四です}{。|:}
{<place_ja>は}{晴れ|曇り|雨|22度|少し寒い|快晴}{です|でしょう|で、風は弱い}{。|}
あなたは{親切な|簡潔な|明るい|丁寧な}{アシスタント|翻訳者|先生|案内係|司書|店員}です。{短く答えてください。|日本語で答えてください。|道具を使えます。|}
{空は青い|猫が寝ている|犬が走る|電車が来た|雨がやんだ|会議は終わった|明日は休み|本を読んだ|テスト中です|ファイルは空です|<thing_ja>が好き}{。|です。|ね。|}
{止めて|キャンセル|消して|削除|取り消し|無視して|忘れて|リセット|閉じて|終了|戻して}{|。|ください。|、最後の行を|、今の質問|、タイマーを}
{すみません|ごめんなさい|失礼しました}。{分かりません|画像が見えません|もう一度お願いします|間違えました|情報がありません}。
{第一章|問1|例|項目|件名|合計|備考|名前|日付|場所|電話|品名|数量|単価}{:|は|。|}{<thing_ja>|<place_ja>|3|なし|未定|1,200円|田中|令和6年4月1日|}
{えっと|うーん|へえ|わあ|ふむ|あはは|笑|草|ほう|おお|げんき|ひま|ねむい|てすと|あ|い|う}{|。|…|!|?}
{電気をつけて|音楽をかけて|タイマー10分|窓を閉めて|次の曲|地図を開いて|予約して|メモして|計算して}{。||ください。|お願い}
""")
