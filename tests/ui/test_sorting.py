"""Every table with headings can be sorted by them, and goes back to its own order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from scrutineer.ui.destinations import ToCoverage
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.tables import Register
from scrutineer.ui.pages import PAGES
from scrutineer.ui.parts.comparison import Comparison
from tests.ui.conftest import go

IN_THEIR_OWN_ORDER = (Comparison,)
"""Those furthest from the judgement come first: that order is what the table says."""


def test_every_table_with_headings_can_be_sorted(at_example):
    at = at_example
    seen = 0
    for page in PAGES:
        for place in page.tabs or (page,):
            go(at, place.start)
            for table in at.top.findChildren(Register):
                if (
                    table.isVisible()
                    and table.horizontalHeader().isVisible()
                    and not isinstance(table, IN_THEIR_OWN_ORDER)
                ):
                    assert table.isSortingEnabled(), f"{table.accessibleName()} on {place.words}"
                    assert table.horizontalHeader().isSortIndicatorClearable()
                    seen += 1
    assert seen >= 6


def test_lines_by_their_figures_and_what_is_said_of_the_one_chosen(at_example):
    at = at_example
    panel = go(at, ToCoverage("davis-questions"))
    table = next(table for table in panel.findChildren(HeatTable) if table.isVisible())
    table.sort_by(table.heat_model.columnCount() - 1)
    names = [
        str(table.heat_model.headerData(row, Qt.Orientation.Vertical)) for row in range(table.heat_model.rowCount())
    ]
    figures = [int(str(row[-1]).split()[0]) for row in at.rows("Lines by step") if "item" in row[-1]]
    assert figures == sorted(figures, reverse=True)
    at.pick_place("Lines by step", 1)
    assert names[1] in [words.text() for words in panel.findChildren(QLabel) if words.property("role") == "card"]
