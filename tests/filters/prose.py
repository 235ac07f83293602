"""Ordinary text for tests that measure: nothing in it is to be found."""

ENGLISH = (
    "The ferry left the harbour a little after seven, and by the time the fog had lifted we could see "
    "the lighthouse quite clearly. Nobody had told us that the island has no shops; we carried bread, "
    "cheese and a thermos of tea, which turned out to be enough for two days. In the evening the "
    "keeper (a quiet man who had worked there since 1998) showed us the old lamp. It weighs about 350 "
    "kilograms, he said, and it still turns without a sound. We asked whether the winters were hard. "
    '"You get used to it," he answered, "but you don\'t get used to the birds." On the second day we '
    "walked around the whole shore in 3 hours, counting seals: 14 on the east side, none on the west. "
    "Somebody's well-worn boots stood on the jetty. The boat came back at noon; the sea was flat, and "
    "the engine's hum put everyone to sleep."
)

JAPANESE = (
    "朝七時すぎに船は港を離れ、霧が晴れるころには灯台がはっきりと見えていました。島には店がないと誰も教えて"
    "くれませんでしたが、パンとチーズとお茶を持っていたので、二日間は十分でした。夕方、灯台守（1998年から"
    "そこで働いている物静かな人）が古いランプを見せてくれました。重さは約350キログラムで、今でも音もなく回る"
    "そうです。「冬は厳しいですか」と聞くと、「慣れますよ。でも鳥には慣れませんね」と笑いました。二日目は3時間"
    "かけて島を一周し、アザラシを数えました。東側に14頭、西側には一頭もいません。GPSの地図では道が途切れて"
    "いましたが、AIの翻訳アプリで看板を読みながら歩きました。昼に船が戻り、海は静かで、エンジンの音に誘われて"
    "みんな眠ってしまいました。"
)
