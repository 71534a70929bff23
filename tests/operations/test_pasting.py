"""Agencies and seats that are pasted: what each row becomes, why not, and one entry that one undo takes back."""

from __future__ import annotations

import pytest

from scrutineer.casefile import journal, tables
from scrutineer.domain.partnership import Agency, AgencyKind, Seat, SeatRole
from scrutineer.errors import UserError
from scrutineer.operations import casefiles
from scrutineer.operations.pasting import Pasting, add_pasted, preview_paste


def said(casefile, kind: Pasting, text: str) -> list[tuple[bool, str]]:
    return [(row.becomes is not None, row.said) for row in preview_paste(casefile, kind=kind, text=text).rows]


def test_agencies_are_read_in_the_order_of_the_table(casefile):
    text = "Probation\tRelevant agency\tPDU; Probation service\nHousing\nHill School\tEducation\t"
    assert said(casefile, Pasting.AGENCIES, text) == [(True, "")] * 3
    add_pasted(casefile, kind=Pasting.AGENCIES, text=text)
    added = {agency.name: agency for agency in tables.rows(casefile, Agency)}
    assert (added["Probation"].kind, added["Probation"].aliases) == (
        AgencyKind.RELEVANT, ("PDU", "Probation service"),
    )  # fmt: skip
    assert added["Housing"].kind is AgencyKind.RELEVANT
    assert added["Hill School"].kind is AgencyKind.EDUCATION
    positions = [agency.position for agency in tables.rows(casefile, Agency)]
    assert len(positions) == len(set(positions))


def test_headings_in_another_order_say_which_column_is_which(casefile):
    text = "Type\tOrganisation\nEducation\tHill School"
    preview = preview_paste(casefile, kind=Pasting.AGENCIES, text=text)
    assert [(row.said, row.becomes is None) for row in preview.rows] == [("The headings", True), ("", False)]
    assert preview.rows[1].becomes == Agency(name="Hill School", kind=AgencyKind.EDUCATION, position=4)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("\tEducation", "No name"),
        ("police", "“police” is already a name of Police"),
        ("Fire\t\tCCG", "“CCG” is already a name of ICB"),
        ("Fire\tBrigade", "“Brigade” is no kind of agency"),
        ("x" * 5_000, "The name of the agency"),
    ],
)
def test_a_row_that_cannot_be_an_agency_says_why(casefile, row, why):
    ((is_added, words),) = said(casefile, Pasting.AGENCIES, row)
    assert not is_added
    assert words.startswith(why)


def test_two_rows_of_one_name_are_one_agency(casefile):
    assert said(casefile, Pasting.AGENCIES, "Fire\nFIRE") == [(True, ""), (False, "“FIRE” is already a name of Fire")]


def test_seats_find_their_agency_by_any_of_its_names(casefile):
    text = "Role\tAgency\tIn the partnership\nChief nurse\tCCG\tDelegated safeguarding partner\nHead\tCouncil\t"
    add_pasted(casefile, kind=Pasting.SEATS, text=text)
    names = {agency.id: agency.name for agency in tables.rows(casefile, Agency)}
    seats = [(seat.title, names[seat.agency_id], seat.role) for seat in tables.rows(casefile, Seat)]
    assert seats == [("Chief nurse", "ICB", SeatRole.DELEGATED), ("Head", "Children's services", SeatRole.MEMBER)]
    assert said(casefile, Pasting.SEATS, "chief nurse\tICB") == [(False, "ICB has this seat already")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("\tPolice", "No role"), ("Chief\tFire", "No agency is called “Fire”"), ("Chief", "No agency is named"),
        ("Chief\tPolice\tKing", "“King” is no role in the partnership"),
        ("Chief from 31 June 2026\tPolice", "“31 June 2026” is no date: June 2026 has 30 days"),
        ("Chief\tPolice\t\t1 May 2026\t1 April 2026", "The seat ended before it began"),
        ("Chief\tPolice\t\tfrom 1 May 2026 to 1 June 2026\t1 July 2026", "Two last days are written. Which is it?"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_a_seat_says_why(casefile, row, why):
    assert said(casefile, Pasting.SEATS, row) == [(False, why)]


def test_all_of_it_is_one_entry_that_one_undo_takes_back(casefile):
    before = tables.rows(casefile, Agency)
    entries = len(journal.entries(casefile.reader))
    outcome = add_pasted(casefile, kind=Pasting.AGENCIES, text="Fire\nHousing\npolice")
    assert (outcome.value, outcome.label) == (2, "2 agencies added")
    assert len(journal.entries(casefile.reader)) == entries + 1
    casefiles.undo(casefile)
    assert tables.rows(casefile, Agency) == before


def test_nothing_to_add_is_refused_and_writes_nothing(casefile):
    entries = len(journal.entries(casefile.reader))
    with pytest.raises(UserError, match="No row is agency"):
        add_pasted(casefile, kind=Pasting.AGENCIES, text="police")
    assert len(journal.entries(casefile.reader)) == entries


def test_the_preview_says_how_many(casefile):
    words = [preview_paste(casefile, kind=Pasting.AGENCIES, text=text).in_words() for text in ("Fire", "Fire\npolice")]
    assert words == ["1 agency is added.", "1 agency is added, 1 row is not."]
