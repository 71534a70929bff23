"""The check of a workbook before anything is stored: headings, columns, scale, findings, what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.returns import Change, Finding, Preview, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.notices import notice_of
from scrutineer.operations import mappings, previews, returns, workbooks
from scrutineer.operations.workbooks import SheetGuess
from scrutineer.ui.session import Session
from scrutineer.ui.widgets.basic import Card, Message, button, clear, column, holder, label, row, scroll
from scrutineer.ui.widgets.changes_table import ChangesTable
from scrutineer.ui.widgets.fields import Combo
from scrutineer.ui.widgets.flow import flow
from scrutineer.ui.widgets.panes import Panes
from scrutineer.ui.widgets.scale_card import ScaleCard
from scrutineer.ui.widgets.sheet_grid import SheetGrid

_ROLES = {"ok": "dense", "warn": "warn", "private": "muted", "ask": "warn"}
_KINDS = (
    ("No: they must be known", ""),
    ("Add as education", "education"),
    ("Add as relevant agency", "relevant agency"),
)


class FindingsCard(Card):
    """What was noticed in the workbook, and what was done about it."""

    def __init__(self) -> None:
        super().__init__("3  What was noticed")

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these."""
        clear(self.body)
        for finding in findings:
            self.body.addWidget(label(finding.text, _ROLES[finding.tone], wrap=True))
        if not findings:
            self.body.addWidget(label("Nothing out of the ordinary.", "muted"))


class AsideCard(Card):
    """The cells that wait for a person, each with its address and the reason."""

    SHOWN = 40

    def __init__(self) -> None:
        super().__init__("Set aside")

    def show_answers(self, waiting: tuple[SelfAssessment, ...]) -> None:
        """Show these."""
        clear(self.body)
        self.title.setText(f"Set aside, {len(waiting)}")
        self.setVisible(bool(waiting))
        for answer in waiting[: self.SHOWN]:
            words = f"{answer.cell}  “{answer.typed}”  {answer.number}, {answer.reason}"
            self.body.addWidget(label(words, "dense", wrap=True))
        if len(waiting) > self.SHOWN:
            self.body.addWidget(label(f"and {len(waiting) - self.SHOWN} more", "muted"))
        self.body.addWidget(label("You decide later, on the Returns page.", "small"))


