"""The cards of the Settings page: each has its own button and records by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QFormLayout, QWidget

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.partnership import Agency, AgencyKind, SeatRole
from scrutineer.notices import notice_of
from scrutineer.operations import casefiles, export, partnership
from scrutineer.operations.frameworks import judged_choices
from scrutineer.operations.mappings import scales
from scrutineer.operations.passphrases import strength_in_words
from scrutineer.operations.pasting import Pasting
from scrutineer.operations.queries.history import history
from scrutineer.settings import Settings
from scrutineer.ui.dialogs.paste_rows import PasteRowsDialog
from scrutineer.ui.kit.basic import Card, button, label, row
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.welcome import secret_field
from scrutineer.ui.parts.recovery import write_sheet
from scrutineer.ui.session import Session
from scrutineer.ui.theme import ZOOMS, space

_IDLE = (("5 minutes", 5), ("10 minutes", 10), ("20 minutes", 20), ("60 minutes", 60), ("Never", 0))


def form(*lines: tuple[str, QWidget]) -> QFormLayout:
    """Labels and fields; labels go above where the width is short."""
    made = QFormLayout()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setHorizontalSpacing(space(16))
    made.setVerticalSpacing(space(8))
    for words, field in lines:
        name = label(words, "muted")
        name.setBuddy(field)
        made.addRow(name, field)
    return made


class PartnershipCard(Card):
    """Name, prefix, scale, the scrutineer's role and the standing texts of reports."""

    def __init__(self, session: Session) -> None:
        super().__init__("Partnership")
        self.session = session
        theme = session.theme
        self.name, self.prefix, self.role = Field(), Field(), Field()
        self.scale = Combo(
            theme, [(scale.name, scale.id) for scale in scales() if scale.kind != "percent"], name="Scale of judgements"
        )
        self.declaration, self.summary, self.limits = (
            Notes(name=n, lines=2)
            for n in ("Declaration of independence", "Summary for reports", "Limits of the evidence")
        )
        self.body.addLayout(
            form(
                ("Name", self.name),
                ("Prefix of references", self.prefix),
                ("The scrutineer's role", self.role),
                ("Scale of judgements", self.scale),
                ("Declaration of independence", self.declaration),
                ("Summary for reports", self.summary),
                ("Limits of the evidence", self.limits),
            )
        )
        self.form = Form(session, self, roles=("scrutineer",))
        for field, part, required in (
            ("name", self.name, "Give the name as it is printed on its papers."), ("prefix", self.prefix, ""),
            ("scrutineer", self.role, ""), ("scale_id", self.scale, ""), ("declaration", self.declaration, ""),
            ("summary", self.summary, ""), ("limits", self.limits, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self.body.insertWidget(0, self.form.note)
        note = "Another scale applies to new judgements; earlier ones keep theirs and are never converted."
        self.body.addWidget(label(note, "small", wrap=True))
        self.body.addLayout(row(button("Record the partnership", self.save, kind="primary"), None))

    def save(self) -> None:
        """Record the partnership."""
        if not self.form.ready():
            return
        details = replace(
            self.session.context.partnership,
            name=self.name.text(),
            prefix=self.prefix.text().upper(),
            scrutineer=self.role.text(),
            scale_id=self.scale.value(),
            declaration=self.declaration.toPlainText(),
            summary=self.summary.toPlainText(),
            limits=self.limits.toPlainText(),
        )
        self.session.record(self.form, do(partnership.set_partnership, details=details))

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        recorded = self.session.context.partnership
        stored = {name: getattr(recorded, name) for name in self.form.typed()}
        self.form.follow("partnership", "The partnership, in Settings", stored)


class CycleCard(Card):
    """The current cycle's two free dates and its guidance edition; the next cycle."""

    def __init__(self, session: Session) -> None:
        super().__init__("Cycle")
        self.session = session
        self.cycle_name, self.guidance = Field(), Field()
        self.starts, self.ends = (
            DateField(name="Starts", today=session.today),
            DateField(name="Ends", today=session.today),
        )
        self.body.addLayout(
            form(
                ("Name", self.cycle_name),
                ("Starts", self.starts),
                ("Ends", self.ends),
                ("Guidance in force", self.guidance),
            )
        )
        self.form = Form(session, self)
        for field, part in (
            ("name", self.cycle_name), ("starts", self.starts), ("ends", self.ends), ("guidance", self.guidance),
        ):  # fmt: skip
            self.form.add(field, part, required="A cycle needs a name." if field == "name" else "")
        self.body.insertWidget(0, self.form.note)
        self.body.addLayout(row(button("Record the cycle", self.save, kind="primary"), None))
        self.judged = Combo(session.theme, [], name="The next cycle is judged against")
        self.body.addLayout(form(("The next cycle is judged against", self.judged)))
        note = "Open challenges carry on. This cycle keeps its frameworks, its wording and its judgements as they are."
        self.body.addWidget(label(note, "small", wrap=True))
        self.body.addLayout(row(button("Start the next cycle", self._next_cycle), None))

    def save(self) -> None:
        """Record the cycle's name, dates and guidance."""
        starts, ends = self.starts.value(), self.ends.value()
        if self.form.ready() and starts is not None and ends is not None:
            name, guidance = self.cycle_name.text(), self.guidance.text()
            self.session.record(
                self.form, do(partnership.change_cycle, name=name, starts=starts, ends=ends, guidance=guidance)
            )

    def _next_cycle(self) -> None:
        cycle = self.session.context.cycle
        starts = cycle.ends + timedelta(days=1)
        ends = starts + (cycle.ends - cycle.starts)
        self.session.run(
            do(
                casefiles.start_cycle,
                name=f"Cycle {len(self.session.context.cycles) + 1}",
                starts=starts,
                ends=ends,
                guidance=casefiles.guidance_during(starts, ends),
                framework_id=self.judged.value() or "",
            )
        )

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        cycle = self.session.context.cycle
        stored = {name: getattr(cycle, name) for name in self.form.typed()}
        self.form.follow(f"cycle:{cycle.id}", f"{cycle.name}, in Settings", stored)
        choices = [(title, framework_id) for framework_id, title in judged_choices(self.session.casefile)]
        self.judged.set_choices(choices)
        self.judged.choose(cycle.framework_id)


class AgenciesCard(Card):
    """The agencies with their kinds and the other names they go by."""

    def __init__(self, session: Session) -> None:
        super().__init__("Agencies")
        self.session = session
        theme = session.theme
        columns = [
            TableColumn("Name", 220, lambda agency: TableCell(agency.name)),
            TableColumn("Kind", 150, lambda agency: TableCell(agency.kind.value.capitalize(), tone="text-2")),
            TableColumn("Also known as", 0, lambda agency: TableCell(", ".join(agency.aliases), tone="text-2")),
        ]
        self.agencies = Register(theme, columns, name="Agencies")
        self.agencies.setMinimumHeight(theme.px(210))
        self.agencies.let_paste(lambda text: PasteRowsDialog.ask(self, session, Pasting.AGENCIES, text))
        self.agencies.selectionModel().selectionChanged.connect(lambda *_: self._show_agency())
        self.agency_name, self.aliases = Field(), Field()
        self.agency_name.setPlaceholderText("Name")
        self.aliases.setPlaceholderText("Other names, parted by commas: CCG, Health")
        for field, words in ((self.agency_name, "Agency's name"), (self.aliases, "Other names")):
            field.setAccessibleName(words)
            field.setMinimumWidth(theme.px(210))
        self.agency_kind = Combo(theme, [(kind.value.capitalize(), kind) for kind in AgencyKind], name="Kind")
        self.form = Form(session, self)
        self.form.add("name", self.agency_name, required="Give the agency's name.")
        self.form.add("kind", self.agency_kind)
        self.form.add("aliases", self.aliases)
        self.body.addWidget(self.agencies)
        self.body.addWidget(self.form.note)
        add = button("Add as new", self._add_agency, kind="primary")
        change = button("Change the one chosen", self._change_agency)
        self.body.addWidget(flow(self.agency_name, self.agency_kind, self.aliases, add, change))

    def _show_agency(self) -> None:
        agency: Agency | None = self.agencies.current()
        if agency is None:
            self.form.follow("agency:new", "A new agency", {"kind": AgencyKind.OTHER})
        else:
            stored = {"name": agency.name, "kind": agency.kind, "aliases": ", ".join(agency.aliases)}
            self.form.follow(f"agency:{agency.id}", f"{agency.name}, in Settings", stored)

    def start_new(self) -> None:
        """The fields for an agency that is not there yet."""
        self.agencies.clearSelection()
        self.agencies.setCurrentIndex(QModelIndex())
        self._show_agency()
        self.agency_name.setFocus()

    def _names(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in self.aliases.text().split(",") if name.strip())

    def _add_agency(self) -> None:
        if not self.form.ready():
            return
        self.session.record(
            self.form,
            do(
                partnership.add_agency,
                name=self.agency_name.text(),
                kind=self.agency_kind.value(),
                aliases=self._names(),
            ),
            done=lambda _outcome: self.start_new(),
            anew={"kind": AgencyKind.OTHER},
        )

    def _change_agency(self) -> None:
        agency: Agency | None = self.agencies.current()
        if agency is not None and self.form.ready():
            changed = replace(
                agency, name=self.agency_name.text(), kind=self.agency_kind.value(), aliases=self._names()
            )
            self.session.record(self.form, do(partnership.change_agency, agency=changed))

    def refresh(self) -> None:
        """Show what is recorded."""
        self.agencies.rows_model.set_rows(self.session.context.agencies)
        if not self.form.about:
            self._show_agency()


class SeatsCard(Card):
    """Named roles in agencies, never persons."""

    def __init__(self, session: Session) -> None:
        super().__init__("Seats")
        self.session = session
        theme = session.theme
        columns = [
            TableColumn("Role", 0, lambda seat: TableCell(seat.title)),
            TableColumn(
                "Agency", 200, lambda seat: TableCell(self.session.context.agency_name(seat.agency_id), tone="text-2")
            ),
            TableColumn("In the partnership", 220, lambda seat: TableCell(seat.role.value.capitalize(), tone="text-2")),
        ]
        self.seats = Register(theme, columns, name="Seats")
        self.seats.setMinimumHeight(theme.px(150))
        self.seats.let_paste(lambda text: PasteRowsDialog.ask(self, session, Pasting.SEATS, text))
        self.seat_title = Field()
        self.seat_title.setPlaceholderText("A role, never a person's name")
        self.seat_title.setAccessibleName("Title of the seat")
        self.seat_title.setMinimumWidth(theme.px(210))
        self.seat_agency = Combo(theme, [], name="Agency")
        self.seat_role = Combo(
            theme, [(role.value.capitalize(), role) for role in SeatRole], name="Role in the partnership"
        )
        self.form = Form(session, self, roles=("title",))
        self.form.add("title", self.seat_title, required="Name the role.")
        self.form.add("agency_id", self.seat_agency, required="Choose the agency.")
        self.form.add("role", self.seat_role)
        self.body.addWidget(self.seats)
        self.body.addWidget(self.form.note)
        self.body.addWidget(
            flow(
                self.seat_title,
                self.seat_agency,
                self.seat_role,
                button("Add seat", self.add_seat, kind="primary"),
            )
        )

    def add_seat(self) -> None:
        """Record what is typed as a seat."""
        if self.form.ready():
            self.session.record(
                self.form,
                do(
                    partnership.add_seat,
                    agency_id=self.seat_agency.value(),
                    title=self.seat_title.text(),
                    role=self.seat_role.value(),
                ),
                anew={},
                stay=("agency_id", "role"),
            )

    def refresh(self) -> None:
        """Show what is recorded."""
        self.seats.rows_model.set_rows(self.session.context.seats)
        self.seat_agency.set_choices([(agency.name, agency.id) for agency in self.session.context.agencies])
        if not self.form.about:
            self.form.follow("seat:new", "A new seat", {"agency_id": self.seat_agency.value()})


class ComputerCard(Card):
    """Palette, text size and idle minutes of this person at this machine."""

    def __init__(self, session: Session, settings: Settings, change: Callable[[Settings], None]) -> None:
        super().__init__("This computer")
        self.session = session
        self._settings, self._change = settings, change
        theme = session.theme
        self.palette_choice = Combo(
            theme, [("Light", "light"), ("Dark", "dark"), ("High contrast", "contrast")], name="Palette"
        )
        self.zoom = Combo(theme, [(f"{zoom}%", zoom) for zoom in ZOOMS], name="Text size")
        self.idle = Combo(theme, list(_IDLE), name="Lock after")
        self.palette_choice.choose(self._settings.palette)
        self.zoom.choose(self._settings.zoom)
        self.idle.choose(self._settings.idle_minutes)
        for combo in (self.palette_choice, self.zoom, self.idle):
            combo.activated.connect(lambda _number: self._save_settings())
        self.body.addLayout(form(("Palette", self.palette_choice), ("Text size", self.zoom), ("Lock after", self.idle)))

    def _save_settings(self) -> None:
        self._settings = replace(
            self._settings,
            palette=self.palette_choice.value(),
            zoom=self.zoom.value(),
            idle_minutes=self.idle.value(),
        )
        self._change(self._settings)


class SafetyCard(Card):
    """Passphrase, backups, check, export."""

    def __init__(self, session: Session) -> None:
        super().__init__("Safety")
        self.session = session
        self.current, self.new_one, self.again = (
            secret_field(n) for n in ("Current passphrase", "New passphrase", "New passphrase again")
        )
        fields = form(
            ("Current passphrase", self.current),
            ("New passphrase", self.new_one),
            ("New passphrase again", self.again),
        )
        fields.insertRow(2, remark_under(self.new_one, strength_in_words))
        self.body.addLayout(fields)
        self.body.addWidget(
            flow(
                button("Change passphrase", self.change_passphrase),
                button("Write a recovery sheet", lambda: write_sheet(self, session)),
                button("Back up now", self._back_up),
                button("Back up elsewhere", self._back_up_elsewhere),
                button("Check the casefile", self._check),
                button("Export everything", self._export),
            )
        )
        self._sheet = label(
            "The passphrase is another now. Write a new recovery sheet, and destroy the one before; backups made until "
            "now open with the passphrase before.",
            "warn",
            wrap=True,
        )
        self.body.addWidget(self._sheet)
        self._sheet.hide()
        note = (
            "Backups are encrypted like the casefile and kept beside it: the newest ten, then one an hour, a day, a "
            "week and a month. They share attachments, so keep their folder whole; a backup elsewhere is one "
            "complete file. "
            "An export is not encrypted: keep it as safe as the casefile."
        )
        self.body.addWidget(label(note, "small", wrap=True))

    def change_passphrase(self) -> None:
        """Change it to the one typed twice."""
        if self.new_one.text() != self.again.text():
            self.session.tell(
                "warn", "The two new passphrases differ.", "Type the same one twice. Nothing was changed."
            )
            return
        self.window().setEnabled(False)  # nothing may be read while every page is written anew
        self.session.run(
            do(casefiles.change_passphrase, current=self.current.text(), new=self.new_one.text()),
            done=lambda _outcome: self._passphrase_changed(),
            failed=self._passphrase_kept,
        )

    def _passphrase_changed(self) -> None:
        self.window().setEnabled(True)
        for field in (self.current, self.new_one, self.again):
            field.clear()
        self._sheet.show()

    def _passphrase_kept(self, error: BaseException) -> None:
        self.window().setEnabled(True)
        notice = notice_of(error)
        self.session.tell("danger", notice.message, notice.advice)

    def _back_up(self) -> None:
        self.session.run(do(casefiles.back_up))

    def _back_up_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the backup")
        if chosen:
            self.session.run(do(casefiles.back_up, folder=Path(chosen)))

    def _check(self) -> None:
        self.session.run(do(casefiles.check_casefile), done=lambda outcome: self._say_checked(outcome.value))

    def _say_checked(self, result: casefiles.CheckResult) -> None:
        if result.problems:
            self.session.tell(
                "danger",
                f"Not sound: {'; '.join(result.problems)}.",
                "Keep this file and restore the newest backup.",
            )
        else:
            words = f"{result.journal_entries} journal entries and {result.attachments} attachments verified."
            self.session.tell("ok", "The casefile is sound.", " ".join([words, *result.to_mend]))

    def _export(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "An empty folder for the export")
        if chosen:
            self.session.run(do(export.export_everything, into=Path(chosen)))


class HistoryCard(Card):
    """The journal, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__("What was done", label("From the journal, newest first", "small"), margins=(1, 0, 1, 1))
        self.session = session
        columns = [
            TableColumn("What", 0, lambda entry: TableCell(entry.label)),
            TableColumn(
                "When", 150, lambda entry: TableCell(long_date(local_day(entry.at)), tone="text-2", order=entry.seq)
            ),
            TableColumn("Who", 190, lambda entry: TableCell(entry.author, tone="text-2")),
        ]
        self.journal = Register(self.session.theme, columns, name="What was done")
        self.body.addWidget(self.journal)
        self._shown = self.STEP
        self._more = button("Show earlier entries", self._show_more, kind="link")
        self.body.addLayout(row(self._more, None, margins=(12, 0, 12, 4)))

    STEP = 20  # entries shown at first; each time after, ten times as many more

    def _show_more(self) -> None:
        self._shown += 10 * self.STEP
        self.refresh()

    def refresh(self) -> None:
        """Read the journal again."""
        entries = history(self.session.casefile, self._shown + 1)
        self.journal.rows_model.set_rows(entries[: self._shown])
        self._more.setVisible(len(entries) > self._shown)
