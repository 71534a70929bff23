"""What only a person can say of a workbook: whose it is, how its dates are written, what its questions are answered."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.mapping import Layout, Profile
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import ImportQuestion, Said
from scrutineer.operations.workbooks import likely_agency
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.parts.import_questions import ImportQuestions
from scrutineer.ui.session import Session

_KINDS = (
    ("Add none: say which agency each is", ""),
    ("Add them as safeguarding partners", "safeguarding partner"),
    ("Add them as education", "education"),
    ("Add them as relevant agencies", "relevant agency"),
    ("Add them as others", "other"),
)
_HABITS = (
    ("Not said: 03/04 is kept as typed", ""),
    ("03/04 is 3 April (day first)", "day first"),
    ("03/04 is March 4 (month first)", "month first"),
)
_SHOWN = 8


class WhoseCard(Card):
    """Whose answers these are. Every answer given here is part of what the preview is asked with."""

    changed = Signal()
    typed = Signal()
    """Something is being typed that is not said yet."""

    def __init__(self, session: Session, agency_label: str) -> None:
        super().__init__("Whose answers")
        self._session = session
        agencies: list[tuple[str, object]] = [(agency.name, agency.name) for agency in session.context.agencies]
        self.agency = Combo(session.theme, [("As the workbook says", ""), *agencies], name="Agency")
        self.label = Field(agency_label)
        self.label.setAccessibleName("Text before the agency's name")
        self.label.setPlaceholderText("Text that stands before its name")
        self.unknown = Combo(session.theme, list(_KINDS), name="Agencies not known yet")
        self.habit = Combo(session.theme, list(_HABITS), name="How dates are written")
        self._whose = label("", "small", wrap=True)
        self._names, self._asks = column(spacing=6), column(spacing=6)
        self.questions = ImportQuestions()
        self.questions.changed.connect(self.changed)
        for part in (self.agency, self.label, self.unknown, self._whose):
            self.body.addWidget(part)
        self.body.addLayout(self._names)
        self.body.addWidget(self.habit)
        self.body.addLayout(self._asks)
        self.body.addWidget(self.questions)
        for combo in (self.agency, self.unknown, self.habit):
            combo.activated.connect(lambda _number: self.changed.emit())
        self.label.editingFinished.connect(self.changed)
        self.label.textEdited.connect(self.typed)
        self._same: dict[str, Combo] = {}
        self._chosen: dict[str, str] = {}
        self._newer = self._ours = False
        self._second = self._second_typed = ""

    def take_from(self, profile: Profile) -> None:
        """Show what a known mapping says."""
        self.label.setText(profile.agency_label)
        self.habit.choose(profile.date_habit)

    def add_to(self, profile: Profile) -> Profile:
        """The mapping with what is said here: the agency's label, whom to add, how dates are written."""
        return replace(
            profile, agency_label=self.label.text(), add_agencies=self.unknown.value(), date_habit=self.habit.value()
        )

    def said(self) -> Said:
        """Everything said so far."""
        same = {name: agency for name, agency in self._chosen.items() if agency}
        return Said(
            agency=self.agency.value() or "", same_as=same, second_as=self._second, newer=self._newer, ours=self._ours,
            chosen=dict(self.questions.chosen),
        )  # fmt: skip

    def kept(self) -> str:
        """Everything said and typed so far, as one text."""
        return json.dumps(
            {
                "agency": self.agency.value() or "", "label": self.label.text(), "unknown": self.unknown.value(),
                "dates": self.habit.value(), "same": self._chosen, "newer": self._newer, "ours": self._ours,
                "second": self._second, "second name": self._second_typed, "chosen": self.questions.chosen,
            },
            ensure_ascii=False,
        )  # fmt: skip

    def put_back(self, raw: str) -> None:
        """Say again what was said; an agency that is not known any more is not chosen."""
        said = json.loads(raw)
        self.agency.choose(said["agency"] if self.agency.place_of(said["agency"]) >= 0 else "")
        self.label.setText(said["label"])
        self.unknown.choose(said["unknown"])
        self.habit.choose(said["dates"])
        self._chosen = dict(said["same"])
        self._newer, self._ours = said["newer"], said["ours"]
        self._second, self._second_typed = said["second"], said["second name"]
        self.questions.put_back(said.get("chosen", {}))
        self.changed.emit()

    def show_proposal(self, shown: Proposal) -> None:
        """Show whose the answers are, and ask for what is not known."""
        layout = shown.profile.layout if shown.profile else None
        single = layout is Layout.STANDARDS_DOWN
        for part in (self.agency, self.label):
            part.setVisible(single)
        self.unknown.setVisible(shown.names_matter and bool(shown.unknown_agencies or shown.new_agencies))
        several = "" if single else "Named in the rows or columns."
        self._whose.setText(f"{shown.agency}, from {shown.agency_from}." if shown.agency else several)
        self._ask_names(tuple(name for name in shown.unknown_agencies if name))
        self._ask(shown)

    def _ask_names(self, names: tuple[str, ...]) -> None:
        clear(self._names)
        self._same.clear()
        for name in names[:_SHOWN]:
            likely = likely_agency(self._session.context.agencies, name)
            order = sorted(self._session.context.agencies, key=lambda agency: agency.name != likely)
            choices: list[tuple[str, object]] = [("Not said", ""), *((agency.name, agency.name) for agency in order)]
            combo = Combo(self._session.theme, choices, name=f"{name} is", small=True)
            combo.activated.connect(lambda _number, name=name, combo=combo: self._choose(name, combo.value()))
            self._same[name] = combo
            hint = f" Perhaps {likely}?" if likely else ""
            self._names.addWidget(label(f"“{name}” is not known here.{hint}", "warn", wrap=True))
            self._names.addWidget(combo)
        if len(names) > _SHOWN:
            self._names.addWidget(label(f"and {len(names) - _SHOWN} more names", "muted"))

    def _choose(self, name: str, agency: str) -> None:
        self._chosen[name] = agency
        self.changed.emit()

    def _ask(self, shown: Proposal) -> None:
        clear(self._asks)
        if shown.earlier is not None:
            words = (
                f"A newer version of {shown.earlier.name}, taken in on {long_date(local_day(shown.earlier.imported))}."
            )
            self._asks.addWidget(label(words, "small", wrap=True))
        self.questions.show_questions((*shown.questions, *shown.offers))
        for question in (question for question in shown.questions if not question.choices):
            self._asks.addWidget(label(question.text, "warn", wrap=True))
            self._asks.addWidget(self._answers(question))

    def _answers(self, question: ImportQuestion) -> QWidget:
        if question.kind == "shared return":
            return button("Its answers count for this partnership", lambda: self._say(ours=True), small=True)
        newer = button("A newer version", lambda: self._say(newer=True), small=True)
        name = Field(name="Name under which the second return is kept", hint="Name of the second one")
        name.setProperty("compact", "true")
        name.setText(self._second_typed)
        name.textEdited.connect(self._on_second)
        second = button("A second return", lambda: self._say(second=name.text().strip()), small=True)
        return flow(newer, name, second)

    def _on_second(self, words: str) -> None:
        self._second_typed = words
        self.typed.emit()

    def _say(self, *, newer: bool = False, ours: bool = False, second: str = "") -> None:
        self._newer, self._ours = self._newer or newer, self._ours or ours
        self._second = second or self._second
        self.changed.emit()


class RenamedCard(Card):
    """Columns of a known mapping that are not there, and those that may stand in their place."""

    confirmed = Signal(dict)
    denied = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("Renamed columns")
        self._session = session
        self.hide()

    def show_profile(self, profile: Profile, renamed: tuple[tuple[str, str, str], ...]) -> None:
        """Ask about each: what it was, what may be it now, and what it holds."""
        clear(self.body)
        self.setVisible(bool(renamed))
        if not renamed:
            return
        said = f"“{profile.name}” knows these columns by other names. Are they the same?"
        self.body.addWidget(label(said, "dense", wrap=True))
        for was, now, holds in renamed:
            words = f"“{was}” is now “{now}” ({holds})" if now else f"“{was}” ({holds}) is not there"
            self.body.addWidget(label(words, "warn" if not now else "dense", wrap=True))
        if all(now for _, now, _ in renamed):
            pairs = {was: now for was, now, _ in renamed}
            same = button("They are the same columns", lambda: self.confirmed.emit(pairs), kind="primary", small=True)
            other = button("They are not", self.denied.emit, small=True)
            self.body.addLayout(row(same, other, None))
        else:
            said = "Choose “A new mapping” above and say what each column holds."
            self.body.addWidget(label(said, "small", wrap=True))
