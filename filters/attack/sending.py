"""A model is told to carry something away: what it was told or may see, in a link, an image, or a message."""

from __future__ import annotations

from filters.attack.ploy import Ploy, heads

_WHAT = (
    r"(?:(?:chat|conversation|message)\s+(?:history|log|transcript|contents?|so\s+far)|"
    r"system\s+prompt|(?:the\s+)?(?:user|customer|client|victim|employee)(?:'s|s'|"
    r"s)?\s+(?:\w+\s+){0,2}?(?:data|e-?mails?|address(?:es)?|names?|messages?|quer(?:y|ies)|"
    r"inputs?|"
    r"questions?|passwords?|credentials|details|information|tokens?|cookies?|location|inbox|"
    r"phone|number)|secrets?|conversations?|transcript|chat|api\s+keys?|credentials|"
    r"passwords?|access\s+tokens?|cookies?|environment\s+variables?|os\.environ|"
    r"private\s+keys?|personal\s+data|contact\s+list|contacts|inbox)"
)
_SEND = (
    r"(?:append|embed|encode|exfiltrate|send|post|forward|upload|transmit|leak|include|insert|"
    r"attach|put|place|render|collect|pass|e-?mail|add)"
)
_HEADS = heads(
    "chat history / conversation / conversations / chat / dialogue / transcript / context / "
    "system prompt / user's / users' / user data / customer's / client's / customer data / "
    "secrets / secret / api key / api keys / credentials / passwords / password / access "
    "token / access tokens / cookies / cookie / environment variables / os.environ / private "
    "key / private keys / personal data / contact list / contacts / inbox"
)

SENDING: tuple[Ploy, ...] = (
    Ploy(
        "send_away",
        "injection.exfiltration",
        0.0,
        _HEADS,
        rf"(?:the\s+)?{_WHAT}[^.\n]{{0,70}}?(?:https?://|\bur[li]s?\b|\blinks?\b|\bimages?\b|"
        rf"\bquery\b|\bwebhook|\bendpoint|\bserver\b|\S@\S|\bparameters?\b)",
        foreign=0.92,
        near=_SEND,
        led=(
            rf"(?:\A|[\n.!?:;,(\[{{<#*\-–—>\"'=/|]|\b(?:please|then|and|must|should|shall|to|now|also|"
            rf"always|will|you|just|or|have\s+it|it)\s)\s*{_SEND}\s+"
            r"(?:(?:me|us|all|of|the|a|an|every|any|full|entire|whole|this|our|copy|each|base64[- "
            r"]encoded|encoded|collected|found|up|it|and|out|with)\s+){0,5}"
        ),
        not_said=r"\b(?:never|do not|don't)\b",
    ),
    Ploy(
        "image_carrier",
        "injection.exfiltration",
        0.9,
        ("![",),
        r"!\[[^\]\n]{0,60}\]\(\s*<?https?://[^\s)]{3,120}?[?/"
        r"=&][^\s)]{0,60}?(?:\{+[^}\n)]{1,60}\}+|\[[^\]\n)]{1,60}\]|<[^>\n)]{1,60}>|%7B|\$\(|"
        r"\.\.\.|…|(?:USER|CHAT|DATA|SECRET|CONVERSATION|SYSTEM|PROMPT|SUMMARY|HISTORY|PASSWORD|"
        r"EMAIL|KEY)[A-Z_]*(?=[\s)&])|[ぁ-んァ-ヶ一-龠]{2,})",
        mentions=True,
        foreign=0.95,
    ),
    Ploy(
        "send_away",
        "injection.exfiltration",
        0.0,
        heads(
            "送信 / 転送 / 付けて / 付与 / 埋め込 / アップロード / 添付して / 載せて / 投稿し / post / 連結し"
        ),
        "(?:送信|転送|付けて|付与|埋め込|アップロード|添付して|載せて|入れて|投稿し|post|渡して|"
        "連結し|加えて)[^。\n]{0,30}?(?:せよ|しろ|こと|ください|下さい|して|する|開|表示|"
        "アクセス|出力|。|\\Z)",
        led=(
            "(?:(?:会話|チャット|やり取り|やりとり)(?:の)?(?:履歴|内容|全文|ログ|記録|要約)?|"
            "システムプロンプト|(?:利用者|ユーザー|顧客|お客様|参加者|全員|"
            "受信者)の?(?:\\S{0,6}の)?(?:氏名|名前|メール(?:アドレス)?|住所|電話番号|連絡先|個人情報|"
            "年収\\S{0,8}|パスワード|情報|データ|発言)|パスワード|APIキー|認証情報|秘密鍵|環境変数|"
            "Cookie|クッキー|アクセストークン|連絡先|受信箱|個人情報)"
            "[^。\n]{0,40}?(?:https?://\\S{0,40}|URL|リンク|画像|外部(?:サーバー?)?|"
            "\\S{1,20}@\\S{1,24}|サーバー?|クエリ|末尾|フォーム|webhook)[^。\n]{0,12}?"
        ),
        foreign=0.92,
        not_said="(?:しないこと|しないで|禁止|いけません|ないように|ないでください)",
    ),
)
