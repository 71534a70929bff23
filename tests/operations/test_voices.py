"""Views of others: said again, carried over, and never converted."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.voices import Voice
from scrutineer.operations import (
    casefiles,
    partnership,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.voices import voices_matrix
from tests.operations.acts import LINE, TODAY, next_cycle


def test_the_same_voice_speaking_again_replaces_what_it_said(casefile):
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong")
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="limited", words="We looked again.")
    voices.record_view(casefile, target=LINE, kind=Voice.SCRUTINEER, who="Second scrutineer", level="none")
    found = target_view(casefile, read_context(casefile), LINE, TODAY).views
    assert [(one.kind, one.level) for one in found] == [(Voice.JOINT, "limited"), (Voice.SCRUTINEER, "none")]
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    assert target_view(casefile, read_context(casefile), LINE, TODAY).views[0].level == "strong"


def test_a_view_of_last_cycle_is_prior_until_confirmed_and_only_where_the_wording_is_unchanged(casefile):
    for target in (LINE, "six-steps:4a"):
        voices.record_view(casefile, target=target, kind=Voice.YOUNG, level="limited", words="Not seen.")
    next_cycle(casefile)
    partnership.set_wording(casefile, target="six-steps:4a", question="Is everything audited every year?")
    context = read_context(casefile)
    assert target_view(casefile, context, "six-steps:4a", TODAY).prior_views == ()
    (prior,) = target_view(casefile, context, LINE, TODAY).prior_views
    assert voices_matrix(casefile, context).rows == ()
    voices.confirm_view(casefile, prior=prior)
    after = target_view(casefile, context, LINE, TODAY)
    assert after.prior_views == ()
    assert [one.level for one in after.views] == ["limited"]


def test_a_level_of_another_scale_is_never_carried_over_or_placed(casefile):
    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, level="limited", words="Not seen.")
    next_cycle(casefile)
    (prior,) = target_view(casefile, read_context(casefile), LINE, TODAY).prior_views
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="met"))
    voices.confirm_view(casefile, prior=prior)
    (row,) = voices_matrix(casefile, read_context(casefile)).rows
    assert row.voices["Young scrutineers"].low == ""
    assert row.spread.levels is None
