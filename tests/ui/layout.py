"""What is wrong with a page as it is laid out: what is cut, out of reach, scrolled twice or too small to read.

Looks at real widgets as they stand in a window, and says each flaw in words a person can look up: what, where.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scrutineer.domain.hits import without_marks
from scrutineer.ui.kit.basic import Remark
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, TONE
from tests.ui.hands import spoken

SMALLEST = 12  # pixels of a text
SLACK = 2  # pixels: rounding
LONGEST_WORD = 24  # letters of a word that a column must have room for
LINES = ("rule", "dock")  # a hairline, and what has one of its own
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar)


def flaws(window: QWidget) -> list[str]:
    """Every flaw of what a window shows now."""
    QApplication.processEvents()
    shown = [part for part in window.findChildren(QWidget) if part.isVisible()]
    found = [*_cut_texts(shown), *_nested_bars(shown), *_out_of_reach(window, shown), *_small_texts(shown),
             *_elided_beside_room(shown), *_cut_inside_words(shown), *_cut_headings(shown),
             *_unparted_feet(shown), *_cut_dates(window), *_wider_than_seen(shown)]  # fmt: skip
    return sorted(set(found))


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel) else spoken(part)
    home = part.parentWidget()
    while home is not None and not home.metaObject().className().endswith(
        ("Panel", "Card", "Form", "Dialog", "Details")
    ):
        home = home.parentWidget()
    inside = home.metaObject().className() if home else "window"
    return f"{part.metaObject().className()} “{' '.join(words.split())[:50]}” in {inside}"


def _cut_texts(shown: list[QWidget]) -> Iterator[str]:
    """Words that do not fit what they stand in. A remark, and a label that gives way, says so by its ellipsis."""
    for part in shown:
        if isinstance(part, QLabel) and part.text() and not isinstance(part, Remark):
            yield from _cut_label(part)
        elif isinstance(part, QPushButton | QToolButton | QCheckBox) and part.text():
            wide = part.sizeHint().width() - SLACK
            only_icon = (
                isinstance(part, QToolButton) and part.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
            )
            if part.width() < wide and not only_icon and part.layout() is None:
                yield f"cut: {_name(part)} is {part.width()} wide and needs {wide}"
            if part.height() < part.fontMetrics().height() and not only_icon:
                yield f"cut: {_name(part)} is {part.height()} high"
        elif isinstance(part, QComboBox):
            yield from _cut_choice(part)


def _cut_label(part: QLabel) -> Iterator[str]:
    if part.wordWrap():
        needs = part.heightForWidth(part.width())
        if needs > part.height() + SLACK:
            yield f"cut: {_name(part)} is {part.height()} high and needs {needs}"
        return
    if part.pixmap() is not None and not part.pixmap().isNull():
        return
    wide = max(part.fontMetrics().horizontalAdvance(line) for line in part.text().split("\n"))
    if part.contentsRect().width() + SLACK < wide:
        yield f"cut: {_name(part)} is {part.contentsRect().width()} wide and needs {wide}"
    if part.height() + SLACK < part.fontMetrics().height():
        yield f"cut: {_name(part)} is {part.height()} high"


LONGEST_DATES = ("20 September 2028", "28 September 2028", "28 November 2028", "28 December 2028", "28 February 2028")


def room_of(field: QLineEdit) -> int:
    """How wide a text a field can show."""
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    return inside.width() - 4  # what Qt leaves on both sides


def _cut_dates(window: QWidget) -> Iterator[str]:
    """Fields for a date that have no room for the longest one, or could not have it once they are shown."""
    for part in window.findChildren(DateField):
        wide = max(part.fontMetrics().horizontalAdvance(words) for words in LONGEST_DATES)
        if part.isVisible() and room_of(part) < wide:
            yield f"cut date: {_name(part)} has room for {room_of(part)} and needs {wide}"
        elif part.maximumWidth() < wide:
            yield f"cut date: {_name(part)} may be {part.maximumWidth()} wide and needs {wide}"


def _wider_than_seen(shown: list[QWidget]) -> Iterator[str]:
    """What is scrolled up and down alone, and is wider than what shows it: its right edge is never seen."""
    for part in shown:
        if not isinstance(part, QScrollArea) or part.widget() is None:
            continue
        never = part.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and part.widget().width() > part.viewport().width() + SLACK:
            wide = f"{part.widget().width()} wide in {part.viewport().width()}"
            yield f"wider than seen: {_name(part)} is {wide}: {_widest(part.widget())}"


def _widest(within: QWidget) -> str:
    """What needs the most room in it."""
    parts = [part for part in within.findChildren(QWidget) if part.isVisible()]
    return _name(max(parts, key=lambda part: part.minimumSizeHint().width() + part.mapTo(within, QPoint()).x()))


def _cut_choice(part: QComboBox) -> Iterator[str]:
    """A choice ends a long text in an ellipsis; it must show some of it."""
    if part.width() < min(part.sizeHint().width(), part.fontMetrics().averageCharWidth() * 8):
        yield f"cut: {_name(part)} is {part.width()} wide"


def _bars(area: QAbstractScrollArea) -> bool:
    bar = area.verticalScrollBar()
    return bar.isVisible() and bar.maximum() > 0


def _nested_bars(shown: list[QWidget]) -> Iterator[str]:
    """A page that scrolls, and in it something that scrolls the same way; a field that is typed into may."""
    for part in shown:
        if not isinstance(part, QScrollArea | QAbstractItemView) or not _bars(part):
            continue
        around = part.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea) and _bars(around):
                yield f"scrolls twice: {_name(part)}"
                break
            around = around.parentWidget()


def _out_of_reach(window: QWidget, shown: list[QWidget]) -> Iterator[str]:
    """A control that lies outside what it stands in, where no bar leads to it."""
    for part in shown:
        if not isinstance(part, CONTROLS) or isinstance(part.parentWidget(), QComboBox | QAbstractItemView | QLineEdit):
            continue
        if part.window() is not window or part.width() <= 0:
            continue
        box, around = QRect(QPoint(), part.size()), part
        while around is not window:
            over = around.parentWidget()
            box.translate(around.pos())
            if isinstance(over, QAbstractScrollArea) and around is over.viewport():
                if over.verticalScrollBar().maximum() > 0 or over.horizontalScrollBar().maximum() > 0:
                    box = QRect(QPoint(), over.size())  # a bar leads there
            elif over is not None and not over.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
                if not (isinstance(over.parentWidget(), QScrollArea) and over is over.parentWidget().viewport()):
                    yield f"out of reach: {_name(part)} at {box.getRect()} in {over.metaObject().className()} {over.size().toTuple()}"
                    break
                scrolled = over.parentWidget()
                sideways = box.left() < -SLACK or box.right() > over.width() + SLACK
                if (sideways and scrolled.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff) or (
                    not sideways and scrolled.verticalScrollBar().maximum() == 0
                ):
                    yield f"out of reach: {_name(part)} beyond {scrolled.size().toTuple()}"
                    break
                box = QRect(QPoint(), over.size())
            around = over


def _small_texts(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if isinstance(part, QLabel | QAbstractButton | QLineEdit | QComboBox | QAbstractItemView):
            size = part.fontInfo().pixelSize()
            if size < SMALLEST:
                yield f"too small: {_name(part)} is {size} pixels"


def _elided_beside_room(shown: list[QWidget]) -> Iterator[str]:
    """A column of a table that ends its words in an ellipsis while another stands wider than its own words."""
    for part in shown:
        if not isinstance(part, QTableView) or not hasattr(part, "rows_model"):
            continue
        model, rows = part.model(), range(min(40, part.model().rowCount()))
        metrics, scale = part.fontMetrics(), part.fontMetrics().averageCharWidth()
        short, spare = [], 0
        for column in range(model.columnCount()):
            if part.isColumnHidden(column) or not rows:
                continue
            width = part.columnWidth(column)
            needs = max(_needs(part, row, column, metrics) for row in rows)
            if part.itemDelegateForColumn(column) is not None:
                continue  # painted as more than words
            if needs > width:
                short.append((model.headerData(column, Qt.Orientation.Horizontal), needs - width))
            else:
                spare += max(0, width - needs - 3 * scale)
        unused = part.viewport().width() - part.horizontalHeader().length()
        spare += max(0, unused)
        for heading, lacking in short:
            if spare >= lacking > SLACK:
                yield f"elided beside room: column “{heading}” of {_name(part)} lacks {lacking} while {spare} are free"
                break


def _cut_headings(shown: list[QWidget]) -> Iterator[str]:
    """A heading of a table that is not all read: it goes on in a second line, else the table scrolls sideways."""
    for part in shown:
        if not isinstance(part, QTableView) or not hasattr(part, "rows_model") or part.horizontalHeader().isHidden():
            continue
        header, model = part.horizontalHeader(), part.model()
        font = QFont(header.font())
        font.setWeight(QFont.Weight.DemiBold)
        unit = header.fontInfo().pixelSize() / 13
        font.setPixelSize(int(12.5 * unit))  # headings are drawn smaller than the rows
        metrics = QFontMetrics(font)
        for column in range(model.columnCount()):
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            if part.isColumnHidden(column) or not words:
                continue
            room = QRect(0, 0, header.sectionSize(column) - round(8 * unit), 10_000)
            needs = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
            if needs.width() > room.width() + SLACK or needs.height() > header.height() + SLACK:
                yield f"cut: heading “{words}” of {_name(part)}, {header.sectionSize(column)} wide"


def _unparted_feet(shown: list[QWidget]) -> Iterator[str]:
    """What is docked below a side that scrolls, and is not parted from it by a line."""
    for part in shown:
        around = part.parentWidget()
        box = around.layout() if around is not None else None
        if not isinstance(part, QScrollArea) or part.objectName() != "side" or not isinstance(box, QVBoxLayout):
            continue
        place = box.indexOf(part)
        below = [box.itemAt(number) for number in range(place + 1, box.count())] if place >= 0 else []
        following = next((item for item in below if not item.isEmpty()), None)
        if following is not None and (following.widget() is None or following.widget().objectName() not in LINES):
            yield f"no line above what is docked below {_name(part)}"


def _cut_inside_words(shown: list[QWidget]) -> Iterator[str]:
    """A cell that ends in the middle of a word that is no longer than words are, and one that says what is late and
    does not say all of it: a table scrolls sideways before either."""
    for part in shown:
        if not isinstance(part, QTableView) or not hasattr(part, "rows_model"):
            continue
        for column in range(part.model().columnCount()):
            if part.isColumnHidden(column) or part.itemDelegateForColumn(column) is not None:
                continue
            for row in range(min(40, part.model().rowCount())):
                cut = _cut_in_cell(part, row, column)
                if cut:
                    heading = part.model().headerData(column, Qt.Orientation.Horizontal)
                    yield f"cut: “{cut}” in column “{heading}” of {_name(part)}, {part.columnWidth(column)} wide"


def _cut_in_cell(table: QTableView, row: int, column: int) -> str:
    """What of a cell's first line is cut though it should not be, "" where nothing is; reckoned as it is painted."""
    index, unit = table.model().index(row, column), table.fontInfo().pixelSize() / 13
    text, is_late = without_marks(str(index.data() or "")), index.data(TONE) == "danger"
    second, font = index.data(SECOND_LINE), QFont(table.font())
    font.setWeight(QFont.Weight.DemiBold if is_late else QFont.Weight.Medium if second else QFont.Weight.Normal)
    metrics, room = QFontMetrics(font), table.columnWidth(column) - round((39 if index.data(ICON_NAME) else 16) * unit)
    word = max((word for word in text.split() if len(word) <= LONGEST_WORD), key=metrics.horizontalAdvance, default="")
    if metrics.horizontalAdvance(word) > room:
        return word
    if not is_late or metrics.horizontalAdvance(text) <= room:
        return ""
    lines = 2 if table.rowHeight(row) >= unit * (17 * (3 if second else 2) + 5) else 1
    box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), text)
    return text if box.height() > lines * metrics.height() + SLACK else ""


def _needs(table, row: int, column: int, metrics) -> int:
    """How wide a cell must be for its words; in a taller row the first of them may go on in a second line."""
    index = table.model().index(row, column)
    if index.data(Qt.ItemDataRole.DisplayRole) is None:
        return 0
    air, width = 2 * metrics.averageCharWidth(), table.columnWidth(column)
    first, second = (without_marks(str(text or "")) for text in (index.data(), index.data(SECOND_LINE)))
    tall = table.rowHeight(row) > table.verticalHeader().defaultSectionSize()
    needs = [air + metrics.horizontalAdvance(text) for text in (first, second)]
    for place, text in enumerate((first, second)):
        in_two_lines = tall if place == 0 else table.rowHeight(row) >= 56
        if in_two_lines and needs[place] > width:
            box = metrics.boundingRect(QRect(0, 0, width - air, 10_000), int(Qt.TextFlag.TextWordWrap), text)
            needs[place] = width if box.height() <= 2 * metrics.height() + SLACK else needs[place] * 3 // 5
    return max(needs)
