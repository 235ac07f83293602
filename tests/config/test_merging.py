"""Where rows go, and which of them are replaced."""

import pytest

from config.load import load_text
from config.policies import resolve


def rows(parent: str, child: str, form: str = "{name}") -> list[str]:
    text = f"policies:\n parent: {{rules: [{parent}]}}\n child: {{extends: parent, rules: [{child}]}}"
    return [
        form.format(name=rule.name, line=rule.origin.line) for rule in resolve(load_text(text), "child").rules
    ]


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        # Another selector: in front.
        ("{kind: a, measure: m}", "{kind: b, measure: m}", ["b→m", "a→m"]),
        ("{kind: a, measure: m}", "{kind: a, direction: request, measure: n}", ["a→n", "a→m"]),
        ("{kind: a, measure: m}", "{kind: a, except: a.b, measure: n}", ["a→n", "a→m"]),
        ("{kind: a, measure: m}", "{kind: a, role: user, measure: n}", ["a→n", "a→m"]),
        ("{kind: a, measure: m}", "{kind: a, trust: tool, measure: n}", ["a→n", "a→m"]),
        # The same selector: in place, whatever the score, the measure and the name.
        ("{kind: a, measure: m}, {kind: b, measure: m}", "{kind: b, measure: n}", ["a→m", "b→n"]),
        (
            "{kind: a, measure: m, min_score: 0.5}, {kind: b, measure: o}",
            "{kind: a, measure: n}",
            ["a→n", "b→o"],
        ),
        ("{kind: [a, b], measure: m}, {kind: c, measure: m}", "{kind: [b, a], measure: n}", ["a,b→n", "c→m"]),
        ("{kind: a, measure: m, name: one}", "{kind: a, measure: n, name: two}", ["two"]),
        # Several rows of one selector go together.
        (
            "{kind: a, measure: m}, {kind: b, measure: m}, {kind: a, min_score: 0.9, measure: n}",
            "{kind: a, measure: o}",
            ["a→o", "b→m"],
        ),
        (
            "{kind: b, measure: m}, {kind: a, measure: m}",
            "{kind: a, measure: n}, {kind: c, measure: n}, {kind: a, min_score: 0.9, measure: o}",
            ["c→n", "b→m", "a→n", "a→o"],
        ),
        # Rows that would be called alike are told apart.
        ("{kind: a, measure: m}", "{kind: a, direction: request, measure: m}", ["a→m", "a→m #2"]),
        (
            "{kind: a, measure: m, name: x}, {kind: b, measure: m, name: 'x #2'}",
            "{kind: c, measure: m, name: x}",
            ["x", "x #2'", "x #2"],
        ),
        ("", "", []),
    ],
)
def test_rows(parent: str, child: str, expected: list[str]) -> None:
    assert rows(parent, child) == expected


def test_a_row_knows_where_it_was_written() -> None:
    assert rows("{kind: a, measure: m}", "{kind: b, measure: m}", "{name} {line}") == ["b→m 3", "a→m 2"]


def test_values_left_out_are_inherited() -> None:
    settings = load_text("""
policies:
  root: {default: flag, deadline_s: 1.5, hold: 10, enable: [a, b], detectors: {a: {x: 1, y: 1}, b: {x: 1}}}
  same: {extends: root}
  other: {extends: root, default: allow, hold: 20, disable: [b], detectors: {a: {x: 2}}}
""")
    root, same, other = (resolve(settings, name) for name in ("root", "same", "other"))
    assert (same.default, same.deadline_s, same.hold, same.detectors) == (
        root.default,
        root.deadline_s,
        root.hold,
        root.detectors,
    )
    assert (other.default.name, other.deadline_s, other.hold) == ("allow", 1.5, 20)
    assert other.detectors.chosen(["a", "b", "c"]) == {"a": {"x": 2}}
    assert root.detectors.chosen(["b", "c", "a"]) == {"b": {"x": 1}, "a": {"x": 1, "y": 1}}
