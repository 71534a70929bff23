"""One row a line of enquiry: where every voice on it stands, how far they lie apart, and where your judgement is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.domain.ids import TargetId
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.operations.queries.voices import LineVoices
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.lists import VALUE, draw_ground, draw_line
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.kit.scrolling import TableOfAPage
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What the row of a line shows, by the places of its scale: whose voices stand at each, from the lowest up.

    `mine` is the place of your judgement, `span` the lowest and highest place where voices lie apart; None for neither.
    """

    heard: LineVoices
    scale: Scale
    voices: tuple[tuple[str, ...], ...]
    mine: int | None
    span: tuple[int, int] | None
    in_words: int

    @property
    def apart(self) -> str:
        """“3 levels”, “agree”; that one voice alone, or none, stands on the scale."""
        spread = self.heard.spread
        if spread.levels is None:
            return "no level" if not spread.placed else "one voice" if self.mine is None else "only yours"
        return counted(spread.levels, "level") if spread.levels else "agree"

    def at(self, place: int) -> str:
        """Who stands at a place, in words."""
        names = ", ".join(self.voices[place]) or "nobody"
        yours = ", your judgement" if self.mine == place else ""
        return f"{self.scale.levels[place].word}: {names}{yours}"

    @property
    def spoken(self) -> str:
        """Everything the row shows."""
        stand = [self.at(place) for place in range(len(self.voices)) if self.voices[place] or self.mine == place]
        said = self.heard.spread.in_words(self.scale).rstrip(".")
        return ". ".join([self.heard.name, *stand, said, f"{counted(self.in_words, 'voice')} in words only"])


def row_of(heard: LineVoices, scale: Scale) -> VoiceRow:
    """The row of a line. A voice that takes several levels stands at its lowest and its highest."""
    others = [voice for voice in heard.voices.values() if not voice.mine]
    mine = next((scale.rank(voice.high) for voice in heard.voices.values() if voice.mine), None)
    low, high = scale.rank(heard.spread.lowest), scale.rank(heard.spread.highest)
    return VoiceRow(
        heard,
        scale,
        tuple(tuple(v.name for v in others if level.key in (v.low, v.high)) for level in scale.levels),
        mine,
        (low, high) if heard.spread.levels and low is not None and high is not None else None,
        sum(scale.rank(voice.high) is None for voice in others),
    )


class VoiceRowsModel(QAbstractTableModel):
    """The line, a column for each level of the scale, how many speak in words only, how far apart."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[VoiceRow, ...] = ()
        self.scale = Scale(id="", name="")
        self.heading = ""

    def set_rows(self, rows: Sequence[VoiceRow], scale: Scale, heading: str) -> None:
        """Show these under the levels of a scale."""
        self.beginResetModel()
        self.rows, self.scale, self.heading = tuple(rows), scale, heading
        self.endResetModel()

    def place_of(self, column: int) -> int | None:
        """The place on the scale that a column stands for."""
        return column - 1 if 0 < column <= len(self.scale.levels) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.scale.levels) + 3

    def _heading(self, column: int, whole: bool) -> str:
        place = self.place_of(column)
        if place is not None:
            level = self.scale.levels[place]
            return level.word if whole else level.short or level.word
        return self.heading if column == 0 else ("In words", "Apart")[column - len(self.scale.levels) - 1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, each where its column stands."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            level, first = self.place_of(section) is not None, section == 0
            side = Qt.AlignmentFlag.AlignHCenter if level else Qt.AlignmentFlag.AlignRight
            return int((Qt.AlignmentFlag.AlignLeft if first else side) | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return plain_tip(self._heading(section, whole=True))
        return self._heading(section, whole=False) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words. The first cell is read out with everything that the row shows."""
        if not index.isValid():
            return None
        row, place = self.rows[index.row()], self.place_of(index.column())
        if role == VALUE:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if place is not None:
            words = str(len(row.voices[place]) or "") if role == Qt.ItemDataRole.DisplayRole else row.at(place)
        elif index.column() == 0:
            words = row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else row.heard.name
        else:
            words = str(row.in_words) if index.column() == len(self.scale.levels) + 1 else row.apart
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words


