"""What is docked below a page: as tall as it needs, at most a part of the page, whatever the page's height."""

from __future__ import annotations

import pytest

from scrutineer.ui.kit.basic import column, holder, label
from scrutineer.ui.kit.scrolling import BoundedDock


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
