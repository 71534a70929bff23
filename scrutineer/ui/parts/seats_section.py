"""Settings: the seats of the partnership, roles in agencies and never persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.partnership import Agency, Seat, SeatRole
from scrutineer.domain.seat_days import in_order_of_choice
from scrutineer.operations import partnership
from scrutineer.operations.pasting import Pasting
from scrutineer.operations.usual import seats_offered
from scrutineer.ui.destinations import SettingsPart, ToSettings
from scrutineer.ui.dialogs.paste_rows import paste_way
from scrutineer.ui.kit.basic import button, column, holder, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import DateField, EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection
from scrutineer.ui.parts.tick_offer import TickOffer

_ROLES = [(role.value.capitalize(), role) for role in SeatRole]


class SeatsSection(RowsSection):
    """Whose attendance is counted, and to whom challenges are put."""

    part = SettingsPart.SEATS
    said = "Whose attendance is counted, and to whom challenges are put: roles in agencies, never persons’ names."

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Role", 0, lambda seat: TableCell(seat.title)),
            TableColumn(
                "Agency", 190, lambda seat: TableCell(self.session.context.agency_name(seat.agency_id), tone="text-2")
            ),
            TableColumn("In the partnership", 200, lambda seat: TableCell(seat.role.value.capitalize(), tone="text-2")),
            TableColumn("Days", 150, self._days),
        ]

    def _days(self, seat: Seat) -> TableCell:
        """From when to when it is there; of a seat that is not there today that stands out."""
        starts = f"from {short_date(seat.starts)}" if seat.starts else ""
        ends = f"to {short_date(seat.ends)}" if seat.ends else ""
        words = " ".join(filter(None, (starts, ends)))
        return TableCell(words, tone="text-2" if seat.is_there(self.session.today()) else "warn")

    def _add_line(self) -> QWidget:
        theme = self.session.theme
        self.new_title = Field(name="Title of another seat", hint="Another role (“from … to …”), then Enter")
        self.new_title.setMinimumWidth(theme.px(240))
        self.new_agency = Combo(theme, [], name="Agency of another seat", called=called.row(self.session, Agency))
        self.new_agency.setMinimumContentsLength(14)
        self.new_role = Combo(theme, _ROLES, name="Part of another seat")
        self.new_role.choose(SeatRole.MEMBER)
        self.adding.add("title", self.new_title, required="Name the role.")
        self.adding.add("agency_id", self.new_agency, required="Choose the agency.")
        self.adding.add("role", self.new_role)
        self.enter = EnterFilter(self.new_title, self.add)
        self.offer = TickOffer(
            theme, "The usual seats of these agencies", ("seat", "seats"), self._words, self._add_usual
        )
        self.to_agencies = button(
            "First name the agencies", lambda: self.session.go(ToSettings(SettingsPart.AGENCIES)), kind="link"
        )
        self.offer_link = button("", self._show_offer, kind="link")
        self._offered_open = False
        paste = paste_way(self.session, self.rows, Pasting.SEATS)
        line = flow(self.new_title, self.new_agency, self.new_role, button("Add", self.add), paste, self.offer_link)
        return holder(column(holder(row(self.to_agencies, None)), line, self.offer, spacing=8))

    def _words(self, seat: Seat) -> str:
        return f"{seat.title}, {self.session.context.agency_name(seat.agency_id)}"

    def _lines(self) -> list[FieldLine]:
        self.title = Field()
        self.agency = Combo(self.session.theme, [], name="Agency", called=called.row(self.session, Agency))
        self.role = Combo(self.session.theme, _ROLES, name="In the partnership")
        today = self.session.today
        self.starts = DateField(name="First day of the seat", today=today, required=False)
        self.ends = DateField(name="Last day of the seat", today=today, required=False)
        title = FieldLine("Role", self.title, beside=False)
        agency = FieldLine("Agency", self.agency, beside=False)
        role = FieldLine("In the partnership", self.role, beside=False)
        starts = FieldLine("First day, where it was not always there", self.starts, beside=False)
        ends = FieldLine("Last day, where it is there no longer", self.ends, beside=False)
        self.form.line("title", title, required="Name the role.")
        self.form.line("agency_id", agency)
        self.form.line("role", role)
        self.form.line("starts", starts)
        self.form.line("ends", ends)
        return [title, agency, role, starts, ends]

    def _recorded(self) -> Sequence[Seat]:
        return in_order_of_choice(self.session.context.seats, self.session.today())

    def refresh(self) -> None:
        """Show what is recorded, and offer what is usual and not there: at once where there is no seat yet."""
        context = self.session.context
        for combo in (self.agency, self.new_agency):
            combo.set_choices([(agency.name, agency.id) for agency in context.agencies])
        super().refresh()
        self.to_agencies.setVisible(not context.agencies)
        self._show_offer(opened=self._offered_open or not context.seats)

    def _show_offer(self, *, opened: bool = True) -> None:
        context = self.session.context
        offered = seats_offered(context.agencies, context.seats)
        self._offered_open = opened and bool(offered)
        self.offer.offer(offered)
        self.offer.setVisible(self._offered_open)
        self.offer_link.setText(f"Offer the usual seats ({len(offered)})")
        self.offer_link.setVisible(bool(offered) and not self._offered_open)

    def _follow_new(self) -> None:
        if not self.adding.about and self.session.context.agencies:
            stored = {"agency_id": self.new_agency.value(), "role": SeatRole.MEMBER}
            self.adding.follow("seat:new", "A new seat", stored)

    def _stored(self, thing: Seat) -> tuple[str, str, Said]:
        stored = {
            "title": thing.title, "agency_id": thing.agency_id, "role": thing.role, "starts": thing.starts,
            "ends": thing.ends,
        }  # fmt: skip
        return f"seat:{thing.id}", thing.title, stored

    def _changing(self, thing: Seat) -> Operation[Any]:
        return do(partnership.change_seat, seat=thing)

    def _removing(self, thing: Seat) -> Operation[Any]:
        return do(partnership.remove_seat, seat=thing)

    def begin(self) -> None:
        """At what adds: all of the usual ones while there is none, else a title."""
        if not self.session.context.agencies:
            self.to_agencies.setFocus()
        elif self.offer.isVisible() and not self.session.context.seats:
            self.offer.all.setFocus()
        else:
            self.new_title.setFocus()

    def new(self) -> None:
        """The field of another seat."""
        self.new_title.setFocus()

    def add(self) -> None:
        """Record the seat typed; its field is cleared and keeps the focus, the agency and the part stay chosen."""
        if self.adding.ready():
            self.session.record(
                self.adding,
                do(
                    partnership.add_seat,
                    agency_id=self.new_agency.value(),
                    title=self.new_title.text(),
                    role=self.new_role.value(),
                ),
                done=lambda outcome: self.choose(outcome.value),
                anew={},
                stay=("agency_id", "role"),
            )

    def _add_usual(self, ticked: list[Seat]) -> None:
        self.session.run(do(partnership.add_seats, seats=ticked), done=lambda _outcome: self._go_on())

    def _go_on(self) -> None:
        """What was ticked is there: the next is a title, and what is left is offered quietly."""
        self._show_offer(opened=False)
        self.new_title.setFocus()
