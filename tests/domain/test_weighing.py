"""Spread, weakness, next activity, likeness of recommendations: pure rules."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.contradictions import far_above, upper_half
from scrutineer.domain.evidence import Bearing, EvidenceKind, Weighed, weigh
from scrutineer.domain.recommendations import Recommendation, alike
from scrutineer.domain.scale import INSUFFICIENT, NON_SCORES, NOT_YET
from scrutineer.domain.voices import Standpoint, View, Voice, require_view, spread
from scrutineer.domain.weakness import Weakness, next_activity, weaknesses
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import methods, scales

ASSURANCE = next(scale for scale in scales() if scale.id == "assurance")
LEVELS = [level.key for level in ASSURANCE.levels]
TODAY = date(2026, 11, 20)

levels = st.sampled_from(LEVELS)
nothing = st.sampled_from(["", *NON_SCORES, "85", "Fully met"])


def stand(key: str, name: str = "x") -> Standpoint:
    return Standpoint(name, key, key)


@given(st.lists(levels, max_size=8), st.lists(nothing, max_size=5))
def test_a_non_score_or_another_scales_level_never_moves_the_spread(placed, others):
    alone = spread([stand(key) for key in placed], ASSURANCE)
    assert spread([*(stand(key) for key in others), *(stand(key) for key in placed)], ASSURANCE) == alone


@given(st.lists(levels, min_size=2, max_size=8))
def test_the_spread_is_the_distance_of_two_voices_that_spoke(placed):
    found = spread([stand(key) for key in placed], ASSURANCE)
    ranks = [ASSURANCE.rank(key) for key in placed]
    assert found.levels == max(ranks) - min(ranks)
    assert {found.lowest, found.highest} <= set(placed)


def test_one_voice_has_no_spread():
    assert spread([stand("strong")], ASSURANCE).levels is None
    assert "Only one voice" in spread([stand("strong")], ASSURANCE).in_words(ASSURANCE)
    assert "No voice" in spread([stand(INSUFFICIENT)], ASSURANCE).in_words(ASSURANCE)


def test_the_spread_in_words():
    words = spread([stand("limited"), stand("strong"), stand("strong")], ASSURANCE).in_words(ASSURANCE)
    assert words == "From Limited assurance to Strong assurance: two levels apart, among 3 voices."


def view(**more) -> View:
    values = {"cycle_id": 1, "target": "six-steps:4c", "kind": Voice.JOINT, "scale_id": "assurance", "said_on": TODAY}
    return View(**values | more)


@pytest.mark.parametrize(
    ("more", "said"),
    [({}, "says nothing"), ({"level": "85"}, "not a level"), ({"kind": Voice.AGENCY, "words": "x"}, "whose view"),
     ({"favourable": 3}, "both numbers"), ({"favourable": 5, "answered": 3}, "More were favourable"),
     ({"favourable": -1, "answered": 3}, "below nothing")],
)  # fmt: skip
def test_a_view_that_cannot_be_is_refused_in_words(more, said):
    with pytest.raises(UserError, match=said):
        require_view(view(**more), ASSURANCE)


def test_dont_knows_stand_beside_the_counts_never_among_them():
    survey = view(kind=Voice.PRACTITIONERS, favourable=26, answered=41, dont_know=6)
    require_view(survey, ASSURANCE)
    assert survey.counts == "26 of 41 favourable, 6 more did not know"
    assert survey.level == NOT_YET


def item(kind: EvidenceKind, agency: int | None = None, dated: date = TODAY, number: int = 1) -> Weighed:
    return Weighed(number, kind, dated, dated, agency)


K = EvidenceKind
S = Bearing.SUPPORTS


@pytest.mark.parametrize(
    ("linked", "expected"),
    [
        ([], [Weakness.NOTHING]),
        ([(item(K.REPORT, 1), Bearing.CONTEXT)], [Weakness.NOTHING]),
        ([(item(K.REPORT, 1), S)], [Weakness.OWN_WORDS, Weakness.NO_VOICE, Weakness.ONE_SOURCE]),
        ([(item(K.REPORT, 1), S), (item(K.RETURN, 2), S)], [Weakness.OWN_WORDS, Weakness.NO_VOICE]),
        ([(item(K.REPORT, 1), S), (item(K.CHILDREN, 2), S)], []),
        ([(item(K.INTERVIEW, 1), S)], [Weakness.ONE_SOURCE]),
        ([(item(K.OBSERVATION), S), (item(K.DATA, 1), S)], [Weakness.NO_VOICE]),
        ([(item(K.REPORT, 1, date(2025, 11, 20)), S), (item(K.CHILDREN, 2, date(2024, 1, 1)), S)], [Weakness.OLD]),
    ],
)
def test_each_weakness_is_found_and_only_that(linked, expected):
    assert [one.weakness for one in weaknesses(weigh(linked), TODAY)] == expected


def test_the_next_activity_is_the_cheapest_unused_one_that_mends_what_is_weak():
    weak = weaknesses(weigh([(item(K.REPORT, 1), S)]), TODAY)
    first = next_activity(weak, {K.REPORT}, methods())
    assert first.method.id == "young-scrutineers"
    assert "about half a day" in first.in_words()
    second = next_activity(weak, {K.REPORT, K.CHILDREN}, methods())
    assert second.method.id == "interview"


def test_nothing_is_proposed_where_nothing_is_weak_or_everything_was_tried():
    assert next_activity((), set(), methods()) is None
    assert next_activity(weaknesses(weigh([]), TODAY), set(EvidenceKind), methods()) is None


@given(st.sets(st.sampled_from(EvidenceKind)), st.lists(st.sampled_from(EvidenceKind), max_size=4))
def test_a_method_already_used_is_never_proposed(used, kinds):
    weak = weaknesses(weigh([(item(kind, 1), S) for kind in kinds]), TODAY)
    found = next_activity(weak, used, methods())
    assert found is None or (found.method.kind not in used and found.mends)


def rec(text: str, review: int) -> Recommendation:
    return Recommendation(evidence_id=review, text=text)


def test_the_same_lesson_in_other_words_is_found_across_reviews_only():
    lesson = "Health should be present at every strategy discussion, nights and weekends included"
    again = "Ensure that a health professional is present at strategy discussions, including at weekends and nights"
    other = "Review the funding formula of the business unit"
    pairs = alike([rec(lesson, 1), rec(again, 2), rec(other, 3), rec(lesson, 1)])
    assert {(p.earlier.text, p.later.text) for p in pairs} == {(lesson, again), (again, lesson)}
    assert all({"health", "strategy", "present"} <= set(p.shared) for p in pairs)


def test_common_words_alone_are_no_likeness():
    assert alike([rec("The partnership should ensure that all agencies review practice", 1),
                  rec("All partners must ensure that every agency reviews its safeguarding practice", 2)]) == ()  # fmt: skip


def test_upper_half_and_far_above_never_hold_for_what_is_no_level():
    assert [upper_half(ASSURANCE, key) for key in LEVELS] == [False, False, True, True]
    for key in NON_SCORES:
        assert not upper_half(ASSURANCE, key)
        assert not far_above(ASSURANCE, "strong", key)
        assert not far_above(ASSURANCE, key, "none")
    assert far_above(ASSURANCE, "strong", "limited")
    assert not far_above(ASSURANCE, "strong", "reasonable")
