"""Settings of the casefile as a whole: its backups, whether it is sound, everything out of it, and its journal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from scrutineer.domain.dates import local_day, long_date
from scrutineer.operations import casefiles, export
from scrutineer.operations.queries.backups import BackupLine, backup_line
from scrutineer.operations.queries.history import history
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, column, holder, label, row
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.mappings_card import MappingsCard
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


class BackupsSection(SettingsSection):
    """Where backups go, how they stand, and what goes out of the casefile whole."""

    part = SettingsPart.BACKUPS
    said = (
        "Backups are encrypted like the casefile and lie in the folder beside it, where they are found on any "
        "computer, or in one that you choose, on a memory stick for example. Kept are the newest ten, then one an "
        "hour, a day, a week and a month. They share attachments, so keep their folder whole."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.folder = label("", wrap=True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        choose = button("Choose another folder", self._choose_folder, kind="link")
        self._beside = button("Keep them beside the casefile", self._keep_beside, kind="link")
        self.standing = label("", wrap=True)
        where = holder(column(self.folder, flow(choose, self._beside, spacing=14), spacing=2))
        self.body.addWidget(FieldLine("Where they go", where))
        self.body.addWidget(FieldLine("How they stand", self.standing))
        self.first = button("Back up now", self._back_up)
        self.body.addWidget(flow(self.first, button("Back up elsewhere", self._back_up_elsewhere)))
        words = (
            "A backup elsewhere is one complete file: put one on another disk now and then, where this computer’s "
            "loss does not reach it."
        )
        self.body.addWidget(label(words, "small", wrap=True))
        self.body.addSpacing(space(6))
        self.body.addWidget(label("The casefile as a whole", "heading"))
        self.body.addWidget(flow(button("Check the casefile", self._check), button("Export everything", self._export)))
        words = "An export is not encrypted: keep it as safe as the casefile."
        self.body.addWidget(label(words, "small", wrap=True))
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read how the casefile stands with its backups: that takes a look at the disk."""
        path, today = self.session.casefile.path, self.session.today()
        self.session.ops.look(partial(backup_line, path, today), self._show)
        self.session.ops.look(partial(casefiles.backups_place, path), self._show_place)

    def _show_place(self, place: casefiles.BackupsPlace) -> None:
        away = f"{place.folder}, until {place.chosen} is there again"
        self.folder.setText(away if place.is_elsewhere else str(place.folder))
        self._beside.setVisible(place.chosen is not None)

    def _show(self, line: BackupLine) -> None:
        self.standing.setText(line.text)
        role = "warn" if line.warns else "dense"
        if self.standing.property("role") != role:
            self.standing.setProperty("role", role)
            self.standing.style().polish(self.standing)

    def begin(self) -> None:
        """At the first thing to do."""
        self.first.setFocus()

    def _back_up(self) -> None:
        self.session.run(do(casefiles.back_up), done=lambda _outcome: self.refresh())

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for backups from now on")
        if chosen:
            self._keep_in(Path(chosen))

    def _keep_beside(self) -> None:
        self._keep_in(None)

    def _keep_in(self, folder: Path | None) -> None:
        self.session.run(do(casefiles.choose_backups_folder, folder=folder), done=lambda _outcome: self.refresh())

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


class MappingsSection(SettingsSection):
    """The layouts of workbooks that this casefile reads without questions."""

    part = SettingsPart.MAPPINGS
    said = "Each layout of workbook that this casefile can read without questions, as a small file out and in."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.card = MappingsCard(session)
        self.body.addWidget(self.card, 1)

    def refresh(self) -> None:
        """Read the mappings again."""
        self.card.refresh()


class HistorySection(SettingsSection):
    """The journal, newest first."""

    part = SettingsPart.HISTORY
    said = "From the journal, newest first. It only grows: an undo is an entry of its own."
    STEP = 20  # entries shown at first; each time after, ten times as many more

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        columns = [
            TableColumn("What", 0, lambda entry: TableCell(entry.label)),
            TableColumn(
                "When", 150, lambda entry: TableCell(long_date(local_day(entry.at)), tone="text-2", order=entry.seq)
            ),
            TableColumn("Who", 190, lambda entry: TableCell(entry.author, tone="text-2")),
        ]
        self.journal = Register(self.session.theme, columns, name="What was done")
        self.journal.setMinimumHeight(session.theme.px(240))
        self.body.addWidget(self.journal, 1)
        self._shown = self.STEP
        self._more = button("Show earlier entries", self._show_more, kind="link")
        self.body.addLayout(row(self._more, None))

    def _show_more(self) -> None:
        self._shown += 10 * self.STEP
        self.refresh()

    def refresh(self) -> None:
        """Read the journal again."""
        entries = history(self.session.casefile, self._shown + 1)
        self.journal.rows_model.set_rows(entries[: self._shown])
        self._more.setVisible(len(entries) > self._shown)
