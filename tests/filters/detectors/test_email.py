"""Mail addresses, also next to letters of other scripts."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from tests.filters.reading import Stream, read_all, unmark

EMAIL = DETECTORS.build("email")


@pytest.mark.parametrize(
    "marked",
    [
        "write to [[pii.email:taro@example.com]] today",
        "メールは[[pii.email:taro.yamada@example.co.jp]]です",
        "連絡先：[[pii.email:ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ]]（自宅）",
        "「[[pii.email:t@x.jp]]」,[[pii.email:first+tag@sub.example.museum]];[[pii.email:a_b-c%d@example.org]]",
        "<[[pii.email:a@b.co]]> mailto:[[pii.email:a@b.co]]?subject=x  id=[[pii.email:a@b.co]]&x",
        "[[pii.email:0120@docomo.ne.jp]] [[pii.email:taro.@example.ne.jp]] [[pii.email:user@163.com]]",
        "[[pii.email:taro@xn--eckwd4c7c.xn--zckzah]]",
        # A password in front of a host is no name in front of one.
        "postgres://svc:hunter2@db.example:5432/app and https://[[pii.email:taro@example.com]]/",
        "see https://a.example/x:[[pii.email:taro@example.com]] //host:[[pii.email:taro@example.com]]",
        # Where it ends: a full stop is no part of it unless a label follows.
        "[[pii.email:taro@example.com]]. Then",
        "[[pii.email:taro@example.com]]...",
        "[[pii.email:taro@example.com]]…",
        "[[pii.email:taro@example.com]]-",
        "[[pii.email:taro@example.com]]-foo",
        "[[pii.email:taro@example.com-foo.jp]]",
        "[[pii.email:taro@example.com]].1",
        "[[pii.email:a@b.co]],[[pii.email:c@d.co]]",
        "[[pii.email:taro@example.com]]@evil.example",
        "x@[[pii.email:b@c.com]]",
        # Where it begins: a sign before the name is no part of it; of a long run the last 64 are.
        "-----[[pii.email:taro@example.com]] ..[[pii.email:a@b.co]] %[[pii.email:40a@b.co]]",
        "x" * 10 + "[[pii.email:" + "y" * 64 + "@example.com]]",
        # Hidden characters are inside the span, and do not hide it.
        "[[pii.email:ta\u200bro@exa\u00admple.com]]\u200b",
        "[[pii.email:tаro@exаmple.com]]",
        # Not addresses.
        "taro@localhost @handle taro@ @example.com a@b a@.com a@-b.com",
        "react@18.3.1-rc.next lodash@4.17.21 logo@2x.png icon@3x.webp",
        "taro@example.c taro@example.com2 taro@123.456",
        "https://example.com/@taro/@35.68,139.76z 山田@東京.日本",
        "a@" + "b" * 64 + ".com",
    ],
)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(EMAIL, text) == spans


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("write to ", ""),
        ("write to taro", "taro"),
        ("write. ", ""),
        ("a sentence.", "sentence."),
        ("taro@", "taro@"),
        ("taro@example.com", "taro@example.com"),
        ("taro@example.com.", "taro@example.com."),
        ("taro@example.com. ", ""),
        ("taro@example.comで", ""),
        ("taro@example..", "example.."),
        ("taro@example.-", "example.-"),
        ("taro@.", ""),
        ("taro@@", ""),
        ("@", ""),
        ("...", ""),
        ("メールは", ""),
        ("x" * 200, "x" * 64),
        ("a@" + "b.c" * 84, "a@" + "b.c" * 84),
        ("a@" + "b" * 63, "a@" + "b" * 63),
        ("a@" + "b" * 64, "b" * 64),
        ("a@" + "b" * 65, "b" * 64),
    ],
)
def test_holds_what_may_still_become_one(text: str, held: str) -> None:
    stream = Stream(EMAIL)
    stream.feed(text)
    assert text[len(text) - stream.held :] == held
