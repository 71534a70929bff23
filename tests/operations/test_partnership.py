"""Agencies, seats, the cycle's dates, and local wordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.ids import AgencyId, TargetId
from scrutineer.domain.partnership import SeatRole
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, partnership
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
