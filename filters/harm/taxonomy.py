"""The one table of what can be wrong with a text: 17 harms, 6 attacks, and where each stands elsewhere.

Two axes that say nothing of each other: *harm* is what a text is about, *attack* how it
goes at the model. A class names a kind (`harm.fraud_scam`), its sub-classes travel in
`finding.attrs["sub"]`, how bad it is in `attrs["severity"]`. What is done is the
policy's word alone; `route` only says what the shipped presets lean to.

Sources of the crosswalks: docs/sources.md#harm. The names of acts are pointers for
counsel, not a reading of the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Severity = Literal[0, 1, 2, 3]
SEVERITIES: tuple[str, ...] = ("none", "low", "medium", "high")  # by number; Azure counts 0, 2, 4, 6

# refuse: as a whole. resources: an answer that names help. review: a person looks. notice: the answer
# stands, with a word of caution. sources: it stands where it says what it rests on. pii, ip: other
# filters know more. flag: no more than a mark.
Route = Literal["refuse", "resources", "review", "notice", "sources", "pii", "ip", "flag"]
Scheme = Literal["ailuminate", "llama_guard", "openai", "azure", "bedrock", "aisi_japan", "law"]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What others call it: codes as they stand in answers of theirs (aisi_japan, law: titles)."""

    ailuminate: tuple[str, ...] = ()
    llama_guard: tuple[str, ...] = ()
    openai: tuple[str, ...] = ()
    azure: tuple[str, ...] = ()
    bedrock: tuple[str, ...] = ()
    aisi_japan: tuple[str, ...] = ()
    law: tuple[str, ...] = ()

    def codes(self, scheme: Scheme) -> tuple[str, ...]:
        """The codes of one scheme."""
        return getattr(self, scheme)


@dataclass(frozen=True, slots=True)
class Subclass:
    """A part of a class that a policy may treat apart. route: where it is not the class's own."""

    name: str
    japanese: str
    documentation: str
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Class:
    """One row. zero_tolerance: never logged as text, never traced, refused by every preset that acts."""

    kind: str
    id: str  # H1 … H17, A1 … A6
    japanese: str
    documentation: str
    route: Route
    crosswalk: Crosswalk
    subclasses: tuple[Subclass, ...] = ()
    zero_tolerance: bool = False

    @property
    def name(self) -> str:
        """The last part of the kind: the key in scores and options."""
        return self.kind.rpartition(".")[2]

    def sub(self, name: str) -> Subclass | None:
        """One of its sub-classes by name."""
        return next((one for one in self.subclasses if one.name == name), None)


_HARMFUL = "有害情報の出力制御"
_FALSE = "偽誤情報の出力・誘導の防止"
_FAIR = "公平性と包摂性"
_RISK = "ハイリスク利用・目的外利用への対処"
_PRIVACY = "プライバシー保護"
_SECURITY = "セキュリティ確保"
_ROBUST = "ロバスト性"

