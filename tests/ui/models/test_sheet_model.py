"""A sheet around a cell: every answer of the worked example stands where it was read."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.domain.grid import place_of
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations.answer_returns import workbook_of
from scrutineer.ui.models.sheet_model import SheetModel


def test_every_answer_of_the_example_is_shown_where_it_was_read(at_example, dressed, qtmodeltester):
    casefile = at_example.top.casefile
    answers = tables.rows(casefile, SelfAssessment, profile="Section 11, 2026")
    books = {held.return_id: workbook_of(casefile, return_id=held.return_id) for held in answers}
    model = SheetModel(dressed)
    for held in answers:
        address = place_of(held.cell)
        assert address is not None, held.cell
        sheet = books[held.return_id].sheet(address[0])
        index = model.show_around(sheet, address[1], frozenset({address[1]}))
        assert index.data() == held.typed.strip()[:200]
    qtmodeltester.check(model)
