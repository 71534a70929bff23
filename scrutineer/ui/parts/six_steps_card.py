"""The card of the six-steps picture: drawn, and the same as a table for whoever reads it better so."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from scrutineer.domain.six_steps import PictureRow, SixSteps
from scrutineer.ui.kit.basic import Card, button, label, set_tip
from scrutineer.ui.kit.pictures import SixStepsPicture
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.theme import Theme


class SixStepsCard(Card):
    """The picture with its legend. `alternative` offers the table, where none stands beside it anyway."""

    def __init__(self, theme: Theme, *more: QPushButton, alternative: bool = True, tight: bool = False) -> None:
        self._theme = theme
        self._legend = label("", "small")
        self._switch = button("As a table", self._turn, kind="link", small=True)
        if not alternative:
            self._switch.hide()
        super().__init__("The six steps", self._legend, self._switch, *more, margins=(1, 0, 1, 1))
        self.picture = SixStepsPicture(theme, tight=tight)
        self.body.addWidget(self.picture)
        self.body.addStretch(1)
        self._table: Register | None = None
        self._shown: SixSteps | None = None

    def show_picture(self, picture: SixSteps) -> None:
        """Show this, drawn or as a table, as it is shown now."""
        anew = self._shown is not None and (self._shown.before, self._shown.after) != (picture.before, picture.after)
        self._shown = picture
        self.title.setText(picture.title)
        self._legend.setText(picture.legend)
        set_tip(self._legend, picture.legend)
        self.picture.show_picture(picture)
        if self._table is not None and anew:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        if not self.picture.isVisibleTo(self):
            self._show_table(picture)

    def _turn(self) -> None:
        """From the picture to the table, or back."""
        drawn = not self.picture.isVisibleTo(self)
        self.picture.setVisible(drawn)
        self._switch.setText("As a table" if drawn else "As a picture")
        if self._shown is not None and not drawn:
            self._show_table(self._shown)
        elif self._table is not None:
            self._table.hide()

    def _show_table(self, picture: SixSteps) -> None:
        if self._table is None:
            self._table = Register(self._theme, _columns(picture), name=f"{picture.title}, as a table")
            self._table.stands_whole = True
            self.body.insertWidget(1, self._table)
        self._table.show_rows(picture.rows, lambda row: row.name)
        self._table.show()
        self._table.stand(whole=True)


def _columns(picture: SixSteps) -> list[TableColumn]:
    """A column for everything the picture shows."""

    def words(heading: str, width: int, part: Any) -> TableColumn:
        return TableColumn(heading, width, lambda row: TableCell(part(row)))

    def overdue(row: PictureRow) -> TableCell:
        return TableCell(str(row.overdue), tone="danger" if row.overdue else "text-2")

    then = [words(picture.before, 130, lambda row: row.before)] if picture.before else []
    columns = [
        words("Step", 0, lambda row: row.name),
        *then,
        words(picture.after.capitalize(), 130, lambda row: row.after),
        words("What moved", 110, lambda row: row.moved),
    ]
    if picture.figures:
        columns += [
            words("Evidence", 80, lambda row: row.strength),
            words("Open", 56, lambda row: str(row.open)),
            TableColumn("Overdue", 70, overdue),
        ]
    return columns
