"""What such statements are made of, in Japanese and English: a subject matter, and what is said of it.

Source of the eleven matters: Act on the Protection of Personal Information, article 2(3),
and article 2 of its cabinet order (docs/sources.md#special-care). Nationality, or the mere
word 外国人, is none of them; nor is a book borrowed or a shop visited that lets one guess.

`heads` name the matter. `says` follows a head within a few characters and makes it a
statement about someone. `alone` says it all by itself, given a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matter:
    """One of the law's matters. heads, alone: literals separated by spaces. says: source of an expression."""

    name: str
    heads: str = ""
    says: str = "(?!)"
    alone: str = ""


_CARE = (
    "(?:治療|手術|投薬|化学療法|放射線|透析|検査|診察|診療|カウンセリング|リハビリ)(?:を|に|中|"
    "し|のため|が)(?:受け|し|して|通|続け|必要)?"
    "|診断(?:され|を受け|が(?:下|つ|出|おり)|書|した|して|名)?|罹患|発症|再発|患(?:い|っ|う|"
    "って)|通院|入院|闘病|療養|休職|服薬|服用"
    "|(?:歴|既往)(?:が|の|は|を|あり|有)|既往|持病|持ち|陽性|感染(?:し|が|中|者)|(?:が|も|"
    "を)?(?:判明|発覚|見つか|悪化|抱え|告知)"
    "|(?:で|に)(?:苦し|悩|倒れ|なっ|かか|亡く|死)|だ(?:った|そう|と)|である(?:こと|と)|の(?:疑い|"
    "既往|持病|診断|ため|患者|後遺症|症状が(?:あ|出|重))"
)
_DISEASES = (
    "がん 癌 ガン 白血病 悪性リンパ腫 腫瘍 糖尿病 高血圧症 脂質異常症 心筋梗塞 狭心症 心不全 "
    "不整脈 脳梗塞 脳卒中 脳出血 くも膜下出血 "
    "うつ病 鬱病 うつ 双極性障害 躁うつ病 統合失調症 パニック障害 適応障害 不安障害 強迫性障害 "
    "摂食障害 拒食症 過食症 睡眠障害 不眠症 "
    "依存症 アルコール依存症 薬物依存症 ギャンブル依存症 PTSD 心的外傷後ストレス障害 てんかん "
    "認知症 アルツハイマー病 アルツハイマー "
    "パーキンソン病 ALS 筋萎縮性側索硬化症 多発性硬化症 筋ジストロフィー 難病 潰瘍性大腸炎 "
    "クローン病 膠原病 関節リウマチ リウマチ 全身性エリテマトーデス "
    "HIV エイズ AIDS 梅毒 クラミジア 淋病 性病 性感染症 B型肝炎 C型肝炎 A型肝炎 肝炎 肝硬変 "
    "腎不全 腎臓病 人工透析 ネフローゼ 結核 肺炎 肺気腫 "
    "ぜんそく 喘息 気管支喘息 アトピー性皮膚炎 乾癬 ハンセン病 水俣病 甲状腺機能亢進症 "
    "バセドウ病 橋本病 子宮内膜症 子宮筋腫 不妊症 流産 死産 中絶 "
    "椎間板ヘルニア ヘルニア 緑内障 白内障 網膜色素変性症 メニエール病 突発性難聴 胃潰瘍 "
    "十二指腸潰瘍 胆石 膵炎 新型コロナ コロナウイルス インフルエンザ 帯状疱疹 "
    "精神疾患 精神病 心臓病 肝臓病 遺伝病 血友病 慢性疲労症候群 線維筋痛症 自律神経失調症 "
    "更年期障害 貧血 脳腫瘍 敗血症 骨粗しょう症"
)
_OFFENCES = (
    "窃盗 万引き 詐欺 横領 強盗 恐喝 脅迫 暴行 傷害 傷害致死 殺人 殺人未遂 放火 強制わいせつ "
    "不同意わいせつ 不同意性交 強姦 痴漢 盗撮 "
    "住居侵入 器物損壊 名誉毀損 侮辱 業務上横領 背任 収賄 贈賄 脱税 覚醒剤取締法違反 "
    "大麻取締法違反 大麻所持 覚醒剤 薬物使用 覚せい剤 "
    "道路交通法違反 飲酒運転 酒気帯び運転 ひき逃げ 過失運転致死 過失運転致傷 危険運転致死傷 "
    "児童買春 児童ポルノ 児童虐待 ストーカー規制法違反 "
    "公務執行妨害 偽造 公然わいせつ 誘拐 監禁 銃刀法違反 インサイダー取引 金融商品取引法違反 "
    "不正アクセス禁止法違反 著作権法違反"
)
_JUDGED = (
    "(?:の|罪|容疑|事件|未遂|の罪|の容疑|の疑い|で|により|にて|を(?:し|犯)|、)*"
    "(?:逮捕|起訴|有罪|書類送検|送検|服役|懲役|禁錮|罰金|執行猶予|実刑|前科|前歴|略式命令|勾留|"
    "検挙|摘発|指名手配|判決|補導|収監|犯罪歴|自首)"
)

