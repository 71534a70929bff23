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
    Cover,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Run,
    Section,
    Source,
    WithheldNote,
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
    return Grid("Table", ((GridCell(plain(text)), GridCell(plain("more"))),), head=("This", "That"))


PLACES = {
    "heading": lambda text: (Heading(text),),
    "caption": lambda text: (Grid(text, ((GridCell(plain("a")),),)),),
    "head": lambda text: (Grid("Table", ((GridCell(plain("a")),),), head=(text,)),),
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
    row = (GridCell(plain("Alex")), GridCell(plain("Example")))
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


def small(text: str) -> list[Tone]:
    seen = view()
    seen = replace(seen, partnership=replace(seen.partnership, smallest=5))
    checks = checks_of(document(Paragraph(plain(text))), seen, KIND)
    return [check.tone for check in checks if check.title == "A small number of people"]


@pytest.mark.parametrize(
    "text",
    ["3 of 12", "3 of the 12 families", "3 out of 12", "3 children", "3\u00a0children", "3 vulnerable children", "3 (of 12)",
     "2 siblings", "1 in 4 children", "18 of 20", "of whom 2 were", "of these, 2 were"],
)  # fmt: skip
def test_a_small_number_of_people_is_found_however_it_is_said(text):
    assert small(f"It was {text} who said so.") == [Tone.STOP]


def test_a_small_number_in_words_is_for_a_person_to_look_at():
    assert small("It was three children.") == [Tone.LOOK]


@pytest.mark.parametrize(
    "text",
    [
        "3 of 6 steps",
        "3 of 21 lines of enquiry",
        "3 children’s homes",
        "12 children",
        "0 of 12",
        "2 per cent",
        "5 steps for children",
    ],
)
def test_a_number_of_other_things_is_no_small_number_of_people(text):
    assert small(f"It was {text} there.") == []


@pytest.mark.parametrize(("said", "silent"), [("so it is [sic]", True), ("so it is [E14]", False), ("so it is [held back]", False),
                                              ("so it is [TSCP-26-001]", False), ("so it is", True)])  # fmt: skip
def test_a_bracket_alone_is_no_source(said, silent):
    line = Paragraph(plain(f"We saw that {said}."), sources=(Source("challenge", 1, "why"),))
    titles = [check.title for check in checks_of(document(line), view(), KIND)]
    assert ("A sentence without a source" in titles) is silent


def test_a_quotation_that_was_held_back_is_told():
    titles = [
        check.title
        for check in checks_of(
            document(
                Paragraph(
                    plain(
                        "So [quotation held back].",
                    )
                )
            ),
            view(),
            KIND,
        )
    ]
    assert "A quotation is held back" in titles


def test_words_are_counted_as_a_reader_counts_them():
    kind = replace(kind_named("statement"), most_words=8)
    fits = document(Heading("Two words"), Paragraph(plain("and – four\u00a0more ones")))
    assert [check for check in checks_of(fits, view(), kind) if check.title == "Too long"] == []
    too_long = document(Heading("Two words"), Paragraph(plain("and four more ones")), WithheldNote("One"))
    assert [check for check in checks_of(too_long, view(), kind) if check.title == "Too long"]
    assert [
        check
        for check in checks_of(document(Paragraph(plain("没有人问过我们"))), view(), kind)
        if check.title == "Too long"
    ]
