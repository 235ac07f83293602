from __future__ import annotations

from typing import NamedTuple

import pytest

from filters.detector import DETECTORS
from tests.filters.prose import ENGLISH, JAPANESE
from tests.filters.reading import read_whole


class Told(NamedTuple):
    """What a finding says: a licence, or a holder and years, as they stand in the text."""

    spdx: str = ""
    holder: str = ""
    years: str = ""


def told(text: str) -> list[Told]:
    found = list[Told]()
    for one in read_whole(DETECTORS.build("licence_notice"), text).findings:
        attrs = one.attrs
        at = one.span.start + int(attrs.get("holder_at", 0))
        holder = text[at : at + int(attrs.get("holder_len", 0))]
        found.append(Told(str(attrs.get("spdx", "")), holder, str(attrs.get("years", ""))))
    return found


MIT = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and "
    'associated documentation files (the "Software"), to deal in the Software without restriction, including '
    "without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell "
    "copies of the Software, and to permit persons to whom the Software is furnished to do so"
)
MIT_IF = (
    ", subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be "
    "included in all copies or substantial portions of the Software.\n"
)
BSD = (
    "Redistribution and use in source and binary forms, with or without modification, are permitted provided "
    "that the following conditions are met:\n1. Redistributions of source code must retain the above copyright "
    "notice, this list of conditions and the following disclaimer.\n"
)
BSD_TWO = (
    "2. Redistributions in binary form must reproduce the above copyright notice in the documentation.\n"
)
BSD_THREE = (
    "3. Neither the name of the author nor the names of its contributors may be used to endorse products.\n"
)
AS_IS = "THIS SOFTWARE IS PROVIDED BY THE AUTHORS ``AS IS'' AND ANY WARRANTIES ARE DISCLAIMED.\n"
GNU = (
    "{0} is free software: you can redistribute it and/or modify it under the terms of the GNU {1}General Public "
    "License as published by the Free Software Foundation, {2}."
)


def commented(text: str, leader: str, width: int = 60) -> str:
    """The text wrapped, and in a comment."""
    lines, line = list[str](), ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\n".join(leader + one for one in [*lines, line])


