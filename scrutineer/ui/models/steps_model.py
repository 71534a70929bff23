"""The tree of steps and lines, each with the shape of its level, a step with how many of its lines are judged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from scrutineer.domain.framework import Step
from scrutineer.domain.scale import NON_SCORES, NOT_YET
from scrutineer.operations.queries.context import Context
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import set_tip
from scrutineer.ui.kit.lists import VALUE, Index, draw_line, shows_ring
from scrutineer.ui.kit.marks import LevelMark
from scrutineer.ui.kit.paint import paint_mark
from scrutineer.ui.theme import Theme

_LOOK = Qt.ItemDataRole.UserRole + 8
_CODE = Qt.ItemDataRole.UserRole + 9
_JUDGED = Qt.ItemDataRole.UserRole + 11

FIGURES = "Figures: lines judged, of all lines"
"""What “2 of 8” beside a step means."""


class _StepDelegate(QStyledItemDelegate):
    """One line: code, shape of the level, name; beside a step what opens it, and how many of its lines are judged."""

    STEP, LINE = 30, 28  # pixels at 100%
    EDGE = 14  # where a step's code begins; what opens it stands before
    FURTHER = 6  # how much further in a line's code begins

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._strong = QFontMetrics(theme.font("dense", 600))
        self._codes = {True: theme.px(16), False: theme.px(22)}

    def make_room_for(self, codes: list[str], *, of_steps: bool) -> None:
        """Let every code fit, so that the shapes stand below each other."""
        widest = max((self._strong.horizontalAdvance(code) for code in codes), default=0)
        self._codes[of_steps] = max(self._theme.px(16 if of_steps else 22), widest + self._theme.px(6))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of a step or of a line."""
        return QSize(self._theme.px(120), self._theme.px(self.LINE if index.parent().isValid() else self.STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What opens a step, then code, mark, name, figures."""
        theme, is_step, box = self._theme, not index.parent().isValid(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, chosen, ruled=is_step)
        left = box.left() + theme.px(self.EDGE if is_step else self.EDGE + self.FURTHER)
        code = QRect(left, box.top(), self._codes[is_step], box.height())
        draw_line(painter, theme, index.data(_CODE), code, theme.font("dense", 600), theme.colour("text-2"))
        left = code.right() + theme.px(7)
        paint_mark(painter, theme, index.data(_LOOK), QPointF(left, box.center().y() + 0.5), theme.px(12))
        left += theme.px(13)
        right = box.right() - theme.px(8)
        if is_step:
            self._chevron(painter, box, opened=bool(option.state & QStyle.StateFlag.State_Open))
            right = self._figures(painter, box, right, index.data(_JUDGED)) - theme.px(6)
        name = QRect(left, box.top(), right - left, box.height())
        font = theme.font("dense", 600 if is_step or chosen else 400)
        draw_line(painter, theme, str(index.data()), name, font, theme.colour("text"))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool, *, ruled: bool) -> None:
        """The fill and bar of the row that is chosen, the line below a step, the ring of the row with the focus."""
        theme, box = self._theme, option.rect
        painter.fillRect(box, theme.colour("selection" if chosen else "surface"))
        if ruled:
            painter.setPen(theme.colour("border"))
            painter.drawLine(box.bottomLeft() + QPoint(theme.px(self.EDGE), 0), box.bottomRight())
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.colour("accent"))
        if shows_ring(option):
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _chevron(self, painter: QPainter, box: QRect, *, opened: bool) -> None:
        size, name = self._theme.px(10), "chevron-down" if opened else "chevron-right"
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(name, self._theme.colour("text-2").name(), size, ratio)
        painter.drawPixmap(box.left() + self._theme.px(3), box.center().y() - size // 2, picture)

    def _figures(self, painter: QPainter, box: QRect, right: int, words: str) -> int:
        """“2 of 8” at the right; where it begins."""
        theme, font = self._theme, self._theme.font("small")
        wide = QFontMetrics(font).horizontalAdvance(words) + 1
        place = QRect(right - wide, box.top(), wide, box.height())
        draw_line(painter, theme, words, place, font, theme.colour("text-2"))
        return place.left()


_UNJUDGED = LevelMark(NOT_YET, NON_SCORES[NOT_YET])


class StepsTree(QTreeView):
    """Steps with their lines. Arrows move, right opens a step and left closes it; a click on a step does either."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = _StepDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("Steps and lines of enquiry")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._by_target: dict[str, QStandardItem] = {}
        self._shape: tuple[str, ...] = ()
        self._opened: str = ""  # the step that was opened for what is shown, not by hand

    def show_framework(self, context: Context, levels: Mapping[str, LevelMark], target: str) -> None:
        """Show the steps with the levels of those that were judged, the target selected; what was open stays open."""
        shape = context.framework.targets()
        if shape != self._shape:
            self._build(context)
            self._shape = shape
        for known, item in self._by_target.items():
            self._dress(context, item, known, levels)
        self.select(target)

    def _build(self, context: Context) -> None:
        self.selectionModel().blockSignals(True)
        self._items.clear()
        self._by_target.clear()
        steps = context.framework.steps
        self._delegate.make_room_for([step.number for step in steps], of_steps=True)
        self._delegate.make_room_for([line.code for step in steps for line in step.lines], of_steps=False)
        for step in steps:
            parent = self._item(step.target, step.number)
            self._items.appendRow(parent)
            for line in step.lines:
                parent.appendRow(self._item(line.target, line.code))
        self.selectionModel().blockSignals(False)

    def _item(self, target: str, code: str) -> QStandardItem:
        item = QStandardItem()
        item.setData(target, VALUE)
        item.setData(code, _CODE)
        self._by_target[target] = item
        return item

    @staticmethod
    def _dress(context: Context, item: QStandardItem, target: str, levels: Mapping[str, LevelMark]) -> None:
        step: Step = context.framework.step(target)
        line = context.framework.line(target)
        level = levels.get(target, _UNJUDGED)
        name = line.label if line else step.label
        item.setText(name)
        item.setData(level.look, _LOOK)
        judged = sum(known.target in levels for known in step.lines)
        figures = "" if line else f"{judged} of {len(step.lines)}"
        item.setData(figures, _JUDGED)
        kind = f"Line {line.code}" if line else f"Step {step.number}"
        spoken = f"{kind}, {name}, {level.words}" + (f", {figures} lines judged" if figures else "")
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        set_tip(item, f"{name}\n{line.question if line else step.title}")

    def select(self, target: str) -> None:
        """Select a target and open its step; the step that was opened so before is closed again."""
        item = self._by_target.get(target)
        if item is None or self.target() == target:
            return
        step = item.parent() or item
        if not self.isExpanded(step.index()):
            before = self._by_target.get(self._opened)
            if before is not None:
                self.collapse(before.index())
            self.expand(step.index())
            self._opened = str(step.data(VALUE))
        self.setCurrentIndex(item.index())
        self.scrollTo(item.index())

    def target(self) -> str:
        """The target selected."""
        index = self.currentIndex()
        return str(index.data(VALUE)) if index.isValid() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What opens a step opens and closes it; a step that is shown already is opened and closed by its row."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        is_step = index.isValid() and not index.parent().isValid()
        if is_step and event.button() == Qt.MouseButton.LeftButton:
            if place.x() < self._theme.px(_StepDelegate.EDGE) or index == self.currentIndex():
                self.setExpanded(index, not self.isExpanded(index))
                return
            self.expand(index)
        super().mousePressEvent(event)

    def filter_by(self, words: str) -> None:
        """Show only what holds the words, with its step."""
        wanted = words.casefold()
        for row in range(self._items.rowCount()):
            step = self._items.item(row)
            hits = [
                wanted in f"{step.child(n).text()} {step.child(n).toolTip()}".casefold() for n in range(step.rowCount())
            ]
            own = wanted in step.text().casefold()
            for number, hit in enumerate(hits):
                self.setRowHidden(number, step.index(), not (hit or own))
            self.setRowHidden(row, self.rootIndex(), not (own or any(hits)))
            if wanted and any(hits):
                self.expand(step.index())
