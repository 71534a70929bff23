"""Views of others: said again, carried over, and never converted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency
from scrutineer.domain.voices import View, Voice, voice_of
from scrutineer.errors import UserError
from scrutineer.operations import (
    casefiles,
    partnership,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.voices import NAMES, voices_matrix
from tests.conftest import copied_testshire
from tests.operations.acts import LINE, TODAY, next_cycle

SPRING = date(2026, 4, 1)


def test_the_same_voice_speaking_again_stands_before_what_it_said(casefile):
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong", words="All of it.", said_on=SPRING)
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="limited", words="We looked again.")
    voices.record_view(casefile, target=LINE, kind=Voice.SCRUTINEER, who="Second scrutineer", level="none")
    joint, second = target_view(casefile, read_context(casefile), LINE, TODAY).heard
    assert (joint.newest.level, [said.level for said in joint.earlier]) == ("limited", ["strong"])
    assert (second.newest.kind, second.earlier) == (Voice.SCRUTINEER, ())
    standpoint = voices_matrix(casefile, read_context(casefile)).rows[0].voices[NAMES[Voice.JOINT]]
    assert (standpoint.low, standpoint.high) == ("limited", "limited")  # where it stood before it stands no more
    assert standpoint.earlier == ("Before, 1 Apr 26: Strong assurance. All of it",)
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    assert target_view(casefile, read_context(casefile), LINE, TODAY).views[0].level == "strong"


def test_a_second_survey_leaves_the_first_whole(casefile):
    """Also where it was taken down late, or says what the first said."""
    survey = {"target": LINE, "kind": Voice.PRACTITIONERS}
    voices.record_view(casefile, **survey, favourable=9, answered=40, said_on=date(2026, 9, 1))
    voices.record_view(casefile, **survey, favourable=26, answered=41, said_on=SPRING)
    voices.record_view(casefile, **survey, favourable=9, answered=40, said_on=date(2026, 11, 1))
    (heard,) = target_view(casefile, read_context(casefile), LINE, TODAY).heard
    days = [view.said_on for view in (heard.newest, *heard.earlier)]
    assert days == [date(2026, 11, 1), date(2026, 9, 1), SPRING]


def test_only_its_own_correction_changes_a_view(casefile):
    first = voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Not sen.", said_on=SPRING).value
    second = voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Seen.").value
    kept = tables.get(casefile, View, first)
    voices.correct_view(casefile, view=replace(kept, words="Not seen."))
    assert [view.words for view in tables.rows(casefile, View)] == ["Not seen.", "Seen."]
    casefiles.undo(casefile)
    assert tables.get(casefile, View, first) == kept
    assert tables.get(casefile, View, second).words == "Seen."


def test_a_correction_cannot_leave_the_scale(casefile):
    new = voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong").value
    with pytest.raises(UserError, match="not a level"):
        voices.correct_view(casefile, view=replace(tables.get(casefile, View, new), level="splendid"))
    assert tables.get(casefile, View, new).level == "strong"


SAID = st.tuples(
    st.sampled_from(Voice), st.sampled_from(["", "forum", "council"]), st.sampled_from(["none", "limited", "strong"]),
    st.sampled_from(["Seen.", "Not seen."]), st.dates(SPRING, TODAY),
)  # fmt: skip


@settings(max_examples=25)
@given(said=st.lists(SAID, max_size=9))
def test_whatever_is_said_nothing_that_was_said_is_lost(said, tmp_path_factory):
    """Every different thing that a voice said on a day stays; what is shown first is what it said last."""
    casefile = copied_testshire(tmp_path_factory.mktemp("heard"))
    try:
        agency = tables.rows(casefile, Agency)[0].id
        for kind, who, level, words, day in said:
            voices.record_view(
                casefile, target=LINE, kind=kind, who=who, level=level, words=words, said_on=day, agency_id=agency
            )
        kept = tables.rows(casefile, View)
        assert {(v.kind, v.who, v.level, v.words, v.said_on) for v in kept} == set(said)
        heard = target_view(casefile, read_context(casefile), LINE, TODAY).heard
        assert len({voice_of(voice.newest) for voice in heard}) == len(heard)
        assert sum(1 + len(voice.earlier) for voice in heard) == len(kept)
        for voice in heard:
            assert all(view.said_on <= voice.newest.said_on for view in voice.earlier)
    finally:
        casefile.close()


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
