"""Numbers count from one, each series for itself."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import numbers


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.booleans()), max_size=20))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_series_goes_up_by_one_and_an_entry_that_fails_gives_none_away(casefile, asked):
    """Given entries that end well or not: a number is used up by those that end well alone."""
    given_out = Counter({name: numbers.last_number(casefile, name) for name in "ab"})
    for name, fails in asked:
        try:
            with casefile.transact("Number"):
                number = numbers.next_number(casefile, name)
                assert number == given_out[name] + 1
                assert numbers.last_number(casefile, name) == number  # seen from within
                if fails:
                    raise ZeroDivisionError
            given_out[name] = number
        except ZeroDivisionError:
            pass
        assert numbers.last_number(casefile, name) == given_out[name]


def test_a_series_that_gave_none_stands_at_nought(casefile):
    assert numbers.last_number(casefile, "never") == 0
