"""A casefile was dropped on the window: it can be opened in place of this one, or looked at to be merged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from scrutineer.ui.kit.basic import button, column, label, row
from scrutineer.ui.theme import Theme


class DroppedCasefileDialog(QDialog):
    """Asks which of the two is meant; closing it does neither."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        name: str,
        open_it: Callable[[], None],
        merge_it: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{name} was dropped")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = (
            "Opening it locks the casefile that is open; what is typed is kept. Merging is for a co-scrutineer’s "
            "casefile of the same partnership: you see what would come in before anything does."
        )
        said = label(words, "muted", wrap=True)
        said.setMinimumWidth(theme.px(420))
        merge = button("See what merging would bring", lambda: self._choose(merge_it))
        opens = button("Lock this one and open it", lambda: self._choose(open_it), kind="primary")
        leave = button("Leave it", self.close, hint="Esc")
        parts: tuple[QPushButton | None, ...] = (None, leave, merge, opens)
        box = column(label(f"What is {name} for?", "heading"), said, spacing=10, margins=(18, 16, 18, 16))
        box.addLayout(row(*parts))
        self.setLayout(box)
        leave.setFocus()

    def _choose(self, act: Callable[[], None]) -> None:
        self.close()
        act()
