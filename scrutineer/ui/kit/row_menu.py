"""The menu of a row: with the right button, the Menu key or Shift+F10. What it offers stands on buttons too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.tables import Register


@dataclass(frozen=True, slots=True)
class RowAct:
    """What can be done to the rows chosen: its words, and what it does; or a choice of others below it."""

    words: str
    act: Callable[[], object] | None = None
    choices: tuple[RowAct, ...] = ()


def copier(texts: Callable[[], Iterable[str]]) -> Callable[[], None]:
    """An act that copies some texts, one a line."""
    return lambda: QGuiApplication.clipboard().setText("\n".join(texts()))


def copy_acts(
    several: bool, references: Callable[[], Iterable[str]], citations: Callable[[], Iterable[str]]
) -> tuple[RowAct, RowAct]:
    """The acts that copy what is chosen: what it is called, and how it is cited."""
    return (
        RowAct("Copy the references" if several else "Copy the reference", copier(references)),
        RowAct("Copy as citations" if several else "Copy as a citation", copier(citations)),
    )


class RowMenu(QObject):
    """Offers the acts for what is chosen in a view. A row under the pointer that is not chosen is chosen first.

    A table goes on with what it can do itself: copying, sorting, and whatever else it offers everywhere.
    """

    def __init__(self, view: QAbstractItemView, acts: Callable[[], Sequence[RowAct | None]]) -> None:
        super().__init__(view)
        self._view, self._acts = view, acts
        if isinstance(view, Register | HeatTable):
            view.lead_menu = self._fill
        for part in (view, view.viewport()):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys ask as the right button does, at the row walked to."""
        if event.type() == QEvent.Type.KeyPress and watched is self._view and isinstance(event, QKeyEvent):
            asks = event.key() == Qt.Key.Key_Menu or (
                event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            )
            if asks:
                self._ask_at(self._view.visualRect(self._view.currentIndex()).center())
            return asks
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            return self._opens(event.pos(), event.globalPos())
        return False

    def _ask_at(self, place: QPoint) -> None:
        viewport = self._view.viewport()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, asked)

    def _opens(self, place: QPoint, global_place: QPoint) -> bool:
        """Choose the row; open the menu, unless the view has one of its own to add to."""
        index = self._view.indexAt(place)
        if not index.isValid():
            return False
        self._choose(index)
        if isinstance(self._view, Register | HeatTable):
            return False
        menu = QMenu(self._view)
        self._fill(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(global_place)
        return True

    def _choose(self, index: QModelIndex) -> None:
        if self._view.selectionModel().isSelected(index):
            return
        if isinstance(self._view, Register):
            self._view.selectRow(index.row())
        else:
            self._view.setCurrentIndex(index)

    def _fill(self, menu: QMenu) -> None:
        _add(menu, self._acts())
        menu.addSeparator()


def _add(menu: QMenu, acts: Sequence[RowAct | None]) -> None:
    for act in acts:
        if act is None:
            menu.addSeparator()
        elif act.choices:
            _add(menu.addMenu(act.words), act.choices)
        elif act.act is not None:
            menu.addAction(act.words, act.act)
