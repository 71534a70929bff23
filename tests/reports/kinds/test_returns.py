"""The returns matrix: what each agency answered, and the file and cell of every value."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.marking import Marking
from scrutineer.reports.document import Grid
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds.returns import ABREAST, KIND
from tests.reports.kinds.building import all_marked, blocks, built, grid, material_of, read_back_whole, texts, view_of


def tables(document, head):
    return [block for block in blocks(document) if isinstance(block, Grid) and block.head[0] == head]


def test_every_value_leads_to_the_row_that_names_its_file_and_cell(example):
    material = material_of(example)
    document = built("returns", view_of(material))
    led_to = [run.leads_to for table in tables(document, "Standard") for row in table.rows for cell in row
              for run in cell.words if run.leads_to]  # fmt: skip
    places = {row[0].anchor: row[4] for table in tables(document, "Agency") for row in table.rows if row[0].anchor}
    assert sorted(led_to) == sorted(places)
    assert len(led_to) == len(material.answers) == 414
    for cell in places.values():
        assert "!" in cell.words[0].text
        assert cell.sources[0].table == "answer"


def test_the_first_answer_of_the_police_is_where_the_workbook_has_it(example):
    rows = grid(built("returns", view_of(material_of(example))), "Section 11, 2026, answer by answer")
    assert rows[0] == [
        "Police", "1.1", "Mostly in place (typed “2”)", "Mostly in place, Section 11!G13", "s11-police.xlsx, Section 11!F13",
    ]  # fmt: skip


def test_agencies_stand_beside_each_other_no_more_than_can_be_read(example):
    document = built("returns", view_of(material_of(example)))
    assert max(len(table.head) for table in tables(document, "Standard")) == ABREAST + 1
    first = grid(document, "Section 11, 2026: Police, Hospital trust and Probation")
    assert first[0] == ["1.1 A senior lead for safeguarding is named and known to staff", "Mostly in place",
                        "Mostly in place", "Fully in place"]  # fmt: skip


def test_what_was_set_aside_is_called_so_with_its_reason(example):
    rows = grid(built("returns", view_of(material_of(example))), "Section 11, 2026, answer by answer")
    aside = [row[2] for row in rows if row[2].startswith("Set aside")]
    assert len(aside) == 10
    assert "Set aside: blank" in aside


def test_what_was_asked_and_has_not_come_is_named_with_a_day_that_has_passed(example):
    rows = {row[0]: row for row in grid(built("returns", view_of(material_of(example))), "What was asked for")}
    assert rows["Children's services"][3:] == ["30 September 2026, which has passed", "No"]
    assert rows["Police"][4] == "Yes"


def test_a_standard_without_a_number_of_its_own_is_called_by_its_words(example):
    material = material_of(example)
    answers = tuple(replace(answer, number="") for answer in material.answers)
    rows = grid(built("returns", view_of(replace(material, answers=answers))), "Section 11, 2026, answer by answer")
    assert rows[0][1] == "A senior lead for safeguarding is named and known to staff"


def test_a_workbook_that_is_withheld_takes_its_answers_with_it(example):
    material = material_of(example)
    files = tuple(replace(file, marking=Marking.PRIVATE) if file.id == 1 else file for file in material.files)
    document = built("returns", view_of(replace(material, files=files)))
    assert "s11-police.xlsx" not in "".join(texts(document))
    assert "23 answers and 1 workbook are not in this edition." in texts(document)
    rows = {row[0]: row for row in grid(document, "What was asked for")}
    assert rows["Police"][4] == "None shown"


def test_where_all_is_withheld_it_does_not_say_that_nothing_came(example, casefile):
    document = built("returns", view_of(all_marked(material_of(example), Marking.PRIVATE)))
    assert "No answer is in this edition." in texts(document)
    assert "No answer has come back in this cycle." in texts(built("returns", view_of(material_of(casefile))))


def test_it_can_be_sorted_as_a_workbook(example):
    assert Format.WORKBOOK in KIND.formats
    read_back_whole(built("returns", view_of(material_of(example))), (Format.WORKBOOK,))