JAPANESE: tuple[Matter, ...] = (
    Matter("disease", _DISEASES, f"(?:の|で|に|が|を|と|も|は|により|のため|性)?(?:{_CARE})"),
    Matter(
        "disability",
        "身体障害 知的障害 精神障害 発達障害 聴覚障害 視覚障害 内部障害 肢体不自由 高次脳機能障害 "
        "学習障害 注意欠如多動症 注意欠陥多動性障害 "
        "自閉スペクトラム症 自閉症 アスペルガー症候群 アスペルガー ADHD ASD 脳性麻痺 半身不随 "
        "下半身不随 ダウン症 全盲 弱視 難聴 ろう 失語症 吃音 障害等級 障がい",
        (
            "(?:者|の|が|を|で|も|と|に|児|は)*(?:手帳|認定|等級|[1-7一二三四五六七]級|診断|持|抱え|あり|"
            "あ(?:る|っ)|雇用|年金|疑い|判明|特性|生まれ|です|だ|ため|なっ)"
        ),
        (
            "障害者手帳 障がい者手帳 療育手帳 精神障害者保健福祉手帳 身体障害者手帳 愛の手帳 "
            "障害者雇用枠 障害年金 障害基礎年金 障害厚生年金"
        ),
    ),
    Matter(
        "check-up",
        (
            "健康診断 健診 人間ドック 定期健診 ストレスチェック 血液検査 遺伝子検査 心電図 胃カメラ "
            "MRI検査 CT検査 PCR検査 がん検診 特定健診 脳ドック 尿検査 精密検査 出生前診断"
        ),
        "(?:の|で|に|が|は|を|、|結果|判定)*(?:要(?:再検査|精密検査|治療|経過観察|再検)|異常|再検査|"
        "陽性|所見|[C-E]判定|引っかか|ひっかか|判明|高ストレス|数値が|指摘|見つか"
        "|.{0,14}(?:判明|見つか|陽性|指摘|引っかか|異常|疑い|要再検査|要精密検査|要治療|高ストレス))",
    ),
    Matter(
        "care",
        "心療内科 精神科 腫瘍内科 産婦人科 婦人科 泌尿器科 肛門科 メンタルクリニック 透析センター "
        "緩和ケア ホスピス 抗がん剤 抗うつ薬 抗うつ剤 抗精神病薬 "
        "睡眠薬 インスリン 降圧剤 抗HIV薬 抗不安薬 向精神薬 ステロイド ペースメーカー 人工肛門 "
        "ストーマ 処方薬 保健指導 面接指導",
        (
            "(?:の|で|に|が|を|へ|を毎日|注射|治療)*(?:通(?:っ|い|院|う)|入(?:院|所|っ)|受診|受け|処方|"
            "服用|飲ん|飲み|投与|打っ|使(?:っ|用)|装着|つけ|入れ|かか|かよ|診療)"
        ),
    ),
    Matter(
        "offence",
        _OFFENCES,
        _JUDGED,
        "前科持ち 前科者 前科一犯 前科二犯 前科三犯 前科1犯 前科2犯 前科3犯 前科がある 前科があ "
        "犯罪歴がある 犯罪歴があ 前歴がある 元受刑者 刑務所に服役 刑務所に収監 刑務所に入 "
        "刑務所から出所 執行猶予中 執行猶予つき 執行猶予付き 有罪判決 実刑判決 懲役刑 保護観察中 "
        "保護観察処分 仮釈放 逮捕歴 逮捕された 書類送検 起訴された 服役していた 服役し 少年院 "
        "少年鑑別所 "
        "家庭裁判所の審判 保護処分 家裁に送致 家庭裁判所に送致 起訴猶予 不起訴処分 略式起訴",
    ),
    Matter(
        "victim",
        _OFFENCES
        + (
            " 性暴力 性犯罪 性的暴行 性的虐待 虐待 DV 家庭内暴力 ストーカー 強姦 レイプ リベンジポルノ "
            "振り込め詐欺 特殊詐欺 ひったくり 通り魔 人身売買 交通犯罪 いじめ暴行"
        ),
        (
            "(?:事件|の|罪|に(?:よる)?|行為)*(?:被害(?:に(?:遭|あ)|を受|者|届|の)|(?:の)?被害者|に(?:遭|"
            "あ)っ(?:た|て)|襲われ|され(?:た|て))"
        ),
        "犯罪被害者 犯罪の被害 犯罪被害",
    ),
    Matter(
        "creed",
        "キリスト教 カトリック プロテスタント クリスチャン イスラム教 イスラーム ムスリム 仏教 "
        "浄土真宗 浄土宗 曹洞宗 臨済宗 真言宗 天台宗 日蓮宗 日蓮正宗 "
        "創価学会 天理教 金光教 立正佼成会 幸福の科学 エホバの証人 モルモン教 統一教会 "
        "世界平和統一家庭連合 オウム真理教 アレフ 神道 ヒンドゥー教 ヒンズー教 "
        "ユダヤ教 シーク教 ゾロアスター教 バハイ教 生長の家 真如苑 霊友会 PL教団 大本 黒住教 "
        "新興宗教 新宗教 カルト教団 救世軍 無神論 チベット仏教 ロシア正教 正教会",
        (
            "(?:の|を|に|へ|系|で|な)*(?:信(?:者|仰|徒|じ|奉)|教徒|入信|改宗|洗礼|会員|信心|帰依|入会|"
            "入教|出家|牧師|司祭|僧侶|門徒|檀家|宗徒|熱心|脱会|二世|2世|お祈り|礼拝|家庭|だ(?:そう|と)|"
            "である)"
        ),
        "クリスチャンです 信者です 信仰上の理由 宗教上の理由で 宗教二世",
    ),
    Matter(
        "politics",
        "日本共産党 共産党 自由民主党 自民党 立憲民主党 公明党 日本維新の会 維新の会 国民民主党 "
        "れいわ新選組 社民党 社会民主党 参政党 NHK党 日本保守党 右翼団体 左翼団体 "
        "極右団体 極左団体 極左暴力集団 過激派 新左翼 革マル派 中核派 民主党 共和党 労働党 共産主義 "
        "社会主義 無政府主義 国家社会主義 民族主義 右翼思想 左翼思想 政治団体 日本会議",
        (
            "(?:の|を|に|系|へ)*(?:党員|支持|入党|支援者|後援会|活動家|活動員|構成員|メンバー|信奉|"
            "主義者|思想|傾倒|会員|シンパ|所属|に入|投票(?:し|する))"
        ),
        "政治的信条 思想信条 共産主義者 無政府主義者",
    ),
    Matter(
        "race",
        "アイヌ アイヌ民族 琉球民族 ウィルタ 在日韓国人 在日朝鮮人 在日コリアン 在日中国人 ユダヤ人 "
        "ユダヤ系 ロマ クルド人 ウイグル人 黒人 白人 アフリカ系 朝鮮系 韓国系 "
        "中国系 ブラジル系 先住民族 先住民 漢民族 ヒスパニック アラブ系 日系 混血 ハーフ クォーター "
        "チベット人 ロヒンギャ",
        (
            "(?:の|民族|系|人|、)*(?:血(?:を|が|筋|統)|出身|ルーツ|子孫|末裔|家系|家庭に(?:生|育)|(?:二|"
            "三|四|[2-4])世|両親|母親|父親|祖父母|生まれ|家に生|アメリカ人|をひ(?:く|い))"
        ),
    ),
    Matter(
        "status",
        "被差別部落 同和地区 部落 未解放部落",
        "(?:の|に|で|から)*(?:出身|生まれ|育ち|生ま|出の|住民|の出|ルーツ|子孫)",
        "非嫡出子 婚外子 元ハンセン病患者 部落出身 同和出身",
    ),
)

