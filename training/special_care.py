"""Learn the weights of `filters.special` from sentences made here: `python -m training.special_care`.

The sentences are combinations of frames and fillers written for this project (CC0): what is
said of a person, and what mentions the same matters without saying it of anyone. Frames are
split in three; every third frame is kept back, and what is printed was measured on those.
Same script, same weights.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from filters.special.statements import Statement, heads, statement

OUT = Path(__file__).parents[1] / "filters" / "special" / "weights.py"
_SEED, _EACH, _ROUNDS, _RATE, _DECAY = 20261122, 60, 400, 0.5, 2e-4

_PEOPLE = (
    "彼",
    "彼女",
    "私",
    "田中さん",
    "佐々木様",
    "鈴木一郎",
    "母",
    "夫",
    "うちの息子",
    "部下の山田",
    "同僚",
    "応募者",
    "入社二年目の社員",
    "小林先生",
    "高橋 健太",
    "KATO Yuki",
    "Emi Nakajima",
    "隣の方",
    "担当の井上さん",
    "祖父",
    "あの人",
    "従業員番号1023の渡辺さん",
)
_SAID = (
    "胃がんの手術を受け",
    "うつ病と診断され",
    "統合失調症で入院し",
    "1型糖尿病の治療を続け",
    "HIVに感染し",
    "てんかんの持病があり",
    "B型肝炎が見つかり",
    "乳がんが再発し",
    "アルコール依存症で通院し",
    "パニック障害を抱え",
    "発達障害の診断を受け",
    "身体障害者手帳を持っ",
    "精神障害者保健福祉手帳を取得し",
    "聴覚障害があり",
    "ADHDで障害者雇用枠に入っ",
    "健康診断で要再検査とされ",
    "人間ドックで腫瘍が見つかり",
    "ストレスチェックで高ストレスと判定され",
    "心療内科に通っ",
    "抗うつ薬を処方され",
    "インスリンを打っ",
    "詐欺罪で逮捕され",
    "傷害事件で有罪判決を受け",
    "飲酒運転で書類送検され",
    "前科二犯で",
    "執行猶予中で",
    "少年院に入っ",
    "刑務所に服役し",
    "痴漢の被害に遭っ",
    "DVの被害を受け",
    "ストーカー被害の届を出し",
    "創価学会の会員で",
    "キリスト教を信仰し",
    "イスラム教に改宗し",
    "エホバの証人の信者で",
    "共産党の党員で",
    "自民党を支持し",
    "極左団体のメンバーで",
    "アイヌの血を引い",
    "在日韓国人三世で",
    "被差別部落の出身で",
    "婚外子で",
)
_TRUE = (
    "{p}は{s}ている。",
    "{p}は{s}ました。",
    "{p}が{s}ていることは社内では内密にしてください。",
    "以前{p}から聞いたのですが、{s}たそうです。",
    "{p}は先月から休んでいます。理由は、{s}たためです。",
    "{s}ている{p}に、どう声をかければよいですか。",
    "{p}について相談です。{s}ていて、配属に悩んでいます。",
    "面接メモ: {p}、{s}た経緯あり。",
    "{p}は昨年{s}、今は復職しています。",
    "実は{p}も{s}ていたと先日わかりました。",
    "{p}の件、{s}たとのことなので配慮をお願いします。",
    "{p}は{s}ているため、夜勤を外したい。",
)
_FALSE = (
    "{p}は{h}についての本を図書館で借りた。",
    "{p}は{h}の研究をしている大学教授です。",
    "{h}とは何かを中学生向けに説明してください。",
    "{h}の治療を受ける人の割合は年々増えている。",
    "{h}と診断された場合は、会社に報告する義務がありますか。",
    "もし{h}になったらどんな制度が使えますか。",
    "{h}の予防キャンペーンのポスターを作って。",
    "{p}は{h}を扱った映画を見て感動したそうです。",
    "厚生労働省は{h}の患者数に関する統計を公表した。",
    "{h}の患者さん向けの支援団体を教えてください。",
    "ニュースで{h}の治療薬が承認されたと報道された。",
    "{p}は{h}の専門医として学会で講演した。",
    "多くの人が{h}の診断に不安を感じています。",
    "検査の結果、{p}は{h}の陰性でした。",
    "{p}は{h}ではありませんでした。",
)
_HEADS = ("胃がん", "うつ病", "糖尿病", "HIV", "てんかん", "認知症", "発達障害", "ADHD", "結核", "依存症")
_FALSE_MORE = (
    "{p}は{t}。",
    "昨日、{p}から連絡があり、{t}と言っていました。",
)
_TELLS_NOTHING = (
    "キリスト教の歴史に詳しい",
    "京都で浄土真宗の寺院を見学した",
    "イスラム教の料理の店で食事をした",
    "共産党の政策について調べている",
    "自民党の総裁選のニュースを見た",
    "アイヌの博物館を訪れた",
    "部落問題の講座に申し込んだ",
    "詐欺の手口に関する記事を書いている",
    "窃盗罪の条文を暗記している",
    "警察で逮捕術の講師をしている",
    "健康診断の日程を予約した",
    "人間ドックの案内を受け取った",
    "心療内科の受付で働いている",
    "インスリンを作る会社に投資した",
    "障害者手帳アプリを開発している",
    "DVの被害者支援の法律を学んでいる",
    "強盗を描いた小説を読んだ",
    "外国人の友人とよく食事をする",
)
_OF_NOBODY = (
    "被告人が傷害罪で有罪判決を受けるまでの手続を解説します。",
    "窃盗で逮捕された場合の流れを教えてください。",
    "創価学会の会員数はどのくらいですか。",
    "仏教を信仰する国の一覧を作ってください。",
    "健康診断で要再検査になった人は何割ですか。",
    "ストレスチェックで高ストレスと判定された従業員への面接指導の方法は。",
    "障害年金の申請に必要な書類を列挙して。",
    "前科がある人の就職支援制度について。",
    "アイヌの血を引く登場人物が活躍する漫画の感想。",
    "刑務所に服役した経験を描く小説の構成案を考えて。",
    "うつ病の薬を飲み忘れたときはどうすればいいですか。",
    "人工透析を受ける患者の食事について一般的な注意点は。",
    "抗がん剤を投与するロボットの設計。",
    "共産党の党員名簿という設定のゲームを作りたい。",
)
_ENGLISH_TRUE = (
    "{p} was diagnosed with {d} last spring.",
    "{p} has {d} and needs time off.",
    "{p} is recovering from {d}.",
    "My colleague says {p} is being treated for {d}.",
    "{p} was convicted of fraud in 2019.",
    "{p} is on parole.",
)
_ENGLISH_FALSE = (
    "What is {d}, and how is it treated?",
    "People diagnosed with {d} often feel tired.",
    "{p} wrote a book about {d}.",
    "If someone has {d}, what should they eat?",
    "The study covers patients with a history of {d}.",
    "{p} does not have {d}.",
)
_ENGLISH_PEOPLE = ("He", "She", "Mr. Brown", "Anna Miller", "My brother", "Our new employee")
_ENGLISH_DISEASES = ("breast cancer", "type 2 diabetes", "depression", "epilepsy", "hepatitis", "PTSD")

Row = tuple[Sequence[str], bool]


def sentences() -> Iterator[tuple[str, bool, int]]:
    """(text, whether something is said of a person, number of its frame)."""
    dice = random.Random(_SEED)  # noqa: S311  # repeatable, not secret
    groups: tuple[tuple[Sequence[str], bool, dict[str, Sequence[str]]], ...] = (
        (_TRUE, True, {"p": _PEOPLE, "s": _SAID}),
        (_FALSE, False, {"p": _PEOPLE, "h": _HEADS}),
        (_FALSE_MORE, False, {"p": _PEOPLE, "t": _TELLS_NOTHING}),
        (_OF_NOBODY, False, {}),
        (_ENGLISH_TRUE, True, {"p": _ENGLISH_PEOPLE, "d": _ENGLISH_DISEASES}),
        (_ENGLISH_FALSE, False, {"p": _ENGLISH_PEOPLE, "d": _ENGLISH_DISEASES}),
    )
    number = itertools.count()
    for frames, true, fillers in groups:
        for frame in frames:
            n = next(number)
            for _ in range(_EACH if fillers else 4):
                yield frame.format(**{slot: dice.choice(words) for slot, words in fillers.items()}), true, n


def statements(text: str) -> list[Statement]:
    """Every statement of a text, whatever its score."""
    found, at = list[Statement](), 0
    for begin, end, which in heads(text, 0):
        if begin >= at and (one := statement(text, begin, end, which)):
            found.append(one)
            at = one.end
    return found


def fit(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Logistic regression by gradient descent with decay; both classes weigh the same."""
    names = sorted({name for seen, _ in rows for name in seen})
    weights, bias = dict.fromkeys(names, 0.0), 0.0
    share = {true: 0.5 / max(1, sum(t == true for _, t in rows)) for true in (True, False)}
    for _ in range(_ROUNDS):
        slopes, slope = dict.fromkeys(names, 0.0), 0.0
        for seen, true in rows:
            guess = 1 / (1 + math.exp(-(bias + sum(weights[name] for name in seen))))
            pull = (true - guess) * share[true]
            slope += pull
            for name in seen:
                slopes[name] += pull
        bias += _RATE * 10 * slope
        for name in names:
            weights[name] += _RATE * 10 * slopes[name] - _DECAY * weights[name]
    return bias, weights


