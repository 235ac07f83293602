"""Numbers that Japan gives to people and companies.

Formats, check digits and their sources: docs/sources.md.
"""

from __future__ import annotations

from filters.checks import corporate_number, my_number
from filters.entity import Entity

ENTITIES = (
    Entity(
        "pii.jp.my_number",
        "An individual number (個人番号, My Number).",
        (
            "マイナンバー",
            "個人番号",
            "マイナンバーカード",
            "my number",
            "mynumber",
            "my_number",
            "individual number",
        ),
        groups=((12,), (4, 4, 4)),
        check=my_number,
        alone=0.5,
        typo=0.6,
    ),
    Entity(
        "pii.jp.corporate_number",
        "A corporate number (法人番号), or the registration number of an issuer of invoices.",
        ("法人番号", "登録番号", "インボイス", "インボイス番号", "インボイス登録番号", "corporate number"),
        groups=((13,), (1, 4, 4, 4)),
        check=corporate_number,
        typo=0.6,
    ),
    Entity(
        "pii.jp.postal_code",
        "A Japanese postal code.",
        ("〒", "郵便番号", "postal code", "zip code", "住所"),
        groups=((7,), (3, 4)),
        cued=0.9,
    ),
)

VETOES = (
    *("注文", "受注", "発注", "伝票", "追跡", "荷物", "配送", "予約", "整理", "受付", "型番", "品番", "商品"),
    *(
        "管理",
        "シリアル",
        "リクエスト",
        "トランザクション",
        "エポック",
        "バージョン",
        "jan",
        "isbn",
        "order",
        "track",
    ),
    *(
        "tracking",
        "serial",
        "sku",
        "invoice",
        "ticket",
        "commit",
        "batch",
        "build",
        "imei",
        "ean",
        "gtin",
        "barcode",
    ),
)