_TREATED = (
    r"\s(?:treatment|therapy|medication|surgery|diagnosis|patient|survivor|positive|relapse|in\sremission)"
)
_ENGLISH_DISEASES = (
    "cancer leukemia lymphoma tumor diabetes epilepsy hypertension stroke HIV AIDS hepatitis "
    "tuberculosis asthma depression schizophrenia "
    "dementia Alzheimer's Parkinson's bipolar anorexia bulimia PTSD autism autistic ADHD lupus "
    "dialysis chemotherapy alcoholism syphilis "
    "chlamydia gonorrhea miscarriage abortion arthritis Crohn's sclerosis dyslexia cirrhosis"
)
ENGLISH: tuple[Matter, ...] = (
    Matter("disease", _ENGLISH_DISEASES, _TREATED),
    Matter(
        "offence",
        alone="ex-convict,criminal record,served time,spent time in prison,was convicted,been "
        "convicted,pleaded guilty,on parole,on probation,was arrested for,"
        "been arrested for,sentenced to",
    ),
    Matter(
        "disability",
        alone=(
            "is disabled,disability pension,is blind,is deaf,wheelchair user,is paraplegic,uses a wheelchair"
        ),
    ),
)
# What stands in front of an English head and makes it a statement.
SAID_BEFORE = (
    r"(?:diagnosed\swith|suffer(?:s|ed|ing)?\sfrom|(?:being\s)?treated\sfor|battl(?:es|ed|ing)|"
    r"(?:has|had|have|having|got)|living\swith|history\sof|"
    r"tested\spositive\sfor|hospitali[sz]ed\s(?:for|with)|medication\sfor|recover(?:ing|ed)\sfrom|"
    r"undergoing|died\sof|(?:is|was|am|are|been))"
    r"(?:\s(?:a|an|the|his|her|my|their|breast|lung|colon|prostate|skin|type|severe|chronic|major|"
    r"clinical|stage|early|[12]|mild|acute|multiple|rheumatoid)){0,3}\s$"
)
