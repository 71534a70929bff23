"""What is looked for in a document is found wherever it stands; what excuses a text excuses nothing else in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.domain.editions import allowed
from scrutineer.domain.marking import Edition
from scrutineer.reports.checking import Check, Tone, checks_of
from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Cover,
    Document,
    Grid,
    Heading,
    Paragraph,
    Run,
    Section,
    plain,
)
from scrutineer.reports.kinds import kind_named
from scrutineer.reports.kinds.parts import facts, record_words
from tests.domain.test_editions import material

NHS = "943 476 5919"
KIND = kind_named("challenges")


def view(contact: str = "", **more):
    known = material(**more)
    return allowed(replace(known, partnership=replace(known.partnership, contact=contact)), Edition.PARTNER)


def document(*blocks: Block, cover: Grid | None = None) -> Document:
    return Document(kind="challenges", title="Report", partnership="Testshire", edition=Edition.PARTNER, handling="", version="",
                    day="", cover=Cover("About", cover or Grid("", ())), sections=(Section("one", "One", blocks),))  # fmt: skip


def stops(made: Document, seen=None, names=()) -> list[Check]:
    return [check for check in checks_of(made, seen or view(), KIND, names=names) if check.tone is Tone.STOP]


def grid(text: str) -> Grid:
    return Grid("Table", ((Cell(plain(text)), Cell(plain("more"))),), head=("This", "That"))


PLACES = {
    "heading": lambda text: (Heading(text),),
    "caption": lambda text: (Grid(text, ((Cell(plain("a")),),)),),
    "head": lambda text: (Grid("Table", ((Cell(plain("a")),),), head=(text,)),),
    "cell": lambda text: (grid(text),),
    "list": lambda text: (Bullets((plain(text),)),),
    "callout": lambda text: (Callout("Lead. ", plain(text)),),
    "runs": lambda text: (Paragraph((*map(Run, text),)),),
    "lines": lambda text: (*(Paragraph(plain(part)) for part in text.split()),),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_and_a_name_are_found_wherever_they_stand(place):
    assert [check.title for check in stops(document(*PLACES[place](NHS)))] == ["A number like an NHS number"]
    found = stops(document(*PLACES[place]("Alex Example")), names=["Alex Example"])
    assert [(check.title, check.section) for check in found] == [("A name that is to be kept out", "one")]


def test_a_name_in_two_cells_beside_each_other_is_found():
    row = (Cell(plain("Alex")), Cell(plain("Example")))
    assert stops(document(Grid("Table", (row,))), names=["Alex Example"])


def test_a_cell_that_begins_as_the_record_does_excuses_nothing():
    assert stops(document(grid(f"Entry {NHS}")))
    assert stops(document(cover=facts("About", ("Record", f"Entry 12 of the casefile journal, {NHS}"))))


def test_the_record_itself_is_no_number_of_a_person():
    seen = view(journal_entry=943, journal_hash="47659190000aa" + "0" * 51)
    assert stops(document(cover=facts("About", ("Record", record_words(seen)))), seen) == []


@pytest.mark.parametrize("contact", ["4", "9", "a", " ", NHS, "943 476"])
def test_a_contact_of_a_few_signs_hides_no_number(contact):
    assert stops(document(Paragraph(plain(f"It is {NHS}."))), view(contact))


def test_the_partnerships_own_contact_may_stand_and_another_beside_it_may_not():
    seen = view("scrutiny@testshire.example, 01632 960000")
    assert stops(document(Paragraph(plain("Write to scrutiny@testshire.example, 01632 960000."))), seen) == []
    assert stops(document(Paragraph(plain("Write to x.scrutiny@testshire.example."))), seen)
    assert stops(document(Paragraph(plain("Ring 01632 960001."))), seen)
