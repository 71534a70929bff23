"""The headings of a table: on one line where they fit, else all of them have room for two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from scrutineer.ui.theme import Theme


class ColumnHeadings:
    """How wide the headings of a table are, and how tall their row must be."""

    AIR = 28  # pixels at 100% round a heading, with its mark of order

    def __init__(self, theme: Theme, table: QTableView) -> None:
        self._table, self._air = table, theme.px(self.AIR)
        self._metrics = QFontMetrics(theme.font("small", 600))

    def widths(self, column: int) -> tuple[int, int]:
        """How wide a heading is: on one line, and on two, broken where that is narrowest."""
        words = str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "")
        wide = self._metrics.horizontalAdvance
        breaks = [place for place, letter in enumerate(words) if letter == " "]
        halves = (max(wide(words[:place]), wide(words[place + 1 :])) for place in breaks)
        return wide(words) + self._air, min(halves, default=wide(words)) + self._air

    def least(self, asked: Sequence[bool]) -> list[int]:
        """How wide each column asked about must be for its heading on two lines; 0 for the others."""
        return [self.widths(column)[1] if is_asked else 0 for column, is_asked in enumerate(asked)]

    def fit(self, fixed: Sequence[bool]) -> None:
        """Make room for a second line where a heading needs one; a column of a fixed width has what it was given."""
        table, header = self._table, self._table.horizontalHeader()
        in_two = any(
            self.widths(column)[0] > table.columnWidth(column)
            for column, is_fixed in enumerate(fixed)
            if not (is_fixed or table.isColumnHidden(column))
        )
        header.setMinimumHeight(header.sizeHint().height() + self._metrics.lineSpacing() if in_two else 0)