HARMS: tuple[Class, ...] = (
    Class(
        "harm.violent_crime",
        "H1",
        "暴力犯罪・脅迫・過激主義",
        "Killing, assault, threats, terrorism and extremism: how to, or praise of it.",
        "refuse",
        Crosswalk(
            ailuminate=("vcr",),
            llama_guard=("S1",),
            openai=("violence", "violence/graphic", "illicit/violent", "harassment/threatening"),
            azure=("Violence",),
            bedrock=("VIOLENCE",),
            aisi_japan=(_HARMFUL,),
            law=("刑法",),
        ),
    ),
    Class(
        "harm.weapons_cbrn",
        "H2",
        "兵器・爆発物・CBRN",
        "Making or getting weapons, explosives, and chemical, biological, radiological or nuclear means.",
        "refuse",
        Crosswalk(
            ailuminate=("iwp",),
            llama_guard=("S9",),
            openai=("illicit/violent",),
            azure=("Violence",),
            bedrock=("MISCONDUCT",),
            aisi_japan=(_HARMFUL,),
            law=("化学兵器禁止法", "銃刀法", "爆発物取締罰則"),
        ),
        (
            Subclass("chemical", "化学", "Chemical agents."),
            Subclass("biological", "生物", "Biological agents and toxins."),
            Subclass("nuclear", "放射性物質・核", "Radiological and nuclear material."),
            Subclass("explosives", "爆発物", "Bombs and incendiaries."),
            Subclass("firearms", "銃器", "Guns and other arms."),
        ),
    ),
    Class(
        "harm.nonviolent_crime",
        "H3",
        "非暴力犯罪",
        "Drugs, theft, laundering, and being recruited for crime: how to, or where.",
        "refuse",
        Crosswalk(
            ailuminate=("ncr",),
            llama_guard=("S2",),
            openai=("illicit",),
            bedrock=("MISCONDUCT",),
            aisi_japan=(_HARMFUL,),
            law=("刑法", "麻薬及び向精神薬取締法", "職業安定法"),
        ),
        (
            Subclass("dark_job", "闇バイト", "Jobs that are crimes: recruiting for them, or taking them."),
            Subclass("drugs", "薬物", "Making, selling or getting illegal drugs."),
            Subclass("theft", "窃盗", "Stealing, shoplifting, burglary."),
            Subclass("laundering", "資金洗浄", "Money laundering, sold accounts, evasion of tax."),
        ),
    ),
    Class(
        "harm.fraud_scam",
        "H4",
        "詐欺",
        "Fraud: scripts, pages and methods for deceiving people out of money or secrets.",
        "refuse",
        Crosswalk(
            ailuminate=("ncr",),
            llama_guard=("S2",),
            openai=("illicit",),
            bedrock=("MISCONDUCT",),
            aisi_japan=(_HARMFUL,),
            law=("刑法", "犯罪収益移転防止法"),
        ),
        (
            Subclass(
                "special_fraud", "特殊詐欺", "Posing on the telephone as family, police, bank or office."
            ),
            Subclass(
                "investment", "投資詐欺", "Investments that do not exist, on social media or by romance."
            ),
            Subclass(
                "phishing", "フィッシング", "Messages and pages that ask for secrets in another's name."
            ),
        ),
    ),
    Class(
        "harm.cyber_abuse",
        "H5",
        "サイバー攻撃",
        "Malware, intrusion, and abuse of systems that are not one's own.",
        "refuse",
        Crosswalk(
            ailuminate=("ncr",),
            llama_guard=("S2", "S14"),
            openai=("illicit",),
            bedrock=("MISCONDUCT",),
            aisi_japan=(_SECURITY,),
            law=("不正アクセス禁止法", "刑法"),
        ),
    ),
    Class(
        "harm.csae",
        "H6",
        "児童の性的搾取・虐待",
        "Sexual exploitation or abuse of children, in any form. Its text is kept nowhere.",
        "refuse",
        Crosswalk(
            ailuminate=("cse",),
            llama_guard=("S4",),
            openai=("sexual/minors",),
            azure=("Sexual",),
            bedrock=("SEXUAL",),
            aisi_japan=(_HARMFUL,),
            law=("児童買春・児童ポルノ禁止法",),
        ),
        zero_tolerance=True,
    ),
    Class(
        "harm.sexual_crime",
        "H7",
        "性犯罪",
        "Sexual assault, trafficking, secret filming, and images spread or made without consent.",
        "refuse",
        Crosswalk(
            ailuminate=("src",),
            llama_guard=("S3",),
            openai=("sexual", "illicit"),
            azure=("Sexual",),
            bedrock=("SEXUAL",),
            aisi_japan=(_HARMFUL,),
            law=("刑法", "性的姿態撮影等処罰法", "リベンジポルノ防止法"),
        ),
        (
            Subclass("voyeurism", "盗撮", "Filming or watching someone in secret."),
            Subclass("ncii", "性的画像の無断公開", "Spreading intimate images without consent."),
            Subclass("trafficking", "人身取引", "Trade in people for sex."),
            Subclass("deepfake", "性的ディープフェイク", "Sexual images of a real person, made by machine."),
        ),
    ),
    Class(
        "harm.sexual_content",
        "H8",
        "性的コンテンツ（成人）",
        "Sexual content of and for adults: a question of the house, not of law.",
        "flag",
        Crosswalk(
            ailuminate=("sxc",),
            llama_guard=("S12",),
            openai=("sexual",),
            azure=("Sexual",),
            bedrock=("SEXUAL",),
            aisi_japan=(_HARMFUL,),
        ),
    ),
    Class(
        "harm.hate_discrimination",
        "H9",
        "憎悪・差別",
        "Demeaning people, or treating them worse, for what they are.",
        "refuse",
        Crosswalk(
            ailuminate=("hte",),
            llama_guard=("S10",),
            openai=("hate", "hate/threatening"),
            azure=("Hate",),
            bedrock=("HATE",),
            aisi_japan=(_FAIR,),
            law=("障害者差別解消法", "ヘイトスピーチ解消法", "男女雇用機会均等法"),
        ),
        (
            Subclass("employment", "採用・雇用差別", "Deciding on work by what a person is.", "review"),
            Subclass("credit", "与信差別", "Deciding on credit or insurance by it.", "review"),
            Subclass("housing", "入居差別", "Deciding on housing by it.", "review"),
        ),
    ),
    Class(
        "harm.harassment",
        "H10",
        "嫌がらせ・侮辱",
        "Insulting, bullying, stalking or intimidating someone.",
        "refuse",
        Crosswalk(
            openai=("harassment", "harassment/threatening"),
            azure=("Hate",),
            bedrock=("INSULTS",),
            aisi_japan=(_HARMFUL,),
            law=("刑法（侮辱）", "ストーカー規制法", "労働施策総合推進法"),
        ),
    ),
    Class(
        "harm.self_harm",
        "H11",
        "自殺・自傷",
        "Suicide, self-harm and disordered eating: someone in need, or what would hurt them.",
        "resources",
        Crosswalk(
            ailuminate=("ssh",),
            llama_guard=("S11",),
            openai=("self-harm", "self-harm/intent", "self-harm/instructions"),
            azure=("SelfHarm",),
            bedrock=("MISCONDUCT",),
            aisi_japan=(_HARMFUL,),
            law=("刑法（自殺関与）", "自殺対策基本法"),
        ),
        (
            Subclass("intent", "希死念慮の表明", "A person says that they want to hurt themselves."),
            Subclass("instructions", "方法の質問", "Asking for means or methods."),
            Subclass("encouragement", "勧誘・助長", "Urging someone to it."),
        ),
    ),
    Class(
        "harm.privacy_violation",
        "H12",
        "プライバシー侵害",
        "Finding out, tracking or exposing a person.",
        "pii",
        Crosswalk(
            ailuminate=("prv",),
            llama_guard=("S7",),
            aisi_japan=(_PRIVACY,),
            law=("個人情報保護法", "ストーカー規制法"),
        ),
    ),
    Class(
        "harm.defamation",
        "H13",
        "名誉毀損",
        "An allegation, or a rumour to be spread, about a named person or company.",
        "review",
        Crosswalk(
            ailuminate=("dfm",), llama_guard=("S5",), aisi_japan=(_HARMFUL,), law=("刑法（名誉毀損）", "民法")
        ),
    ),
    Class(
        "harm.misinformation",
        "H14",
        "偽情報・誤情報",
        "Asking for, or giving, what is made to mislead the public.",
        "sources",
        Crosswalk(llama_guard=("S13",), aisi_japan=(_FALSE,), law=("公職選挙法", "刑法（偽計業務妨害）")),
        (
            Subclass("elections", "選挙", "Voting, candidates, results."),
            Subclass("health", "健康・医療", "Illness, medicines, vaccines."),
            Subclass("disaster", "災害", "Earthquakes, accidents, evacuation: false rumours."),
            Subclass("deepfake_persona", "なりすまし", "Words or images put into a real person's mouth."),
            Subclass("history_denial", "歴史否定", "Denial of events that are beyond doubt."),
        ),
    ),
    Class(
        "harm.specialised_advice",
        "H15",
        "専門的助言",
        "Medical, legal or financial advice on someone's own case.",
        "notice",
        Crosswalk(
            ailuminate=("spc",),
            llama_guard=("S6",),
            aisi_japan=(_RISK,),
            law=("医師法", "弁護士法72条", "金融商品取引法"),
        ),
        (
            Subclass("medical", "医療", "Diagnosis, treatment, dosage."),
            Subclass("legal", "法律", "What to do in a case of law."),
            Subclass("financial", "金融・投資", "What to buy, sell or borrow."),
        ),
    ),
    Class(
        "harm.ip_violation",
        "H16",
        "知的財産侵害",
        "Copying works, evading their protection, making counterfeits.",
        "ip",
        Crosswalk(ailuminate=("ipv",), llama_guard=("S8",), aisi_japan=(_RISK,), law=("著作権法", "商標法")),
    ),
    Class(
        "harm.manipulation",
        "H17",
        "操作・反倫理",
        "Deceiving, pressing or exploiting someone, short of a crime.",
        "flag",
        Crosswalk(aisi_japan=(_RISK,)),
    ),
)

