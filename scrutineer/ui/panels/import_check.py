"""The check of a workbook before anything is stored: headings, columns, scale, findings, what would change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import LEDGERS, Profile
from scrutineer.domain.returns import Preview, Said
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.notices import notice_of
from scrutineer.operations import answer_previews, answer_returns, ledgers, mappings, send_back, workbooks
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.ledgers import LedgerPreview
from scrutineer.operations.queries.returns import taken_before
from scrutineer.ui.kit.basic import Card, Message, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.fields import Combo, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.ops import do, reporting
from scrutineer.ui.parts.changes_table import ChangesTable
from scrutineer.ui.parts.headings_card import HeadingsCard
from scrutineer.ui.parts.import_findings import (
    AsideCard,
    FindingsCard,
    changes_in,
    facts_of,
    number_steps,
    taken_in_words,
    totals_in_words,
)
from scrutineer.ui.parts.ledger_table import LedgerTable
from scrutineer.ui.parts.scale_card import ScaleCard
from scrutineer.ui.parts.whose_card import RenamedCard, WhoseCard
from scrutineer.ui.session import Session


class WaysOut(NamedTuple):
    """How a check is left: for good, once it is committed; or put by as it stands."""

    leave: Callable[[], None]
    put_by: Callable[[], None]


CHECK = "import:"
"""How the keys of what is said in a check begin; the hash of the file follows, whatever it is called."""


def read_with(
    casefile: Casefile, workbook: Workbook, profile: Profile, said: Said
) -> Preview | LedgerPreview | UserError:
    """What a commit of this workbook under this mapping would do, or why it cannot be read."""
    try:
        if profile.layout in LEDGERS:
            return ledgers.preview_ledger(casefile, workbook=workbook, profile=profile, said=said)
        return answer_previews.preview(casefile, workbook=workbook, profile=profile, said=said)
    except UserError as error:
        return error


class ImportCheck(QWidget):
    """One workbook under a mapping that a person confirms. Nothing is stored until Commit; what is said meanwhile is
    kept like anything typed, for this file wherever it lies."""

    def __init__(self, session: Session, workbook: Workbook, content: bytes, ways: WaysOut, path: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._workbook, self._content = session, workbook, content
        self._leave, self._put_by = ways
        self._suggestion = workbooks.suggest(workbook)
        self._taken = taken_before(session.casefile, workbook.sha256)
        self._base: Profile | None = None
        self._lines: dict[str, str] = {}
        self._same_columns: dict[str, str] = {}
        self._saved_as = ""
        self.form = Form(session, self)
        self.preview: Preview | None = None
        self.ledger: LedgerPreview | None = None
        self._turn = 0
        self._is_stale = False
        self._asked_with: tuple[Profile | None, Said] | None = None
        self._later = QTimer(self, singleShot=True, interval=40)
        self._later.timeout.connect(self._read)
        left, right = scroll(holder(self._build_left(), "page")), scroll(holder(self._build_right(), "page"))
        panes = Panes(session.theme, [("Workbook", left, 0), ("Scale and findings", right, 418)], share=0.32)
        self._steps: tuple[tuple[Card, str], ...] = (
            (self.headings, "Headings and columns"), (self.renamed, "Renamed columns"), (self.scale, "Scale"),
            (self.whose, "Whose answers"), (self._changes_card, "What would change"),
        )  # fmt: skip
        outer = column(panes, self._build_foot(), spacing=0)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self.setFocusProxy(self.mapping)
        _keep_what_is_said(self, path)

    def _kept(self) -> str:
        """The mapping chosen, and what was said of its columns and lines, as one text."""
        name = self._base.name if self._base is not None else self._saved_as
        return json.dumps({"mapping": name, "same": self._same_columns, "lines": self._lines}, ensure_ascii=False)

    def _put_back(self, raw: str) -> None:
        """Choose the mapping again and say the same of it; one that is there no more leaves a new one."""
        said = json.loads(raw)
        known: list[Profile | None] = [self.mapping.itemData(number) for number in range(self.mapping.count())]
        self.mapping.choose(next((profile for profile in known if profile and profile.name == said["mapping"]), None))
        self.start()
        self._on_renamed(said["same"])
        self._take_lines(said["lines"])

    def begin(self) -> None:
        """Start, and take up what was said of this file before."""
        self.start()
        self.form.follow(CHECK + self._workbook.sha256, f"The check of {self._workbook.name}", self.form.typed())

    def _build_left(self) -> QVBoxLayout:
        theme, session = self._session.theme, self._session
        fitting = mappings.fitting_profiles(session.casefile, self._workbook)
        nearly = () if fitting else mappings.nearly_fitting(session.casefile, self._workbook)
        self._near = {profile.name: renamed for profile, renamed in nearly}
        named: list[tuple[str, object]] = [(profile.name, profile) for profile in fitting]
        named += [(f"{profile.name}, columns renamed", profile) for profile, _ in nearly]
        self.mapping = Combo(theme, [*named, ("A new mapping", None)], name="Mapping")
        self.mapping.setMinimumWidth(theme.px(200))
        earlier = {file.profile for file in self._taken}
        self.mapping.choose(next((profile for profile in fitting if profile.name in earlier), self.mapping.value()))
        self.mapping.activated.connect(lambda _number: self.start())
        box = column(spacing=10, margins=(16, 12, 16, 10))
        head = row(label(f"Check {self._workbook.name}", "title", wrap=True), self.mapping)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(label("Nothing is stored until you commit.", "muted"))
        box.addWidget(self.form.note)
        self._message = column()
        box.addLayout(self._message)
        self.headings = HeadingsCard(session, self._workbook, self._suggestion)
        self.headings.changed.connect(self._read_again)
        box.addWidget(self.headings)
        self.changes = ChangesTable(session)
        self.changes.settled.connect(self._show_totals)
        self.changes.mapped.connect(self._on_line)
        self.rows = LedgerTable(session)
        self.rows.settled.connect(self._show_totals)
        self._changes_card = Card("What would change", margins=(1, 0, 1, 1))
        self._nothing_yet = label("", "muted", wrap=True)
        self._nothing_yet.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
        self._changes_card.body.addWidget(self._nothing_yet, 1, Qt.AlignmentFlag.AlignTop)
        self._changes_card.body.addWidget(self.changes, 1)
        self._changes_card.body.addWidget(self.rows, 1)
        box.addWidget(self._changes_card, 1)
        return box

    def _build_right(self) -> QVBoxLayout:
        box = column(spacing=10, margins=(0, 12, 16, 10))
        self.renamed = RenamedCard(self._session)
        self.renamed.confirmed.connect(self._on_renamed)
        self.renamed.denied.connect(self._on_other_layout)
        box.addWidget(self.renamed)
        self.scale = ScaleCard(self._session)
        self.scale.declared.connect(self._read_again)
        box.addWidget(self.scale)
        self.whose = WhoseCard(self._session, self._suggestion.agency_label)
        self.whose.changed.connect(self._read_again)
        box.addWidget(self.whose)
        self._findings = FindingsCard()
        box.addWidget(self._findings)
        self._aside = AsideCard()
        box.addWidget(self._aside)
        box.addStretch(1)
        return box

    def _build_foot(self) -> QWidget:
        theme = self._session.theme
        self._totals = label("", "strong", wrap=True)
        self._totals.setMinimumWidth(theme.px(170))
        self.name = Field()
        self.name.setAccessibleName("Name of this mapping")
        self.name.setPlaceholderText("Name this mapping")
        self.name.setFixedWidth(theme.px(210))
        self.name.textEdited.connect(lambda _words: self._read_again())
        self.keep = button("Save mapping", lambda: _save_mapping(self), theme=theme, icon="save")
        self.send_back = button("Send-back copy", lambda: _write_send_back(self), theme=theme, icon="file-text")
        discard = button("Set aside", self._put_by, hint="Esc")
        self.commit_button = button("Commit", self.commit, theme=theme, kind="primary", icon="check", hint="Ctrl+Enter")
        self.commit_button.setEnabled(False)
        self.close_button = button("Close", self._leave, kind="primary", icon="check")
        self.close_button.hide()
        self._put_aside = discard
        box = row(spacing=10, margins=(16, 8, 16, 8))
        box.addWidget(self._totals, 1)
        box.addWidget(flow(self.name, self.keep, self.send_back, discard, self.close_button, self.commit_button))
        return holder(box, "statusbar")

    def start(self) -> None:
        """Begin with the mapping chosen: one that is known, or a new one from what was suggested."""
        self._base, self._same_columns = self.mapping.value(), {}
        for part in (self.headings, self.name):
            part.setVisible(self._base is None)
        if self._base is not None:
            near = self._near.get(self._base.name, ())
            pairs = tuple((renamed.was, renamed.now, renamed.role.value) for renamed in near)
            self.renamed.show_profile(self._base, pairs)
            self.scale.choose(self._base.scale)
            self.whose.take_from(self._base)
        else:
            self.renamed.hide()
            self.scale.choose(None)
            self.headings.show_sheet()
        self._read_again()

    def _on_renamed(self, pairs: dict[str, str]) -> None:
        """A person says that renamed columns are the same ones."""
        if self._base is not None and pairs:
            self._base, self._same_columns = self._base.renamed(pairs), dict(pairs)
            self.renamed.hide()
            self._read_again()

    def _on_other_layout(self) -> None:
        """The columns are not the same ones: the workbook has a layout of its own."""
        self.mapping.choose(None)
        self.start()

    def _on_line(self, number: str, target: str) -> None:
        profile = self._profile()
        lines = dict(profile.lines) if profile else {}
        lines[number] = target
        self._take_lines(lines)

    def _take_lines(self, lines: dict[str, str]) -> None:
        if self._base is not None and lines:
            self._base = replace(self._base, lines=lines)
        self._lines = lines
        self._read_again()

    def _profile(self) -> Profile | None:
        """The mapping as it stands, or None while something must still be said."""
        scale = self.scale.value()
        if self._base is not None:
            if self._asks_about_columns():
                return None
            changed = self.whose.add_to(self._base)
            return replace(changed, scale=scale) if scale is not None else changed if self._is_ledger() else None
        guess = self.headings.guess
        ledger = self._is_ledger()
        if guess is None or guess.headings is None or (scale is None and not ledger):
            return None
        name = self.name.text().strip() or self._workbook.name.rsplit(".", 1)[0]
        every = sum(sheet.roles == guess.roles for sheet in self._suggestion.sheets) > 1
        made = workbooks.profile_of(
            guess, self._suggestion, name=name, scale=scale or self._session.context.scale, every_sheet=every
        )
        return replace(self.whose.add_to(made), lines=self._lines)

    def _asks_about_columns(self) -> bool:
        """Whether a known mapping waits for a person to say that renamed columns are the same."""
        return self._base is not None and not self._base.also_called and self._base.name in self._near

    def _is_ledger(self) -> bool:
        known = self._base or self.headings.guess
        return known is not None and known.layout in LEDGERS

    def _read_again(self) -> None:
        """Where something else was said, what is shown cannot be committed until it follows."""
        if self._is_stale or self._asked_with != (self._profile(), self.whose.said()):
            self._is_stale = True
            self.commit_button.setEnabled(False)
            self._later.start()

    def _read(self) -> None:
        """Read the workbook with the mapping as it stands, off the main thread."""
        clear(self._message)
        ledger = self._is_ledger()
        for part in (self.scale, self.whose.agency, self.whose.label, self.whose.unknown):
            part.setVisible(not ledger)
        number_steps(self._steps)
        _show_readable(self)
        profile, said = self._profile(), self.whose.said()
        self._asked_with = (profile, said)
        if profile is None:
            self.preview = self.ledger = None
            _explain(self)
            return
        self._turn += 1
        turn, casefile, workbook = self._turn, self._session.casefile, self._workbook
        self._session.ops.look(
            lambda: read_with(casefile, workbook, profile, said), lambda result: self._show_preview(result, turn)
        )

    def _show_preview(self, result: Preview | LedgerPreview | UserError, turn: int) -> None:
        if turn != self._turn or self._later.isActive():
            return
        self._is_stale = False
        clear(self._message)
        self.preview = result if isinstance(result, Preview) else None
        self.ledger = result if isinstance(result, LedgerPreview) else None
        if isinstance(result, UserError):
            notice = notice_of(result)
            self._message.addWidget(Message(self._session.theme, "danger", notice.message, notice.advice))
            _show_changes(self, None, "Shown once the workbook can be read.")
            self._show_totals()
            return
        self._findings.show_findings(result.reading.findings)
        if isinstance(result, Preview):
            self.whose.show_reading(result)
            self._aside.show_answers(result.set_aside)
        else:
            self._aside.hide()
            self.whose.show_ledger(result)
        _show_changes(self, result)
        for tone, fact, advice in facts_of(result):
            self._message.addWidget(Message(self._session.theme, tone, fact, advice))
        self._show_totals()

    def _show_totals(self) -> None:
        shown = self.preview or self.ledger
        already = shown is not None and shown.already_imported
        self.close_button.setVisible(already)
        for part in (self.commit_button, self._put_aside):
            part.setVisible(not already)
        self.send_back.setEnabled(self.preview is not None)
        if shown is None:
            self._totals.setText("Nothing to commit yet.")
            self.commit_button.setEnabled(False)
            self.commit_button.setText("Commit")
            return
        table = self.changes if self.preview is not None else self.rows
        conflicts = len(table.unsettled())
        refused = self.changes.refused_rows() if self.preview is not None else 0
        self._totals.setText(totals_in_words(shown, refused, conflicts) + _to_place_in_words(self))
        some = not shown.already_imported and shown.totals()["stored"] > 0 and changes_in(shown) > refused
        what = counted(len(shown.fresh) - refused, "row" if self.preview is None else "answer")
        self.commit_button.setText(f"Commit {what}" if some else "Commit")
        unknown = self.preview is not None and bool(self.preview.unknown_agencies)
        waits = bool(conflicts or unknown or shown.questions or self._is_stale)
        self.commit_button.setEnabled(some and not waits)

    def commit(self) -> None:
        """Store what is shown."""
        if not self.commit_button.isEnabled():
            return
        if self.preview is not None:
            self._session.record(
                self.form,
                do(
                    answer_returns.commit_return, shown=self.preview, content=self._content,
                    replace_decided=self.changes.decisions(), refused=self.changes.refused(),
                ),
                done=lambda _outcome: self._leave(),
            )  # fmt: skip
        elif self.ledger is not None:
            self._session.record(
                self.form,
                do(
                    ledgers.commit_ledger, shown=self.ledger, content=self._content,
                    replace_decided=self.rows.decisions(),
                ),
                done=lambda _outcome: self._leave(),
            )  # fmt: skip


def _to_place_in_words(check: ImportCheck) -> str:
    """How many answers would bear on no line once they are committed, and where they wait."""
    unplaced = check.preview.unplaced(check.changes.refused()) if check.preview is not None else 0
    verb = "bears on no line: it waits" if unplaced == 1 else "bear on no line: they wait"
    return f"  {counted(unplaced, 'answer')} {verb} under Steps, To place." if unplaced else ""


def _keep_what_is_said(check: ImportCheck, path: Path) -> None:
    """What the form is made of: the cards in the order in which they are put back."""
    headings, scale, whose, changes, rows = check.headings, check.scale, check.whose, check.changes, check.rows
    check.form.add("path", SaidTogether(check, lambda: str(path), lambda _raw: None))
    said: tuple[tuple[str, Callable[[], str], Callable[[str], None], tuple[SignalInstance, ...]], ...] = (
        ("mapping", check._kept, check._put_back, (check.mapping.activated, changes.mapped, check.renamed.confirmed)),
        ("headings", headings.kept, headings.put_back, (headings.changed,)),
        ("scale", scale.kept, scale.put_back, (scale.declared, scale.typed)),
        ("whose", whose.kept, whose.put_back, (whose.changed, whose.typed)),
        ("decisions", changes.kept, changes.put_back, (changes.settled,)),
        ("rows", rows.kept, rows.put_back, (rows.settled,)),
    )
    for name, read, put, signals in said:
        part = SaidTogether(check, read, put)
        check.form.add(name, part)
        for signal in signals:
            signal.connect(lambda *_, part=part: part.touched.emit())
    check.form.add("name", check.name)


def _what_is_needed(check: ImportCheck) -> str:
    """What has to be said before the workbook can be read at all."""
    if check._asks_about_columns():
        return "Say on the right whether the renamed columns are the same ones."
    if check.headings.guess is None or check.headings.guess.headings is None:
        return "Say which row holds the headings."
    return "Declare the scale: its direction and what means not applicable. It is never guessed."


def _write_send_back(check: ImportCheck) -> None:
    """The partner's own workbook with what must be put right ringed and listed."""
    if check.preview is None:
        return
    corrections = send_back.corrections_of_preview(check.preview)
    suggested = send_back.suggested_name(check._workbook.name)
    name, _ = QFileDialog.getSaveFileName(check, "Write a send-back copy", suggested, "Workbooks (*.xlsx *.xlsm)")
    if name:
        check._session.ops.run(
            reporting(send_back.write_copy, check._workbook.name, check._content, corrections, out=Path(name))
        )


