"""Several rows of a long list chosen at once: with Ctrl, Shift and Ctrl+A, kept while the list reads itself again; and
none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from scrutineer.ui.kit.tables import Register

Key = TypeVar("Key")


def choose_none(register: Register) -> None:
    """Choose no row. Whoever is told of it finds none current, which Qt's own way of clearing leaves for later."""
    register.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)


class ChosenRows(Generic[Key]):
    """The keys of the rows chosen in a register that is read in pages; `changed` is called when they are others.

    Nothing is read of the rows: all of a long list can be chosen.
    """

    def __init__(self, register: Register, changed: Callable[[], None]) -> None:
        self._register, self._changed = register, changed
        self._kept = False
        register.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        register.selectionModel().selectionChanged.connect(self._on_changed)

    def keys(self) -> list[Key]:
        """The keys of the rows chosen, from the top."""
        model = self._register.rows_model
        chosen = self._register.selectionModel().selectedRows()
        return [model.key_at(index) for index in sorted(chosen, key=lambda index: index.row())]

    @contextmanager
    def kept(self, *, wanted: object = None) -> Iterator[None]:
        """While the list is read again: several that were chosen are chosen afterwards, those that are still there,
        unless one is `wanted`."""
        held = set(self.keys())
        self._kept = True
        try:
            yield
            if len(held) > 1 and wanted is None:
                self.choose(held)
        finally:
            self._kept = False

    def clear(self) -> None:
        """Choose the row alone that was walked to last."""
        self._register.selectRow(self._register.currentIndex().row())

    def choose(self, keys: AbstractSet[Key]) -> None:
        """Choose these rows beside what is chosen, those that are there."""
        model, selection = self._register.rows_model, QItemSelection()
        last = model.columnCount() - 1
        places = [place for place in range(model.rowCount()) if model.key_at(model.index(place, 0)) in keys]
        run: list[int] = []
        for place in (*places, -1):
            if run and place != run[-1] + 1:
                selection.select(model.index(run[0], 0), model.index(run[-1], last))
                run = []
            run.append(place)
        self._register.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _on_changed(self, _selected: QItemSelection, _before: QItemSelection) -> None:
        if not self._kept:
            self._changed()
