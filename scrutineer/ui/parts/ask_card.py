"""Asking agencies for returns: what is expected of whom by when, and a pack for one of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog

from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.typed_dates import When
from scrutineer.operations import expected, packs
from scrutineer.operations.queries.returns import ReturnsView
from scrutineer.outputs import file_name
from scrutineer.ui.kit.basic import Card, button, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class AskCard(Card):
    """Two small forms: a pack for one agency, and which agencies are asked for a return of their own kind."""

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("Ask for returns")
        self._session = session
        self._shown: ReturnsView | None = None
        if not session.context.agencies:
            words = "The partnership has no agencies yet: add them in Settings, then ask them here."
            self.body.addWidget(label(words, "warn", wrap=True))
        due = session.today() + timedelta(days=28)
        agencies: list[tuple[str, object]] = [(agency.name, agency.name) for agency in session.context.agencies]
        self.agency = Combo(session.theme, agencies, name="Agency", small=True)
        self.agency.setMinimumWidth(session.theme.px(190))
        self.pack_due = DateField(due, name="The pack is due by", today=session.today, when=When.AHEAD, required=False)
        write = button("Write the pack", self.write_pack, theme=session.theme, kind="primary", icon="save", small=True)
        self.body.addWidget(label("An evidence request as one locked workbook, ready to send.", "small"))
        self.body.addWidget(
            flow(label("Pack for", "muted"), self.agency, label("due by", "muted"), self.pack_due, write)
        )
        self.kind = Field(name="Return that is asked for", hint="Name of the return, such as Section 11, 2026")
        self.kind.setMinimumWidth(session.theme.px(250))
        self.due = DateField(due, name="The return is due by", today=session.today, when=When.AHEAD, required=False)
        record = button("Record", self.record, theme=session.theme, small=True)
        done = button("Close", self.finished.emit, small=True)
        self.body.addWidget(label("Returns that come in the agencies' own or the council's workbook.", "small"))
        self.body.addWidget(flow(label("Expect", "muted"), self.kind, label("by", "muted"), self.due, record))
        self._boxes: dict[int, QCheckBox] = {}
        for agency in session.context.agencies:
            if agency.kind.value != "education":
                self._boxes[agency.id] = QCheckBox(agency.name)
        self._schools = [agency.id for agency in session.context.agencies if agency.kind.value == "education"]
        self.schools = QCheckBox(f"All {len(self._schools)} schools and settings")
        self.body.addWidget(flow(*self._boxes.values(), self.schools))
        self.schools.setVisible(bool(self._schools))
        self.body.addLayout(row(None, done))
        self.form = Form(session, self)
        self.form.add("profile", self.kind, required="Name the return that is asked for.")
        self.form.add("due", self.due)
        for agency_id, box in self._boxes.items():
            self.form.add(f"asked {agency_id}", box)
        self.form.add("schools", self.schools)
        self.body.insertWidget(0, self.form.note)
        self.pack_form = Form(session, self)
        self.pack_form.add("due", self.pack_due)
        self.body.insertWidget(0, self.pack_form.note)

    def show_view(self, view: ReturnsView) -> None:
        """Begin with the kind of return that is shown, and with those who were asked for it."""
        asked, self._shown = view.asked_for, view
        self.title.setText(f"Ask for returns, of {view.of.name}" if view.of else "Ask for returns")
        cells = {agency: asked.cells.get(agency) if asked else None for agency in self._boxes}
        due = self._session.today() + timedelta(days=28)
        stored: dict[str, object] = {"profile": view.profile, "due": due}
        for agency, cell in cells.items():
            stored[f"asked {agency}"] = cell is None or cell.standing.value != "not asked"
        stored["schools"] = asked is not None and all(asked.cells[school].asked for school in self._schools)
        self.pack_form.follow("pack:due", "The day by which a pack is due", {"due": due})
        self.form.follow(f"asking:{view.kind}", f"Asking for returns, {view.kind}".rstrip(", "), stored)

    def write_pack(self) -> None:
        """Choose where, then write the pack of the agency chosen."""
        name = self.agency.value()
        if not name:
            self._session.tell("warn", "There is no agency yet.", "Add the partnership's agencies in Settings.")
            return
        suggested = file_name(f"Evidence request, {name}", ".xlsx")
        out, _ = QFileDialog.getSaveFileName(self, "Write a pack", suggested, "Workbooks (*.xlsx)")
        if out and self.pack_form.ready():
            made = do(packs.make_pack, agency=name, out=Path(out), due=self.pack_due.value())
            self._session.record(self.pack_form, made)

    def _cycle_id(self) -> CycleId | None:
        """The cycle of what is shown, where it is still that; any other return is of the current one."""
        shown = self._shown
        same = shown is not None and shown.profile == self.kind.text().strip()
        return shown.of.id if same and shown is not None and shown.of is not None else None

    def record(self) -> None:
        """Record who is asked for this return."""
        if not self.form.ready():
            return
        asked = [AgencyId(agency) for agency, box in self._boxes.items() if box.isChecked()]
        asked += [AgencyId(school) for school in self._schools if self.schools.isChecked()]
        due: date | None = self.due.value()
        wanted = do(
            expected.expect_returns, profile=self.kind.text(), agency_ids=asked, due=due, cycle_id=self._cycle_id()
        )
        self._session.record(self.form, wanted)