def _show_readable(check: ImportCheck) -> None:
    """Help the declaration: how many answers each scale could read. None is chosen."""
    if check.headings.guess is None or check.headings.guess.headings is None or check._base is not None:
        return
    scale = check._session.context.scale
    profile = workbooks.profile_of(check.headings.guess, check._suggestion, name="", scale=scale, every_sheet=False)
    check.scale.show_counts(workbooks.readable_counts(check.headings.guess, profile))


def _explain(check: ImportCheck) -> None:
    check._is_stale = False
    theme, needed = check._session.theme, _what_is_needed(check)
    if check._taken:
        fact = "This workbook was imported already."
        check._message.addWidget(Message(theme, "info", fact, taken_in_words(check._taken[-1])))
    check._message.addWidget(Message(theme, "warn", "Not ready yet.", needed))
    check._findings.show_findings(check._suggestion.findings)
    _show_changes(check, None, "Shown once the workbook can be read.")
    check._show_totals()


def _save_mapping(check: ImportCheck) -> None:
    profile = check._profile()
    if profile is None:
        check._session.tell("warn", "Not saved yet.", "Declare the scale first.")
    else:
        check._saved_as = profile.name  # what is kept of this check goes on with it
        check._session.run(do(mappings.save_profile, profile=profile))


def _show_changes(check: ImportCheck, shown: Preview | LedgerPreview | None, words: str = "") -> None:
    """What a commit would do, answer by answer or row by row; or in words why that is not known yet."""
    check._nothing_yet.setText(words)
    check._nothing_yet.setVisible(shown is None)
    check.changes.setVisible(isinstance(shown, Preview))
    check.rows.setVisible(isinstance(shown, LedgerPreview))
    if shown is None:
        check._aside.hide()
    check.changes.show_preview(check.preview)
    check.rows.show_preview(check.ledger)
