"""The cards of the Settings page: each has its own button and records by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFormLayout, QWidget

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.partnership import Agency, AgencyKind, SeatRole
from scrutineer.notices import notice_of
from scrutineer.operations import casefiles, export, partnership
from scrutineer.operations.frameworks import judged_choices
from scrutineer.operations.mappings import scales
from scrutineer.operations.queries.history import history
from scrutineer.settings import Settings
from scrutineer.ui.kit.basic import Card, button, label, row
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.welcome import secret_field
from scrutineer.ui.session import Session
from scrutineer.ui.theme import ZOOMS

_IDLE = (("5 minutes", 5), ("10 minutes", 10), ("20 minutes", 20), ("60 minutes", 60), ("Never", 0))


def form(*lines: tuple[str, QWidget]) -> QFormLayout:
    """Labels and fields; labels go above where the width is short."""
    made = QFormLayout()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    for words, field in lines:
        name = label(words, "muted")
        name.setBuddy(field)
        made.addRow(name, field)
    return made


class EditedCard(Card):
    """A card whose typed words are kept while other things change, until they are recorded."""

    def __init__(self, title: str, session: Session) -> None:
        super().__init__(title)
        self.session = session
        self._shown: tuple[object, ...] | None = None

    def values(self) -> tuple[object, ...]:
        """What the fields hold."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show what is recorded."""
        raise NotImplementedError

    @property
    def edited(self) -> bool:
        """Whether somebody typed here since the card was filled."""
        return self._shown is not None and self.values() != self._shown

    def refresh(self) -> None:
        """Show what is recorded, unless something is being typed."""
        if not self.edited:
            self.fill()
            self._shown = self.values()

    def recorded(self) -> None:
        """What was typed is recorded: follow the record again."""
        self._shown = None
        self.refresh()


