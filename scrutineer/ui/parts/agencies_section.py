"""Settings: the agencies of the partnership, with their kinds and the other names they go by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.domain.partnership import Agency, AgencyKind, UsualAgency
from scrutineer.operations import partnership
from scrutineer.operations.pasting import Pasting
from scrutineer.operations.usual import agencies_offered
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.dialogs.paste_rows import paste_way
from scrutineer.ui.kit.basic import button, column, holder
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection
from scrutineer.ui.parts.tick_offer import TickOffer

_KINDS = [(kind.value.capitalize(), kind) for kind in AgencyKind]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


class AgenciesSection(RowsSection):
    """Who is asked, and who answers."""

    part = SettingsPart.AGENCIES
    said = "Who is asked, and who answers. Workbooks find an agency by its name or by any of its other names."

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Name", 200, lambda agency: TableCell(agency.name)),
            TableColumn("Kind", 150, lambda agency: TableCell(agency.kind.value.capitalize(), tone="text-2")),
            TableColumn("Also known as", 0, lambda agency: TableCell(", ".join(agency.aliases), tone="text-2")),
        ]

    def _add_line(self) -> QWidget:
        theme = self.session.theme
        self.new_name = Field(name="Name of another agency", hint="Name of another agency, then Enter")
        self.new_name.setMinimumWidth(theme.px(300))
        self.new_kind = Combo(theme, _KINDS, name="Kind of another agency")
        self.new_kind.setMinimumContentsLength(17)
        self.adding.add("name", self.new_name, required="Give the agency’s name.")
        self.adding.add("kind", self.new_kind)
        self.enter = EnterFilter(self.new_name, self.add)
        self.offer = TickOffer(
            theme, "The usual agencies of a partnership", ("agency", "agencies"), lambda usual: usual.name,
            self._add_usual,
        )  # fmt: skip
        self.offer_link = button("", self._show_offer, kind="link")
        self._offered_open = False
        paste = paste_way(self.session, self.rows, Pasting.AGENCIES)
        line = flow(self.new_name, self.new_kind, button("Add", self.add), paste, self.offer_link)
        return holder(column(line, self.offer, spacing=8))

    def _lines(self) -> list[FieldLine]:
        self.name, self.aliases, self.authority, self.elsewhere = Field(), Field(), Field(), Field()
        self.kind = Combo(self.session.theme, _KINDS, name="Kind")
        name = FieldLine("Name", self.name, beside=False)
        kind = FieldLine("Kind", self.kind, beside=False)
        aliases = FieldLine("Also known as", self.aliases, "Parted by commas: CCG, Health", beside=False)
        self.form.line("name", name, required="Give the agency’s name.")
        self.form.line("kind", kind)
        self.form.line("aliases", aliases, value=lambda: _names(self.aliases.text()))
        authority = FieldLine("Local authority", self.authority, "Whose area it serves; empty for all.", beside=False)
        elsewhere = FieldLine("Also in", self.elsewhere, "Other partnerships, parted by commas.", beside=False)
        self.form.line("authority", authority)
        self.form.line("elsewhere", elsewhere, value=lambda: _names(self.elsewhere.text()))
        return [name, kind, aliases, authority, elsewhere]

    def _recorded(self) -> Sequence[Agency]:
        return self.session.context.agencies

    def refresh(self) -> None:
        """Show what is recorded, and offer what is usual and not there: at once where there is no agency yet."""
        super().refresh()
        self._show_offer(opened=self._offered_open or not self.session.context.agencies)

    def _show_offer(self, *, opened: bool = True) -> None:
        offered = agencies_offered(self.session.context.agencies)
        self._offered_open = opened and bool(offered)
        self.offer.offer(offered)
        self.offer.setVisible(self._offered_open)
        self.offer_link.setText(f"Offer the usual agencies ({len(offered)})")
        self.offer_link.setVisible(bool(offered) and not self._offered_open)

    def _follow_new(self) -> None:
        if not self.adding.about:
            self.adding.follow("agency:new", "A new agency", {"kind": AgencyKind.RELEVANT})

    def _stored(self, thing: Agency) -> tuple[str, str, Said]:
        stored = {
            "name": thing.name, "kind": thing.kind, "aliases": ", ".join(thing.aliases), "authority": thing.authority,
            "elsewhere": ", ".join(thing.elsewhere),
        }  # fmt: skip
        return f"agency:{thing.id}", thing.name, stored

    def _changing(self, thing: Agency) -> Operation[Any]:
        return do(partnership.change_agency, agency=thing)

    def _removing(self, thing: Agency) -> Operation[Any]:
        return do(partnership.remove_agency, agency=thing)

    def begin(self) -> None:
        """At what adds: all of the usual ones while there is none, else a name."""
        first = self.offer.all if self.offer.isVisible() and not self.session.context.agencies else self.new_name
        first.setFocus()

    def new(self) -> None:
        """The field of another agency."""
        self.new_name.setFocus()

    def add(self) -> None:
        """Record the agency typed; its field is cleared and keeps the focus."""
        if self.adding.ready():
            self.session.record(
                self.adding,
                do(partnership.add_agency, name=self.new_name.text(), kind=self.new_kind.value()),
                done=lambda outcome: self.choose(outcome.value),
                anew={},
                stay=("kind",),
            )

    def _add_usual(self, ticked: list[UsualAgency]) -> None:
        self.session.run(do(partnership.add_usual_agencies, usual=ticked), done=lambda _outcome: self._go_on())

    def _go_on(self) -> None:
        """What was ticked is there: the next is a name, and what is left is offered quietly."""
        self._show_offer(opened=False)
        self.new_name.setFocus()
