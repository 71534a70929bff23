"""Desired outcomes: what the partnership wants for children, and how much, how well, what difference."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.challenge import Challenge
from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.ids import ChallengeId, OutcomeId, PriorityId, TargetId
from scrutineer.domain.marking import narrowest
from scrutineer.domain.outcomes import DesiredOutcome, OutcomeQuestion, Priority
from scrutineer.operations import evidence, outcomes
from scrutineer.operations.queries.challenges import named_challenges
from scrutineer.operations.queries.outcomes import OutcomeView, PriorityView, outcomes_view
from scrutineer.operations.queries.steps import LinkedEvidence
from scrutineer.ui.destinations import OutcomesPlace, ToChallenge, ToItem, ToLine, ToOutcome, ToOutcomes
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField, StandingMarking, marked
from scrutineer.ui.session import Session

_ANSWERS = ("how_much", "how_well", "difference")
_HINTS = {
    OutcomeQuestion.HOW_MUCH: "What is done, for how many children",
    OutcomeQuestion.HOW_WELL: "How good it is, and for whom it is not",
    OutcomeQuestion.DIFFERENCE: "What changed for children, or that nothing is known to have changed",
}


class OutcomesPanel(Panel[OutcomesPlace]):
    """Priorities with their outcomes on the left; the outcome chosen in the middle."""

    shows = frozenset(
        {ChangeKind.OUTCOME, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.CHALLENGE, ChangeKind.FRAMEWORK}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._views: tuple[PriorityView, ...] = ()
        self._chosen: OutcomeId | None = None
        theme = session.theme
        columns = [TableColumn("Outcome, and its priority", 0, _outcome_cell)]
        self.list = Register(theme, columns, name="Priorities and outcomes", height=51, sortable=False)
        self.list.horizontalHeader().hide()
        self.list.selectionModel().selectionChanged.connect(lambda _now, _then: self._on_chosen())
        self._panes = Panes(
            theme,
            [("Outcomes", holder(self._left(), "left"), 340), ("Outcome", scroll(holder(self._middle(), "page")), 0)],
        )
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self.title, self.text = Field(spelt=True), Field(spelt=True)
        self.priority = Combo(theme, [], name="Priority", small=True, called=called.row(self.session, Priority))
        for field, words in ((self.title, "A priority of the partnership"), (self.text, "What it wants for children")):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self._new_priority, self._new_outcome = Form(self.session, self), Form(self.session, self)
        self._new_priority.add("title", self.title, required="Write the priority.")
        self._new_outcome.add("priority_id", self.priority)
        self._new_outcome.add("text", self.text, required="Write what it wants for children.")
        self.title.returnPressed.connect(self.add_priority)
        self.text.returnPressed.connect(self.add_outcome)
        around = column(holder(row(label("Desired outcomes", "title"), margins=(14, 12, 14, 8))), spacing=0)
        for part, stretch in ((rule(), 0), (self.list, 1), (rule(), 0)):
            around.addWidget(part, stretch)
        box = column(spacing=8, margins=(14, 8, 14, 12))
        around.addLayout(box)
        box.addLayout(row(self.title, button("Add priority", self.add_priority, small=True)))
        box.addWidget(self._new_priority.note)
        self._adding = holder(
            column(
                self.priority, holder(row(self.text, button("Add outcome", self.add_outcome, small=True))), spacing=6
            )
        )
        box.addWidget(self._adding)
        box.addWidget(self._new_outcome.note)
        return around

    def _middle(self) -> QVBoxLayout:
        theme = self.session.theme
        self._crumb = label("", "small", wrap=True)
        self.priority_marking = StandingMarking(self.session, Priority, "Marking of the priority")
        self._marking_word = label("Marking", "muted")
        self._above = row(self._crumb, self._marking_word, self.priority_marking)
        self._above.setStretch(0, 1)
        self.marking = MarkingField(self.session, name="Marking of the outcome")
        self.words = Field(name="The outcome")
        self.answers = {
            question: Notes(name=question.value, hint=_HINTS[question], lines=3) for question in OutcomeQuestion
        }
        self.form = Form(self.session, self)
        self.form.add("text", self.words, required="An outcome needs its words.")
        for name, notes in zip(_ANSWERS, self.answers.values(), strict=True):
            self.form.add(name, notes)
        self.form.add("marking", self.marking)
        self._card = Card("What is known", label("Three questions, no grade.", "small"))
        self._card.body.addWidget(self.form.note)
        for question, notes in self.answers.items():
            self._card.body.addWidget(label(question.value, "strong"))
            self._card.body.addWidget(notes)
        self._card.body.addLayout(row(label("Marking", "muted"), self.marking, None))
        self._card.body.addLayout(row(button("Record", self.record, kind="primary", hint="Ctrl+Enter"), None,
                                      button("Take the outcome away", self.take_away, kind="link")))  # fmt: skip
        self._bears = Card("What bears on it", margins=(14, 10, 14, 12))
        self._ties = column(spacing=5)
        self.line = Combo(theme, [], name="Step or line", small=True, called=called.line(self.session))
        self.challenge = Combo(theme, [], name="Challenge", small=True, called=called.row(self.session, Challenge))
        for combo in (self.line, self.challenge):
            combo.setMinimumWidth(theme.px(230))
        link = button("Link evidence", self.link, theme=theme, kind="link", icon="link", hint="Ctrl+L")
        self._bears.body.addLayout(self._ties)
        self._bears.body.addWidget(
            flow(self.line, button("Add line", self.add_line, small=True), self.challenge,
                 button("Add challenge", self.add_challenge, small=True), link)
        )  # fmt: skip
        sentence = (
            "Write the partnership's first priority on the left, then what it wants for children. Link lines, evidence "
            "and challenges to it, and say how much, how well and what difference."
        )
        first = button("Write a priority", self.new, kind="primary")
        self._empty = EmptyState(theme, "flag", "No outcomes yet", sentence, first)
        box = column(spacing=10, margins=(20, 14, 20, 14))
        box.addLayout(self._above)
        for part in (self.words, self._card, self._bears):
            box.addWidget(part)
        box.addWidget(self._empty, 1)
        box.addStretch(1)
        return box

    def refresh(self) -> None:
        """Read the outcomes again."""
        context = self.session.context
        self._views = outcomes_view(self.session.casefile, context)
        self.priority.set_choices([(view.priority.title, view.priority.id) for view in self._views])
        self._adding.setVisible(bool(self._views))
        for form, about, title in (
            (self._new_priority, "priority:new", "A new priority"), (self._new_outcome, "outcome:new", "A new outcome"),
        ):  # fmt: skip
            if not form.about:
                form.follow(about, title, {"priority_id": self.priority.value()})
        self.line.set_choices(target_choices(context.framework, "Choose a step or line"))
        known = [
            (f"{challenge.reference} {challenge.question}", challenge.id)
            for challenge in named_challenges(self.session.casefile)
        ]
        self.challenge.set_choices([("Choose a challenge", None), *known])
        rows: list[tuple[Priority, OutcomeView | None]] = []
        for view in self._views:
            rows += [(view.priority, outcome_view) for outcome_view in view.outcomes] or [(view.priority, None)]
        if self._chosen is None:
            self._chosen = next((outcome_view.outcome.id for _, outcome_view in rows if outcome_view is not None), None)
        self.list.selectionModel().blockSignals(True)
        self.list.rows_model.set_rows(rows)
        self.list.select(lambda pair: pair[1] is not None and pair[1].outcome.id == self._chosen)
        self.list.selectionModel().blockSignals(False)
        self._show()

    def _on_chosen(self) -> None:
        chosen = self.list.current()
        if chosen is None or chosen[1] is None or chosen[1].outcome.id == self._chosen:
            return
        self._leave_outcome()
        self._chosen = chosen[1].outcome.id
        self._show()

    def _current(self) -> tuple[Priority, OutcomeView] | None:
        for view in self._views:
            for outcome_view in view.outcomes:
                if outcome_view.outcome.id == self._chosen:
                    return view.priority, outcome_view
        return None

    def _show(self) -> None:
        chosen = self._current()
        for part in (self._crumb, self._marking_word, self.priority_marking, self.words, self._card, self._bears):
            part.setVisible(chosen is not None)
        self._empty.setVisible(chosen is None)
        clear(self._ties)
        if chosen is None:
            return
        priority, outcome_view = chosen
        self._crumb.setText(f"Priority: {priority.title}")
        self.priority_marking.show_marking(priority.id, priority.marking)
        outcome = outcome_view.outcome
        stored = {name: getattr(outcome, name) for name in ("text", *_ANSWERS, "marking")}
        self.form.follow(f"outcome:{outcome.id}", f"The outcome “{outcome.text}”", stored)
        for target, name in zip(outcome_view.outcome.targets, outcome_view.lines, strict=False):
            self._tie(
                name,
                lambda target=target: self.session.go(ToLine(TargetId(target))),
                lambda target=target: self._drop_line(target),
            )
        for linked in outcome_view.evidence:
            self._tie_evidence(linked)
        for life in outcome_view.challenges:
            key = life.challenge.id
            words = f"{life.challenge.reference} {life.challenge.question} ({life.state.status.value})"
            self._tie(words, lambda key=key: self.session.go(ToChallenge(key)), lambda key=key: self._untie(key))
        if not (outcome_view.lines or outcome_view.evidence or outcome_view.challenges):
            self._ties.addWidget(label("Nothing is linked yet.", "muted"))

    def _tie_evidence(self, linked: LinkedEvidence) -> None:
        words = f"{linked.item.reference} {linked.item.title}, {linked.link.bearing.value}"
        self._tie(
            words,
            lambda: self.session.go(ToItem(linked.item.id)),
            lambda: self.session.run(do(evidence.unlink_evidence, link=linked.link)),
        )

    def _tie(self, words: str, opened: object, dropped: object) -> None:
        said = label(words, "dense", wrap=True)
        line = row(said, button("Open", opened, kind="link"), button("Unlink", dropped, kind="link"))  # type: ignore[arg-type]
        line.setStretch(0, 1)
        self._ties.addLayout(line)

    def add_priority(self) -> None:
        """Add what was typed."""
        if self._new_priority.ready():
            self.session.record(self._new_priority, do(outcomes.add_priority, title=self.title.text()), anew={})

    def add_outcome(self) -> None:
        """Add what was typed to the priority chosen."""
        priority: PriorityId | None = self.priority.value()
        if priority is not None and self._new_outcome.ready():
            self.session.record(
                self._new_outcome,
                do(outcomes.add_outcome, priority_id=priority, text=self.text.text()),
                done=self._added,
                anew={},
                stay=("priority_id",),
            )

    def _added(self, outcome: Outcome[OutcomeId]) -> None:
        self._leave_outcome()
        self._chosen = outcome.value
        self.refresh()

    def record(self) -> None:
        """Record the words and the three answers."""
        chosen = self._current()
        if chosen is not None and self.form.ready():
            self.session.record(self.form, do(outcomes.change_outcome, outcome=self._typed(chosen[1])))

    def _typed(self, outcome_view: OutcomeView) -> DesiredOutcome:
        how_much, how_well, difference = (self.answers[question].toPlainText() for question in OutcomeQuestion)
        return replace(
            outcome_view.outcome, text=self.words.text(), how_much=how_much, how_well=how_well, difference=difference,
            marking=self.marking.value(),
        )  # fmt: skip

    def keep_typed(self) -> None:
        """What was typed is recorded where it can be, and kept as it was typed where it cannot."""
        super().keep_typed()
        self._leave_outcome()

    def _leave_outcome(self) -> None:
        self.form.keep()
        chosen = self._current()
        if chosen is not None and self.form.is_changed and self.form.is_clear():
            self.session.record(self.form, do(outcomes.change_outcome, outcome=self._typed(chosen[1])))

    def take_away(self) -> None:
        """Take the outcome away; undo brings it back."""
        chosen = self._current()
        if chosen is not None:
            self._chosen = None
            self.session.run(do(outcomes.take_outcome_away, outcome=chosen[1].outcome))

    def add_line(self) -> None:
        """Say that the outcome bears on the line chosen."""
        chosen, target = self._current(), self.line.value()
        if chosen is not None and target:
            changed = replace(self._typed(chosen[1]), targets=(*chosen[1].outcome.targets, target))
            self.session.run(do(outcomes.change_outcome, outcome=changed))

    def _drop_line(self, target: str) -> None:
        chosen = self._current()
        if chosen is not None:
            kept = tuple(other for other in chosen[1].outcome.targets if other != target)
            self.session.run(do(outcomes.change_outcome, outcome=replace(self._typed(chosen[1]), targets=kept)))

    def add_challenge(self) -> None:
        """Say that the challenge chosen bears on the outcome."""
        if self._chosen is not None and self.challenge.value() is not None:
            self.session.run(do(outcomes.tie_challenge, outcome_id=self._chosen, challenge_id=self.challenge.value()))

    def _untie(self, challenge: ChallengeId) -> None:
        if self._chosen is not None:
            self.session.run(do(outcomes.tie_challenge, outcome_id=self._chosen, challenge_id=challenge, tied=False))

    def link(self) -> None:
        """Ctrl+L: link evidence to the outcome."""
        chosen = self._current()
        if chosen is not None:
            LinkEvidenceDialog.for_outcome(self, self.session, str(chosen[1].outcome.id), "the outcome")

    def new(self) -> None:
        """Ctrl+N: write a priority."""
        self._panes.show_pane(0)
        self.title.setFocus()

    def show_destination(self, destination: OutcomesPlace) -> None:
        """Show an outcome."""
        match destination:
            case ToOutcome(outcome_id):
                self._chosen = outcome_id
                self.refresh()
            case ToOutcomes():
                pass
            case _:
                assert_never(destination)

    def destination(self) -> OutcomesPlace:
        """The outcome that is shown."""
        return ToOutcomes() if self._chosen is None else ToOutcome(self._chosen)


def _outcome_cell(pair: tuple[Priority, OutcomeView | None]) -> TableCell:
    priority, outcome_view = pair
    if outcome_view is None:
        return marked(TableCell(priority.title, "No outcome written yet", tone="text-2"), priority.marking)
    left = len(outcome_view.unanswered)
    answered = f"{left} of 3 not answered" if left else "All three answered"
    marking = narrowest(priority.marking, outcome_view.outcome.marking)
    return marked(TableCell(outcome_view.outcome.text, f"{priority.title}. {answered}"), marking)
