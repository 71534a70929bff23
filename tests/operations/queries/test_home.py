"""Home: how each step moved, and what wants attention first."""

from __future__ import annotations

from scrutineer.domain.places import (
    AboutAgencyReturns,
    AboutChallenge,
    AboutReturns,
    AboutTarget,
    AboutUnplaced,
)
from scrutineer.operations.queries.attention import AttentionGroup
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import home_view
from tests.operations.acts import TODAY


def test_home_compares_levels_in_words_only(example):
    view = home_view(example, read_context(example), TODAY)
    assert [moved.said for moved in view.moved] == [
        "Same",
        "Up one level",
        "Up one level",
        "Down one level",
        "Not compared",
        "Not compared",
    ]
    assert [card.level for card in view.cards] == [
        "reasonable",
        "limited",
        "reasonable",
        "limited",
        "insufficient",
        "not-yet",
    ]
    assert view.cards[5].strength is None
    groups = [thing.group for thing in view.attention]
    assert groups == sorted(groups, key=list(AttentionGroup).index)
    first = view.attention[0]
    assert (first.group, first.text) == (AttentionGroup.OVERDUE, "Lead safeguarding partners, 42 days")
    subjects = {thing.group: type(thing.about) for thing in view.attention}
    assert subjects.items() <= {
        AttentionGroup.OVERDUE: AboutChallenge, AttentionGroup.THIN: AboutTarget,
        AttentionGroup.SET_ASIDE: AboutAgencyReturns, AttentionGroup.LATE: AboutReturns,
        AttentionGroup.UNPLACED: AboutUnplaced, AttentionGroup.YOUR_MOVE: subjects[AttentionGroup.YOUR_MOVE],
        AttentionGroup.PROMISED: subjects[AttentionGroup.PROMISED],
    }.items()  # fmt: skip
