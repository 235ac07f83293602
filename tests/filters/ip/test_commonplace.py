"""Notices of licences are nobody's passage."""

from __future__ import annotations

import random

from filters.ip.commonplace import commonplace, mostly
from filters.ip.document import Document
from filters.ip.forms import normal
from tests.filters.ip.making import code, index_of, read, sources

_NOTICE = (
    "/* Permission is hereby granted, free of charge, to any person obtaining a copy of this software and\n"
    ' * associated documentation files (the "Software"), to deal in the Software without restriction,\n'
    " * including without limitation the rights to use, copy, modify, merge, publish, distribute. */\n"
)


def test_how_much_of_a_stretch_is_of_notices() -> None:
    codes = normal(_NOTICE, "code").codes
    counts = commonplace(codes, "code")
    assert len(counts) == len(codes) + 1
    assert mostly(counts, 0, len(codes))
    other = normal(code(random.Random(1), 600), "code").codes
    assert not mostly(commonplace(other, "code"), 0, len(other))


def test_a_notice_resembles_nothing_and_what_follows_it_does() -> None:
    body = code(random.Random(2), 900)
    trail = index_of([(Document("a", kind="code"), _NOTICE + body)])
    assert read(f"```\n{_NOTICE}```", trail) == ()
    assert sources(f"```\n{_NOTICE}{body}```", trail) == {"a"}
