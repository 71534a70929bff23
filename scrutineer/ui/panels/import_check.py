"""The check of a workbook before anything is stored: headings, columns, scale, findings, what would change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Profile
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import Said
from scrutineer.errors import UserError
from scrutineer.operations import imports, mappings, workbooks
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.returns import taken_before
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row
from scrutineer.ui.kit.fields import Combo, Field
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.ops import do
from scrutineer.ui.panels.proposal_check import ProposalCheck, WaysOut
from scrutineer.ui.parts.headings_card import HeadingsCard
from scrutineer.ui.parts.import_findings import number_steps, taken_in_words
from scrutineer.ui.parts.scale_card import ScaleCard
from scrutineer.ui.parts.whose_card import RenamedCard, WhoseCard
from scrutineer.ui.session import Session


class ImportCheck(ProposalCheck):
    """One workbook under a mapping that a person confirms: headings, columns, scale, and whose it is."""

    side = "Scale and findings"

    def __init__(self, session: Session, workbook: Workbook, content: bytes, ways: WaysOut, path: Path) -> None:
        self._suggestion = workbooks.suggest(workbook)
        self._taken = taken_before(session.casefile, workbook.sha256)
        self._base: Profile | None = None
        self._lines: dict[str, str] = {}
        self._same_columns: dict[str, str] = {}
        self._saved_as = ""
        self._turn = 0
        self._asked_with: tuple[Profile | None, Said] | None = None
        super().__init__(session, workbook, content, ways, path)
        self._later = QTimer(self, singleShot=True, interval=40)
        self._later.timeout.connect(self._read)
        self.changes.mapped.connect(self._on_line)
        self._steps: tuple[tuple[Card, str], ...] = (
            (self.headings, "Headings and columns"), (self.renamed, "Renamed columns"), (self.scale, "Scale"),
            (self.whose, "Whose answers"), (self._changes_card, "What would change"),
        )  # fmt: skip
        self.setFocusProxy(self.mapping)
        _keep_what_is_said(self)

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
        box.addLayout(self._message)
        self.headings = HeadingsCard(session, self._workbook, self._suggestion)
        self.headings.changed.connect(self._read_again)
        box.addWidget(self.headings)
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
        box.addWidget(self._findings)
        box.addWidget(self._aside)
        box.addStretch(1)
        return box

    def _foot_parts(self) -> tuple[QWidget, ...]:
        theme = self._session.theme
        self.name = Field()
        self.name.setAccessibleName("Name of this mapping")
        self.name.setPlaceholderText("Name this mapping")
        self.name.setFixedWidth(theme.px(210))
        self.name.textEdited.connect(lambda _words: self._read_again())
        self.keep = button("Save mapping", lambda: _save_mapping(self), theme=theme, icon="save")
        return self.name, self.keep

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
            self.proposal = None
            _explain(self)
            return
        self._turn += 1
        turn, casefile, workbook = self._turn, self._session.casefile, self._workbook
        self._session.ops.look(
            lambda: _proposed(casefile, workbook, profile, said), lambda result: self._on_read(result, turn)
        )

    def _on_read(self, result: Proposal | UserError, turn: int) -> None:
        if turn != self._turn or self._later.isActive():
            return
        self.show_result(result)
        if isinstance(result, Proposal):
            self.whose.show_proposal(result)


def _proposed(casefile: Casefile, workbook: Workbook, profile: Profile, said: Said) -> Proposal | UserError:
    """What a commit of this workbook under this mapping would do, or why it cannot be read."""
    try:
        return imports.propose(casefile, workbook=workbook, profile=profile, said=said)
    except UserError as error:
        return error


def _keep_what_is_said(check: ImportCheck) -> None:
    """What the form is made of: the cards in the order in which they are put back."""
    headings, scale, whose, changes = check.headings, check.scale, check.whose, check.changes
    said: tuple[tuple[str, Callable[[], str], Callable[[str], None], tuple[SignalInstance, ...]], ...] = (
        ("mapping", check._kept, check._put_back, (check.mapping.activated, changes.mapped, check.renamed.confirmed)),
        ("headings", headings.kept, headings.put_back, (headings.changed,)),
        ("scale", scale.kept, scale.put_back, (scale.declared, scale.typed)),
        ("whose", whose.kept, whose.put_back, (whose.changed, whose.typed)),
        ("decisions", changes.kept, changes.put_back, (changes.settled,)),
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


def _show_readable(check: ImportCheck) -> None:
    """Help the declaration: how many answers each scale could read. None is chosen."""
    if check.headings.guess is None or check.headings.guess.headings is None or check._base is not None:
        return
    scale = check._session.context.scale
    profile = workbooks.profile_of(check.headings.guess, check._suggestion, name="", scale=scale, every_sheet=False)
    check.scale.show_counts(workbooks.readable_counts(check.headings.guess, profile))


def _explain(check: ImportCheck) -> None:
    check._is_stale = False
    if check._taken:
        check._say("info", "This workbook was imported already.", taken_in_words(check._taken[-1]))
    check._say("warn", "Not ready yet.", _what_is_needed(check))
    check._findings.show_findings(check._suggestion.findings)
    check._show_changes("Shown once the workbook can be read.")
    check._show_totals()


def _save_mapping(check: ImportCheck) -> None:
    profile = check._profile()
    if profile is None:
        check._session.tell("warn", "Not saved yet.", "Declare the scale first.")
    else:
        check._saved_as = profile.name  # what is kept of this check goes on with it
        check._session.run(do(mappings.save_profile, profile=profile))