@pytest.mark.parametrize("leader", ["#", " *", "//", "--", ";;", "> ", "%%", "+ *"])
@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        (MIT + MIT_IF, "MIT"),
        (MIT + '. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT', "MIT-0"),
        (MIT[:200], "MIT"),
        (BSD + AS_IS, "BSD-1-Clause"),
        (BSD + BSD_TWO + AS_IS, "BSD-2-Clause"),
        (BSD + BSD_TWO, "BSD-2-Clause"),
        (BSD + BSD_TWO + BSD_THREE + AS_IS, "BSD-3-Clause"),
        (BSD + BSD_TWO + "3. All advertising materials mentioning features must say so.\n" + AS_IS, "BSD-4-Clause"),
        (
            "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee "
            "is hereby granted, provided that the above copyright notice appear in all copies.",
            "ISC",
        ),
        (
            "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee "
            'is hereby granted. THE SOFTWARE IS PROVIDED "AS IS".',
            "0BSD",
        ),
        (
            "Permission to use, copy, modify, and distribute this software and its documentation for any purpose, "
            "without fee, and without a written agreement is hereby granted, provided that",
            "PostgreSQL",
        ),
        ("Permission is granted to anyone to use this software for any purpose, including commercial ones", "Zlib"),
        ("This is free and unencumbered software released into the public domain.", "Unlicense"),
        (GNU.format("This program", "", "either version 3 of the License, or (at your option) any later version"), "GPL-3.0-or-later"),
        (GNU.format("Frob", "", "version 2 of the License"), "GPL-2.0-only"),
        (GNU.format("This library", "Lesser ", "either version 2.1 of the License, or any later version"), "LGPL-2.1-or-later"),
        (GNU.format("The server", "Affero ", "version 3"), "AGPL-3.0-only"),
        ("This file is licensed under the GNU GPL v2 or later.", "GPL-2.0-or-later"),
        ("Released under the GPLv3+.", "GPL-3.0-or-later"),
        ("You can use and redistribute it under the terms of version 2.1 of the GNU Lesser General Public License.", "LGPL-2.1-only"),
        ('Licensed under the Apache License, Version 2.0 (the "License"); you may not use', "Apache-2.0"),
        ("This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.", "MPL-2.0"),
        ("The contents of this file are subject to the Mozilla Public License Version 1.1", "MPL-1.1"),
        ("This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0", "EPL-2.0"),
        ("Distributed under the Boost Software License, Version 1.0.", "BSL-1.0"),
        ("This project is licensed under the MIT License - see the LICENSE file.", "MIT"),
        ("Use of this source code is governed by a BSD-style license that can be found in LICENSE.", "BSD-3-Clause"),
        ("This work is licensed under a Creative Commons Attribution-ShareAlike 4.0 International License.", "CC-BY-SA-4.0"),
        ("Text is available under the Creative Commons Attribution-ShareAlike License 3.0", "CC-BY-SA-3.0"),
        ("This package may be redistributed under the same terms as Perl itself.", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
        (
            "Permission is granted to copy, distribute and/or modify this document under the terms of the GNU Free "
            "Documentation License, Version 1.3 or any later version published by the Free Software Foundation",
            "GFDL-1.3-or-later",
        ),
        ("Licensed under the EUPL, Version 1.2 or later", "EUPL-1.2"),
    ],
)  # fmt: skip
def test_a_licence_is_known_however_it_is_laid_out(text: str, spdx: str, leader: str) -> None:
    for said in (text, text.upper() if "Permission" in text or "Redistribution" in text else text):
        assert [one.spdx for one in told(commented(said, leader))] == [spdx]


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("// SPDX-License-Identifier: MIT", "MIT"),
        ("/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */", "(GPL-2.0-only OR BSD-2-Clause)"),
        ("# spdx-license-identifier: apache-2.0", "Apache-2.0"),
        ("# SPDX-License-Identifier: GPL-2.0+\nx = 1", "GPL-2.0-or-later"),
        ("<!-- SPDX-License-Identifier: GPL-2.0 WITH Classpath-exception-2.0 -->", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("dnl SPDX-License-Identifier: LicenseRef-Ours", "LicenseRef-Ours"),
        ("12 # SPDX-License-Identifier: MIT AND ISC.", "MIT AND ISC"),
        (" * @license MIT", ""),
        (" * License: BSD 3-clause license", "BSD-3-Clause"),
        ("本ソフトウェアはMITライセンスの下で配布されています。", "MIT"),
        ("この文書は、クリエイティブ・コモンズ 表示 - 継承 4.0 国際 ライセンスの下に提供されています。", "CC-BY-SA-4.0"),
        ("本プログラムはApache License 2.0に基づいて公開しています。", "Apache-2.0"),
    ],
)  # fmt: skip
def test_tags_labels_and_japanese(text: str, spdx: str) -> None:
    assert [one.spdx for one in told(text)] == ([spdx] if spdx else [])


@pytest.mark.parametrize(
    ("text", "holder", "years"),
    [
        ("Copyright (c) 2019 Jane Doe", "Jane Doe", "2019"),
        ("# Copyright (C) 1999, 2001-2004 Free Software Foundation, Inc.\n", "Free Software Foundation, Inc.", "1999,2001-2004"),
        ("/* Copyright 2020 The Frob Authors. All rights reserved. */", "The Frob Authors", "2020"),
        ("© 2021-present, Acme GmbH & Co. KG", "Acme GmbH & Co. KG", "2021-present"),
        ("Copyright © Jane Doe 2011", "Jane Doe", "2011"),
        (" * Copyright (c) 2014 by John Q. Public <jqp@example.org>", "John Q. Public", "2014"),
        ("Copyright: 2003 Ludwig van der Berg", "Ludwig van der Berg", "2003"),
        ("# SPDX-FileCopyrightText: 2024 Example Corp.", "Example Corp.", "2024"),
        ("# SPDX-FileCopyrightText: © 2023 株式会社ためし", "株式会社ためし", "2023"),
        ("Copyright (c) 2022 株式会社ためし. All Rights Reserved.", "株式会社ためし", "2022"),
        ("著作権 © 2018 山川出版有限会社", "山川出版有限会社", "2018"),
        ("Copyright (c) Example Corporation. All rights reserved.", "Example Corporation", ""),
        ("Words & music © Sample Songs Ltd.", "Sample Songs Ltd.", ""),
        ("(c) 2017 Jane Doe, Example University", "Jane Doe, Example University", "2017"),
        ("℗ 2020 Sample Records", "Sample Records", "2020"),
        ("Copyright 2016 jdoe <jdoe@example.org>", "jdoe", "2016"),
        ("Portions Copyright 1996 Silicon Example, Inc. This file is part", "Silicon Example, Inc.", "1996"),
        ('"legal": "Copyright (c) 2020 Jane Doe"', "Jane Doe", "2020"),
        ("COPYRIGHT (C) 1998 BY ACME SYSTEMS", "ACME SYSTEMS", "1998"),
    ],
)  # fmt: skip
def test_whose_and_since_when(text: str, holder: str, years: str) -> None:
    assert told(text) == [Told("", holder, years)]