ATTACKS: tuple[Class, ...] = (
    Class(
        "injection.jailbreak",
        "A1",
        "脱獄",
        "A persona, a game or a plea meant to make a model drop its rules.",
        "refuse",
        Crosswalk(azure=("userPrompt",), bedrock=("PROMPT_ATTACK",), aisi_japan=(_ROBUST, _SECURITY)),
    ),
    Class(
        "injection.direct",
        "A2",
        "直接プロンプトインジェクション",
        "A user's text that overrides what the model was told.",
        "refuse",
        Crosswalk(azure=("userPrompt",), bedrock=("PROMPT_ATTACK",), aisi_japan=(_SECURITY,)),
    ),
    Class(
        "injection.indirect",
        "A3",
        "間接プロンプトインジェクション",
        "Instructions inside what a model was given to read: a page, a mail, the result of a tool.",
        "refuse",
        Crosswalk(azure=("documents",), aisi_japan=(_SECURITY,)),
    ),
    Class(
        "injection.extraction",
        "A4",
        "システムプロンプトの抽出",
        "Getting a model to tell what it was told, or what it guards.",
        "refuse",
        Crosswalk(bedrock=("PROMPT_ATTACK",), aisi_japan=(_SECURITY,)),
    ),
    Class(
        "injection.obfuscation",
        "A5",
        "難読化・隠し文字",
        "Text hidden from a reader's eyes, or written so that a filter should not see it.",
        "refuse",
        Crosswalk(aisi_japan=(_ROBUST,)),
    ),
    Class(
        "injection.exfiltration",
        "A6",
        "情報の持ち出し",
        "An image, a link or the argument of a tool that would carry data away.",
        "refuse",
        Crosswalk(aisi_japan=(_SECURITY,)),
    ),
)

