"""Where sources say different things: what is put side by side is on one scale, and each rule says itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.contradictions import CHECKS, FAR, RULES, Rule, far_above, upper_half
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.scale import NO_SCALE, NON_SCORES, Level, Scale, require_scale
from scrutineer.frameworks.loader import scales

ASSURANCE = require_scale(scales(), "assurance")


def scale_of(number: int) -> Scale:
    return Scale(id="x", name="x", levels=tuple(Level(key=str(place), word="w") for place in range(number)))


@pytest.mark.parametrize(("number", "upper"), [(2, "1"), (3, "2"), (4, "23"), (5, "34"), (6, "345")])
def test_the_upper_half_leaves_the_middle_level_out(number, upper):
    scale = scale_of(number)
    assert [level.key for level in scale.levels if upper_half(scale, level.key)] == list(upper)


def test_upper_half_and_far_above_never_hold_for_what_is_no_level():
    for key in (*NON_SCORES, "", "85"):
        assert not upper_half(ASSURANCE, key)
        assert not upper_half(NO_SCALE, key)
        assert not far_above(ASSURANCE, "strong", key)
        assert not far_above(ASSURANCE, key, "none")


def test_far_above_is_two_levels_or_more_in_one_way_only():
    assert FAR == 2
    assert far_above(ASSURANCE, "strong", "limited")
    assert far_above(ASSURANCE, "strong", "none")
    assert not far_above(ASSURANCE, "strong", "reasonable")
    assert not far_above(ASSURANCE, "strong", "strong")
    assert not far_above(ASSURANCE, "limited", "strong")


@given(st.integers(2, 9), st.data())
def test_exactly_one_of_two_levels_that_mirror_each_other_is_upper(number, data):
    scale = scale_of(number)
    place = data.draw(st.integers(0, number - 1))
    mirrored = number - 1 - place
    upper = [upper_half(scale, str(place)), upper_half(scale, str(mirrored))]
    assert upper == [False, False] if place == mirrored else sorted(upper) == [False, True]


def test_on_an_inverted_scale_the_best_number_is_the_upper_one():
    inverted = require_scale(scales(), "1-4-best-1")
    assert [key for key in "1234" if upper_half(inverted, key)] == ["1", "2"]
    assert far_above(inverted, "1", "3")


def test_every_rule_is_told_in_words():
    assert set(RULES) == set(Rule)
    assert f"{FAR} levels" in RULES[Rule.SELF_AND_VOICE]


def test_what_an_agency_writes_of_itself_is_no_check_of_it():
    own_words = {
        EvidenceKind.RETURN,
        EvidenceKind.REPORT,
        EvidenceKind.MINUTES,
        EvidenceKind.LETTER,
        EvidenceKind.DOCUMENT,
    }
    assert not CHECKS & own_words
    assert {EvidenceKind.AUDIT, EvidenceKind.SURVEY, EvidenceKind.CHILDREN, EvidenceKind.DIP_SAMPLE} <= CHECKS