def main() -> None:
    """Learn, say how well, write."""
    learn, keep = list[Row](), list[tuple[str, bool]]()
    for text, true, frame in sentences():
        if frame % 3 == 2:
            keep.append((text, true))
        else:
            learn += [(one.seen, true) for one in statements(text)]
    bias, weights = fit(learn)
    for true in (True, False):
        texts = [text for text, t in keep if t == true]
        hits = sum(any(_score(bias, weights, one) >= 0.5 for one in statements(text)) for text in texts)
        print(f"{'said of a person' if true else 'not said'}: {hits} of {len(texts)} found")  # noqa: T201
    lines = [f'    "{name}": {round(weights[name], 3)},\n' for name in sorted(weights)]
    OUT.write_text(
        '"""Learnt from generated sentences: `python -m training.special_care` writes this file."""\n\n'
        "from __future__ import annotations\n\nfrom collections.abc import Mapping\n\n"
        f"BIAS = {round(bias, 3)}\nWEIGHTS: Mapping[str, float] = {{\n{''.join(lines)}}}\n"
    )


def _score(bias: float, weights: dict[str, float], one: Statement) -> float:
    return 1 / (1 + math.exp(-(bias + sum(weights.get(name, 0.0) for name in one.seen))))


if __name__ == "__main__":
    main()
