"""Activities: planned, done, dropped, taken away; each one entry that one undo takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.year import day_of
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import activities, evidence
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.activities import evidence_on, year_plan
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK

TODAY = CLOCK.today()
STEP = "six-steps:4"


def planned(**more: object) -> Activity:
    given = {"cycle_id": 1, "title": "Front door at night", "method": "visit", "planned_on": TODAY,
             "planned_half_days": 2, "targets": (STEP,)}  # fmt: skip
    return Activity(**{**given, **more})


def only(casefile) -> Activity:
    (activity,) = tables.rows(casefile, Activity)
    return activity


def test_one_is_planned_then_done_in_the_days_that_were_planned(casefile):
    added = activities.add_activity(casefile, activity=planned()).value
    activities.do_activity(casefile, activity_id=added, done_on=TODAY)
    done = only(casefile)
    assert (done.state, done.done_on, done.half_days, done.planned_on) == (ActivityState.DONE, TODAY, 2, TODAY)
    casefile.undo()
    assert only(casefile).state is ActivityState.PLANNED


def test_without_a_title_it_is_called_as_its_method(casefile):
    activities.add_activity(casefile, activity=planned(title=" "))
    assert only(casefile).title == activities.method_name("visit")


def test_a_method_of_ones_own_is_taken_and_none_at_all_is_asked_for(casefile):
    activities.add_activity(casefile, activity=planned(method="Tea with the board", title=""))
    assert only(casefile).title == "Tea with the board"
    with pytest.raises(UserError, match="no method") as refused:
        activities.add_activity(casefile, activity=planned(method=""))
    assert refused.value.about == "method"


def test_done_without_a_day_planned_without_one_and_done_ahead_are_refused(casefile):
    for wrong in (
        planned(state=ActivityState.DONE), planned(planned_on=None),
        planned(state=ActivityState.DONE, done_on=date(2026, 12, 1)),
    ):  # fmt: skip
        with pytest.raises(UserError):
            activities.add_activity(casefile, activity=wrong)
    assert tables.rows(casefile, Activity) == ()


def test_a_dropped_one_keeps_its_reason_and_counts_nowhere(casefile):
    added = activities.add_activity(casefile, activity=planned(notes="Agreed in May.")).value
    with pytest.raises(UserError, match="needs the reason"):
        activities.drop_activity(casefile, activity_id=added, reason="  ")
    activities.drop_activity(casefile, activity_id=added, reason="The team moved")
    assert only(casefile).notes == "Agreed in May.\nDropped: The team moved"
    plan = year_plan(casefile, read_context(casefile))
    assert len(plan.steps.gaps) == len(plan.steps.rows)


def test_a_meeting_says_what_it_was_about_who_challenged_and_what_was_decided(casefile):
    added = activities.add_activity(casefile, activity=planned()).value
    meeting = replace(only(casefile), meeting=MeetingPart.CHAIRED, agenda="Neglect", challenged="Chief nurse",
                      decided="A re-audit", people=9)  # fmt: skip
    activities.change_activity(casefile, activity=meeting)
    assert only(casefile) == replace(meeting, id=added)


def test_its_evidence_goes_with_it_and_the_item_stays(casefile):
    added = activities.add_activity(casefile, activity=planned()).value
    item = evidence.capture_evidence(casefile, title="Notes", dated=TODAY).value
    evidence.link_evidence(casefile, evidence_id=item, target_kind=LinkTarget.ACTIVITY, target=str(added),
                           bearing=Bearing.SUPPORTS)  # fmt: skip
    assert [known.item.id for known in evidence_on(casefile, LinkTarget.ACTIVITY, added)] == [item]
    activities.take_activity_away(casefile, activity=only(casefile))
    assert tables.rows(casefile, Activity) == tables.rows(casefile, Link) == ()
    casefile.undo()
    assert [known.item.id for known in evidence_on(casefile, LinkTarget.ACTIVITY, added)] == [item]


def test_what_is_suggested_is_planned_in_one_step_on_a_working_day_within_the_cycle(casefile):
    outcome = activities.plan_next(casefile, method="interview", target="six-steps:4c")
    made = only(casefile)
    assert outcome.label == "Planned for 4 December 2026"
    assert (made.targets, made.planned_on, made.planned_half_days) == (("six-steps:4c",), date(2026, 12, 4), 1)
    assert made.title.startswith("Interview a practitioner")
    assert made.planned_on.weekday() < 5


def test_the_newest_day_comes_first_whatever_the_order_of_entry(casefile):
    for day in (date(2026, 5, 1), date(2027, 1, 5), date(2026, 9, 1)):
        activities.add_activity(casefile, activity=planned(planned_on=day))
    days = [day_of(activity) for activity in year_plan(casefile, read_context(casefile)).activities]
    assert days == sorted(days, reverse=True)


def test_more_days_than_one_activity_takes_are_asked_about_once(casefile):
    many = planned(planned_half_days=800)
    with pytest.raises(Doubtful, match="400 days are many") as doubtful, asking(casefile):
        activities.add_activity(casefile, activity=many)
    assert doubtful.value.about == "planned_half_days"
    assert tables.rows(casefile, Activity) == ()
    with asking(casefile, sure=True):
        activities.add_activity(casefile, activity=many)
    with asking(casefile):
        activities.change_activity(casefile, activity=replace(only(casefile), title="Another"))
    with pytest.raises(Doubtful), asking(casefile):
        activities.do_activity(casefile, activity_id=only(casefile).id, done_on=TODAY)
    with asking(casefile):
        activities.do_activity(casefile, activity_id=only(casefile).id, done_on=TODAY, half_days=60)