@pytest.mark.parametrize(
    "text", ["無断転載を禁じます。", "本書の無断複製・転載・配布を固く禁じます", "JASRAC 出 2301234-301"]
)
def test_words_that_reserve_rights(text: str) -> None:
    assert told(text) == [Told()]


def test_several_in_one_text() -> None:
    text = f"# Copyright 2019 Jane Doe\n# Copyright (c) 2021 Acme Ltd.\n#\n{commented(MIT + MIT_IF, '#')}\nx = 1\n"
    assert told(text) == [Told("", "Jane Doe", "2019"), Told("", "Acme Ltd.", "2021"), Told("MIT")]


def test_two_licences_at_choice() -> None:
    text = "Licensed under either of Apache License, Version 2.0 or MIT license at your option."
    assert [one.spdx for one in told(text)] == ["Apache-2.0", "MIT"]


@pytest.mark.parametrize(
    "text",
    [
        "Copyleft is what people mean by the GPL; MIT asks for little.",
        "Is code under the Apache License compatible with GPL-3.0-or-later projects?",
        "React is licensed under the MIT License, and so is Vue.",
        "If this library is licensed under the GPL, can I ship it with my app?",
        "Choose the MIT License if you want few conditions, and the AGPL for servers.",
        "Use `SPDX-License-Identifier: MIT` at the top of each file.",
        "I would add an SPDX-License-Identifier line to every file.",
        'Start each file with "Copyright (c) 2020 Jane Doe" and keep it.',
        "Copyright law protects expression, not ideas. The copyright holder may license it.",
        "Copyright infringement is a serious matter, and so is the Copyright Act of 1976.",
        "Copyright Infringement Notice",
        "Who owns the copyright in a photograph taken in 1998?",
        "Replace the line with Copyright (c) <year> <copyright holders>.",
        "Copyright [yyyy] [name of copyright owner]",
        "The © symbol and the words All rights reserved are optional today.",
        "(c) 2019 budgets were approved by the board.",
        "See section 3(c) 2019 Amendments.",
        "We asked for permission to use, and permission is hereby requested.",
        "BSD is a family of licenses; the three-clause BSD license has a clause on names.",
        "Most Rust crates are dual licensed, MIT or Apache.",
        "The Eclipse Public License and the Mozilla Public License are weak copyleft.",
        "Creative Commons licences come in six kinds; CC BY-SA 4.0 is one of them.",
        "Python, Perl, Apache and the Boost library are on the server; common business tools are not.",
        "MITライセンスは寛容なライセンスで、GPLはコピーレフトです。",
        "MITライセンスの下で公開されているソフトウェアは商用利用できますか。",
        "「無断転載を禁じます」という表記の意味を教えてください。",
        "著作権は、作者の死後70年まで保護されます。著作権法の改正について。",
        "このコードにはMITライセンスを選ぶとよいでしょう。",
        "Does this project being MIT licensed matter?",
        "Redistribution and use in a lecture are permitted.",
        ENGLISH,
        JAPANESE,
    ],
)  # fmt: skip
def test_talk_is_no_notice(text: str) -> None:
    assert told(text) == []


def test_a_finding_holds_no_name() -> None:
    found = read_whole(DETECTORS.build("licence_notice"), "Copyright (c) 2019 Jane Doe").findings
    assert [dict(one.attrs) for one in found] == [
        {"by": "copyright", "years": "2019", "holder_at": 19, "holder_len": 8}
    ]


@pytest.mark.parametrize(
    "head", ["copyright ", "gnu ", "permission is hereby ", "(c) 2019 A", "licensed under the apache "]
)
def test_many_heads_take_linear_time(head: str) -> None:
    detector = DETECTORS.build("licence_notice")
    assert read_whole(detector, head * (20_000 // len(head))).settled > 0
