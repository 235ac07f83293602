"""The digest changes when the meaning does, and only then."""

import pytest

from config.load import load_text
from config.policies import digest, resolve

BASE = """\
policies:
  p:
    extends: standard
    deadline_s: 1
    detectors: {d: {x: 1, y: [1, 2]}}
    disable: [e, f]
    rules:
      - {kind: [a.b, c.*], except: [a.b.c, a.b.d], role: [user, tool], trust: [user, tool], measure: mask}
      - {kind: z, min_score: 0.5, measure: {use: flag, review: ip, more: {a: 1, b: 2}}}
"""


def of(text: str, name: str = "p") -> str:
    return digest(resolve(load_text(text), name))


SAME = [
    ("policies:", "# a comment\n\npolicies:"),
    ("  p:\n", "  p:   # a comment\n\n"),
    ("deadline_s: 1", "deadline_s: 1.0"),
    ("[a.b, c.*]", "[c.*, a.b]"),
    ("[a.b.c, a.b.d]", "[a.b.d, a.b.c, a.b.d]"),
    ("role: [user, tool]", "role: [tool, user]"),
    ("trust: [user, tool]", "trust: [tool, user]"),
    ("measure: mask", "measure: {use: mask}"),
    ("min_score: 0.5", "direction: both, min_score: 5e-1"),
    ("review: ip, more: {a: 1, b: 2}", "more: {b: 2.0, a: 1}, review: 'ip'"),
    ("disable: [e, f]", "disable: [f, e, e]"),
    ("{x: 1, y: [1, 2]}", "{y: [1, 2], x: 1}"),
    ("    deadline_s", "    default: allow\n    deadline_s"),
    ("    deadline_s", "    hold: 262144\n    deadline_s"),
    ("extends: standard", "extends: q"),
    ("policies:", "vault: {ttl_s: 5}\npolicies:"),
]

OTHER = [
    ("extends: standard", "extends: strict"),
    ("deadline_s: 1", "deadline_s: 2"),
    ("    deadline_s", "    hold: 262143\n    deadline_s"),
    ("    deadline_s", "    default: flag\n    deadline_s"),
    ("    deadline_s", "    enable: [d]\n    deadline_s"),
    ("    deadline_s", "    enable: []\n    deadline_s"),
    ("disable: [e, f]", "disable: [e]"),
    ("detectors: {d:", "detectors: {e: {}, d:"),
    ("{x: 1, y: [1, 2]}", "{x: 1, y: [2, 1]}"),
    ("{x: 1, y: [1, 2]}", "{x: true, y: [1, 2]}"),
    ("{x: 1, y: [1, 2]}", "{x: '1', y: [1, 2]}"),
    ("[a.b, c.*]", "[a.b]"),
    ("[a.b.c, a.b.d]", "[a.b.c]"),
    ("role: [user, tool], ", ""),
    ("role: [user, tool]", "role: [user]"),
    ("trust: [user, tool]", "trust: [user]"),
    ("measure: mask", "measure: refuse"),
    ("measure: mask", "direction: request, measure: mask"),
    ("measure: mask", "name: mine, measure: mask"),
    ("measure: mask", "measure: {use: mask, style: label}"),
    ("min_score: 0.5", "min_score: 0.51"),
    ("review: ip", "review: harm"),
]


@pytest.mark.parametrize(("old", "new"), SAME, ids=range(len(SAME)))
def test_the_same_meaning_has_the_same_digest(old: str, new: str) -> None:
    assert old in BASE
    text = BASE.replace(old, new, 1) + "  q: {extends: standard}\n"
    assert of(text) == of(BASE)


@pytest.mark.parametrize(("old", "new"), OTHER, ids=range(len(OTHER)))
def test_another_meaning_has_another_digest(old: str, new: str) -> None:
    assert old in BASE
    assert of(BASE.replace(old, new, 1)) != of(BASE)


def test_every_other_meaning_differs_from_every_other() -> None:
    assert len({of(BASE.replace(old, new, 1)) for old, new in OTHER}) == len(OTHER)


def test_the_order_of_rows_is_meant() -> None:
    rows = ["{kind: a, measure: mask}", "{kind: b, measure: mask}"]
    there, back = (f"policies: {{p: {{rules: [{', '.join(order)}]}}}}" for order in (rows, rows[::-1]))
    assert of(there) != of(back)


def test_names_of_files_and_policies_are_not_meant() -> None:
    renamed = BASE.replace("  p:", "  other-name:")
    assert of(renamed, "other-name") == of(BASE)
    assert digest(resolve(load_text(BASE, "other.yaml"), "p")) == of(BASE)


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    assert len(bytes.fromhex(of(BASE))) == 32
