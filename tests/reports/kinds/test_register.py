"""The evidence register: every item with where it came from, what it bears on and what limits it."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds.register import KIND
from tests.reports.kinds.building import all_marked, built, grid, material_of, read_back_whole, said, texts, view_of


def test_every_item_that_may_stand_is_a_row_in_the_order_of_its_number(example):
    rows = grid(built("register", view_of(material_of(example))), "Items of evidence, as far as this edition shows")
    assert [row[0] for row in rows] == [f"E{n}" for n in (1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 13, 15, 16)]
    assert rows[0] == [
        "E1", "Audit of strategy discussions, first round", "Multi-agency audit", "Children's services",
        "3 Jun 25", "3 Jun 25",
    ]  # fmt: skip
    assert "3 items of evidence are not in this edition." in texts(built("register", view_of(material_of(example))))


def test_the_private_register_is_whole_and_says_how_each_item_is_marked(example):
    document = built("register", view_of(material_of(example), Edition.PRIVATE))
    rows = grid(document, "Items of evidence")
    assert len(rows) == 16
    assert {row[6] for row in rows} == {"private", "partner", "public"}
    assert "not in this edition" not in said(document)


def test_how_it_came_what_it_bears_on_and_its_limits_are_told(example):
    rows = {row[0]: row for row in grid(built("register", view_of(material_of(example), Edition.PRIVATE)), "How each")}
    assert rows["E14"][1] == "Twenty records between 5 and 30 October, by case code"
    assert "4c" in rows["E14"][2]
    assert rows["E14"][3] == "Small: shows whether it happens, not how often."
    assert rows["E1"][1] == "Not said"
    assert rows["E1"][3] == "None noted"


def test_files_are_named_to_the_scrutineer_alone_and_counted_for_others(example):
    material = material_of(example)
    item = next(item for item in material.evidence if item.number == 6)
    material = replace(material, attachments={item.id: ("letter from a parent.pdf", "scan.pdf")})
    private = {row[0]: row for row in grid(built("register", view_of(material, Edition.PRIVATE)), "How each")}
    assert private["E6"][4] == "letter from a parent.pdf; scan.pdf"
    partner = built("register", view_of(material))
    assert {row[0]: row[4] for row in grid(partner, "How each")}["E6"] == "2 files"
    assert "parent" not in said(partner)


def test_where_all_is_withheld_it_does_not_say_that_there_is_none(example):
    document = built("register", view_of(all_marked(material_of(example), Marking.PRIVATE)))
    assert "No item of evidence is in this edition." in texts(document)
    assert "16 items of evidence are not in this edition." in texts(document)


def test_it_can_be_sorted_as_a_workbook(example):
    assert Format.WORKBOOK in KIND.formats
    read_back_whole(built("register", view_of(material_of(example))), (Format.WORKBOOK,))
