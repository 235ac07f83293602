from __future__ import annotations

import pytest

from filters.ip.spdx import canonical, expression, parts


@pytest.mark.parametrize(
    ("given", "text", "rest"),
    [
        ("MIT */", "MIT", " */"),
        ("(gpl-2.0-ONLY or MIT) and ISC", "(GPL-2.0-only OR MIT) AND ISC", ""),
        ("GPL-3.0+ WITH GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1", ""),
        ("MIT or later", "MIT OR later", ""),
        ("MIT AND", "MIT", " AND"),
        ("(MIT AND ISC", "", ""),
        ("LicenseRef-Own-1.0.", "LicenseRef-Own-1.0", ""),
        ("AND MIT", "", ""),
        ("-", "", ""),
    ],
)
def test_expression(given: str, text: str, rest: str) -> None:
    found = expression(given)
    assert (found.text if found else "") == text
    assert found is None or given[found.length :] == rest


def test_canonical() -> None:
    assert canonical("apache-2.0") == "Apache-2.0"
    assert canonical("LGPL-2.1") == "LGPL-2.1-only"
    assert canonical("Own-9") == "Own-9"


def test_parts() -> None:
    assert parts("(GPL-2.0-only WITH Classpath-exception-2.0 OR MIT) AND MIT") == ("GPL-2.0-only", "MIT")
