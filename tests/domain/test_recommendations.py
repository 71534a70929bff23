"""Likeness of recommendations: the same lesson in other words, across reviews only, and a person decides."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId, EvidenceId, SeatId
from scrutineer.domain.partnership import Seat
from scrutineer.domain.recommendations import ALIKE, Recommendation, alike, own_words, owner_in_words

LESSON = "Health should be present at every strategy discussion, nights and weekends included"
AGAIN = "Ensure that a health professional is present at strategy discussions, including at weekends and nights"


def rec(text: str, review: int, number: int = 0) -> Recommendation:
    return Recommendation(evidence_id=EvidenceId(review), text=text, number=str(number))


def test_the_same_lesson_in_other_words_is_found_across_reviews_only():
    other = "Review the funding formula of the business unit"
    pairs = alike([rec(LESSON, 1), rec(AGAIN, 2), rec(other, 3), rec(LESSON, 1)])
    assert {(pair.earlier.text, pair.later.text) for pair in pairs} == {(LESSON, AGAIN), (AGAIN, LESSON)}
    assert all({"health", "strategy", "present"} <= set(pair.shared) for pair in pairs)


@pytest.mark.parametrize(
    ("seat", "role", "agency", "owner"),
    [
        (1, "Chief nurse", "ICB", "Head of nursing, ICB"), (1, "", "", "Head of nursing"),
        (None, "Chief nurse", "ICB", "Chief nurse, ICB"), (None, "Chief nurse", "", "Chief nurse"),
        (None, "", "ICB", "ICB"), (None, "", "", ""), (9, "", "", ""),
    ],
)  # fmt: skip
def test_the_owner_is_the_seat_else_the_role_with_its_agency(seat, role, agency, owner):
    seats = [Seat(id=SeatId(1), agency_id=AgencyId(1), title="Head of nursing")]
    advice = replace(rec(LESSON, 1), seat_id=seat, owner=role)
    assert owner_in_words(advice, seats, agency) == owner


def test_common_words_alone_are_no_likeness():
    assert alike([rec("The partnership should ensure that all agencies review practice", 1),
                  rec("All partners must ensure that every agency reviews its safeguarding practice", 2)]) == ()  # fmt: skip


def test_own_words_carry_the_meaning():
    assert own_words("The Police should record ALL strategy discussions, in 24 hours!") == {
        "police", "record", "strategy", "discussion", "hour",
    }  # fmt: skip
    assert own_words("") == own_words("to be of it") == own_words("a 12 bb") == frozenset()


@pytest.mark.parametrize(
    ("first", "second", "percent"),
    [
        ("alpha bravo charlie delta echo", "alpha bravo charlie xray yankee zulu", 60),
        ("alpha bravo charlie delta echo foxtrot", "alpha bravo charlie uniform victor whiskey xray", None),
        ("alpha bravo charlie", "alpha bravo charlie delta echo foxtrot golf", 100),
        ("alpha bravo", "alpha bravo", None),
        ("alpha bravo charlie delta", "charlie bravo alpha xray", 75),
        ("alpha bravo charlie delta echo foxtrot golf", "alpha bravo charlie delta echo uniform victor", 71),
    ],
)
def test_three_own_words_and_most_of_the_shorter_ones_make_a_likeness(first, second, percent):
    assert [pair.percent for pair in alike([rec(first, 1), rec(second, 2)])] == ([percent] if percent else [])


def test_the_most_alike_stand_first_and_the_earlier_one_is_told_first():
    whole, part = rec("alpha bravo charlie delta", 2, 2), rec("alpha bravo charlie xray", 3, 3)
    first = rec("alpha bravo charlie delta", 1, 1)
    pairs = alike([first, part, whole])
    assert [(pair.earlier, pair.later, pair.percent) for pair in pairs] == [
        (first, whole, 100),
        (first, part, 75),
        (part, whole, 75),
    ]
    assert pairs[0].shared == ("alpha", "bravo", "charlie", "delta")


words = st.sampled_from(["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"])
texts = st.lists(words, min_size=1, max_size=7).map(" ".join)


@given(st.lists(st.tuples(texts, st.integers(1, 3)), max_size=7))
def test_the_pairs_are_those_that_comparing_every_two_would_find(parts):
    every = [rec(text, review, place) for place, (text, review) in enumerate(parts)]
    expected = {
        (first.number, second.number)
        for first, second in combinations(every, 2)
        if first.evidence_id != second.evidence_id
        and len(own_words(first.text) & own_words(second.text)) >= 3
        and 100 * len(own_words(first.text) & own_words(second.text))
        >= ALIKE * min(len(own_words(first.text)), len(own_words(second.text)))
    }
    pairs = alike(every)
    assert {(pair.earlier.number, pair.later.number) for pair in pairs} == expected
    assert len(pairs) == len(expected)
    assert [pair.percent for pair in pairs] == sorted((pair.percent for pair in pairs), reverse=True)
