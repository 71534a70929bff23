"""Agencies, seats, the cycle's dates, and local wordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.ids import AgencyId, TargetId
from scrutineer.domain.partnership import (
    AgencyKind,
    SeatRole,
    plain,
    usual_agencies_missing,
    usual_seats_missing,
)
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations import casefiles, evidence, judgements, partnership
from scrutineer.operations.queries.context import read_context

DAY = date(2026, 6, 4)


def test_agencies_share_no_name(casefile):
    with pytest.raises(UserError, match="already a name of ICB"):
        partnership.add_agency(casefile, name="Health")
    with pytest.raises(UserError, match="no name"):
        partnership.add_agency(casefile, name=" ")
    agency = read_context(casefile).agencies[0]
    partnership.change_agency(casefile, agency=replace(agency, aliases=("The force",)))
    assert read_context(casefile).agencies[0].aliases == ("The force",)
    partnership.add_seat(casefile, agency_id=AgencyId(agency.id), title="Chief constable", role=SeatRole.LEAD)
    assert read_context(casefile).seats[0].role is SeatRole.LEAD


def test_local_wording_and_lines(casefile):
    partnership.set_wording(casefile, target=TargetId("six-steps:3"), label="Voice and engagement")
    added = partnership.add_line(casefile, step=TargetId("six-steps:3"), label="Own", question="Is it so?").value
    context = read_context(casefile)
    assert context.framework.step("six-steps:3").label == "Voice and engagement"
    assert context.framework.name(added) == "Step 3, Voice and engagement, line 3h"
    partnership.set_wording(casefile, target=TargetId("six-steps:3"))
    assert read_context(casefile).framework.step("six-steps:3").label == "Children and families"
    with pytest.raises(UserError, match="label and a question"):
        partnership.add_line(casefile, step=TargetId("six-steps:3"), label="", question="?")


def test_the_cycle_has_two_free_dates(casefile):
    partnership.change_cycle(
        casefile, name="First", starts=date(2026, 3, 1), ends=date(2027, 3, 31), guidance="Working Together 2026"
    )
    assert read_context(casefile).cycle.name == "First"
    with pytest.raises(UserError, match="ends before"):
        partnership.change_cycle(casefile, name="x", starts=DAY, ends=date(2026, 1, 1), guidance="")
    assert [casefiles.guidance_on(day)[-4:] for day in (date(2020, 1, 1), date(2025, 1, 1), date(2026, 5, 1))] == [
        "2018",
        "2023",
        "2026",
    ]


def test_an_agency_that_nothing_names_is_removed_and_undo_brings_it_back(casefile):
    before = read_context(casefile).agencies
    partnership.remove_agency(casefile, agency=before[0])
    assert read_context(casefile).agencies == before[1:]
    casefiles.undo(casefile)
    assert read_context(casefile).agencies == before


def test_an_agency_that_something_names_is_not_removed_and_it_is_said_what(casefile):
    police = read_context(casefile).agencies[0]
    partnership.add_seat(casefile, agency_id=police.id, title="Chief constable")
    partnership.add_seat(casefile, agency_id=police.id, title="Assistant chief constable")
    evidence.capture_evidence(casefile, title="Minutes", dated=DAY, agency_id=police.id)
    with pytest.raises(UserError, match="Police cannot be removed: 2 seats and 1 item of evidence belong to it"):
        partnership.remove_agency(casefile, agency=police)
    assert police in read_context(casefile).agencies


def test_the_place_of_an_agency_is_never_that_of_another_also_after_one_was_removed(casefile):
    partnership.remove_agency(casefile, agency=read_context(casefile).agencies[0])
    partnership.add_agency(casefile, name="Probation")
    places = [agency.position for agency in read_context(casefile).agencies]
    assert places == sorted(set(places))
    assert read_context(casefile).agencies[-1].name == "Probation"


def test_the_usual_agencies_share_no_name():
    names = [plain(name) for usual in loader.usual_agencies() for name in (usual.name, *usual.aliases)]
    assert len(names) == len(set(names)) > 30
    assert [usual.kind for usual in loader.usual_agencies()[:3]] == [AgencyKind.PARTNER] * 3


def test_the_usual_agencies_are_added_in_one_move_but_for_those_that_are_known_by_any_name(casefile):
    offered = usual_agencies_missing(loader.usual_agencies(), read_context(casefile).agencies)
    assert {"Police", "Integrated care board", "Local authority"}.isdisjoint(usual.name for usual in offered)
    entries = casefile.labels()[0]
    partnership.add_usual_agencies(casefile, usual=offered)
    assert usual_agencies_missing(loader.usual_agencies(), read_context(casefile).agencies) == ()
    casefiles.undo(casefile)
    assert casefile.labels()[0] == entries
    with pytest.raises(UserError, match="No agency is ticked"):
        partnership.add_usual_agencies(casefile, usual=())


def test_the_usual_seats_are_those_of_the_agencies_that_are_there(casefile):
    def offered():
        context = read_context(casefile)
        return usual_seats_missing(loader.usual_agencies(), context.agencies, context.seats)

    assert len(offered()) == 6
    partnership.add_seat(casefile, agency_id=read_context(casefile).agencies[0].id, title="chief  constable")
    assert len(offered()) == 5
    partnership.add_seats(casefile, seats=offered())
    assert offered() == ()
    assert len(read_context(casefile).seats) == 6


def test_two_seats_of_an_agency_share_no_title(casefile):
    police, board = (agency.id for agency in read_context(casefile).agencies[:2])
    partnership.add_seat(casefile, agency_id=police, title="Chief officer")
    partnership.add_seat(casefile, agency_id=board, title="Chief officer")
    with pytest.raises(UserError, match="“Chief officer” is a seat of that agency already"):
        partnership.add_seat(casefile, agency_id=police, title=" chief officer")
    other = read_context(casefile).seats[1]
    with pytest.raises(UserError, match="already"):
        partnership.change_seat(casefile, seat=replace(other, agency_id=police))


def test_a_seat_is_changed_and_removed(casefile):
    agency = read_context(casefile).agencies[0].id
    partnership.add_seat(casefile, agency_id=agency, title="Chief officer")
    (seat,) = read_context(casefile).seats
    partnership.change_seat(casefile, seat=replace(seat, title="Chief constable", role=SeatRole.LEAD))
    (changed,) = read_context(casefile).seats
    assert (changed.title, changed.role) == ("Chief constable", SeatRole.LEAD)
    with pytest.raises(UserError, match="no title"):
        partnership.change_seat(casefile, seat=replace(changed, title=" "))
    partnership.remove_seat(casefile, seat=changed)
    assert read_context(casefile).seats == ()


def test_an_earlier_cycle_can_be_renamed(casefile):
    first = read_context(casefile).cycle
    start_next(casefile)
    partnership.change_cycle(
        casefile, name="The first", starts=first.starts, ends=first.ends, guidance=first.guidance, cycle_id=first.id
    )
    assert [cycle.name for cycle in read_context(casefile).cycles] == ["The first", "Cycle 2"]


def start_next(casefile) -> None:
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )


def test_a_cycle_begun_by_mistake_is_removed_and_the_one_before_goes_on(casefile):
    first = read_context(casefile)
    start_next(casefile)
    casefiles.remove_cycle(casefile, cycle=read_context(casefile).cycle)
    assert read_context(casefile).cycles == first.cycles
    partnership.set_wording(casefile, target=TargetId("six-steps:3"), label="Worded after it went on")
    assert read_context(casefile).framework.step("six-steps:3").label == "Worded after it went on"
    with pytest.raises(UserError, match="the only one"):
        casefiles.remove_cycle(casefile, cycle=first.cycle)


def test_a_cycle_in_which_something_was_recorded_is_not_removed(casefile):
    first = read_context(casefile).cycle
    judgements.record_judgement(casefile, target=TargetId("six-steps:3"), narrative="Seen")
    start_next(casefile)
    with pytest.raises(UserError, match="Cycle 1 cannot be removed: 1 judgement belongs to it"):
        casefiles.remove_cycle(casefile, cycle=first)
