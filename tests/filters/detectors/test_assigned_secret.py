"""Secrets behind their names, in the ways people and programs write them."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

ASSIGNED = DETECTORS.build("assigned_secret")


@pytest.mark.parametrize(
    "marked",
    [
        "password = [[secret.password:hunter2xyz]]",
        '{"user": "taro", "password": "[[secret.password:hunter2!]]"}',
        'log: {\\"password\\": \\"[[secret.password:s3cr3t!x]]\\"}',
        "DB_PASSWORD=[[secret.password:swordfish]]\nDB_HOST=db.example",
        "export PGPASSWORD='[[secret.password:b4nana-split]]'",
        "password: [[secret.password:pa55phrase]]\nnext: line",
        "Server=db;User Id=sa;Password=[[secret.password:Tr0ub4dor&3]];Encrypt=yes",
        "jdbc:mysql://db/app?user=sa&password=[[secret.password:Tr0ub4dor3]]&ssl=true",
        "<password>[[secret.password:hunter2x]]</password>",
        "mysql -u sa --password [[secret.password:hunter2x]] app",
        "deploy --api-key=[[secret.token:f3Gh8kLmN0pQr5Tv]] --dry-run",
        "the wifi password is [[secret.password:hunter2]], don't tell",
        "my API key is [[secret.token:8fJ2kLmNq0PzXw7R]]. Why does it fail?",
        "パスワードは[[secret.password:hunter2]]です。",
        "ＰＷ：[[secret.password:Ａｂ１２ｃｄ３４]]（仮）",
        "暗証番号は[[secret.password:4821]]でした",
        "APIキーは「[[secret.token:abcd1234efgh5678ijkl]]」です",
        "接続用トークン：[[secret.token:x9Kd-f3Lq_Zp7Rt5]]",
        "Authorization: Bearer [[secret.authorization:9aBc.dEf3456ghIj]]",
        '"Authorization": "Basic [[secret.authorization:dXNlcjpwYXNz]]"',
        "curl -H 'X-Api-Key: [[secret.authorization:9f8e7d6c5b4a39281706]]'",
        "Cookie: [[secret.authorization:session=8fJ2kLmNq0Pz]]; theme=dark",
        "it says bearer [[secret.authorization:9aBcdEf3456ghIj7]] somewhere",
        "AccountKey=[[secret.token:Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZg==]];EndpointSuffix=x",
        "'token' => '[[secret.token:f3Gh8kLmN0pQr5Tv]]',",
        'secret := "[[secret.token:f3Gh8kLmN0pQr5Tv]]"',
        "GET /v1/items?access_token=[[secret.token:f3Gh8kLmN0pQr5Tv]]&page=2",
        "datadog: [[secret.datadog_credential:9a0b2c3d4e5f69789a0b2c3d4e5f6978]]",
        "KINTONE_API_TOKEN=[[secret.kintone_credential:q7Wz0PmK3vXc8RtY5nBdq7Wz0PmK3vXc8RtY5nBd]]",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(ASSIGNED, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "password: string; token: Promise<string>; key: value",
        'password = os.environ["DB_PASSWORD"]',
        "password = getpass.getpass()",
        'const token = await auth.getToken("scope1")',
        "password: ${DB_PASSWORD}",
        "DB_PASSWORD=changeme123",
        "api_key: your-api-key-1234",
        'password: "Must be at least 8 characters"',
        '"password": "Passwort", "password_hint": "at least 1 digit"',
        "パスワードは8文字以上にしてください。パスワードを忘れた場合は：",
        "the password is required, the token is invalid, the key is under the mat",
        "max_tokens=4096 next_page_token: CAESBwgCEgMK8gE12345",
        '"integrity": "sha512-9Zq0b1c2d3e4f5g6h7i8j9k0l1m2n3o4p5q6r7s8t9u0v1w2x3y4z5=="',
        "cache_key: 9a0b2c3d4e5f69789a0b2c3d4e5f6978 etag: 9a0b2c3d4e5f6978",
        "key: 123e4567-e89b-12d3-a456-426614174000",
        "public_key = 04a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3",
        'src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA"',
        "Bearer tokens are described in RFC 6750. Bearer authentication2",
        "--password-file /run/secrets/db1 --token-url https://a.example/1",
        "commit: 9a0b2c3d4e5f69789a0b2c3d4e5f69789a0b2c3d version: 1.2.3-rc.4+build.5678",
        "the datadog agent: version 7.52.1 listens on port: 8125",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert read_all(ASSIGNED, text) == []


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("password", ""),
        ("password =", "="),
        ("password = hunt", "= hunt"),
        ("password = hunter2 ", ""),
        ('"password": "hun', ': "hun'),
        ("note: a colon behind a word", ""),
        ("note:", ""),
        ("the password is hun", "s hun"),
        ("パスワードはhun", "はhun"),
        ("run --pass", "--pass"),
        ("run --fast ", ""),
        ("Bear", "Bear"),
        ("日本語は", ""),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(ASSIGNED)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held


def test_of_a_very_long_value_the_first_part_is_read() -> None:
    text = "token=" + "aB3dE5fG" * 200
    (seen,) = read_all(ASSIGNED, text)
    assert (seen.start, seen.end) == (6, 6 + 512)
