"""Groups, who sits on them, pairs and escalations: recorded, refused with nothing changed, taken back by undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Seat
from scrutineer.domain.structure import EscalationCount, GroupSeat, PartnerGroup, PeerPair
from scrutineer.errors import UserError
from scrutineer.operations import partnership, structure
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.structure import by_stage


def group(casefile, name="Executive", **more):
    return tables.get(casefile, PartnerGroup,
                      structure.record_group(casefile, group=PartnerGroup(name=name, **more)).value)  # fmt: skip


def seat(casefile):
    return partnership.add_seat(casefile, agency_id=1, title="Assistant chief constable").value


def test_those_that_report_to_a_group_follow_its_new_name_and_undo_brings_both_back(casefile):
    top = group(casefile)
    group(casefile, "Audit group", reports_to="Executive")
    structure.record_group(casefile, group=replace(top, name="Board"))
    assert [known.reports_to for known in tables.rows(casefile, PartnerGroup, name="Audit group")] == ["Board"]
    casefile.undo()
    assert [known.reports_to for known in tables.rows(casefile, PartnerGroup, name="Audit group")] == ["Executive"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "Executive"}, "name"), ({"name": "Audit", "reports_to": "Nobody here"}, "reports_to"),
        ({"name": "Audit", "reports_to": "Audit"}, "reports_to"),
        ({"name": "Audit", "starts": date(2026, 2, 1), "ends": date(2026, 1, 1)}, "ends"),
    ],
)  # fmt: skip
def test_a_group_that_cannot_be_is_refused_at_its_field(casefile, said, field):
    group(casefile)
    with pytest.raises(UserError) as refused:
        group(casefile, **said)
    assert refused.value.about == field
    assert tables.count(casefile, PartnerGroup) == 1


def test_no_group_reports_to_itself_however_far_round(casefile):
    top = group(casefile)
    group(casefile, "Audit group", reports_to="Executive")
    with pytest.raises(UserError, match="would report to itself"):
        structure.record_group(casefile, group=replace(top, reports_to="Audit group"))


def test_a_group_may_begin_anew_once_the_one_of_its_name_ended(casefile):
    group(casefile, ends=date(2026, 8, 31))
    group(casefile, starts=date(2026, 9, 1))
    assert tables.count(casefile, PartnerGroup) == 2


def test_a_group_that_others_report_to_is_not_taken_away(casefile):
    top = group(casefile)
    group(casefile, "Audit group", reports_to="Executive")
    with pytest.raises(UserError, match="is what Audit group report to"):
        structure.take_group_away(casefile, group=top)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts": date(2026, 3, 1)}, "starts"),
        ({"ends": date(2026, 12, 1)}, "ends"),
        ({"starts": date(2026, 10, 1)}, "ends"),
    ],
)
def test_nobody_sits_on_a_group_that_did_not_stand(casefile, days, field):
    stood = group(casefile, starts=date(2026, 4, 1), ends=date(2026, 8, 31))
    with pytest.raises(UserError) as refused:
        structure.record_group_seat(casefile, sitting=GroupSeat(group_id=stood.id, seat_id=seat(casefile), **days))
    assert refused.value.about == field
    assert tables.rows(casefile, GroupSeat) == ()


def test_a_group_goes_with_who_sits_on_it_and_the_seat_stays(casefile):
    stood = group(casefile)
    structure.record_group_seat(casefile, sitting=GroupSeat(group_id=stood.id, seat_id=seat(casefile)))
    structure.take_group_away(casefile, group=stood)
    assert (tables.count(casefile, GroupSeat), tables.count(casefile, Seat)) == (0, 1)
    casefile.undo()
    assert tables.count(casefile, GroupSeat) == 1


def test_a_pair_is_of_two(casefile):
    cycle = read_context(casefile).cycle.id
    with pytest.raises(UserError, match="A pair is of two"):
        structure.record_pair(casefile, pair=PeerPair(cycle_id=cycle, first="Hillcrest", second=" hillcrest "))


def count(casefile, **more):
    given = {"stage": "Between managers", "period": "Q1 2026-27", "number": 4, "days": 18, **more}
    return EscalationCount(cycle_id=read_context(casefile).cycle.id, **given)


def test_escalations_are_summed_by_the_stages_of_the_protocol(casefile):
    details = read_context(casefile).partnership
    stages = ("Between managers", "Heads of service")
    partnership.set_partnership(casefile, details=replace(details, case_stages=stages))
    for more in ({}, {"period": "Q2 2026-27", "number": 2, "days": None}, {"stage": "Heads of service", "number": 1}):
        structure.record_escalations(casefile, count=count(casefile, **more))
    sums = by_stage(tables.rows(casefile, EscalationCount), stages)
    assert [known.in_words for known in sums] == ["6 at Between managers", "1 at Heads of service, 18.0 days each"]
    with pytest.raises(UserError, match="is no stage of the local protocol"):
        structure.record_escalations(casefile, count=count(casefile, stage="Somewhere"))
    with pytest.raises(UserError, match="has a count at this stage already"):
        structure.record_escalations(casefile, count=count(casefile))
    with pytest.raises(UserError, match="has a count at this stage already, as Q1 2026-27"):
        structure.record_escalations(casefile, count=count(casefile, period="April to June 2026"))


@pytest.mark.parametrize(("said", "field"), [
    ({"period": "whenever"}, "period"), ({"number": 0, "days": 40}, "number"),
])  # fmt: skip
def test_escalations_of_no_period_and_days_of_none_are_refused_at_their_field(casefile, said, field):
    count = EscalationCount(**{"cycle_id": 1, "period": "Q1 2026-27", "stage": "Chief officers", "number": 1, **said})
    with pytest.raises(UserError) as refused:
        structure.record_escalations(casefile, count=count)
    assert refused.value.about == field
    assert tables.rows(casefile, EscalationCount) == ()
