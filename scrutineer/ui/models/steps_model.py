"""The tree of steps and lines, each with its level below its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from scrutineer.domain.framework import Step
from scrutineer.operations.queries.context import Context
from scrutineer.ui.kit.basic import set_tip
from scrutineer.ui.kit.lists import SECOND_LINE, VALUE, Index, draw_ground, draw_line
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.theme import Theme

_LOOK = Qt.ItemDataRole.UserRole + 8
_CODE = Qt.ItemDataRole.UserRole + 9


class _StepDelegate(QStyledItemDelegate):
    """Two lines: the name, then the level's shape and words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A two-line row."""
        return QSize(self._theme.px(120), self._theme.px(45))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Code, name, mark, words."""
        theme = self._theme
        draw_ground(painter, theme, option, first=True, ring=True)
        box: QRect = option.rect.adjusted(theme.px(6), theme.px(4), -theme.px(6), -theme.px(4))
        line, is_line = theme.px(18), index.parent().isValid()
        code = QRect(box.left(), box.top(), theme.px(28 if is_line or len(index.data(_CODE)) > 1 else 16), line)
        draw_line(painter, theme, index.data(_CODE), code, theme.font("dense", 600), theme.colour("text-2"))
        left = code.right() + theme.px(4)
        name = QRect(left, box.top(), box.right() - left, line)
        weight = 400 if is_line else 600
        draw_line(painter, theme, str(index.data()), name, theme.font("dense", weight), theme.colour("text"))
        paint_mark(
            painter,
            theme,
            index.data(_LOOK),
            QPointF(left + theme.px(6), name.bottom() + line / 2 + 1),
            theme.px(11),
        )
        words = QRect(left + theme.px(17), name.bottom() + 1, box.right() - left - theme.px(17), line)
        draw_line(painter, theme, str(index.data(SECOND_LINE)), words, theme.font("small"), theme.colour("text-2"))


class StepsTree(QTreeView):
    """Steps with their lines. Arrows move, right opens a step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = _StepDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setIndentation(theme.px(14))
        self.setAccessibleName("Steps and lines of enquiry")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._by_target: dict[str, QStandardItem] = {}
        self._shape: tuple[str, ...] = ()

    def show_framework(self, context: Context, levels: dict[str, str], target: str) -> None:
        """Show the steps with their levels, the target selected; what was open stays open."""
        shape = context.framework.targets()
        if shape != self._shape:
            self._build(context)
            self._shape = shape
        for known, item in self._by_target.items():
            self._dress(context, item, known, levels[known])
        self.select(target)

    def _build(self, context: Context) -> None:
        self.selectionModel().blockSignals(True)
        self._items.clear()
        self._by_target.clear()
        for step in context.framework.steps:
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
    def _dress(context: Context, item: QStandardItem, target: str, level: str) -> None:
        step: Step = context.framework.step(target)
        line = context.framework.line(target)
        word = context.scale.word(level)
        name = line.label if line else step.label
        item.setText(name)
        item.setData(word, SECOND_LINE)
        item.setData(look_of(context.scale, level), _LOOK)
        kind = f"Line {line.code}" if line else f"Step {step.number}"
        item.setData(f"{kind}, {name}, {word}", Qt.ItemDataRole.AccessibleTextRole)
        set_tip(item, line.question if line else step.title)

    def select(self, target: str) -> None:
        """Select a target and open its step."""
        item = self._by_target.get(target)
        if item is None:
            return
        if item.parent() is not None:
            self.expand(item.parent().index())
        else:
            self.expand(item.index())
        if self.target() != target:
            self.setCurrentIndex(item.index())
        self.scrollTo(item.index())

    def target(self) -> str:
        """The target selected."""
        index = self.currentIndex()
        return str(index.data(VALUE)) if index.isValid() else ""

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
