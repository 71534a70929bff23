"""The check of a workbook before anything is stored: headings, columns, scale, findings, what would change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Profile
from scrutineer.domain.proposal import Decisions, Proposal
from scrutineer.domain.returns import OF_ANSWERS, Said
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import deciding, imports, mappings, workbooks
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.returns import taken_before
from scrutineer.ui.kit.basic import Remark, button, clear, column, holder, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.ops import do
from scrutineer.ui.panels.proposal_check import ProposalCheck, WaysOut
from scrutineer.ui.parts.checked_answers import CheckedAnswers
from scrutineer.ui.parts.headings_card import HeadingsCard
from scrutineer.ui.parts.import_findings import facts_of, taken_in_words
from scrutineer.ui.parts.scale_card import ScaleCard
from scrutineer.ui.parts.step_strip import StepStrip
from scrutineer.ui.parts.whose_card import RenamedCard, WhoseCard
from scrutineer.ui.parts.working_page import WorkingPage
from scrutineer.ui.session import Session


class ImportCheck(ProposalCheck):
    """One workbook under a mapping that a person confirms, in four steps: headings, scale, whose, place. A step that is
    answered is one line; the answers have the width of the page, above their sheet."""

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

    def _build_body(self) -> QWidget:
        session, theme = self._session, self._session.theme
        self._build_cards()
        self.answers = CheckedAnswers(session)
        self.answers.settled.connect(self._show_totals)
        self.answers.settled.connect(self._name_steps)
        findings = column(self._findings, self._aside, spacing=8)
        self.strip = StepStrip(
            theme,
            [("Headings", self._of_headings), ("Scale", self.scale), ("Whose", self._of_whose), ("Place", None),
             ("Findings", holder(findings))],
            numbered=4,
        )  # fmt: skip
        title = Remark(f"Check {self._workbook.name}", "title")
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(label("Nothing is stored until you commit.", "muted"), self.mapping)
        line.insertWidget(0, title, 1)
        head = column(spacing=8, margins=(16, 10, 16, 8))
        head.addLayout(line)
        head.addWidget(self.form.note)
        head.addLayout(self._message)
        head.addWidget(self.strip)
        head.addWidget(self._changes_card, 1)
        self.page = WorkingPage(session, head, self.answers)
        self.page.sheet.show_workbook(self._workbook)
        self.changes.walked.connect(self.page.sheet.show_cells)
        self.strip.opened.connect(self._make_room)
        self.strip.passed.connect(lambda number: self.headings.confirm() if number == _HEADINGS else None)
        self.headings.confirmed.connect(self._name_steps)
        return self.page

    def _make_room(self) -> None:
        """The headings show the sheet themselves."""
        self.page.show_sheet(shown=not (self.strip.current == _HEADINGS and self.headings.isVisible()))

    def _build_cards(self) -> None:
        """What each step opens."""
        theme, session = self._session.theme, self._session
        fitting, alike = mappings.profiles_headed(session.casefile, self._workbook)
        nearly = () if fitting else mappings.nearly_fitting(session.casefile, self._workbook)
        self._near = {profile.name: renamed for profile, renamed in nearly}
        named: list[tuple[str, object]] = [(profile.name, profile) for profile in fitting]
        named += [(f"{profile.name}, columns renamed", profile) for profile, _ in nearly]
        others = [(f"{profile.name}, with other standards", profile) for profile in alike if not named]
        self.mapping = Combo(
            theme, [*named, ("A new mapping", None), *others], name="Mapping",
            called=lambda profile: str(profile.name),
        )  # fmt: skip
        self.mapping.setMinimumWidth(theme.px(200))
        earlier = {file.profile for file in self._taken}
        self.mapping.choose(next((profile for profile in fitting if profile.name in earlier), self.mapping.value()))
        self.mapping.activated.connect(lambda _number: self.start())
        self.headings = HeadingsCard(session, self._workbook, self._suggestion)
        self.headings.changed.connect(self._read_again)
        self.renamed = RenamedCard(session)
        self.renamed.confirmed.connect(self._on_renamed)
        self.renamed.denied.connect(self._on_other_layout)
        self._as_known = label("", "dense", wrap=True)
        self._of_headings = holder(column(self._as_known, self.headings, self.renamed))
        self.scale = ScaleCard(session)
        self.scale.declared.connect(self._read_again)
        self.whose = WhoseCard(session, self._suggestion.agency_label)
        self.whose.changed.connect(self._read_again)
        beside = row(self.whose, None)
        beside.setStretch(0, 3)
        beside.setStretch(1, 1)
        self._of_whose = holder(beside)

    def _foot_parts(self) -> tuple[QWidget, ...]:
        theme = self._session.theme
        self.name = Field(name="Name of this mapping", hint="Name this mapping")
        self.name.setFixedWidth(theme.px(210))
        self.name.textEdited.connect(lambda _words: self._read_again())
        self.keep = button("Save mapping", lambda: _save_mapping(self), theme=theme, icon="save")
        return self.name, self.keep

    def start(self) -> None:
        """Begin with the mapping chosen: one that is known, or a new one from what was suggested."""
        self._base, self._same_columns = self.mapping.value(), {}
        for part in (self.headings, self.name):
            part.setVisible(self._base is None)
        self._as_known.setVisible(self._base is not None)
        if self._base is not None:
            self._as_known.setText(
                f"Read as “{self._base.name}” knows its columns. To say them anew, choose “A new mapping” above."
            )
            near = self._near.get(self._base.name, ())
            pairs = tuple((renamed.was, renamed.now, renamed.role.value) for renamed in near)
            self.renamed.show_profile(self._base, pairs)
            self.scale.choose(self._base.scale)
            self.whose.take_from(self._base)
        else:
            self.renamed.hide()
            self.scale.choose(None)
            self.headings.show_sheet()
        self.strip.open(None)
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
        for part in (self.whose.agency, self.whose.label, self.whose.unknown):
            part.setVisible(not ledger)
        _show_readable(self)
        profile, said = self._profile(), self.whose.said()
        self._asked_with = (profile, said)
        self._turn += 1  # what was read for something else comes too late, also where nothing can be read now
        if profile is None:
            self.proposal = None
            _explain(self)
            return
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
            self._aside.setVisible(not self._has_answers() and bool(result.waiting))
            if result.already_imported and self._taken:
                self._offer_answers(result, self._taken[-1].id)
        self.open_what_waits()

    def _offer_answers(self, shown: Proposal, return_id: ReturnId) -> None:
        """Nothing can be stored of it: what is in it is worked on where it stands."""
        clear(self._message)
        see = button("Open its answers", lambda: self._committed(return_id), kind="link")
        for fact in facts_of(shown):
            self._say(*fact, see if self._has_answers() else None)

    def open_what_waits(self) -> None:
        """Say of each step how it stands; where none is open, open the first that is not answered."""
        self._name_steps()
        if self.strip.current is None:
            self.strip.open(self.strip.first_open())

    def _name_steps(self) -> None:
        for number, step in enumerate(steps_of(self)):
            self.strip.say(number, step.words, answered=step.answered, shown=step.shown, sure=step.sure)

    def _has_answers(self) -> bool:
        return self.proposal is not None and self.proposal.kind == OF_ANSWERS

    def decisions(self) -> Decisions:
        """Of answers what is settled in their table."""
        return self.answers.decisions() if self._has_answers() else super().decisions()

    def settled(self) -> Proposal | None:
        """Answers as they are decided and placed."""
        return self.answers.proposal() if self._has_answers() else self.proposal

    def _show_changes(self, words: str = "") -> None:
        answers = self._has_answers()
        self._changes_card.setVisible(not answers)
        self.answers.setVisible(answers)
        open_ones = answers and self.proposal is not None and not self.proposal.already_imported
        self.page.show_settling(shown=open_ones)
        self.answers.show_proposal(self.proposal if answers else None)
        self._nothing_yet.setText(words)
        self._nothing_yet.setVisible(self.proposal is None)
        self.changes.setVisible(self.proposal is not None and not answers)
        self.changes.show_proposal(None if answers else self.proposal)


def _proposed(casefile: Casefile, workbook: Workbook, profile: Profile, said: Said) -> Proposal | UserError:
    """What a commit of this workbook under this mapping would do, or why it cannot be read."""
    try:
        return imports.propose(casefile, workbook=workbook, profile=profile, said=said)
    except UserError as error:
        return error


def _keep_what_is_said(check: ImportCheck) -> None:
    """What the form is made of: the cards in the order in which they are put back."""
    headings, scale, whose, answers, changes = check.headings, check.scale, check.whose, check.answers, check.changes
    said: tuple[tuple[str, Callable[[], str], Callable[[str], None], tuple[SignalInstance, ...]], ...] = (
        ("mapping", check._kept, check._put_back, (check.mapping.activated, check.renamed.confirmed)),
        ("headings", headings.kept, headings.put_back, (headings.changed,)),
        ("scale", scale.kept, scale.put_back, (scale.declared, scale.typed)),
        ("whose", whose.kept, whose.put_back, (whose.changed, whose.typed)),
        ("decisions", answers.kept, answers.put_back, (answers.settled,)),
        ("rows", changes.kept, changes.put_back, (changes.settled,)),
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
        return "Say under Headings whether the renamed columns are the same ones."
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
    check.open_what_waits()


def _save_mapping(check: ImportCheck) -> None:
    profile = check._profile()
    if profile is None:
        check._session.tell("warn", "Not saved yet.", "Declare the scale first.")
    else:
        if check.proposal is not None:
            profile = deciding.with_lines(profile, check.proposal, check.answers.places())
        check._saved_as = profile.name  # what is kept of this check goes on with it
        check._session.run(do(mappings.save_profile, profile=profile))


class _Step(NamedTuple):
    """How a step stands: in words, whether it is answered, whether it is asked at all, and whether the answer is
    anybody's: a guess is none, and nothing is known of what was not read yet."""

    words: str
    answered: bool
    shown: bool = True
    sure: bool = True


