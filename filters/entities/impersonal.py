"""Words beside which a number is nothing personal: orders, parcels, articles, versions, hashes.

A word of a person's identifier wins where it is nearer.
"""

from __future__ import annotations

from filters.entity import Entity, words

ENTITIES: tuple[Entity, ...] = ()

VETOES = words(
    """
    注文, 注文番号, 注文id, ご注文, 受注, 受注番号, 発注, 発注番号, 伝票, 伝票番号, 送り状, 送り状番号, 追跡,
    追跡番号, 荷物, 荷物番号, お荷物, 配送, 配達, 出荷, 配送番号, 問い合わせ番号, お問い合わせ番号,
    お問合せ番号, 問合せ番号, 宅配, 宅配便, 不在票, 不在通知, 再配達, 配達状況, ヤマト, ヤマト運輸, クロネコ,
    佐川, 佐川急便, 日本郵便, ゆうパケット, レターパック, 貨物, 宅急便, ゆうパック, クール便, コンテナ,
    請求書番号, 請求番号, 見積, 見積番号, 納品, 納品書, 在庫, 発送, 商品, 商品番号, 商品コード, 品番, 型番,
    型式, 部品, 部品番号, 製品, 製品番号, 製造番号, ロット, ロット番号, シリアル, シリアル番号, シリアルno,
    バーコード, 二次元コード, 書影, 図書番号, 分類番号, jan, janコード, isbn, issn, ean, gtin, upc, asin,
    書籍, 書籍コード, 資産番号, 管理番号, 整理番号, 整理券, 受付番号, 予約, 予約番号, ご予約, 確認番号, 座席,
    便名, 会員番号, 会員数, 顧客番号, お客様番号, 社員番号, 学籍番号, 受験番号, 申込番号, 申請番号, 契約番号,
    証券番号, 取引番号, 取引id, 決済id, 承認番号, 当選番号, 抽選, クーポン, チケット, 議案, 議案番号, 案件,
    案件番号, 事件番号, 特許, 特許番号, 出願, 公開番号, 条例, リクエスト, リクエストid, トランザクション,
    セッション, エポック, エポック秒, unix時間, タイムスタンプ, バージョン, ビルド, ビルド番号, コミット,
    ハッシュ, チェックサム, 乱数, シード, エラーコード, エラー番号, ステータス, プロセスid, ジョブ, ジョブid,
    課題番号, 円周率, 素数, 桁数, 合計, 総数, 人口, 売上, 金額, 請求金額, 残高, 価格, 予算, 料金, 面積, 距離,
    件数, 部数, order, orders, order number, order no, order id, order_id, orderid, po number,
    purchase order, tracking, tracking number, track, tracking_number, shipment, parcel, package, waybill,
    courier, consignment, awb, airway bill, shipped, shipping, dispatched, delivered, depot, barcode number,
    fedex, ups, dhl, serial, serial number, serial no, sku, invoice, invoice number, invoice no, ticket,
    tickets, ticket number, booking, reservation, confirmation, confirmation number, commit, commits, batch,
    build, builds, imei, imsi, iccid, barcode, part number, part no, model, model number, model no, product,
    product id, item, item number, lot, lot number, version, release, revision, epoch, timestamp, unix time,
    request id, request_id, requestid, trace, trace id, traceid, span, span id, session, session id,
    session_id, transaction, transaction id, uuid, guid, hash, sha, sha1, sha256, md5, checksum, digest,
    nonce, seed, bytes, byte, bits, size, length, len, offset, count, pid, port, pi, prime, id, ids, code,
    errno, error code, case number, docket, patent, issue, pull request, pr, bug, price, amount, usd, jpy,
    eur, revenue, population, latency, duration, elapsed, ms, ns, frame, port number, flight, article, doi,
    arxiv
    """
)

PLAIN = words(
    """
    注文者, 注文主, ご注文者, ご注文主, 発注者, 発注元, 受注先, 予約者, ご予約者, 予約名, 配送先, 配送担当,
    配達先, 荷受人, 荷送人, 申込者, 契約者, 商品担当, 会員名, 会員氏名, 顧客名, お客様, 取引先, 年金事務所,
    料金所, 予約担当, 発送元, 発送先, 出荷元, 出荷先, 注文担当, order contact, ordered by, ship to,
    免許センター, 保険会社, 銀行員, 銀行担当, 普通郵便, 普通列車, 普通自動車, 年金生活, 年金受給者
    """
)
