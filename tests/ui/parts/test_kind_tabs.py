"""The kinds of return as tabs: short names that stay apart, counts, and which one is shown."""

from __future__ import annotations

import pytest

from scrutineer.ui.parts.kind_tabs import WORKBOOKS, KindTabs, bare_names


@pytest.mark.parametrize(
    ("names", "bare"),
    [
        (["Section 11, 2026", "Attendance"], ["Section 11", "Attendance"]),
        (["Section 11, 2026", "Section 11, 2027"], ["Section 11, 2026", "Section 11, 2027"]),
        (["2026"], ["2026"]),
        (["Self-assessment of the arrangements for safeguarding"], ["Self-assessment of the…"]),
    ],
)
def test_a_name_is_as_short_as_it_can_be_and_still_be_another(names, bare):
    assert bare_names(names) == bare


@pytest.fixture
def tabs(qtbot, dressed) -> KindTabs:
    made = KindTabs(dressed)
    qtbot.addWidget(made)
    dressed.dress(made)
    return made


def test_a_tab_says_its_kind_and_count_and_the_whole_name_for_who_hears_it(qtbot, tabs):
    tabs.show_kinds([("Health & care, 2026", 3, "3 received"), ("Attendance", 28, "28 rows")], 9, "Attendance")
    assert [tabs.tabText(n) for n in range(3)] == ["Health && care  3", "Attendance  28", "Workbooks  9"]
    assert tabs.accessibleTabName(0) == tabs.tabToolTip(0) == "Health & care, 2026: 3 received"
    assert tabs.value() == "Attendance"
    with qtbot.waitSignal(tabs.chosen) as chosen:
        tabs.setCurrentIndex(2)
    assert chosen.args == [WORKBOOKS]


def test_showing_other_kinds_says_nothing_and_leaves_none_behind(qtbot, tabs):
    tabs.show_kinds([("A", 1, ""), ("B", 1, ""), ("C", 1, "")], 1, "C")
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.show_kinds([("D", 1, "")], 1, "D")
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["D  1", "Workbooks  1"]