class ImportCheck(QWidget):
    """One workbook under a mapping that a person confirms. Nothing is stored until Commit."""

    def __init__(self, session: Session, workbook: Workbook, content: bytes, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._workbook, self._content, self._leave = session, workbook, content, leave
        self._suggestion = workbooks.suggest(workbook)
        self._guess: SheetGuess | None = self._suggestion.first
        self._base: Profile | None = None
        self._lines: dict[str, str] = {}
        self.preview: Preview | None = None
        self._turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(40)
        self._later.timeout.connect(self._read)
        left, right = scroll(holder(self._build_left(), "page")), scroll(holder(self._build_right(), "page"))
        outer = column(spacing=0)
        outer.addWidget(Panes(session.theme, [("Workbook", left, 0), ("Scale and findings", right, 418)]), 1)
        outer.addWidget(self._build_foot())
        self.setLayout(outer)

    def _build_left(self) -> QVBoxLayout:
        theme, session = self._session.theme, self._session
        self._profiles = workbooks.fitting(session.casefile, self._workbook)
        named: list[tuple[str, object]] = [(one.name, one) for one in self._profiles]
        self.mapping = Combo(theme, [*named, ("A new mapping", None)], name="Mapping")
        self.mapping.activated.connect(lambda _number: self.start())
        title = label(f"Check {self._workbook.name}", "title", wrap=True)
        box = column(spacing=10, margins=(16, 12, 16, 10))
        head = row(title, self.mapping)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(label("Nothing is stored until you commit.", "muted"))
        self._message = column()
        box.addLayout(self._message)
        sheets: list[tuple[str, object]] = [(one.sheet.name, one.sheet.name) for one in self._suggestion.sheets]
        self.sheet = Combo(theme, sheets, name="Sheet", small=True)
        self.heading = Combo(theme, [], name="Heading rows", small=True)
        self.grid = SheetGrid(theme)
        self.grid.roles_changed.connect(self._on_roles)
        self._columns_card = Card(
            "1  Headings and columns",
            self.sheet,
            label("Heading rows", "muted"),
            self.heading,
            margins=(1, 0, 1, 1),
        )
        self._columns_card.body.addWidget(self.grid)
        self.sheet.activated.connect(lambda _number: self._choose_sheet())
        self.heading.activated.connect(lambda _number: self._choose_heading())
        box.addWidget(self._columns_card)
        self.changes = ChangesTable(session)
        self.changes.settled.connect(self._show_totals)
        self.changes.mapped.connect(self._on_line)
        self._changes_card = Card("4  What would change", margins=(1, 0, 1, 1))
        self._changes_card.body.addWidget(self.changes)
        box.addWidget(self._changes_card, 1)
        return box

    def _build_right(self) -> QVBoxLayout:
        theme = self._session.theme
        box = column(spacing=10, margins=(0, 12, 16, 10))
        self.scale = ScaleCard(self._session)
        self.scale.declared.connect(self._later.start)
        box.addWidget(self.scale)
        agencies: list[tuple[str, object]] = [(agency.name, agency.name) for agency in self._session.here.agencies]
        self.agency = Combo(theme, [("As the workbook says", ""), *agencies], name="Agency")
        self.agency.activated.connect(lambda _number: self._later.start())
        self.label = QLineEdit(self._suggestion.agency_label)
        self.label.setAccessibleName("Text before the agency's name")
        self.label.setPlaceholderText("Text that stands before its name")
        self.label.editingFinished.connect(self._later.start)
        self.unknown = Combo(theme, list(_KINDS), name="Agencies not known yet")
        self.unknown.activated.connect(lambda _number: self._later.start())
        self._whose = label("", "small", wrap=True)
        who = Card("2  Whose answers")
        for part in (self.agency, self.label, self.unknown, self._whose):
            who.body.addWidget(part)
        box.addWidget(who)
        self._findings = FindingsCard()
        box.addWidget(self._findings)
        self._aside = AsideCard()
        box.addWidget(self._aside)
        box.addStretch(1)
        return box

    def _build_foot(self) -> QWidget:
        theme = self._session.theme
        self._totals = label("", "strong", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of this mapping")
        self.name.setPlaceholderText("Name this mapping")
        self.name.setFixedWidth(theme.px(210))
        self.name.textEdited.connect(lambda _words: self._later.start())
        self.keep = button("Save mapping", self._save_mapping, theme=theme, icon="save")
        discard = button("Discard", self._leave, hint="Esc")
        self.commit_button = button("Commit", self.commit, theme=theme, kind="primary", icon="check", hint="Ctrl+Enter")
        self.commit_button.setEnabled(False)
        box = row(spacing=10, margins=(16, 8, 16, 8))
        box.addWidget(self._totals, 1)
        box.addWidget(flow(self.name, self.keep, discard, self.commit_button))
        return holder(box, "statusbar")

    def start(self) -> None:
        """Begin with the mapping chosen: one that is known, or a new one from what was suggested."""
        self._base = self.mapping.value()
        known = self._base is not None
        self._columns_card.setVisible(not known)
        self.name.setVisible(not known)
        if self._base is not None:
            self.scale.choose(self._base.scale)
            self.label.setText(self._base.agency_label)
            self.unknown.choose(self._base.add_agencies)
        else:
            self.scale.choose(None)
            if self._guess is not None:
                self.sheet.choose(self._guess.sheet.name)
            self._show_sheet()
        self._later.start()

    def _choose_sheet(self) -> None:
        self._guess = next(one for one in self._suggestion.sheets if one.sheet.name == self.sheet.value())
        self._show_sheet()
        self._later.start()

    def _choose_heading(self) -> None:
        chosen = self.heading.value()
        if chosen is not None and self._guess is not None:
            self._guess = workbooks.guess_sheet(self._workbook, self._guess.sheet.name, *chosen)
            self._show_sheet()
            self._later.start()

    def _show_sheet(self) -> None:
        guess = self._guess
        if guess is None:
            guess = self._guess = self._suggestion.sheets[0]
        rows = [row_number for row_number in guess.sheet.rows() if row_number <= 80]
        choices: list[tuple[str, object]] = []
        for number in rows:
            choices += [(str(number), (number, False)), (f"{number} and {number + 1}", (number, True))]
        self.heading.set_choices(choices)
        if guess.headings is not None:
            self.heading.choose((guess.headings.rows[0], len(guess.headings.rows) == 2))
        self.grid.show_guess(guess)

    def _on_roles(self, roles: dict[str, Role], layout: Layout) -> None:
        if self._guess is not None:
            self._guess = replace(self._guess, roles=roles, layout=layout)
            self._later.start()

    def _on_line(self, number: str, target: str) -> None:
        profile = self._profile()
        lines = dict(profile.lines) if profile else {}
        lines[number] = target
        if self._base is not None:
            self._base = replace(self._base, lines=lines)
        self._lines = lines
        self._later.start()

    def _profile(self) -> Profile | None:
        """The mapping as it stands, or None while something must still be said."""
        scale = self.scale.value()
        if self._base is not None:
            changed = replace(self._base, agency_label=self.label.text(), add_agencies=self.unknown.value())
            return replace(changed, scale=scale) if scale is not None else None
        guess = self._guess
        if scale is None or guess is None or guess.headings is None:
            return None
        name = self.name.text().strip() or self._workbook.name.rsplit(".", 1)[0]
        every = sum(one.roles == guess.roles for one in self._suggestion.sheets) > 1
        made = workbooks.profile_of(guess, self._suggestion, name=name, scale=scale, every_sheet=every)
        return replace(made, agency_label=self.label.text(), add_agencies=self.unknown.value(), lines=self._lines)

    def _read(self) -> None:
        """Read the workbook with the mapping as it stands, off the main thread."""
        clear(self._message)
        self._show_readable()
        profile = self._profile()
        if profile is None:
            self.preview = None
            self._explain()
            return
        self._turn += 1
        turn, session, agency = self._turn, self._session, self.agency.value() or ""

        def read() -> Preview | UserError:
            try:
                return previews.preview(session.casefile, workbook=self._workbook, profile=profile, agency=agency)
            except UserError as error:
                return error

        session.ops.look(read, lambda result: self._show_preview(result, turn))

    def _show_readable(self) -> None:
        """Help the declaration: how many answers each scale could read. None is chosen."""
        if self._guess is None or self._guess.headings is None or self._base is not None:
            return
        scale = self._session.here.scale
        profile = workbooks.profile_of(self._guess, self._suggestion, name="", scale=scale, every_sheet=False)
        self.scale.show_counts(workbooks.readable_counts(self._guess, profile))

    def _explain(self) -> None:
        said = (
            "Say which row holds the headings."
            if self._guess is None or self._guess.headings is None
            else ("Declare the scale: its direction and what means not applicable. It is never guessed.")
        )
        self._message.addWidget(Message(self._session.theme, "warn", "Not ready yet.", said))
        self._findings.show_findings(self._suggestion.findings)
        self.changes.show_preview(None)
        self._show_totals()

    def _show_preview(self, result: Preview | UserError, turn: int) -> None:
        if turn != self._turn:
            return
        clear(self._message)
        if isinstance(result, UserError):
            self.preview = None
            notice = notice_of(result)
            self._message.addWidget(Message(self._session.theme, "danger", notice.message, notice.advice))
            self.changes.show_preview(None)
            self._show_totals()
            return
        self.preview = result
        self._show_whose(result)
        self._findings.show_findings(result.reading.findings)
        self._aside.show_answers(result.set_aside)
        self.changes.show_preview(result)
        self._show_totals()

    def _show_whose(self, shown: Preview) -> None:
        reading = shown.reading
        single = reading.profile.layout is Layout.STANDARDS_DOWN
        self.agency.setVisible(single)
        self.label.setVisible(single)
        self.unknown.setVisible(bool(shown.unknown_agencies or shown.new_agencies))
        words = (
            f"{reading.agency}, from {reading.agency_from}."
            if reading.agency
            else "Named in the rows or columns."
            if not single
            else ""
        )
        self._whose.setText(words)
        if shown.unknown_agencies == ("",):
            fact = "The workbook does not say which agency it comes from."
            self._message.addWidget(Message(self._session.theme, "warn", fact, "Choose the agency on the right."))
        elif shown.unknown_agencies:
            names = ", ".join(f"“{name}”" if name else "no name at all" for name in shown.unknown_agencies[:6])
            advice = "Choose the agency on the right, or add the name as an alias in Settings."
            self._message.addWidget(Message(self._session.theme, "warn", f"Not known here: {names}.", advice))
        if shown.already_imported:
            self._message.addWidget(
                Message(
                    self._session.theme,
                    "info",
                    "This workbook was imported already.",
                    "Nothing would change.",
                )
            )

    def _show_totals(self) -> None:
        shown = self.preview
        if shown is None:
            self._totals.setText("Nothing to commit yet.")
            self.commit_button.setEnabled(False)
            self.commit_button.setText("Commit")
            return
        t = shown.totals()
        conflicts = len(self.changes.unsettled())
        parts = f"{t['stored']} to store + {t['set_aside']} set aside + {t['ignored']} left out"
        adds_up = t["read"] == t["stored"] + t["set_aside"] + t["ignored"]
        words = f"{t['read']} read = {parts}. {'Adds up.' if adds_up else 'Does not add up.'}"
        self._totals.setText(words + (f"  {conflicts} to settle." if conflicts else ""))
        new = shown.count(Change.NEW) + shown.count(Change.CHANGED) + shown.count(Change.CONFLICT)
        self.commit_button.setText(f"Commit {new} answers")
        self.commit_button.setEnabled(
            not conflicts and not shown.unknown_agencies and not shown.already_imported and new > 0
        )

    def _save_mapping(self) -> None:
        profile = self._profile()
        if profile is None:
            self._session.tell("warn", "Not saved yet.", "Declare the scale first.")
        else:
            self._session.run(mappings.save_profile, profile=profile)

    def commit(self) -> None:
        """Store what is shown."""
        if self.preview is not None and self.commit_button.isEnabled():
            self._session.run(
                returns.commit_return,
                shown=self.preview,
                content=self._content,
                replace_decided=self.changes.decisions(),
                done=lambda _outcome: self._leave(),
            )
