"""Scales: a declared direction, places that are compared only on one scale, and what is no level."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.scale import (
    INSUFFICIENT,
    NO_SCALE,
    NON_SCORES,
    NOT_YET,
    own_scale,
    parse_scale,
    require_scale,
    steps_between,
)
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import scales

LEVELLED = [scale for scale in scales() if scale.levels]
ASSURANCE = require_scale(scales(), "assurance")
any_scale = st.sampled_from(LEVELLED)


def test_non_scores_are_never_compared():
    assert steps_between(ASSURANCE, "limited", "strong") == 2
    assert steps_between(ASSURANCE, "strong", "limited") == -2
    for key in (NOT_YET, INSUFFICIENT, "85", ""):
        assert ASSURANCE.rank(key) is None
        assert steps_between(ASSURANCE, key, "strong") is None
        assert steps_between(ASSURANCE, "strong", key) is None


@given(any_scale, st.data())
def test_the_steps_between_levels_are_a_distance_on_one_scale(scale, data):
    low, middle, high = (data.draw(st.sampled_from(scale.levels)).key for _ in range(3))
    assert steps_between(scale, low, high) == -steps_between(scale, high, low)
    assert steps_between(scale, low, middle) + steps_between(scale, middle, high) == steps_between(scale, low, high)
    assert (steps_between(scale, low, high) == 0) == (low == high)


@given(any_scale, st.data())
def test_ranked_levels_stand_the_lowest_first_each_once(scale, data):
    keys = data.draw(st.lists(st.sampled_from([level.key for level in scale.levels] + [NOT_YET, "other"])))
    ranked = scale.ranked(keys)
    assert set(ranked) == {key for key in keys if scale.rank(key) is not None}
    assert [scale.rank(key) for key in ranked] == sorted({scale.rank(key) for key in ranked})


def test_words_are_the_levels_the_non_scores_and_a_percentages_figure():
    assert ASSURANCE.word("limited") == "Limited assurance"
    assert ASSURANCE.word(NOT_YET) == "Not yet scrutinised"
    assert ASSURANCE.word("something typed") == "something typed"
    percent = require_scale(scales(), "percent")
    assert (percent.word("85"), percent.word(""), percent.word(INSUFFICIENT)) == (
        "85%",
        "",
        "Insufficient evidence to judge",
    )


def test_which_end_is_which_is_said_in_words():
    assert require_scale(scales(), "1-4-best-1").direction() == "4 lowest, 1 highest"
    assert require_scale(scales(), "percent").direction() == "0% lowest, 100% highest"
    assert NO_SCALE.direction() == "in words, no levels"


def test_an_unknown_scale_is_refused_with_those_there_are():
    with pytest.raises(UserError, match=r"“stars”.*assurance, met, 0-3"):
        require_scale(scales(), "stars")


def test_a_scale_of_ones_own_is_marked_so_and_keeps_its_order():
    made = own_scale([{"key": "C", "word": "Weak"}, {"key": "B", "word": "Fair"}, {"key": "A", "word": "Good"}])
    assert made.own
    assert (made.id, made.name) == ("own", "C, B, A, the last one best")
    assert [made.rank(key) for key in "CBA"] == [0, 1, 2]
    assert own_scale([{"key": 1, "word": "x"}, {"key": 2, "word": "y"}], "Ours").name == "Ours"


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        (["A"], "at least two levels"),
        ([], "at least two levels"),
        (["a", "A"], "the same key"),
        ([1, "1"], "the same key"),
    ],
)
def test_a_list_that_is_no_scale_is_refused(keys, problem):
    with pytest.raises(ValueError, match=problem):
        own_scale([{"key": key, "word": "w"} for key in keys])


def test_a_scale_is_read_with_all_that_it_declares():
    scale = parse_scale({
        "id": "x", "name": "X", "source": "s", "not_applicable": ["0"], "not_applicable_colours": ["grey"], "unanswered": ["-"],
        "levels": [{"key": 1, "word": "One", "typed": [1, "i"], "colours": ["red"], "assurance": "none", "look": "none"}],
    })  # fmt: skip
    (level,) = scale.levels
    assert (level.key, level.short, level.typed) == ("1", "One", ("1", "i"))
    assert (level.colours, level.assurance, level.look) == (("red",), "none", "none")
    assert (scale.not_applicable, scale.not_applicable_colours, scale.unanswered) == (("0",), ("grey",), ("-",))
    assert (scale.kind, scale.source, scale.own) == ("levels", "s", False)
    assert parse_scale({"id": "x", "name": "X"}).not_applicable == ()


@pytest.mark.parametrize(
    ("raw", "missing"),
    [({"name": "X"}, "id"), ({"id": "x"}, "name"), ({"id": "x", "name": "X", "levels": [{"key": "1"}]}, "word"),
     ({"id": "x", "name": "X", "levels": [{"word": "One"}]}, "key")],
)  # fmt: skip
def test_a_scale_that_lacks_something_says_what(raw, missing):
    with pytest.raises(UserError, match=f"lacks '{missing}'"):
        parse_scale(raw)


def test_no_level_that_ships_is_called_as_a_non_score():
    for scale in scales():
        assert not {level.key for level in scale.levels} & set(NON_SCORES)
