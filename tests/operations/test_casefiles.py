"""Cycles begin and end: what goes on, what is kept as it was, and what guidance held when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    casefiles,
    challenges,
    judgements,
    partnership,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.queries.steps import target_view
from tests.operations.acts import LINE, TODAY, capture

DAY = date(2026, 6, 4)


def test_open_challenges_carry_into_the_next_cycle_and_its_framework_is_pinned(casefile):
    challenges.raise_challenge(casefile, question="Why?", put_to="x", raised_on=DAY)
    capture(casefile)
    judgements.record_judgement(casefile, target=TargetId("six-steps:4"), level="limited", narrative="n", final=True)
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    context = read_context(casefile)
    assert (context.cycle.name, context.previous_cycle.name, context.cycle.framework_version) == (
        "Cycle 2",
        "Cycle 1",
        "2019-2",
    )
    view = home_view(casefile, context, date(2027, 5, 1))
    assert view.open_challenges == 1
    assert {card.level for card in view.cards} == {"not-yet"}
    assert {moved.said for moved in view.moved} == {"Not compared"}
    with pytest.raises(UserError, match="ends before"):
        casefiles.start_cycle(casefile, name="x", starts=DAY, ends=DAY, guidance="")


actions = st.lists(
    st.tuples(
        st.sampled_from(["judge", "draft", "reword", "view", "confirm", "undo", "redo"]),
        st.sampled_from([LINE, "six-steps:4a", "six-steps:1a", "six-steps:4"]),
        st.sampled_from(["none", "limited", "reasonable", "strong", "insufficient"]),
    ),
    max_size=10,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions)
def test_nothing_done_in_a_new_cycle_alters_a_finished_one(example, doings):
    before = read_context(example).previous_cycle
    rows = tables.rows(example, Judgement, cycle_id=before.id)
    done = 0
    for what, target, level in doings:
        done += what not in {"undo", "redo"}
        context = read_context(example)
        if what in {"judge", "draft"}:
            judgements.record_judgement(example, target=target, level=level, narrative="x", final=False)
        elif what == "reword":
            partnership.set_wording(example, target=target, **{"question" if target[-1].isalpha() else "label": level})
        elif what == "view":
            voices.record_view(example, target=target, kind=Voice.JOINT, level=level)
        elif what == "confirm":
            for prior in target_view(example, context, target, TODAY).prior_views:
                voices.confirm_view(example, prior=prior)
        elif what == "undo" and done > 0:
            casefiles.undo(example)
            done -= 1
        elif what == "redo":
            casefiles.redo(example)
    assert tables.rows(example, Judgement, cycle_id=before.id) == rows
