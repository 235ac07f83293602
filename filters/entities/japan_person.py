"""Numbers that Japan gives to persons: My Number, licence, pension, insurance, registers.

All are digits of lengths that other numbers have too; only My Number is believed for its
check digit alone, and then by half. Formats and check digits: docs/sources.md#identifiers-jp.
"""

from __future__ import annotations

from filters.checks import driver_license, luhn, my_number
from filters.entity import Entity, Form, words
from filters.shapes import either, maybe, row, some, text, unless

_MY_NUMBER = words(
    """
    マイナンバー, マイ・ナンバー, まいなんばー, マイナンバー番号, マイナンバーカード, 個人番号,
    個人番号カード, 個人番号通知, 通知カード, マイナ, マイナカード, マイナ番号, マイナ保険証,
    社会保障・税番号, 社会保障番号, 共通番号, 12桁の番号, my number, my-number, mynumber, my_number,
    my number card, individual number, individual_number, individualnumber, kojin bango, kojin_bango,
    jpn tin, social security and tax number, 番号確認書類, 番号法
    """
)
_LICENCE = words(
    """
    免許, 免許証, 免許番号, 免許証番号, 免許証の番号, 運転免許, 運転免許証, 運転免許番号, 運転免許証番号,
    運転免許証の番号, 自動車免許, 自動車運転免許, めんきょ, ドライバーライセンス, 公安委員会,
    ドライバーズライセンス, driver license, driver's license, drivers license, driver licence,
    driver's licence, driving licence, driving license, driver_license, drivers_license, driver_licence,
    driverlicense, driverslicense, license number, licence number, license no, licence no, license_number,
    licence_number, license_no, licence_no, driver_license_no, dl no, dl number, menkyo
    """
)
_PENSION = words(
    """
    年金, 年金番号, 年金手帳, 年金証書, 年金コード, 基礎年金, 基礎年金番号, 基礎年金番号通知書, 国民年金,
    厚生年金, 共済年金, 国民年金番号, 厚生年金番号, 年金記録, 年金保険者番号, ねんきん, ねんきん番号,
    ねんきん定期便, ねんきんネット, ねんきんダイヤル, きそねんきん, ネンキン, pension, pension number,
    pension no, basic pension number, pension_number, pensionnumber, pension handbook, nenkin
    """
)
_EMPLOYMENT = words(
    """
    雇用保険, 雇用保険番号, 雇用保険被保険者番号, 雇用保険の被保険者番号, 雇用保険被保険者証, 雇保,
    雇用保険者証, 被保険者番号, 被保険者証番号, 失業保険, 失業給付, ハローワーク, 離職票, 離職証明書,
    こようほけん, 基本手当, 労働保険, 求職番号, employment insurance, employment insurance number,
    employment_insurance, employmentinsurance, unemployment insurance, hello work, insured number
    """
)
_RESIDENT = words(
    """
    住民票コード, 住民票, 住民票番号, 住民票の写し, 住民コード, 住民票記載, 住民基本台帳, 住基, 住基コード,
    住基番号, 住基ネット, 住基カード, 住民登録, 住民登録番号, じゅうみんひょう, 11桁のコード,
    resident record code, residence record code, resident code, resident_code, residentcode,
    resident register, resident registration code, juminhyo, juki net
    """
)
_HEALTH = words(
    """
    保険者番号, 保険者, 健康保険, 健康保険証, 健康保険番号, 健康保険者番号, 健保, 健保番号, 保険証,
    保険証番号, 保険証の番号, 保険証記号番号, 国保, 国民健康保険, 社保, 社会保険, 協会けんぽ, けんぽ,
    けんこうほけん, ほけんしょう, 後期高齢者医療, 後期高齢者, 被保険者証, 被保険者番号, 被保険者記号,
    被保険者等記号, 記号番号, 記号・番号, 公費負担者番号, 公費, 受給者番号, 受給者証, 共済組合, 資格確認書,
    医療保険, 高齢受給者証, insurer number, insurer no, insurer_number, health insurance,
    health insurance number, health_insurance, healthinsurance, insurance card, national health insurance,
    insurer code, insurer, hokensho
    """
)
_CARD = words(
    """
    電子証明書, 電子証明書のシリアル番号, 電子証明書シリアル番号, 証明書のシリアル番号, 証明書シリアル番号,
    署名用電子証明書, 利用者証明用電子証明書, 利用者証明用, 発行番号, jpki, 公的個人認証,
    certificate serial number of my number card
    """
)

