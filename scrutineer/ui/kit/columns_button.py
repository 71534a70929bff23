"""The button that asks which columns of a table are shown. Every table asks it in its own menu too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.tables import Register
from scrutineer.ui.theme import Theme


def columns_button(theme: Theme, table: Register) -> QPushButton:
    """A button whose menu, made when it opens, has a tick for each column."""
    made = button("Columns", theme=theme, icon="columns-3", hint="Choose which columns are shown")

    def ask() -> None:
        menu = QMenu(made)
        table.by_hand.add_choice_to(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    made.clicked.connect(ask)
    return made
