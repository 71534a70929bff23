"""Casefiles opened before: the one chosen is marked, and one whose file is gone says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.clock import Clock
from scrutineer.domain.dates import local_day, long_date
from scrutineer.settings import Recent
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import Card
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, TONE, VALUE, Index, draw_ground, draw_line
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.theme import Theme, space

DAY = Qt.ItemDataRole.UserRole + 20
ROW = 74  # pixels at 100%


def when_opened(known: Recent, today: date) -> str:
    """When a casefile was open last: the time for today, else the day."""
    day = local_day(known.opened)
    return f"Today {datetime.fromisoformat(known.opened).astimezone():%H:%M}" if day == today else long_date(day)


class _RecentDelegate(QStyledItemDelegate):
    """An icon in its box, name and place, and the day at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As high as every row."""
        return QSize(self._theme.px(80), self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, words, day."""
        theme, box = self._theme, option.rect
        draw_ground(painter, theme, option, first=True)
        side = theme.px(40)
        around = QRect(box.left() + theme.px(18), box.center().y() - side // 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRoundedRect(around, theme.px(6), theme.px(6))
        painter.restore()
        size, tone = theme.px(18), index.data(TONE)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(index.data(ICON_NAME), theme.colour(tone).name(), size, ratio)
        painter.drawPixmap(around.center().x() - size // 2 + 1, around.center().y() - size // 2 + 1, picture)
        self._write(painter, index, box, around.right() + theme.px(14), tone)

    def _write(self, painter: QPainter, index: Index, box: QRect, left: int, tone: str) -> None:
        theme, day, line = self._theme, str(index.data(DAY)), self._theme.px(20)
        painter.setFont(theme.font("dense"))
        wide = painter.fontMetrics().horizontalAdvance(day)
        right = box.right() - theme.px(18) - wide
        top = box.center().y() - line
        words = QRect(left, top, right - left - theme.px(12), line)
        draw_line(painter, theme, str(index.data()), words, theme.font("dense", 600), theme.colour("text"))
        below = words.translated(0, line)
        draw_line(painter, theme, str(index.data(SECOND_LINE)), below, theme.font("small"), theme.colour(tone))
        at = QRect(right, box.top(), wide + 1, box.height())
        draw_line(painter, theme, day, at, theme.font("dense"), theme.colour("text-2"))


class RecentList(QListView):
    """Casefiles opened before, the newest first. Arrows show each as they pass, Enter or a click goes on to it."""

    def __init__(
        self, theme: Theme, chosen: Callable[[Path], None], passed: Callable[[Path], None] | None = None
    ) -> None:
        super().__init__()
        self._theme, self._passed, self._settling = theme, passed, False
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = _RecentDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Recent casefiles")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for pressed in (self.clicked, self.activated):
            pressed.connect(lambda index: chosen(Path(index.data(VALUE))))
        self.selectionModel().currentChanged.connect(self._on_walked)

    def show_recent(self, recent: tuple[Recent, ...], today: date, gone: Collection[str] = ()) -> None:
        """Show these, those that are `gone` so; nothing where there are none. The one that is marked stays so."""
        held = self.currentIndex().data(VALUE)
        self._settling = True
        self._items.clear()
        for known in recent:
            self._items.appendRow(self._item(known, today, known.path in gone))
        self._settling = False
        self.setVisible(bool(recent))
        self.setFixedHeight(self._theme.px(ROW) * len(recent) + space(2))
        if held is not None:
            self.mark(Path(held))

    @staticmethod
    def _item(known: Recent, today: date, gone: bool) -> QStandardItem:
        path, item = Path(known.path), QStandardItem(known.partnership)
        place = f"{path.name}, {path.parent.name}"
        if gone:
            place = f"{place}: not there now. It was moved, or its disk is not connected"
        day = when_opened(known, today)
        spoken = f"{known.partnership}, {place}, opened {day}"
        for value, role in (
            (place, SECOND_LINE), ("triangle-alert" if gone else "lock", ICON_NAME),
            ("warn" if gone else "text-2", TONE), (known.path, VALUE), (day, DAY),
            (spoken, Qt.ItemDataRole.AccessibleTextRole),
        ):  # fmt: skip
            item.setData(value, role)
        return item

    def mark(self, path: Path) -> None:
        """Mark the one that is chosen; none where it was not open before."""
        places = [n for n in range(self._items.rowCount()) if self._items.index(n, 0).data(VALUE) == str(path)]
        self._settling = True
        self.setCurrentIndex(self._items.index(places[0], 0) if places else QModelIndex())
        self._settling = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt marks the first row of a list that has the focus: only who came by Tab means it."""
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._settling = not by_tab
        super().focusInEvent(event)
        self._settling = False

    def _on_walked(self, current: QModelIndex) -> None:
        if self._passed is not None and not self._settling and current.isValid():
            self._passed(Path(current.data(VALUE)))


class RecentCard(Card):
    """The list in its frame. Whether each file is where it was is looked for whenever it is shown, and waited for by
    nobody: a disk may sleep. `looked` is called with the paths of those that are gone."""

    def __init__(
        self, theme: Theme, ops: OpRunner, clock: Clock, ways: tuple[Callable[[Path], None], Callable[[Path], None]],
        looked: Callable[[frozenset[str]], None],
    ) -> None:  # fmt: skip
        super().__init__(margins=(1, 1, 1, 1))
        self._ops, self._clock, self._looked = ops, clock, looked
        self._recent: tuple[Recent, ...] = ()
        self.gone: frozenset[str] = frozenset()
        self.list = RecentList(theme, *ways)
        self.body.addWidget(self.list)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """Show these; nothing where there are none."""
        self._recent = recent
        self.list.show_recent(recent, self._clock.today(), self.gone)
        self.setVisible(bool(recent))

    def showEvent(self, event: QShowEvent) -> None:
        """A disk may have come or gone meanwhile."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Look whether each file is there."""
        paths = [known.path for known in self._recent]
        self._ops.look(lambda: frozenset(path for path in paths if not os.path.exists(path)), self._on_looked)

    def _on_looked(self, gone: frozenset[str]) -> None:
        self.gone = gone
        self.show_recent(self._recent)
        self._looked(gone)