class PartnershipCard(EditedCard):
    """Name, prefix, scale, the scrutineer's role and the standing texts of reports."""

    def __init__(self, session: Session) -> None:
        super().__init__("Partnership", session)
        theme = session.theme
        self.name, self.prefix, self.role = Field(), Field(), Field()
        self.scale = Combo(
            theme, [(scale.name, scale.id) for scale in scales() if scale.kind != "percent"], name="Scale"
        )
        self.declaration, self.summary, self.limits = (
            Notes(name=n, lines=2) for n in ("Declaration", "Summary", "Limits")
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
        note = "Another scale applies to new judgements; earlier ones keep theirs and are never converted."
        self.body.addWidget(label(note, "small", wrap=True))
        self.body.addLayout(row(button("Record the partnership", self.save, kind="primary"), None))

    def save(self) -> None:
        """Record the partnership."""
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
        self.session.run(do(partnership.set_partnership, details=details), done=lambda _outcome: self.recorded())

    def values(self) -> tuple[object, ...]:
        """What the fields hold."""
        notes = (self.declaration, self.summary, self.limits)
        fields = (self.name, self.prefix, self.role)
        return (*(f.text() for f in fields), self.scale.value(), *(n.toPlainText() for n in notes))

    def fill(self) -> None:
        """Show what is recorded."""
        recorded = self.session.context.partnership
        for field, words in (
            (self.name, recorded.name),
            (self.prefix, recorded.prefix),
            (self.role, recorded.scrutineer),
        ):
            field.setText(words)
        self.scale.choose(recorded.scale_id)
        for notes, words in (
            (self.declaration, recorded.declaration),
            (self.summary, recorded.summary),
            (self.limits, recorded.limits),
        ):
            notes.setPlainText(words)


class CycleCard(EditedCard):
    """The current cycle's two free dates and its guidance edition; the next cycle."""

    def __init__(self, session: Session) -> None:
        super().__init__("Cycle", session)
        self.cycle_name, self.guidance = Field(), Field()
        self.starts, self.ends = DateField(name="Starts"), DateField(name="Ends")
        self.body.addLayout(
            form(
                ("Name", self.cycle_name),
                ("Starts", self.starts),
                ("Ends", self.ends),
                ("Guidance in force", self.guidance),
            )
        )
        self.body.addLayout(row(button("Record the cycle", self.save, kind="primary"), None))
        self.judged = Combo(session.theme, [], name="The next cycle is judged against")
        self.body.addLayout(form(("The next cycle is judged against", self.judged)))
        note = "Open challenges carry on. This cycle keeps its frameworks, its wording and its judgements as they are."
        self.body.addWidget(label(note, "small", wrap=True))
        self.body.addLayout(row(button("Start the next cycle", self._next_cycle), None))

    def save(self) -> None:
        """Record the cycle's name, dates and guidance."""
        starts, ends = self.starts.value(), self.ends.value()
        if starts is None or ends is None:
            self.session.tell("warn", "Not recorded yet.", "The cycle needs two dates, such as 1/3/2026 and 31/3/2027.")
            return
        name, guidance = self.cycle_name.text(), self.guidance.text()
        self.session.run(
            do(partnership.change_cycle, name=name, starts=starts, ends=ends, guidance=guidance),
            done=lambda _outcome: self.recorded(),
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

    def values(self) -> tuple[object, ...]:
        """What the fields hold."""
        return tuple(field.text() for field in (self.cycle_name, self.guidance, self.starts, self.ends))

    def fill(self) -> None:
        """Show what is recorded."""
        cycle = self.session.context.cycle
        self.cycle_name.setText(cycle.name)
        self.guidance.setText(cycle.guidance)
        self.starts.set_value(cycle.starts)
        self.ends.set_value(cycle.ends)
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
        self.agencies.selectionModel().selectionChanged.connect(lambda *_: self._show_agency())
        self.agency_name, self.aliases = Field(), Field()
        self.agency_name.setPlaceholderText("Name")
        self.aliases.setPlaceholderText("Other names, parted by commas: CCG, Health")
        for field, words in ((self.agency_name, "Agency's name"), (self.aliases, "Other names")):
            field.setAccessibleName(words)
            field.setMinimumWidth(theme.px(210))
        self.agency_kind = Combo(theme, [(kind.value.capitalize(), kind) for kind in AgencyKind], name="Kind")
        self.body.addWidget(self.agencies)
        add = button("Add as new", self._add_agency, kind="primary")
        change = button("Change the one chosen", self._change_agency)
        self.body.addWidget(flow(self.agency_name, self.agency_kind, self.aliases, add, change))

    def _show_agency(self) -> None:
        agency: Agency | None = self.agencies.current()
        if agency is not None:
            self.agency_name.setText(agency.name)
            self.agency_kind.choose(agency.kind)
            self.aliases.setText(", ".join(agency.aliases))

    def _names(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in self.aliases.text().split(",") if name.strip())

    def _add_agency(self) -> None:
        self.session.run(
            do(
                partnership.add_agency,
                name=self.agency_name.text(),
                kind=self.agency_kind.value(),
                aliases=self._names(),
            )
        )

    def _change_agency(self) -> None:
        agency: Agency | None = self.agencies.current()
        if agency is not None:
            changed = replace(
                agency, name=self.agency_name.text(), kind=self.agency_kind.value(), aliases=self._names()
            )
            self.session.run(do(partnership.change_agency, agency=changed))

    def refresh(self) -> None:
        """Show what is recorded."""
        self.agencies.rows_model.set_rows(self.session.context.agencies)


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
        self.seat_title = Field()
        self.seat_title.setPlaceholderText("A role, never a person's name")
        self.seat_title.setAccessibleName("Title of the seat")
        self.seat_title.setMinimumWidth(theme.px(210))
        self.seat_agency = Combo(theme, [], name="Agency")
        self.seat_role = Combo(
            theme, [(role.value.capitalize(), role) for role in SeatRole], name="Role in the partnership"
        )
        self.body.addWidget(self.seats)
        self.body.addWidget(
            flow(
                self.seat_title,
                self.seat_agency,
                self.seat_role,
                button("Add seat", self._add_seat, kind="primary"),
            )
        )

    def _add_seat(self) -> None:
        if self.seat_agency.value() is not None:
            self.session.run(
                do(
                    partnership.add_seat,
                    agency_id=self.seat_agency.value(),
                    title=self.seat_title.text(),
                    role=self.seat_role.value(),
                )
            )

    def refresh(self) -> None:
        """Show what is recorded."""
        self.seats.rows_model.set_rows(self.session.context.seats)
        self.seat_agency.set_choices([(agency.name, agency.id) for agency in self.session.context.agencies])


class ComputerCard(Card):
    """Palette, text size and idle minutes of this person at this machine."""

    def __init__(self, session: Session, settings: Settings, change: Callable[[Settings], None]) -> None:
        super().__init__("This computer")
        self.session = session
        self._settings, self._change = settings, change
        theme = session.theme
        self.palette_choice = Combo(theme, [("Light", "light"), ("Dark", "dark")], name="Palette")
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
        self.body.addLayout(
            form(
                ("Current passphrase", self.current),
                ("New passphrase", self.new_one),
                ("New passphrase again", self.again),
            )
        )
        self.body.addWidget(
            flow(
                button("Change passphrase", self._change_passphrase),
                button("Back up now", self._back_up),
                button("Back up elsewhere", self._back_up_elsewhere),
                button("Check the casefile", self._check),
                button("Export everything", self._export),
            )
        )
        note = (
            "Backups are encrypted like the casefile and kept beside it, the newest ten. "
            "An export is not encrypted: keep it as safe as the casefile."
        )
        self.body.addWidget(label(note, "small", wrap=True))

    def _change_passphrase(self) -> None:
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
        self.journal.setMinimumHeight(self.session.theme.px(220))
        self.body.addWidget(self.journal)

    def refresh(self) -> None:
        """Read the journal again."""
        self.journal.rows_model.set_rows(history(self.session.casefile))
