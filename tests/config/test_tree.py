"""Bounds hold before memory is spent; what is wrong is said with its line."""

import pytest
import yaml

import config.reading
from config.errors import ConfigErrors
from config.reading import read
from config.tree import MAX_DEPTH, MAX_NODES


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers are ours to live with: libyaml is not everywhere."""
    monkeypatch.setattr(config.reading, "_LOADER", getattr(yaml, request.param))


YAML = "tag:yaml.org,2002:"
PLAIN = "(plain values only)"
OUT = "(use `extends`, or write the options out)"


def nested(depth: int) -> str:
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1)


def bomb(levels: int) -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(rows)


def ladder(levels: int) -> str:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [[*a{n - 1}]]" for n in range(1, levels)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "f:3: a: 'a' is written twice (first on line 1)"),
        ("a: {b: 1,\n b: 2}", "f:2: a.b: 'b' is written twice (first on line 1)"),
        ("a: &x {b: 1}\nc:\n  <<: *x", f"f:3: c.<<: merge keys are not read {OUT}"),
        (
            "a:\n - !!python/name:os.system x",
            f"f:2: a[0]: tag '{YAML}python/name:os.system' is not read {PLAIN}",
        ),
        ("a: !!binary x", f"f:1: a: tag '{YAML}binary' is not read {PLAIN}"),
        ("a: &x [*x]", "f:1: anchor 'x' contains itself"),
        ("? [a]\n: 1", "f:1: a name is a mapping or a list (names are text)"),
        ("a: &x b\n*x : 1", "f:2: a name is an alias (names are text)"),
        ("a: *x", "f:1: no anchor named 'x'"),
        ("---\na: 1\n---\nb: 1", "f:3: a second document starts here (one file, one document)"),
        (nested(MAX_DEPTH + 1), f"f:1: nested deeper than {MAX_DEPTH} levels"),
        (bomb(12), f"f:5: more than {MAX_NODES} values, aliases expanded"),
        (ladder(40), "f:16: nested deeper than 32 levels, aliases expanded"),
    ],
)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read(text, "f")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ['a: "\\U00110000"', "%YAML 1." + "9" * 5000 + "\n---\na: 1", 'a: "\\ud800"'], ids=range(3)
)
def test_refuses_what_no_character_or_number_can_be(text: str) -> None:
    with pytest.raises(ConfigErrors):
        read(text, "f")


def test_what_is_harmless_to_the_rest_is_reported_together() -> None:
    with pytest.raises(ConfigErrors) as caught:
        read("a: 1\na: 2\nb: !odd 1\n<<: {}", "f")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_the_bounds_are_exact() -> None:
    assert read(nested(MAX_DEPTH), "f").data()
    # The mapping, 1,000 in `r`, 48,001 in `a`: 49,002, and one for `b` itself.
    thousand = f"r: &r [{', '.join(['x'] * 999)}]\na: [{', '.join(['*r'] * 48)}]\n"
    left = ", ".join(["x"] * (MAX_NODES - 49_003))
    assert read(f"{thousand}b: [{left}]", "f").data()
    with pytest.raises(ConfigErrors, match="more than 50000 values"):
        read(f"{thousand}b: [{left}, x]", "f")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", {}),
        ("# only a comment\n", {}),
        ("~", {}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: '1'\nb: !!str 1\nc: !!int 1\nd: ! 1", {"a": "1", "b": "1", "c": 1, "d": 1}),
        ("1: x\ntrue: y", {"1": "x", "true": "y"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}),
        ("'<<': 1", {"<<": 1}),
    ],
)
def test_reads(text: str, data: object) -> None:
    assert read(text, "f").data() == data
