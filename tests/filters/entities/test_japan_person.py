"""Numbers of persons in Japan, in phrasings of all sorts: before, behind, in tables and keys."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import read_all, read_whole, unmark

IDENTIFIER = DETECTORS.build("identifier")

MY_NUMBER = [
    "扶養控除等申告書に書く私の個人番号ですが、[[pii.jp.my_number:123456789018]]で合っていますか？",
    "まいなんばー [[pii.jp.my_number:1234-5678-9018]]",
    "[[pii.jp.my_number:123456789018]]←これが母のマイナンバーです",
    "「[[pii.jp.my_number:１２３４　５６７８　９０１８]]」（個人番号通知書より）",
    '{"my_number": "[[pii.jp.my_number:123456789018]]", "order_id": "123456789018"}',
    "氏名,マイナンバー,注文番号\n森,[[pii.jp.my_number:123456789018]],123456789018\n林,[[pii.jp.my_number:1234-5678-9018]],1",
    "Her individual number is [[pii.jp.my_number:1234 5678 9018]], issued in 2016.",
    "個人番号は一文字違いで[[pii.jp.my_number:123456789012]]",
    "Kept: 123456789018. Value 123456789018 and 1234-5678-9018",
    "控えのメモに[[pii.jp.my_number:123456789018]]とだけある",
    "マイナンバーは[[pii.jp.my_number:一二三四五六七八九〇一八]]です",
    "マイナンバー:[[pii.jp.my_number:1 2 3 4 5 6 7 8 9 0 1 8]]",
    "マイナンバー[[pii.jp.my_number:1234の5678の9018]]、[[pii.jp.my_number:1234.5678.9018]]",
    # Nothing personal, or not twelve digits of their own.
    "お問い合わせ番号123456789018 品番1234-5678-9018 trace=123456789018 99123456789018",
    "売上は123456789018円、文書第123456789018号、1,123456789018人、123456789012",
]
LICENCE = [
    "レンタカーの予約に使う免許証は[[pii.jp.driver_license:309212345690]]番です",
    "公安委員会交付 第[[pii.jp.driver_license:309212345690]]号 運転免許",
    "[[pii.jp.driver_license:3092-1234-5690]]（運転免許証番号）",
    "license_no: [[pii.jp.driver_license:309212345690]]",
    "免許の番号が[[pii.jp.driver_license:３０９２１２３４５６９０]]、有効期限は来年",
    "氏名\t運転免許\n佐藤\t[[pii.jp.driver_license:3092 1234 5690]]",
    "マイナンバー[[pii.jp.my_number:123456789018]]、免許証[[pii.jp.driver_license:309212345690]]",
    "免許証のコピー 309212345690円",
]
PENSION = [
    "ねんきん定期便の右上に[[pii.jp.pension_number:1234-567890]]とあります",
    "[[pii.jp.pension_number:1234567890]]が基礎年金番号です",
    "年金手帳（[[pii.jp.pension_number:１２３４－５６７８９０]]）を紛失しました",
    'pension_number="[[pii.jp.pension_number:1234-567890]]"',
    "厚生年金の番号、[[pii.jp.pension_number:1234 567890]] で照会して",
    "氏名,基礎年金番号,電話\n高木,[[pii.jp.pension_number:1234567890]],[[pii.phone:0312345678]]",
    "予約番号1234567890、年金額は1234567890円",
]
EMPLOYMENT = [
    "離職票にある番号は[[pii.jp.employment_insurance:1234-567890-1]]でした",
    "[[pii.jp.employment_insurance:12345678901]]：雇用保険被保険者番号",
    "ハローワークで聞かれた番号 [[pii.jp.employment_insurance:１２３４－５６７８９０－１]]",
    "employment insurance no. [[pii.jp.employment_insurance:1234-567890-1]]",
    "失業給付の手続き。被保険者番号[[pii.jp.employment_insurance:12345678901]]",
    "受注番号12345678901と雇用保険の案内",
]
RESIDENT = [
    "住民票コード：[[pii.jp.resident_code:12345678901]]",
    "[[pii.jp.resident_code:12345678901]]（住民票コード）を転記",
    "住基ネットの11桁は[[pii.jp.resident_code:１２３４５６７８９０１]]",
    "resident_code,[[pii.jp.resident_code:12345678901]]",
    "住民票の写しに記載のコードは[[pii.jp.resident_code:1234-5678-901]]",
    "住民票の交付番号は受付番号12345678901",
]
HEALTH = [
    "保険証の保険者番号は[[pii.jp.health_insurance:33120015]]です",
    "[[pii.jp.health_insurance:33120015]]が協会けんぽの保険者番号",
    "健康保険 [[pii.jp.health_insurance:記号 12345 番号 678]]",
    "被保険者証の[[pii.jp.health_insurance:記号・番号：1234-567 (枝番)]]".replace(" (枝番)", ""),
    "[[pii.jp.health_insurance:記号：2170、番号：35 枝番01]]の方",
    "国保の保険者番号、六桁で[[pii.jp.health_insurance:138057]]",
    "insurer number: [[pii.jp.health_insurance:33120015]]",
    "後期高齢者医療 被保険者番号 [[pii.jp.health_insurance:39130012]]",
    "保険者番号欄に20240115円と書いた 注文33120015",
]
OTHERS = [
    "介護保険被保険者番号[[pii.jp.care_insurance:1234567890]]、要介護2",
    "介護保険証の番号は[[pii.jp.care_insurance:0000123456]]です",
    "long-term care insurance [[pii.jp.care_insurance:1234567890]]",
    "電子証明書のシリアル番号 [[pii.jp.my_number_card:01A2B3C4D5E6F708]]",
    "署名用電子証明書 発行番号：[[pii.jp.my_number_card:2015000123456789]]",
    "公的個人認証の証明書シリアル番号は[[pii.jp.my_number_card:4F3A2B1C]]",
    "製品のシリアル番号 01A2B3C4D5E6F708",
]


@pytest.mark.parametrize("marked", [*MY_NUMBER, *LICENCE, *PENSION, *EMPLOYMENT, *RESIDENT, *HEALTH, *OTHERS])
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("個人番号 123456789018", 0.95),
        ("123456789018。", 0.5),
        ("個人番号 123456789012", 0.6),
        ("免許証 309212345690", 0.95),
        ("免許証 309212345680", 0.7),
        ("保険者番号 33120015", 0.95),
        ("保険者番号 33120016", 0.7),
    ],
)
def test_scores_by_the_check_digit(text: str, score: float) -> None:
    (finding,) = read_whole(IDENTIFIER, text).findings
    assert finding.score == score
