"""What is painted is as large and as placed as the tokens say, measured on real widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSplitterHandle, QStyle, QStyleOptionButton, QWidget

from scrutineer.settings import PALETTES, Settings
from scrutineer.ui.destinations import (
    ToChallenges,
    ToContradictions,
    ToCoverage,
    ToEvidence,
    ToFrameworks,
    ToOutcomes,
    ToStrength,
)  # fmt: skip
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, Segments
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.heat_model import HeatCell
from scrutineer.ui.kit.rail_item import RailItem
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.kit.tabs import Tabs
from scrutineer.ui.pages import STEPS
from scrutineer.ui.theme import tokens
from tests.ui.conftest import dress, go, opened, person_at, shown_panel

SIZE = tokens()["size"]
ZOOMS, ZOOMS_ALL = (100, 150, 200), (100, 125, 150, 175, 200)


@pytest.fixture
def zoom(request, dressed):
    dress(dressed, "light", request.param)
    yield request.param
    dress(dressed, "light", 100)


every_zoom = pytest.mark.parametrize("zoom", ZOOMS, indirect=True)


@pytest.fixture
def stood(qtbot, dressed) -> Iterator[Callable[..., None]]:
    """Show parts in a window, one below the other, for as long as the test takes."""
    windows: list[QWidget] = []

    def show(*parts: QWidget, width: int = 900, height: int = 500) -> None:
        windows.append(holder(column(*parts, None, spacing=10, margins=(20, 20, 20, 20)), "page"))
        windows[-1].resize(width, height)
        dressed.dress(windows[-1])
        with qtbot.waitExposed(windows[-1]):
            windows[-1].show()

    yield show
    for window in windows:
        window.close()
        window.deleteLater()


def is_near(measured: float, wanted: float, zoom: int) -> bool:
    """As the tokens say; at another text size to within the two pixels by which lines do not grow."""
    return abs(measured - wanted * zoom / 100) <= (0 if zoom == 100 else 2)


def first_ink(image: QImage, box: QRect, ground: str) -> int:
    """How far from the left of a box the first pixel of another colour than its ground is."""
    for x in range(box.left(), box.right()):
        if any(image.pixelColor(x, y).name() != ground for y in range(box.top(), box.bottom())):
            return x - box.left()
    raise AssertionError("nothing is painted there")


def rows(theme, height: int = 32, second: str = "") -> Register:
    made = Register(theme, [TableColumn("Iota", 0, lambda word: TableCell(word, second))], name="Rows", height=height)
    made.rows_model.set_rows(["Iota", "Iota"])
    return made


@every_zoom
def test_controls_are_as_high_as_the_tokens_say(stood, dressed, zoom):
    large, small = button("Commit"), button("Commit", small=True)
    field, combo, segments, tabs = Field("x"), Combo(dressed, [("One", 1)]), Segments([("A", 1), ("B", 2)]), Tabs("T")
    tabs.addTab("One")
    stood(large, small, field, combo, segments, tabs)
    measured = {
        "button": (large.height(), SIZE["control"]), "small button": (small.height(), SIZE["control_small"]),
        "field": (field.height(), SIZE["control"]), "choice": (combo.height(), SIZE["control"]),
        "segments": (segments.height(), 30), "tab": (tabs.tabRect(0).height(), SIZE["tab"]),
    }  # fmt: skip
    assert {name: pair for name, pair in measured.items() if not is_near(*pair, zoom)} == {}


@every_zoom
def test_card_heads_headings_and_rows_are_as_high_as_the_tokens_say(stood, dressed, zoom):
    card, plain = Card("Rows", button("Add", small=True), margins=(1, 0, 1, 1)), Card("Words")
    one, two, three = rows(dressed), rows(dressed, 51, "Second"), rows(dressed, 51, "Second " * 60)
    for table in (one, two, three):
        card.body.addWidget(table)
    stood(card, plain, height=1_600)
    for made in (card, plain):
        head = made.findChild(QWidget, "cardhead")
        assert head is not None
        assert is_near(head.height(), SIZE["card_header"], zoom)
    heights = {table.horizontalHeader().height() for table in (one, two, three)}
    assert all(is_near(height, SIZE["table_header"], zoom) for height in heights), heights
    for table, wanted in ((one, SIZE["row"]), (two, SIZE["row_two_line"]), (three, SIZE["row_three_line"])):
        assert is_near(table.rowHeight(0), wanted, zoom), wanted


@pytest.mark.parametrize("zoom", [100], indirect=True)
def test_a_heading_stands_in_line_with_its_cells(stood, dressed, zoom):
    table = rows(dressed)
    stood(table)
    table.setCurrentIndex(table.rows_model.index(1, 0))
    head, body = table.horizontalHeader().viewport().grab().toImage(), table.viewport().grab().toImage()
    alt, surface = dressed.colour("surface-alt").name(), dressed.colour("surface").name()
    heading = first_ink(head, QRect(0, 4, 200, 18), alt)
    assert abs(heading - first_ink(body, QRect(0, 4, 200, 20), surface)) <= 1  # a bold letter begins a little earlier


def test_the_line_below_the_tabs_is_whole_and_once(at_example):
    at = at_example
    go(at, ToCoverage())
    panel = at.top.workspace.panel()
    bar = panel.findChild(QWidget, "bookbar")
    image, line = bar.grab().toImage(), at.top.theme.colour("border").name()
    accent = at.top.theme.colour("accent").name()
    lowest = {image.pixelColor(x, image.height() - 1).name() for x in range(image.width())}
    assert lowest == {line, accent}
    above = {image.pixelColor(x, image.height() - 3).name() for x in range(image.width())}
    assert line not in above


@pytest.mark.parametrize(
    "place", [ToContradictions(), ToFrameworks(), ToOutcomes()], ids=lambda place: type(place).__name__
)
def test_two_panes_are_divided_by_one_line(at_example, place):
    at = at_example
    panel = go(at, place)
    handle = next(handle for handle in panel.findChildren(QSplitterHandle) if handle.isVisible())
    middle = handle.mapTo(panel, handle.rect().center())
    image, line = panel.grab().toImage(), at.top.theme.colour("border").name()
    row = next(y for y in range(4, panel.height()) if image.pixelColor(middle.x(), y).name() == line)
    across = [image.pixelColor(x, row).name() == line for x in range(middle.x() - 3, middle.x() + 4)]
    assert across.count(True) == 1


def test_the_open_page_is_marked_by_a_straight_bar_on_the_rail(at_example):
    at = at_example
    go(at, ToStrength())
    item = next(item for item in at.top.findChildren(RailItem) if item.isChecked())
    assert item.text() == STEPS.words
    assert item.height() == SIZE["rail_item_narrow"]
    image, accent = item.grab().toImage(), at.top.theme.colour("accent").name()
    middle = [image.pixelColor(x, item.height() // 2).name() for x in range(6)]
    assert middle[:3] == [accent] * tokens()["line"]["selected_bar"]
    assert accent not in middle[3:]
    assert all(image.pixelColor(x, 2).name() != accent for x in range(12)), "it does not bend round the corner"


@pytest.mark.parametrize("name", PALETTES)
def test_below_the_rows_of_a_heat_table_nothing_is_tinted(stood, dressed, name):
    dress(dressed, name, 100)
    table = HeatTable(dressed, "Lines")
    table.show_cells(("Step",), ["Line"], [[HeatCell("2", figure=2)]])
    table.setMinimumHeight(300)
    stood(table)
    image = table.grab().toImage()
    below = image.pixelColor(table.verticalHeader().x() + 20, table.height() - 20).name()
    assert below == image.pixelColor(table.width() - 40, table.height() - 20).name() == dressed.colour("surface").name()
    dress(dressed, "light", 100)


@pytest.mark.parametrize("name", PALETTES)
def test_a_ticked_box_has_a_tick_and_not_only_a_colour(stood, dressed, name):
    dress(dressed, name, 100)
    box = QCheckBox("Ask it")
    box.setChecked(True)
    stood(box)
    image = box.grab(QRect(0, 0, 18, box.height())).toImage()
    inside = [
        image.pixelColor(x, y).name() for x in range(4, 14) for y in range(box.height() // 2 - 5, box.height() // 2 + 5)
    ]
    accent, ink = dressed.colour("accent").name(), dressed.colour("on-accent").name()
    assert inside.count(accent) > 40
    assert 6 < inside.count(ink) < 40, "the tick"
    dress(dressed, "light", 100)


@pytest.mark.parametrize("zoom", ZOOMS_ALL, indirect=True)
def test_what_is_round_stays_round_at_every_text_size(stood, dressed, zoom):
    choice, chosen = QRadioButton("One"), QRadioButton("Two")
    chosen.setChecked(True)
    stood(choice, chosen)
    around = dressed.colour("window").name()
    for part in (choice, chosen):
        image = part.grab().toImage()
        option = QStyleOptionButton()
        option.initFrom(part)
        box = part.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, part)
        corner = image.pixelColor(box.left() + 1, box.top() + 1)
        middle = image.pixelColor(box.left() + box.width() // 2, box.top())
        assert corner.alpha() == 0 or corner.name() in (around, "#000000"), (part.text(), corner.name())
        assert middle.name() != corner.name()


def test_a_chip_is_as_high_as_the_tokens_say_beside_something_higher(stood, dressed):
    chip = label("Tested", "chip")
    stood(holder(row(chip, button("Close"), None)))
    assert chip.height() == SIZE["chip"]


def test_a_long_choice_ends_in_an_ellipsis_and_says_the_whole_in_its_tip(stood, dressed):
    words = "Is there a shared vision with outcomes for children, and does the plan follow from it?"
    combo = Combo(dressed, [(words, 1)], name="Line")
    combo.setFixedWidth(180)
    stood(combo)
    assert combo.shown_words().endswith("…")
    assert combo.fontMetrics().horizontalAdvance(combo.shown_words()) <= 180 - 40
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent

    combo.event(QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), combo.mapToGlobal(QPoint(5, 5))))
    assert combo.toolTip() == words


@pytest.mark.parametrize("size", [(1366, 736), (1920, 1000)])
def test_no_table_of_these_pages_stands_naked_beside_a_carded_one(qtbot, make_window, example_folder, tmp_path, size):
    window = opened(make_window(Settings(), size), example_folder / "Northmoor.scrutiny", tmp_path)
    at = person_at(qtbot, window)
    for place in (ToContradictions(), ToStrength(), ToFrameworks(), ToEvidence(), ToChallenges()):
        go(at, place)
        panel = shown_panel(window)
        carded = [table for table in panel.findChildren(Register) if table.isVisible()]
        for table in carded:
            around = table.parentWidget()
            assert around is not None
            assert isinstance(around, Card) or around.objectName() == "left", table.accessibleName()