class _VoiceRowDelegate(QStyledItemDelegate):
    """The line's name; at each level the bar that the voices span, their number in a pill, and your ring."""

    ROW, TALL = 39, 56  # pixels at 100%: a row, and one whose name needs a third line

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pills: dict[tuple[str, str, str, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell of a row."""
        row: VoiceRow = index.data(VALUE)
        painter.save()
        draw_ground(painter, self._theme, option, first=index.column() == 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = index.column() - 1
        if index.column() == 0:
            self._line(painter, option.rect, row)
        elif place < len(row.voices):
            self._level(painter, option.rect, row, place)
        else:
            self._figure(painter, option.rect, row, str(index.data()), last=place > len(row.voices))
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, row: VoiceRow) -> None:
        theme, heard, middle = self._theme, row.heard, Qt.AlignmentFlag.AlignVCenter
        code, words = (heard.line.code, heard.line.label) if heard.line else (heard.step.number, heard.step.label)
        left = box.left() + theme.px(7)
        painter.setFont(theme.font("dense", 600))
        painter.setPen(theme.colour("text-2"))
        room = max(theme.px(28), painter.fontMetrics().horizontalAdvance(code) + theme.px(8))
        painter.drawText(QRect(left, box.top(), room, box.height()), middle, code)
        place = QRect(left + room, box.top(), box.right() - left - room - theme.px(8), box.height())
        painter.setFont(theme.font("dense", 500))
        painter.setPen(theme.colour("text"))
        if painter.fontMetrics().horizontalAdvance(words) <= place.width():
            painter.drawText(place, middle, words)
            return
        lines = 3 if box.height() >= theme.px(self.TALL) else 2
        draw_line(painter, theme, words, place, painter.font(), theme.colour("text"), lines)

    def _level(self, painter: QPainter, box: QRect, row: VoiceRow, place: int) -> None:
        theme, centre = self._theme, QRectF(box).center()
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(QPointF(centre.x(), box.top()), QPointF(centre.x(), box.bottom()))
        if row.span and row.span[0] <= place <= row.span[1]:
            left = centre.x() if place == row.span[0] else box.left()
            right = centre.x() if place == row.span[1] else box.right() + 1
            painter.fillRect(
                QRectF(left, centre.y() - theme.px(1.5), right - left, theme.px(3)), theme.colour("text-3")
            )
        look = look_of(row.scale, row.scale.levels[place].key)
        if row.voices[place] or row.mine == place:
            self._pill(painter, centre, look, str(len(row.voices[place]) or ""))
        if row.mine == place:
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, theme.px(17), theme.px(17))

    def _pill(self, painter: QPainter, centre: QPointF, look: str, words: str) -> None:
        """A pill round a point: each is drawn once and kept, for a page shows the same few many times."""
        ratio = painter.device().devicePixelRatioF()
        key = (look, words, self._theme.palette, self._theme.zoom, ratio)
        kept = self._pills.get(key)
        if kept is None:
            kept = self._pills[key] = self._drawn_pill(look, words, ratio)
        size = kept.deviceIndependentSize()
        painter.drawPixmap(round(centre.x() - size.width() / 2), round(centre.y() - size.height() / 2), kept)

    def _drawn_pill(self, look: str, words: str, ratio: float) -> QPixmap:
        theme = self._theme
        font = theme.font("dense", 600)
        wide = theme.px(27 if words else 24) + QFontMetrics(font).horizontalAdvance(words)
        high = theme.px(22)
        drawn = QPixmap(round((wide + 2) * ratio), round((high + 2) * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(1, 1, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.level_colour(look, "mark"), 1))
        painter.setBrush(theme.level_colour(look, "tint"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        at = theme.px(12) if words else pill.center().x()
        paint_mark(painter, theme, look, QPointF(at, pill.center().y()), theme.px(11))
        painter.setPen(theme.level_colour(look, "text"))
        painter.setFont(font)
        figure = pill.adjusted(theme.px(20), 0, 0, 0)
        painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
        return drawn

    def _figure(self, painter: QPainter, box: QRect, row: VoiceRow, words: str, last: bool) -> None:
        theme = self._theme
        wide_apart = last and (row.heard.spread.levels or 0) >= 2
        painter.setFont(theme.font("dense", 600 if wide_apart else 400))
        painter.setPen(theme.colour("text" if wide_apart else "text-2"))
        place = box.adjusted(0, 0, -theme.px(6), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)


class VoicesTable(TableOfAPage):
    """The lines one below the other, the levels as far from each other as the width allows; arrows move."""

    APART, LEAST, MOST = 104, 66, 150  # from one level to the next
    LINE, NARROW, FIGURE = 230, 128, 70  # the name of a line, with room and without; a figure at the right

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._names: list[int] = []  # how wide the name of each row is, with its code
        self._shared: tuple[int, list[int], int] = (0, [], 0)  # what the widths were shared by
        self.voices_model = VoiceRowsModel()
        self.setModel(self.voices_model)
        self._delegate = _VoiceRowDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(self._delegate.ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setMinimumSectionSize(theme.px(40))
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setObjectName("tight")
        self.setMinimumHeight(theme.px(180))

    def show_rows(self, rows: Sequence[VoiceRow], scale: Scale, heading: str, held: TargetId | None) -> None:
        """Show these rows; the line held is selected, else the first."""
        self.voices_model.set_rows(rows, scale, heading)
        metrics = QFontMetrics(self._theme.font("dense", 500))
        names = [metrics.horizontalAdvance(row.heard.name) for row in rows]
        self._names = [wide + self._theme.px(40) for wide in names]
        self._share_width()
        if not self.select(held) and rows:
            self.selectRow(0)

    def select(self, target: TargetId | None) -> bool:
        """Select the row of a step or line; whether it has one."""
        for number, row in enumerate(self.voices_model.rows):
            if row.heard.target == target:
                self.selectRow(number)
                self.scrollTo(self.voices_model.index(number, 0))
                return True
        return False

    def current(self) -> VoiceRow | None:
        """The row that is selected."""
        number = self.currentIndex().row()
        return self.voices_model.rows[number] if 0 <= number < len(self.voices_model.rows) else None

    def whole_height(self) -> int:
        """Every row, as the columns share the width it has now."""
        self._share_width()
        return super().whole_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The names have what they need, the levels the rest: evenly, so that no distance is another one's lie."""
        theme, levels = self._theme, len(self.voices_model.scale.levels)
        if self._shared == (self.viewport().width(), self._names, levels):
            return
        self._shared = (self.viewport().width(), self._names, levels)
        figure = theme.px(self.FIGURE)
        room = self.viewport().width() - 2 * figure
        longest = max(self._names, default=0)
        line = min(max(longest, theme.px(self.LINE)), max(theme.px(self.LINE), room - levels * theme.px(self.APART)))
        apart = min(theme.px(self.MOST), max(theme.px(self.LEAST), (room - line) // max(1, levels)))
        line = max(theme.px(self.NARROW), room - levels * apart)
        for column, width in enumerate([line, *[apart] * levels, figure, figure]):
            self.setColumnWidth(column, width)
        self._fit_rows(line)

    def _fit_rows(self, line: int) -> None:
        """A row whose name needs a third line is taller."""
        header, before = self.verticalHeader(), self.verticalHeader().length()
        row, tall = self._theme.px(self._delegate.ROW), self._theme.px(self._delegate.TALL)
        for number, wide in enumerate(self._names):
            header.resizeSection(number, tall if wide > 1.7 * (line - self._theme.px(10)) else row)
        if header.length() != before:
            self.updateGeometry()  # the page around it decides anew what scrolls
