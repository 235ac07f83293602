"""Bank accounts, and the numbers of companies, which are those of sole traders too."""

from __future__ import annotations

from filters.checks import corporate_number
from filters.entity import Entity, Form, words
from filters.shapes import either, maybe, row, some, text, unless

_ACCOUNT = words(
    """
    口座, 口座番号, 口座no, 口座の番号, 口座情報, 銀行口座, 預金口座, 引落口座, 引き落とし口座, 振込口座,
    振込先口座, 入金口座, 給与口座, 給与振込口座, 返金先, 返金口座, 受取口座, こうざ, こうざばんごう, 普通,
    普通預金, 普通口座, 当座, 当座預金, 貯蓄, 貯蓄預金, 総合口座, 定期預金, (普), (当), 預金, 預金種別,
    口座種別, 種別, 振込, 振込先, 振り込み, 振り込み先, お振込, お振込先, お振込み先, 振替, 入金先, 送金先,
    送金, 銀行, 支店, 支店番号, 支店コード, 本店, 出張所, 店番, 店番号, 銀行コード, 信用金庫, 信金, 信用組合,
    信組, 労働金庫, 労金, 農協, 漁協, jaバンク, ゆうちょ, ゆうちょ銀行, 郵便貯金, ゆうちょ口座, 通帳,
    通帳番号, キャッシュカード, 名義, 口座名義, 三菱ufj, みずほ, 三井住友, account, account number,
    account no, account no., account_number, accountnumber, account_no, acct, acct no, a/c, bank account,
    bank_account, bankaccount, savings account, ordinary account, checking account, current account, bank,
    branch, ordinary, futsu, koza, kouza, yucho
    """
)
_CORPORATE = words(
    """
    法人番号, 法人no, 会社法人等番号, 登録番号, 適格請求書, 適格請求書発行事業者, インボイス, インボイス番号,
    インボイス登録番号, 適格請求書発行事業者登録番号, 事業者登録番号, t番号, 企業番号, 法人コード, 法人,
    ほうじんばんごう, 課税事業者, corporate number, corporate no, corporate_number, corporatenumber,
    company number, invoice registration number, qualified invoice issuer, registration number,
    houjin bangou, hojin bango, business registration number, tax registration number
    """
)
_KIND = ("pii.jp.bank_account", "A bank account in Japan, or the symbol and number of a postal one.")
_COMPANY = (
    "pii.jp.corporate_number",
    "A corporate number (法人番号), or that of a registered issuer of invoices.",
)

_IS = some("[はがの:= 「(]", 0, 2)
_SYMBOL, _NUMBER = row(text("1"), some("[0-9]", 3, 3), text("0")), some("[0-9]", 6, 8)
_POSTAL = row(
    text("記号"),
    _IS,
    _SYMBOL,
    maybe(row(text("-"), some("[0-9]", 1, 1))),
    some("[、, ・/-]", 0, 2),
    text("番号"),
    _IS,
    _NUMBER,
    unless(some("[0-9]", 1, 1)),
)
_GROUP = row(some("[- .]", 0, 1), some("[0-9]", 4, 4))
_REGISTERED = row(
    text("T"),
    some("[- ]", 0, 1),
    either(some("[0-9]", 13, 13), row(some("[0-9]", 1, 1), _GROUP, _GROUP, _GROUP)),
    unless(some("[A-Za-z0-9]", 1, 1)),
)


def postal(digits: str) -> bool:
    """A symbol 1xxx0 and a number of up to eight digits that ends in 1. docs/sources.md#identifiers-jp."""
    return digits[0] == "1" and digits[4] == "0" and digits[-1] == "1"


def _registered(value: str) -> bool:
    return corporate_number(value[1:])


ENTITIES = (
    Entity(
        *_KIND, _ACCOUNT, groups=((7,), (3, 4), (1, 6), (3, 7), (4, 3, 7), (4, 3, 1, 7), (14,), (6,), (8,))
    ),
    Entity(
        *_KIND,
        groups=((5, 8), (5, 7), (5, 6), (5, 1, 8), (5, 1, 7), (13,)),
        fits=postal,
        pattern="postal",
    ),
    Entity(*_KIND, groups=((5, 8), (5, 1, 8)), fits=postal, alone=0.5, pattern="postal"),
    Entity(*_KIND, form=Form(_POSTAL, "記", text("号")), fits=postal, alone=0.7, pattern="postal"),
    Entity(
        *_COMPANY,
        _CORPORATE,
        groups=((13,), (1, 4, 4, 4), (1, 12), (1, 3, 3, 3, 3)),
        check=corporate_number,
        typo=0.6,
    ),
    Entity(
        *_COMPANY,
        form=Form(_REGISTERED, "T", row(some("[- ]", 0, 1), some("[0-9]", 1, 1))),
        check=_registered,
        alone=0.8,
        typo=0.6,
        pattern="registered",
    ),
)
