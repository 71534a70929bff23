"""What a passphrase withstands is said in words, and grows with what has to be guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.passphrase import GUESSES_A_SECOND, withstands

YEAR = 365 * 86_400


@pytest.mark.parametrize(
    ("guesses", "said"),
    [
        (100, "a person who tries by hand, no computer. Guessed by one fast computer in less than a minute"),
        (GUESSES_A_SECOND * 86_400 * 3, "a passing attempt, not a computer that is left to it. "),
        (GUESSES_A_SECOND * YEAR * 40, "one computer, not an organisation that wants it. Guessed by one fast computer"),
        (GUESSES_A_SECOND * YEAR * 10**6, "an organisation that wants it. Guessed by one fast computer in more than a"),
    ],
)
def test_the_kind_of_guess_it_withstands_is_said(guesses, said):
    assert f"Withstands {said}" in withstands("ten letters", guesses, ())


def test_spans_are_said_as_people_say_them():
    said = withstands("ten letters", GUESSES_A_SECOND * YEAR * 40.5, ())
    assert "in about 40 years, by a thousand in about 2 weeks." in said


def test_what_it_is_built_on_is_named():
    said = withstands("ten letters", 10.0, ("names", "dates", "passwords"))
    assert "It is built on names, a date or a year and passwords that many people use, tried first." in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", ""),
        ("four", "6 more characters needed."),
        ("nine char", "1 more character needed."),
        (" four unrelated words", "It begins or ends with a space"),
    ],
)
def test_what_the_rule_asks_for_is_said_before_anything_else(typed, said):
    assert withstands(typed, 10.0**12, ()).startswith(said)
    assert bool(withstands(typed, 10.0**12, ())) is bool(said)


@given(st.floats(1, 1e200), st.floats(1, 1e200))
def test_more_guesses_never_withstand_less(one, other):
    order = ["a person", "a passing", "one computer", "an organisation"]

    def place(guesses: float) -> int:
        said = withstands("ten letters", guesses, ())
        return next(number for number, words in enumerate(order) if said.startswith(f"Withstands {words}"))

    assert place(min(one, other)) <= place(max(one, other))
