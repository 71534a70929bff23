"""The card of a picture: drawn, and the same as a table for whoever reads it better so."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from scrutineer.domain.picture import Picture
from scrutineer.ui.kit.basic import Card, button, label
from scrutineer.ui.kit.pictures import PictureView
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.theme import Theme, space


class PictureCard(Card):
    """A picture under its title and legend. `alternative` offers its table, where none stands beside it anyway."""

    def __init__(
        self, theme: Theme, title: str, *more: QPushButton, view: PictureView | None = None, alternative: bool = True
    ) -> None:
        self._theme = theme
        self._legend = label("", "small")
        self._switch = button("As a table", self._turn, kind="link", small=True)
        if not alternative:
            self._switch.hide()
        super().__init__(title, self._legend, self._switch, *more, margins=(1, 0, 1, 1))
        self._beside = (self.title, self._switch, *more)
        self._wrapped = label("", "small", wrap=True)
        self._wrapped.setContentsMargins(space(14), space(6), space(14), 0)
        self._wrapped.hide()
        self.body.addWidget(self._wrapped)
        self.picture = view or PictureView(theme, title)
        self.body.addWidget(self.picture)
        self.body.addStretch(1)
        self._table: Register | None = None

    def show_picture(self, picture: Picture) -> None:
        """Show this, drawn or as a table, as it is shown now."""
        before = self.picture.picture
        if picture == before:
            return
        self.title.setText(picture.title)
        self._place_legend(picture.legend)
        self.picture.show_picture(picture)
        if before is not None and before.table.headings != picture.table.headings:
            self._drop_table()
        if not self.picture.isVisibleTo(self):
            self._show_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend stands beside the title where it has room there."""
        super().resizeEvent(event)
        if self.picture.picture is not None:
            self._place_legend(self.picture.picture.legend)

    def _place_legend(self, words: str) -> None:
        """Whole in the heading row, or on lines of its own below it."""
        taken = sum(part.sizeHint().width() + space(8) for part in self._beside if part.isVisibleTo(self))
        fits = taken + self._legend.fontMetrics().horizontalAdvance(words) + space(30) <= self.width()
        self._legend.setText(words if fits else "")
        self._wrapped.setText("" if fits else words)
        self._wrapped.setVisible(not fits)

    def show_any(self, picture: Picture | None) -> None:
        """Show this where there is one, else nothing."""
        self.setVisible(picture is not None)
        if picture is not None:
            self.show_picture(picture)

    def _turn(self) -> None:
        """From the picture to the table, or back."""
        drawn = not self.picture.isVisibleTo(self)
        self.picture.setVisible(drawn)
        self._switch.setText("As a table" if drawn else "As a picture")
        if not drawn:
            self._show_table()
        elif self._table is not None:
            self._table.hide()

    def _drop_table(self) -> None:
        if self._table is not None:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _show_table(self) -> None:
        picture = self.picture.picture
        if picture is None:
            return
        table = picture.table
        if self._table is None:
            name = f"{picture.title}, as a table"
            self._table = Register(self._theme, columns_of(table.headings), name=name)
            self._table.stands_whole = True
            self.body.insertWidget(2, self._table)
        self._table.show_rows(table.rows, lambda row: row)
        self._table.show()
        self._table.stand(whole=True)


def columns_of(headings: tuple[str, ...]) -> list[TableColumn]:
    """A column of words for each heading; the first takes what is left of the width."""

    def cell(place: int, row: tuple[str, ...]) -> TableCell:
        return TableCell(row[place])

    return [TableColumn(words, 90 if place else 0, partial(cell, place)) for place, words in enumerate(headings)]