CLASSES: tuple[Class, ...] = (*HARMS, *ATTACKS)
BY_KIND = MappingProxyType({one.kind: one for one in CLASSES})
BY_NAME = MappingProxyType({one.name: one for one in CLASSES})

# What rows may name beside a kind: a sub-class, as `harm.fraud_scam.phishing`; and the kind it is of.
SUBKINDS = MappingProxyType({f"{one.kind}.{sub.name}": one.kind for one in CLASSES for sub in one.subclasses})

# Where several classes bear a code of theirs: the one it means most, seen by itself.
_CLOSEST: dict[tuple[str, str], str] = {
    ("ailuminate", "ncr"): "harm.nonviolent_crime",
    ("llama_guard", "S2"): "harm.nonviolent_crime",
    ("openai", "illicit"): "harm.nonviolent_crime",
    ("openai", "illicit/violent"): "harm.weapons_cbrn",
    ("openai", "harassment/threatening"): "harm.harassment",
    ("openai", "sexual"): "harm.sexual_content",
    ("azure", "Violence"): "harm.violent_crime",
    ("azure", "Hate"): "harm.hate_discrimination",
    ("azure", "Sexual"): "harm.sexual_content",
    ("azure", "userPrompt"): "injection.jailbreak",
    ("bedrock", "SEXUAL"): "harm.sexual_content",
    ("bedrock", "MISCONDUCT"): "harm.nonviolent_crime",
    ("bedrock", "PROMPT_ATTACK"): "injection.jailbreak",
}


@cache
def kinds_of(scheme: Scheme, code: str) -> tuple[str, ...]:
    """The kinds that bear a code of another scheme, the closest first; none where nobody knows it."""
    kinds = [one.kind for one in CLASSES if code in one.crosswalk.codes(scheme)]
    return tuple(sorted(kinds, key=lambda kind: kind != _CLOSEST.get((scheme, code))))


def ruled_as(kind: str, attrs: Mapping[str, object]) -> str:
    """What rows rule on: the kind, or the sub-class of it that a finding names in `attrs["sub"]`."""
    sub = attrs.get("sub") if attrs else None
    whole = f"{kind}.{sub}" if sub else kind
    return whole if whole in SUBKINDS else kind


def part_of(subkind: str) -> Subclass:
    """The sub-class that rows call so. KeyError: nobody does."""
    found = BY_KIND[SUBKINDS[subkind]].sub(subkind.rpartition(".")[2])
    assert found is not None
    return found


def documented(*kinds: str) -> dict[str, str]:
    """Kinds and their lines of documentation, as a detector declares them. Without any: all of them."""
    return {kind: BY_KIND[kind].documentation for kind in kinds or BY_KIND}
