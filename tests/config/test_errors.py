"""Problems read as one line each, and travel as plain values."""

import pickle

from config.errors import MOST_PROBLEMS, ConfigErrors, Problem

ONE = Problem("f.yaml", 3, "policies.x", "no measure named 'maks'", "did you mean 'mask'?")


def test_a_problem_is_one_line() -> None:
    assert str(ONE) == "f.yaml:3: policies.x: no measure named 'maks' (did you mean 'mask'?)"
    assert str(Problem("f.yaml", 0, "", "cannot be read")) == "f.yaml: cannot be read"


def test_problems_travel_as_plain_values_and_between_processes() -> None:
    errors = ConfigErrors([ONE])
    assert errors.as_json() == [
        {
            "file": "f.yaml",
            "line": 3,
            "where": "policies.x",
            "message": "no measure named 'maks'",
            "hint": "did you mean 'mask'?",
        }
    ]
    assert pickle.loads(pickle.dumps(errors)).problems == errors.problems


def test_beyond_a_hundred_they_are_counted() -> None:
    exactly = ConfigErrors([ONE] * MOST_PROBLEMS)
    assert exactly.problems == (ONE,) * MOST_PROBLEMS
    more = ConfigErrors([ONE] * (MOST_PROBLEMS + 2))
    assert str(more.problems[-1]) == "f.yaml: and 2 more problems"
    assert len(more.problems) == MOST_PROBLEMS + 1
