"""How tables share a page's width, and what each look is set as."""

from __future__ import annotations

import pytest

from scrutineer.reports.document import Grid, GridCell, Look, plain
from scrutineer.reports.paged.grids import GridSetter, WholeTable
from scrutineer.reports.paged.looks import LEAST_IN_TABLES, ROOM, WIDTH, PrintLooks
from scrutineer.reports.paged.tagging import Element
from scrutineer.reports.paged.words import WordSetter
from tests.reports.documents import grid_of


def grid(*rows: tuple[str, ...], **more: object) -> Grid:
    return grid_of("A table", *rows, **more)


def tables(made: Grid, body: int = 12) -> list[WholeTable]:
    looks = PrintLooks(body)
    return list(GridSetter(WordSetter(looks, {}), looks).flowables(made, Element("Document"), WIDTH))


@pytest.mark.parametrize("body", [9, 12, 14])
def test_no_word_of_a_table_is_smaller_than_may_be(body):
    [made] = tables(grid(("a", "b"), head=("A", "B")), body)
    assert min(said.style.fontSize for row in made.cells for cell in row for said in cell) >= LEAST_IN_TABLES


def test_a_narrow_column_is_widened_to_its_longest_word():
    words = "Which decisions were taken by a delegate without authority to commit funds?"
    [made] = tables(grid((words, "22 September 2026"), widths=(0.9, 0.1)))
    assert sum(made.column_widths) == pytest.approx(WIDTH)
    [day] = made.cells[0][1]
    assert len(day.blPara.lines) == 1


def test_days_stay_whole_and_a_question_keeps_its_room_where_others_have_few_words():
    rows = (
        ("NSCP-26-002", "20 Aug 26", "Lead safeguarding partners", "Which decisions were taken by a delegate?", "Action under way",
         "Reply 18 Dec 26"),
        ("NSCP-26-006", "12 May 26", "Delegated safeguarding partners", "Where were families placed?", "Closed: impact shown",
         "Nothing"),
    )  # fmt: skip
    widths = (0.17, 0.12, 0.16, 0.25, 0.17, 0.13)
    [made] = tables(grid(*rows, widths=widths, head=("Reference", "Raised", "Put to", "Question", "Status", "Due")))
    assert all(len(said.blPara.lines) == 1 for row in made.cells for said in (row[0][0], row[1][0]))
    assert made.column_widths[3] > 0.18 * WIDTH


def test_short_facts_stand_beside_each_other_and_long_ones_alone():
    made = tables(grid(("Put to", "Police"), ("Raised", "4 June 2026"), ("The test", "word " * 30), look=Look.FACTS))
    assert [[len(row) for row in each.cells] for each in made] == [[4], [2]]


def test_figures_stand_four_in_a_row_and_none_is_left_alone():
    made = tables(grid(*((str(number), "open") for number in range(5)), look=Look.FIGURES))
    assert [sum(bool(cell) for cell in each.cells[0]) for each in made] == [3, 2]


def test_a_number_is_set_large_though_it_is_strong():
    rows = ((GridCell(plain("7"), strong=True), GridCell(plain("open"))),)
    [made] = tables(Grid("In figures", rows, look=Look.FIGURES))
    number, label = made.cells[0][0]
    assert number.style.fontSize > 1.5 * label.style.fontSize


def test_a_short_table_moves_on_whole_and_a_long_one_is_parted():
    [short] = tables(grid(*(("a", "b") for _ in range(4))))
    [long] = tables(grid(*(("a", "b") for _ in range(30))))
    assert short.split(WIDTH, 50) == []
    assert len(long.split(WIDTH, ROOM / 2)) == 2