_HEADINGS = 0
"""The place of the step that shows the sheet itself."""


def steps_of(check: ImportCheck) -> tuple[_Step, ...]:
    """How each of the steps of a check stands."""
    return _headings_step(check), _scale_step(check), _whose_step(check), _place_step(check), _findings_step(check)


def _headings_step(check: ImportCheck) -> _Step:
    if check._base is not None:
        asks = check._asks_about_columns()
        return _Step("columns renamed" if asks else f"as in “{check._base.name}”", not asks)
    guess = check.headings.guess
    if guess is None or guess.headings is None:
        return _Step("say which row", answered=False)
    rows = " and ".join(str(number) for number in guess.headings.rows)
    where = f"{guess.sheet.name}, row {rows}"
    said = check.headings.is_said
    return _Step(where if said else f"{where}, as it seems", answered=True, sure=said)


def _scale_step(check: ImportCheck) -> _Step:
    scale = check.scale.value() or (check._base.scale if check._base is not None else None)
    return _Step(scale.name if scale is not None else "to be declared", scale is not None, not check._is_ledger())


def _whose_step(check: ImportCheck) -> _Step:
    shown = check.proposal
    if shown is None:
        return _Step("", answered=True, sure=False)
    unknown = [name for name in shown.unknown_agencies if name]
    if shown.questions:
        return _Step(f"{counted(len(shown.questions), 'question')} to answer", answered=False)
    if shown.names_matter and shown.unknown_agencies:
        return _Step(f"{counted(len(unknown), 'name')} not known" if unknown else "say which agency", answered=False)
    names = dict.fromkeys(item.named for item in shown.items if item.named)
    several = counted(len(names), "agency", "agencies") if names else ""
    whose = shown.agency or (next(iter(names)) if len(names) == 1 else several)
    newer = f", a newer version of {shown.earlier.name}" if shown.earlier is not None else ""
    return _Step(f"{whose}{newer}", answered=True)


def _place_step(check: ImportCheck) -> _Step:
    shown = check.settled()
    if shown is None:
        return _Step("", answered=True, sure=False)
    aside, unplaced = len(shown.waiting), shown.unplaced(check.decisions())
    waits = [f"{aside} to decide"] * bool(aside) + [f"{unplaced} to place"] * bool(unplaced)
    return _Step(", ".join(waits) or "all done", not waits, check._has_answers())


def _findings_step(check: ImportCheck) -> _Step:
    findings = check.proposal.findings if check.proposal is not None else check._suggestion.findings
    return _Step(str(len(findings)), answered=not any(finding.tone in {"warn", "ask"} for finding in findings))