_CARE = words(
    """
    介護保険, 介護保険番号, 介護保険被保険者番号, 介護保険被保険者証, 介護保険証, 要介護, 要支援,
    long-term care insurance, care insurance number
    """
)

_IS = some("[はがの:= 「(]", 0, 2)
_DIGITS = some("[0-9]", 1, 8)
_BRANCH = row(some("[-・ 、,(]", 0, 2), text("枝番"), some("[号はが:= ]", 0, 3), some("[0-9]", 2, 2))
_APART = some("[、, ・/-]", 0, 2)
# 記号12345 番号6789 枝番00, or 記号番号 12345-6789: the two parts of one identifier.
_PAIR = either(
    row(text("記号"), _IS, _DIGITS, _APART, text("番号"), _IS, _DIGITS),
    row(
        either(text("記号番号"), text("記号・番号"), text("記号/番号")),
        _IS,
        _DIGITS,
        some("[-・ /]", 1, 1),
        _DIGITS,
    ),
)
_HEALTH_PAIR = row(_PAIR, unless(some("[0-9]", 1, 1)), maybe(_BRANCH))


ENTITIES = (
    Entity(
        "pii.jp.my_number",
        "An individual number (個人番号, My Number).",
        _MY_NUMBER,
        groups=((12,), (4, 4, 4), (3, 3, 3, 3), (6, 6)),
        loose=(12,),
        check=my_number,
        alone=0.5,
        other=0.75,
        local=True,
        typo=0.6,
    ),
    Entity(
        "pii.jp.driver_license",
        "A driving licence number (運転免許証).",
        _LICENCE,
        groups=(
            (12,),
            (4, 4, 4),
            (2, 2, 6, 2),
            (2, 10),
            (10, 2),
            (4, 6, 2),
            (4, 8),
            (2, 2, 6, 1, 1),
            (3, 3, 3, 3),
        ),
        check=driver_license,
        typo=0.7,
    ),
    Entity(
        "pii.jp.pension_number",
        "A basic pension number (基礎年金番号).",
        _PENSION,
        groups=((10,), (4, 6), (4, 3, 3), (4, 2, 4)),
        loose=(10,),
    ),
    Entity(
        "pii.jp.employment_insurance",
        "The number of a person insured against unemployment (雇用保険被保険者番号).",
        _EMPLOYMENT,
        groups=((11,), (4, 6, 1), (4, 7), (16,), (4, 6, 6)),
    ),
    Entity(
        "pii.jp.resident_code",
        "A code of the residents' register (住民票コード).",
        _RESIDENT,
        groups=((11,), (4, 4, 3), (3, 4, 4), (5, 6), (6, 5), (1, 5, 5), (2, 3, 3, 3), (4, 6, 1)),
    ),
    Entity(
        "pii.jp.health_insurance",
        "A number of a health insurance: the insurer's, or the symbol and number of the insured.",
        _HEALTH,
        groups=((8,), (2, 2, 3, 1), (2, 2, 4), (4, 4), (2, 6), (6,), (7,)),
        check=luhn,
        typo=0.7,
    ),
    Entity(
        "pii.jp.health_insurance",
        "A number of a health insurance: the insurer's, or the symbol and number of the insured.",
        form=Form(_HEALTH_PAIR, "記", text("号")),
        alone=0.6,
        pattern="pair",
    ),
    Entity(
        "pii.jp.care_insurance",
        "The number of a person insured for nursing care (介護保険被保険者番号).",
        _CARE,
        groups=((10,), (4, 6), (5, 5)),
    ),
    Entity(
        "pii.jp.my_number_card",
        "The serial number of an electronic certificate on a My Number card.",
        _CARD,
        form=Form(
            row(some("[0-9A-F]", 8, 20), unless(some("[A-Za-z0-9]", 1, 1))), "0-9A-F", some("[0-9A-F]", 7, 7)
        ),
    ),
)
