"""Evidence: capture in one line, the register with search, the item beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import EvidenceKind, LinkTarget, Marking
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.operations import evidence
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.evidence import (
    EvidenceFilter,
    EvidenceRegister,
    Matches,
    count_items,
)
from scrutineer.ui.destinations import (
    EvidencePlace,
    ToEvidence,
    ToEvidenceSearch,
    ToFiles,
    ToItem,
    ToNewEvidence,
    ToSearch,
)
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kit.basic import EmptyState, button, carded, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import MARKING_ICONS, agency_choices, bearing_choices, target_choices
from scrutineer.ui.kit.fields import Combo, DateField, EnterFilter, Field
from scrutineer.ui.kit.flow import FlowLayout, flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Pages, Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.evidence_details import EvidenceDetails
from scrutineer.ui.session import Session


class CaptureLine(QFrame):
    """What, what kind, when, marking: Enter adds it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session = session
        theme = session.theme
        self.title = Field(spelt=True)
        self.title.setPlaceholderText("What did you see, hear or read?")
        self.title.setAccessibleName("Title of the evidence")
        self.title.setMinimumWidth(theme.px(230))
        self.kind = Combo(theme, [(kind.value, kind) for kind in EvidenceKind], name="Kind")
        self.day = DateField(session.today(), name="Date of the evidence", today=session.today, when=When.HAPPENED)
        self.day.setFixedWidth(theme.px(150))
        self.source = Combo(
            theme, agency_choices(session.context.agencies, session.context.partnership.scrutineer), name="Source"
        )
        self.target = Combo(theme, target_choices(session.context.framework, "Not linked yet"), name="Step or line")
        self.bearing = Combo(theme, bearing_choices(), name="How it bears on the step or line")
        self.marking = Combo(theme, [(m.value.capitalize(), m) for m in Marking], name="Marking")
        self.form = Form(session, self)
        for name, part, required in (
            ("title", self.title, "Say what you saw, heard or read."), ("kind", self.kind, ""), ("dated", self.day, ""),
            ("agency_id", self.source, ""), ("target", self.target, ""),
            ("bearing", self.bearing, "Say whether it supports, contradicts or is context."),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.form.changed.connect(lambda: self.bearing.setVisible(bool(self.target.value())))
        self.add = button("Add", self.submit, theme=theme, kind="primary", icon="plus", hint="Enter")
        self._enter = [EnterFilter(self.title, self.submit), EnterFilter(self.day, self.submit)]
        choices = (self.kind, self.source, self.target, self.bearing, self.marking)
        for combo, width in zip(choices, (150, 158, 150, 190, 108), strict=True):
            combo.setFixedWidth(theme.px(width))
        box = column(margins=(12, 8, 12, 8))
        self.title_row = row(self.title, self.add)
        self.title_row.setStretch(0, 1)
        box.addLayout(self.title_row)
        box.addWidget(flow(self.kind, self.day, self.source, self.target, self.bearing, self.marking))
        box.addWidget(self.form.note)
        self.setLayout(box)
        self.bearing.hide()

    def refresh(self) -> None:
        """Follow changed agencies and lines."""
        context = self._session.context
        self.source.set_choices(agency_choices(context.agencies, context.partnership.scrutineer))
        self.target.set_choices(target_choices(context.framework, "Not linked yet"))
        if not self.form.about:
            blank = {"dated": self._session.today(), "kind": EvidenceKind.OBSERVATION, "marking": Marking.PRIVATE}
            self.form.follow("capture", "Evidence being captured", blank)

    def submit(self) -> None:
        """Add what is typed; nothing is cleared until it is stored."""
        day = self.day.value()
        if not self.form.ready() or day is None:
            return
        target = self.target.value()
        links = [(LinkTarget.LINE, target, self.bearing.value())] if target else []
        self._session.record(
            self.form,
            do(
                evidence.capture_evidence,
                title=self.title.text(),
                kind=self.kind.value(),
                dated=day,
                agency_id=self.source.value(),
                marking=self.marking.value(),
                links=links,
            ),
            done=self._added,
            anew={},
            stay=("kind", "dated", "agency_id", "target", "marking"),
        )

    def _added(self, outcome: Outcome[EvidenceId]) -> None:
        self.title.setFocus()
        self._session.go(ToItem(outcome.value))


class EvidencePanel(Panel[EvidencePlace]):
    """The register of evidence."""

    shows = frozenset(
        {
            ChangeKind.EVIDENCE,
            ChangeKind.LINK,
            ChangeKind.FRAMEWORK,
            ChangeKind.PARTNERSHIP,
            ChangeKind.LEARNING,
            ChangeKind.OUTCOME,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.capture = CaptureLine(session)
        self.items = Register(session.theme, self._columns(), name="Register of evidence", height=51)
        self.items.selectionModel().selectionChanged.connect(self._on_selected)
        self.details = EvidenceDetails(session, self._attach)
        self._empty = self._empty_state()
        left = scroll(holder(self._left()))
        self.items.setMinimumHeight(session.theme.px(150))
        self._panes = Panes(session.theme, [("Register", left, 0), ("Item", self.details, 408)])
        self.setLayout(column(self._panes, spacing=0))
        self._wanted: EvidenceId | None = None
        self._filling = False
        self._shortcut = QShortcut(QKeySequence("Return"), self.items)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._shortcut.activated.connect(lambda: self._panes.show_pane(1))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        attach = button("Import files", self._import_files, theme=theme, icon="upload")
        head = flow(label("Evidence", "title"), self._said, None, attach, spacing=12)
        self.words = Field()
        self.words.setPlaceholderText("Search titles, notes and attachments")
        self.words.setAccessibleName("Search evidence")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(theme.px(250))
        self.words.textChanged.connect(lambda _words: self._show_register())
        self._filters = self._filter_combos()
        box = column(spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(head)
        box.addWidget(self.capture)
        line = FlowLayout(8)
        line.addWidget(self.words)
        for combo in self._filters.values():
            line.addWidget(combo)
        box.addWidget(holder(line))
        self._hits = label("", "muted")
        self._elsewhere = button("", lambda: self.session.go(ToSearch(self.words.text())), kind="link")
        box.addWidget(flow(self._hits, self._elsewhere))
        self._register = carded(self.items)
        box.addWidget(self._register, 1)
        box.addWidget(self._empty, 1)
        return box

    def _filter_combos(self) -> dict[str, Combo]:
        theme = self.session.theme
        choices: dict[str, tuple[str, list[tuple[str, object]]]] = {
            "step": ("Any step", []),
            "kind": ("Any kind", [(k.value, k) for k in EvidenceKind]),
            "source": ("Any source", []),
            "marking": ("Any marking", [(m.value.capitalize(), m) for m in Marking]),
        }
        made = {}
        for name, (any_words, known) in choices.items():
            made[name] = Combo(theme, [(any_words, None), *known], name=any_words)
            made[name].setFixedWidth(theme.px(132))
            made[name].activated.connect(lambda _number: self._show_register())
        return made

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(
                "Title and passage",
                0,
                lambda r: TableCell(f"{r.item.reference}  {r.title}", r.passage or " "),
                by="title",
            ),
            TableColumn("Kind", 104, lambda r: TableCell(r.item.kind.value, tone="text-2"), by="kind"),
            TableColumn("Source", 108, lambda r: TableCell(r.source, tone="text-2"), by="source"),
            TableColumn("Date", 82, lambda r: TableCell(short_date(r.item.dated), tone="text-2"), by="dated"),
            TableColumn("Steps", 52, lambda r: TableCell(", ".join(r.steps) or "None", tone="text-2"), by="steps"),
            TableColumn(
                "Marking",
                90,
                lambda r: TableCell(
                    r.item.marking.value.capitalize(),
                    icon=MARKING_ICONS[r.item.marking.value],
                ),
                by="marking",
            ),
        ]

    def _empty_state(self) -> QWidget:
        first = button("Capture the first item", self.capture.title.setFocus, kind="primary")
        return EmptyState(
            self.session.theme,
            "file-text",
            "No evidence yet",
            "Type above what you saw, heard or read, and press Enter. Files can be attached at once or later.",
            first,
        )

    def refresh(self) -> None:
        """Read the register again."""
        self.capture.refresh()
        context = self.session.context
        steps = [(f"{step.number} {step.label}", step.target) for step in context.framework.steps]
        self._filters["step"].set_choices([("Any step", None), *steps])
        sources = [(agency.name, agency.id) for agency in context.agencies]
        self._filters["source"].set_choices([("Any source", None), *sources])
        self._show_register()

    def _show_register(self) -> None:
        """The items that pass the filters and hold the words; each is read when it is looked at."""
        casefile, context = self.session.casefile, self.session.context
        matches = Matches(casefile, self.words.text()) if self.words.text().strip() else None
        self._show_elsewhere(matches)
        register = EvidenceRegister(casefile, context, self._wanted_items(), matches)
        wanted, self._wanted = self._wanted, None
        self._filling = True
        self.items.show_pages(Pages(register.ids, register.rows), wanted)
        self._filling = False
        self._say_counts(self.items.rows_model.rowCount(), matches is not None)
        self._show_item()

    def _wanted_items(self) -> EvidenceFilter:
        step, kind, source, marking = (combo.value() for combo in self._filters.values())
        targets = None if step is None else frozenset(covered(self.session.context.framework, step))
        return EvidenceFilter(targets=targets, kind=kind, agency_id=source, marking=marking)

    def _show_elsewhere(self, matches: Matches | None) -> None:
        """How much else in the casefile holds the words, one step away."""
        number = matches.elsewhere if matches is not None else 0
        self._elsewhere.setText(f"{number:,} more elsewhere in this casefile")
        self._elsewhere.setVisible(number > 0)

    def _say_counts(self, shown: int, searching: bool) -> None:
        """How many there are, and how many of them are shown."""
        whole, part, nothing = "", "", False
        if searching:
            holding = "holds" if shown == 1 else "hold"
            part = f"{counted(shown, 'item')} {holding} all the words, in titles, notes and attachments"
        else:
            total, unlinked = count_items(self.session.casefile, self.session.context)
            nothing = not total
            whole = f"{counted(total, 'item')}, {unlinked} not yet linked to a line of enquiry" if total else ""
            part = f"{counted(shown, 'item')} shown" if shown != total else ""
        self._said.setText(whole)
        self._hits.setText(part)
        self._hits.setVisible(bool(part))
        self._empty.setVisible(nothing)
        self._register.setVisible(not nothing)

    def _on_selected(self, _selected: QItemSelection, _before: QItemSelection) -> None:
        if not self._filling:
            self._show_item()

    def _show_item(self) -> None:
        self.details.show_item(self._chosen())

    def _chosen(self) -> EvidenceId | None:
        chosen: EvidenceId | None = self.items.rows_model.key_at(self.items.currentIndex())
        return chosen

    def show_destination(self, destination: EvidencePlace) -> None:
        """Show an item, search for words, or take the focus for a new one."""
        match destination:
            case ToItem(evidence_id):
                self._bring(evidence_id)
                if not self.capture.title.hasFocus():  # who captures one after the other stays at the line
                    self._panes.show_pane(1)
            case ToNewEvidence():
                self._panes.show_pane(0)
                self.capture.title.setFocus()
            case ToEvidenceSearch(words):
                self.words.setText(words)
                self.words.setFocus()
            case ToFiles(paths):
                self._capture_files(paths)
            case ToEvidence():
                pass
            case _:
                assert_never(destination)

    def _bring(self, evidence_id: EvidenceId) -> None:
        """Choose an item; where the words or filters hide it, they go."""
        if not self.items.select_key(evidence_id):
            self.words.clear()
            for combo in self._filters.values():
                combo.choose(None)
            self._wanted = evidence_id
            self.refresh()

    def destination(self) -> EvidencePlace:
        """The search that is made, else the item that is chosen."""
        if self.words.text().strip():
            return ToEvidenceSearch(self.words.text())
        chosen = self._chosen()
        return ToEvidence() if chosen is None else ToItem(chosen)

    def start_search(self) -> bool:
        """Ctrl+F searches the register."""
        self.words.setFocus()
        self.words.selectAll()
        return True

    def new(self) -> None:
        """Ctrl+N captures."""
        self.capture.title.setFocus()

    def record(self) -> None:
        """Ctrl+Enter records what the focus is in, never what was left half typed elsewhere on the page."""
        focused = self.window().focusWidget() or self
        captures = self.capture.isAncestorOf(focused) or bool(self.capture.title.text().strip())
        if captures and not self.details.isAncestorOf(focused):
            self.capture.submit()
        else:
            self.details.record()

    def toggle_details(self) -> None:
        """Show or hide the item."""
        self._panes.toggle_side()

    def keep_typed(self) -> None:
        """What is being captured is kept as a draft; changed details are recorded, or kept where they cannot be."""
        super().keep_typed()
        self.details.leave()

    def _import_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Files to keep as evidence")
        if names:
            self._capture_files(names)

    def _capture_files(self, names: Iterable[str]) -> None:
        CaptureFilesDialog(self, self.session, [Path(name) for name in names]).show()

    def _attach(self, item: EvidenceId) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Files to attach")
        if names:
            self.session.run(do(evidence.attach_files, evidence_id=item, attachments=[Path(name) for name in names]))
