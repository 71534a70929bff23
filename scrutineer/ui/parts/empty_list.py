"""What stands in place of a list that has no row yet: what belongs there, and the button that begins the first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scrutineer.ui.kit.basic import EmptyState, button, column, holder
from scrutineer.ui.kit.tables import Register
from scrutineer.ui.theme import Theme


def nothing_yet(
    theme: Theme, icon: str, heading: str, sentence: str, begin: str, pressed: Callable[[], object]
) -> EmptyState:
    """An empty page beside whose form a thing is begun: the form has the filled button, so this one has an outline."""
    return EmptyState(theme, icon, heading, sentence, button(begin, pressed, kind="outline"))


def in_place_of(table: Register, card: QWidget, empty: EmptyState) -> QWidget:
    """A list on its card, or while it has no row what is said in its place."""

    def follow() -> None:
        has_rows = table.rows_model.rowCount() > 0
        card.setVisible(has_rows)
        empty.setVisible(not has_rows)

    table.rows_model.modelReset.connect(follow)
    made = holder(column(card, empty, spacing=0))
    follow()
    return made
