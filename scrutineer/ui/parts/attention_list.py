"""What needs attention, grouped: as much as there is room for, and the rest when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QStyleOptionViewItem

from scrutineer.domain.drafts import Draft
from scrutineer.operations.queries.attention import Attention, AttentionGroup, FirstStep
from scrutineer.operations.queries.home import HomeView
from scrutineer.ui.destinations import Destination
from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.lists import ICON_NAME, ICON_TONE, SECOND_LINE, TONE, VALUE, Index, RowDelegate
from scrutineer.ui.kit.scrolling import ListOfAPage
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_LOOKS = {
    AttentionGroup.OVERDUE: ("clock", "danger"), AttentionGroup.YOUR_MOVE: ("message-square-warning", "text-2"),
    AttentionGroup.THIN: ("triangle-alert", "warn"), AttentionGroup.SET_ASIDE: ("inbox", "text-2"),
    AttentionGroup.PROMISED: ("flag", "danger"), AttentionGroup.LATE: ("inbox", "danger"),
    AttentionGroup.UNPLACED: ("link", "text-2"),
}  # fmt: skip
"""The icon of each group, and its tone."""


_Row = Attention | AttentionGroup | FirstStep | Draft | str


class _Rows(RowDelegate):
    """Rows of two lines, of three where the first has no room in one: what is late is never cut."""

    _AIR = 16 + 23  # pixels at 100% beside a row's words and its icon

    def __init__(self, session: Session, view: QAbstractItemView) -> None:
        super().__init__(session.theme, 27, bold=True, two_lines=50)
        self._view, self._metrics = view, QFontMetrics(session.theme.font("dense", 600))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the row."""
        size = super().sizeHint(option, index)
        room = self._view.viewport().width() - self._theme.px(self._AIR)
        if index.data(SECOND_LINE) and self._metrics.horizontalAdvance(str(index.data())) > room > 0:
            size.setHeight(size.height() + self._theme.px(17))
        return size


class AttentionList(ListOfAPage):
    """What needs attention, grouped; Enter or a click opens it.

    Where not all of it has room, rows are shown whole and `more` says how many are left; pressing it shows these too.
    """

    draft_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._items = QStandardItemModel(self)
        self._shown: list[_Row] = []
        self.setModel(self._items)
        self._delegate = _Rows(session, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Needs attention")
        self.setMinimumHeight(session.theme.px(220))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self._opened = self._has_place = False
        self.more: QPushButton = button("", self._show_rest, kind="link", small=True)
        self.more.hide()

    def show_items(self, view: HomeView, drafts: Sequence[Draft]) -> None:
        """Show these, with a heading where the group changes. Rows that stand already are left where they are."""
        rows: list[_Row] = ["Typed and not recorded yet", *drafts] if drafts else []
        rows += ["To begin", *view.beginnings] if view.beginnings else []
        attention = view.attention
        for place, thing in enumerate(attention):
            if not place or thing.group is not attention[place - 1].group:
                rows.append(thing.group)
            rows.append(thing)
        if rows == self._shown:
            return
        before, self._shown = self._shown, rows
        self.forget_height()
        start = _alike(before, rows)
        ending = _alike(before[start:][::-1], rows[start:][::-1])
        self._items.removeRows(start, len(before) - ending - start)
        for place in range(start, len(rows) - ending):
            self._items.insertRow(place, self._item(rows[place]))
        self._cut()

    def stand(self, *, whole: bool) -> None:
        """Where it is as tall as its rows, nothing is left out."""
        super().stand(whole=whole)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other rows have room."""
        super().resizeEvent(event)
        self._has_place = True
        if event.oldSize().width() != event.size().width():
            self.forget_height()
            self.scheduleDelayedItemsLayout()
        self._cut()

    def _cut(self) -> None:
        """Hide the rows that have no room, and a heading that would be the last; nothing before there is a place."""
        if not self._has_place:
            return
        of_more, rows = self.more.sizeHint().height(), len(self._shown)
        room = self.viewport().height() + (0 if self.more.isHidden() else of_more)
        first_left = rows if self._opened or self.whole_height() <= room else self._fitting(room - of_more)
        for place in range(rows):
            if self.isRowHidden(place) != (place >= first_left):
                self.setRowHidden(place, place >= first_left)
        left = sum(not isinstance(thing, AttentionGroup | str) for thing in self._shown[first_left:])
        self.more.setText(f"Show {left} more")
        self.more.setVisible(left > 0)

    def _fitting(self, room: int) -> int:
        """How many rows stand whole in so much room."""
        place = height = 0
        while place < len(self._shown):
            height += self.sizeHintForIndex(self._items.index(place, 0)).height()
            if height > room:
                break
            place += 1
        return place - 1 if place and isinstance(self._shown[place - 1], AttentionGroup | str) else place

    def _show_rest(self) -> None:
        """Show everything from now on, and go on reading where it was cut."""
        hidden = (place for place in range(len(self._shown)) if self.isRowHidden(place))
        first = next((place for place in hidden if not isinstance(self._shown[place], AttentionGroup | str)), 0)
        self._opened = True
        self._cut()
        self.setFocus()
        self.setCurrentIndex(self._items.index(first, 0))

    def _draft(self, draft: Draft) -> QStandardItem:
        said = f"Kept {self._session.kept_at(draft)}"
        item = QStandardItem(draft.title)
        for value, role in (
            (said, SECOND_LINE), ("pencil", ICON_NAME), ("text", TONE), ("warn", ICON_TONE),
            (draft, VALUE), (f"{draft.title}, {said}", Qt.ItemDataRole.AccessibleTextRole),
        ):  # fmt: skip
            item.setData(value, role)
        return item

    @staticmethod
    def _beginning(step: FirstStep) -> QStandardItem:
        item = QStandardItem(step.text)
        icon, tone, said = ("circle-check", "ok", "done") if step.done else ("circle-dot", "text-2", "to do")
        for value, role in (
            (step.detail, SECOND_LINE), (icon, ICON_NAME), ("text-2" if step.done else "text", TONE),
            (tone, ICON_TONE), (destination_of(step.about), VALUE),
            (f"{step.text}, {said}, {step.detail}", Qt.ItemDataRole.AccessibleTextRole),
        ):  # fmt: skip
            item.setData(value, role)
        return item

    def _item(self, thing: _Row) -> QStandardItem:
        if isinstance(thing, Draft):
            return self._draft(thing)
        if isinstance(thing, FirstStep):
            return self._beginning(thing)
        if isinstance(thing, AttentionGroup | str):
            heading = QStandardItem(thing.value if isinstance(thing, AttentionGroup) else thing)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData("text-2", TONE)
            return heading
        item = QStandardItem(thing.text)
        item.setData(thing.detail, SECOND_LINE)
        icon, tone = _LOOKS[thing.group]
        item.setData(icon, ICON_NAME)
        item.setData("text", TONE)
        item.setData(tone, ICON_TONE)
        item.setData(destination_of(thing.about), VALUE)
        item.setData(f"{thing.text}, {thing.detail}", Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _open(self, index: QModelIndex) -> None:
        wanted: Destination | Draft | None = index.data(VALUE)
        if isinstance(wanted, Draft):
            self.draft_chosen.emit(wanted)
        elif wanted is not None:
            self._session.go(wanted)


def _alike(shown: Sequence[object], wanted: Sequence[object]) -> int:
    """How many rows are the same from the start."""
    pairs = zip(shown, wanted, strict=False)
    return next((number for number, (row, same) in enumerate(pairs) if row != same), min(len(shown), len(wanted)))
