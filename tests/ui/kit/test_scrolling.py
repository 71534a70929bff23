"""What is docked below a page: as tall as it needs, at most a part of the page, whatever the page's height."""

from __future__ import annotations

import pytest

from scrutineer.ui.kit.basic import Card, column, holder, label, scroll
from scrutineer.ui.kit.scrolling import BoundedDock
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn


@pytest.mark.parametrize(("lines", "height"), [(1, 600), (3, 600), (40, 600), (3, 60), (0, 600)])
def test_a_dock_is_as_tall_as_it_needs_and_leaves_the_page_its_part(qtbot, dressed, lines, height):
    inner = column(*(label(f"Line {number}") for number in range(lines)), spacing=0)
    dock = BoundedDock(holder(inner))
    page = column(None, spacing=0)
    page.addWidget(dock)
    window = holder(page)
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitExposed(window):
        window.show()
    window.resize(400, height)
    needs = inner.minimumSize().height()
    qtbot.waitUntil(lambda: dock.height() == min(needs, height * 45 // 100))
    assert (dock.verticalScrollBar().maximum() > 0) == (needs > height * 45 // 100)


@pytest.mark.parametrize("rows", [2, 3, 40])
def test_a_table_that_ends_with_its_rows_leaves_the_rest_of_a_page_free(qtbot, dressed, rows):
    words = "Rests only on agencies’ own words; has no child’s voice"
    table = Register(dressed, [TableColumn("What", 0, lambda _row: TableCell(words))], name="Rows")
    table.setMinimumHeight(150)
    table.ends_with_rows = True
    card = Card("Rows", margins=(1, 0, 1, 1))
    card.body.addWidget(table)
    inner = column(card, spacing=0)
    inner.setStretch(0, 100)
    inner.addStretch(1)
    page = scroll(holder(inner))
    window = holder(column(page, spacing=0))
    qtbot.addWidget(window)
    window.resize(330, 400)
    with qtbot.waitExposed(window):
        window.show()
    table.rows_model.set_rows(list(range(rows)))  # rows that come when the page is there already
    qtbot.waitUntil(lambda: table.height() == table.whole_height() or page.viewport().height() - card.height() < 8)
    bars = table.verticalScrollBar().maximum() > 0, page.verticalScrollBar().maximum() > 0
    assert bars.count(True) == (1 if rows == 40 else 0)
    if rows < 40:
        assert card.height() < page.viewport().height() * 2 / 3


def test_a_table_deep_in_a_page_scrolls_alone_again_once_there_is_room(qtbot, dressed):
    table = Register(dressed, [TableColumn("What", 0, TableCell)], name="Rows")
    table.setMinimumHeight(100)
    table.rows_model.set_rows([f"Row {number}" for number in range(40)])
    card = Card(margins=(1, 1, 1, 1))
    card.body.addWidget(table)
    above = label("Above")
    above.setFixedHeight(400)
    inner = column(above, holder(column(holder(column(card)))), spacing=0)
    page = scroll(holder(inner))
    qtbot.addWidget(page)
    page.resize(400, 300)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: table.minimumHeight() == table.whole_height())
    above.hide()
    qtbot.waitUntil(lambda: table.minimumHeight() == 100)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
