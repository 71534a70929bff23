"""The agencies that a piece asked: for what, by when, and whether it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.partnership import Agency
from scrutineer.domain.pieces import PieceAgency
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.operations import pieces
from scrutineer.operations.queries.pieces import PieceView
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.row_menu import RowAct
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.listed_card import ListedCard
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.session import Session

_CAME = "Came today"


class AskedCard(ListedCard):
    """In the order in which they were asked; what is overdue says by how many days."""

    def __init__(self, session: Session) -> None:
        self._view: PieceView | None = None
        super().__init__(session, "Agencies asked", none="Nobody is asked yet.")

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Agency", 150, self._agency),
            TableColumn("Asked for", 0, lambda asked: TableCell(asked.asked_for, tone="text-2")),
            TableColumn("Asked", 84, lambda asked: day_cell(asked.asked_on)),
            TableColumn("Standing", 170, self._standing),
        ]

    def _agency(self, asked: PieceAgency) -> TableCell:
        return marked(TableCell(self.session.context.agency_name(asked.agency_id)), asked.marking)

    def _standing(self, asked: PieceAgency) -> TableCell:
        if asked.came_on is not None:
            late = (asked.came_on - asked.due).days if asked.due else 0
            words = f"Came {short_date(asked.came_on)}" + (f", {counted(late, 'day')} late" if late > 0 else "")
            return TableCell(words, tone="text-2")
        if asked.due is None:
            return TableCell("Awaited")
        late = (self.session.today() - asked.due).days
        if late > 0:
            return TableCell(f"{counted(late, 'day')} overdue", tone="danger")
        return TableCell(f"Due {short_date(asked.due)}")

    def _fields(self) -> Sequence[QWidget]:
        theme, today = self.session.theme, self.session.today
        self.agency = Combo(theme, [], name="Agency asked", called=called.row(self.session, Agency))
        self.asked_for = Field(spelt=True)
        self.asked_on = DateField(name="Asked on", today=today, when=When.HAPPENED)
        self.due = DateField(name="Wanted by", today=today, required=False)
        for field, words, width in (
            (self.asked_for, "What is asked for", 280), (self.asked_on, "Asked on", 170), (self.due, "By when", 170),
        ):  # fmt: skip
            field.setPlaceholderText(words)
            field.setFixedWidth(theme.px(width))
        self.asked_for.setAccessibleName("What is asked for")
        for name, part, required in (
            ("agency_id", self.agency, "Choose the agency."), ("asked_for", self.asked_for, ""),
            ("asked_on", self.asked_on, ""), ("due", self.due, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        return [self.agency, self.asked_for, self.asked_on, self.due]

    def _every_act(self) -> Sequence[RowAct]:
        return RowAct(_CAME, self._receive), RowAct("Take away", self._take_away)

    def _can(self, act: RowAct, thing: PieceAgency) -> bool:
        return act.words != _CAME or thing.came_on is None

    def show_piece(self, view: PieceView) -> None:
        """Show whom a piece asked."""
        self._view = view
        self.agency.set_choices(agency_choices(self.session.context.agencies, "Which agency?"))
        about = f"piece-agency:{view.piece.id}"
        self.form.follow(about, f"An agency asked by “{view.piece.title}”", self._blank())
        self.show_things(view.asked)

    def _blank(self) -> dict[str, object]:
        return {"asked_on": self.session.today()}

    def add(self) -> None:
        """Record that an agency is asked, in the marking of the piece."""
        asked_on = self.asked_on.value()
        if self._view is None or not self.form.ready() or asked_on is None:
            return
        piece = self._view.piece
        asked = PieceAgency(
            piece_id=piece.id, agency_id=self.agency.value(), asked_on=asked_on, asked_for=self.asked_for.text(),
            due=self.due.value(), marking=piece.marking,
        )  # fmt: skip
        self.session.record(self.form, do(pieces.ask_agency, asked=asked), anew=self._blank(), stay=("asked_on", "due"))

    def _receive(self) -> None:
        asked = self.chosen()
        if asked is not None:
            came = replace(asked, came_on=self.session.today())
            self.session.run(do(pieces.change_asked, asked=came))

    def _take_away(self) -> None:
        asked = self.chosen()
        if asked is not None:
            self.session.run(do(pieces.take_asked_away, asked=asked))
