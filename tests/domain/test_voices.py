"""Separately and together: views kept as theirs, and a spread that compares places on one scale and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId, CycleId, TargetId
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET, require_scale
from scrutineer.domain.voices import Spread, Standpoint, View, Voice, require_view, spread
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import scales

ASSURANCE = require_scale(scales(), "assurance")
LEVELS = [level.key for level in ASSURANCE.levels]
levels = st.sampled_from(LEVELS)
nothing = st.sampled_from(["", *NON_SCORES, "85", "Fully met"])


def stand(low: str, high: str = "") -> Standpoint:
    return Standpoint("x", low, high or low)


def view(**more) -> View:
    values = {"cycle_id": CycleId(1), "target": TargetId("six-steps:4c"), "kind": Voice.JOINT, "scale_id": "assurance", "said_on": date(2026, 11, 20)}  # fmt: skip
    return View(**values | more)


@given(st.lists(levels, max_size=8), st.lists(nothing, max_size=5))
def test_a_non_score_or_another_scales_level_never_moves_the_spread(placed, others):
    alone = spread([stand(key) for key in placed], ASSURANCE)
    assert spread([*(stand(key) for key in others), *(stand(key) for key in placed)], ASSURANCE) == alone


@given(st.lists(levels, min_size=2, max_size=8))
def test_the_spread_is_the_distance_of_two_voices_that_spoke(placed):
    apart = spread([stand(key) for key in placed], ASSURANCE)
    ranks = [ASSURANCE.rank(key) for key in placed]
    assert apart.levels == max(ranks) - min(ranks)
    assert {apart.lowest, apart.highest} <= set(placed)
    assert apart.placed == len(placed)
    assert spread([stand(key) for key in reversed(placed)], ASSURANCE) == apart


def test_a_voice_that_takes_several_levels_counts_with_both_ends_and_has_no_distance_from_itself():
    wide = stand("limited", "strong")
    assert spread([wide], ASSURANCE) == Spread(None, "limited", "strong", 1)
    assert spread([wide, stand("none")], ASSURANCE) == Spread(3, "none", "strong", 2)
    assert spread([wide, stand("reasonable")], ASSURANCE).levels == 2
    assert spread([Standpoint("x", "limited", NOT_YET), stand("none")], ASSURANCE).placed == 1
    assert spread([Standpoint("x", "", "limited"), stand("none")], ASSURANCE).placed == 1


def test_nobody_on_the_scale_has_no_spread():
    assert spread([], ASSURANCE) == spread([stand(INSUFFICIENT)], ASSURANCE) == Spread(None)


@pytest.mark.parametrize(
    ("keys", "words", "short"),
    [
        ([], "No voice stands on the scale yet.", ""),
        (["strong"], "Only one voice stands on the scale.", ""),
        (["limited", "limited"], "All 2 voices stand at Limited assurance.", "all agree, 2 voices"),
        (["limited", "reasonable"], "From Limited assurance to Reasonable assurance: one level apart, among 2 voices.", "1 level apart, 2 voices"),
        (["limited", "strong", "strong"], "From Limited assurance to Strong assurance: two levels apart, among 3 voices.", "2 levels apart, 3 voices"),
        (["none", "strong"], "From No assurance to Strong assurance: three levels apart, among 2 voices.", "3 levels apart, 2 voices"),
    ],
)  # fmt: skip
def test_the_spread_in_words(keys, words, short):
    apart = spread([stand(key) for key in keys], ASSURANCE)
    assert (apart.in_words(ASSURANCE), apart.short()) == (words, short)


def test_four_levels_apart_are_told_in_figures():
    assert "4 levels apart" in Spread(4, "a", "e", 2).in_words(ASSURANCE)


@pytest.mark.parametrize(
    ("more", "problem"),
    [({}, "says nothing"), ({"words": "  "}, "says nothing"), ({"level": "85"}, "not a level"), ({"level": ""}, "not a level"),
     ({"kind": Voice.AGENCY, "words": "x"}, "whose view"),
     ({"favourable": 3}, "both numbers"), ({"answered": 3}, "both numbers"), ({"favourable": 5, "answered": 3}, "More were favourable"),
     ({"favourable": -1, "answered": 3}, "below nothing"), ({"favourable": -2, "answered": -1}, "below nothing"),
     ({"words": "x", "dont_know": -1}, "below nothing"), ({"favourable": 0, "answered": 0}, "nobody answered")],
)  # fmt: skip
def test_a_view_that_cannot_be_is_refused_in_words(more, problem):
    with pytest.raises(UserError, match=problem):
        require_view(view(**more), ASSURANCE)


def test_an_unknown_level_is_refused_with_those_there_are():
    with pytest.raises(UserError, match="none, limited, reasonable, strong"):
        require_view(view(level="85"), ASSURANCE)


@pytest.mark.parametrize(
    "more",
    [{"words": "x"}, {"level": "limited"}, {"level": INSUFFICIENT}, {"favourable": 0, "answered": 1}, {"favourable": 3, "answered": 3},
     {"kind": Voice.AGENCY, "agency_id": AgencyId(1), "words": "x"}, {"words": "x", "dont_know": 0}],
)  # fmt: skip
def test_a_view_with_words_a_level_or_counts_stands(more):
    require_view(view(**more), ASSURANCE)


def test_dont_knows_stand_beside_the_counts_never_among_them():
    survey = view(kind=Voice.PRACTITIONERS, favourable=26, answered=41, dont_know=6)
    require_view(survey, ASSURANCE)
    assert survey.counts == "26 of 41 favourable, 6 more did not know"
    assert survey.level == NOT_YET
    assert (
        view(favourable=0, answered=3, dont_know=0).counts
        == view(favourable=0, answered=3).counts
        == "0 of 3 favourable"
    )
    assert view(words="x").counts == ""
