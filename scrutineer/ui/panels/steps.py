"""Steps: one line of enquiry or step: what each says, the evidence, the judgement and what blocks it."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.framework import Knowing, LineOfEnquiry, Step
from scrutineer.domain.ids import JudgementId, TargetId
from scrutineer.domain.scale import NOT_YET
from scrutineer.operations import partnership
from scrutineer.operations.queries.history import judgement_history
from scrutineer.operations.queries.steps import TargetView, newest_judgements, target_view
from scrutineer.ui.destinations import LinesPlace, ToLine, ToLines, ToNewChallenge, ToNewRecommendation, ToNewView
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row, set_tip
from scrutineer.ui.kit.docked import DockedPage
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.models.steps_model import FIGURES, StepsTree
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.comparison import Comparison
from scrutineer.ui.parts.judgement_form import JudgementForm
from scrutineer.ui.parts.level_marks import level_of
from scrutineer.ui.parts.linked_evidence import LinkedEvidenceCard
from scrutineer.ui.parts.step_side import StepSide
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

OWN_PROMPT = "A starter prompt of this program's own, not part of the published paper."


class StepsPanel(Panel[LinesPlace]):
    """The tree on the left, one target in the middle with its judgement docked below, its challenges on the right."""

    shows = frozenset(
        {
            ChangeKind.FRAMEWORK,
            ChangeKind.EVIDENCE,
            ChangeKind.LINK,
            ChangeKind.RETURN,
            ChangeKind.JUDGEMENT,
            ChangeKind.CHALLENGE,
            ChangeKind.PARTNERSHIP,
            ChangeKind.VOICE,
            ChangeKind.LEARNING,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.target = session.context.framework.steps[0].target
        self._view: TargetView | None = None
        self.tree = StepsTree(session.theme)
        self.tree.selectionModel().selectionChanged.connect(self._on_selected)
        self.side = StepSide(session, lambda: session.go(ToNewChallenge(target=self.target)), self._recommend)
        self.form = JudgementForm(session)
        self.dock = DockedPage(session.theme, holder(self._middle()), self.form)
        self._left_pane = self._left()
        panes = [("Steps", self._left_pane, 248), ("Line", self.dock, 0), ("Challenges and history", self.side, 280)]
        self._panes = Panes(session.theme, panes)
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QWidget:
        theme = self.session.theme
        self._filter = Field(name="Filter steps and lines", hint="Filter")
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(lambda words: self.tree.filter_by(words))
        add = button("Line", self.new, theme=theme, kind="link", icon="plus", hint="Add a line of enquiry, Ctrl+N")
        add.setAccessibleName("Add a line of enquiry")
        head = row(spacing=8, margins=(14, 10, 12, 8))
        head.addWidget(self._filter, 1)
        head.addWidget(add)
        foot = label(FIGURES, "caption")
        foot.setContentsMargins(space(14), space(6), space(6), space(8))
        box = column(spacing=0)
        box.addLayout(head)
        box.addWidget(self.tree, 1)
        box.addWidget(foot)
        self._add_form = self._new_line_form()
        self._add_form.hide()
        box.addWidget(self._add_form)
        return holder(box, "left")

    def _new_line_form(self) -> QWidget:
        self._new_label, self._new_question = (
            Field(spelt=True),
            Notes(name="Question", hint="The question it asks", lines=2),
        )
        self._new_label.setAccessibleName("Label")
        self._new_label.setPlaceholderText("A short label")
        save = button("Add to this step", self._add_line, kind="primary", small=True)
        cancel = button("Cancel", self._leave_new_line, small=True)
        self._new_line = Form(self.session, self)
        self._new_line.add("label", self._new_label, required="Give the line a short label.")
        self._new_line.add("question", self._new_question, required="Write the question it asks.")
        box = column(
            label("New line of enquiry", "card"),
            self._new_line.note,
            self._new_label,
            self._new_question,
            spacing=6,
            margins=(14, 8, 14, 10),
        )
        box.addLayout(row(save, cancel, None))
        return holder(box)

    def _middle(self) -> QVBoxLayout:
        theme = self.session.theme
        self._crumb, self._question = label("", "small"), label("", "heading", wrap=True)
        self._crumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rename = button("Reword", self._show_rename, kind="link", hint="F2")
        self._own = Field(name="Local wording")
        self._own.returnPressed.connect(self._save_wording)
        self._wording = Form(self.session, self)
        self._wording.add("wording", self._own)
        self._own.hide()
        self.comparison = Comparison(self.session)
        self.evidence = LinkedEvidenceCard(self.session, self.link)
        self._apart = label("", "small")
        more = button("Record a view", lambda: self.session.go(ToNewView(self.target)), theme=theme, kind="link",
                      icon="plus")  # fmt: skip
        says = Card("What each says", self._apart, more, margins=(1, 0, 1, 1))
        self._unheard = label("Nobody else was heard yet. Record a view, or import a return.", "muted")
        self._unheard.setContentsMargins(space(13), space(8), space(13), space(8))
        says.body.setSpacing(0)
        says.body.addWidget(self._unheard)
        says.body.addWidget(self.comparison)
        box = column(spacing=8, margins=(16, 8, 4, 10))
        crumbs = row(spacing=12)
        crumbs.addWidget(self._crumb, 2)
        crumbs.addWidget(self.form.last, 3)
        crumbs.addWidget(self._rename)
        box.addLayout(crumbs)
        for part in (self._question, self._own, self._wording.note, says, self.evidence):
            box.addWidget(part)
        box.addStretch(1)
        return box

    def refresh(self) -> None:
        """Read the tree and the target again."""
        session = self.session
        given = newest_judgements(session.casefile, session.context.cycle).items()
        levels = {str(target): level_of(session.context, judged) for target, judged in given if judged.level != NOT_YET}
        self.tree.show_framework(session.context, levels, self.target)
        self._show_target()

    def _show_target(self) -> None:
        session, context = self.session, self.session.context
        self._view = view = target_view(session.casefile, context, self.target, session.today())
        step, line = context.framework.step(self.target), context.framework.line(self.target)
        crumb = context.framework.name(self.target).replace(", line", "  /  Line")
        own, short = _whose_words(step, line)
        self._crumb.setText(f"{crumb}, {short}" if short else crumb)
        set_tip(self._crumb, f"{crumb}\n{own}".strip())
        self._question.setText(line.question if line else step.title)
        self.comparison.show_view(view)
        self._unheard.setVisible(not self.comparison.heard())
        self._apart.setText(self.comparison.summary())
        set_tip(self._apart, self.comparison.spread().in_words(context.scale))
        self.evidence.show_view(view)
        self.form.show_view(view)
        self.form.last.setVisible(bool(self.form.last.text()))
        self.side.show_view(view, judgement_history(session.casefile, self.target), line.evidence if line else "", own)

    def _on_selected(self, _selected: QItemSelection, _before: QItemSelection) -> None:
        target = self.tree.target()
        if target and target != self.target:
            self.keep_typed()
            self.target = TargetId(target)
            self._own.hide()
            self._show_target()

    def show_destination(self, destination: LinesPlace) -> None:
        """Show a step or line."""
        match destination:
            case ToLine(target):
                self.show_line(target)
            case ToLines():
                pass
            case _:
                assert_never(destination)

    def destination(self) -> ToLine:
        """The step or line that is shown."""
        return ToLine(self.target)

    def show_line(self, target: TargetId) -> None:
        """Show a step or line of this cycle's framework; of another, say so."""
        if not self.session.context.framework.knows(target):
            self.session.tell(
                "info", "That line belongs to another framework.", "Its code is shown where it is linked."
            )
            return
        self.keep_typed()
        self.target = target
        if self.isVisible() or self._view is not None:
            self.refresh()
        self._panes.show_pane(1)

    def _recommend(self) -> None:
        """Begin a recommendation that follows from the judgement shown, with what it rests on."""
        if self._view is not None and self._view.judgement is not None:
            self.session.go(ToNewRecommendation(judgement_id=JudgementId(self._view.judgement.id)))

    def link(self) -> None:
        """Choose evidence to link to what is shown."""
        judgement = self._view.judgement if self._view else None
        LinkEvidenceDialog.for_line(self, self.session, self.target, judgement.id if judgement else None)

    def new(self) -> None:
        """A new line of enquiry in this step."""
        step = self.session.context.framework.step(self.target)
        self._new_line.follow(f"line:{step.target}", f"A new line of step {step.number}", {})
        self._add_form.show()
        self._panes.show_pane(0)
        self._new_label.setFocus()

    def _leave_new_line(self) -> None:
        """What was typed is kept as a draft."""
        self._new_line.keep()
        self._add_form.hide()

    def _add_line(self) -> None:
        if not self._new_line.ready():
            return
        step = TargetId(self._new_line.about.removeprefix("line:"))
        self.session.record(
            self._new_line,
            do(
                partnership.add_line, step=step, label=self._new_label.text(), question=self._new_question.toPlainText()
            ),
            done=lambda outcome: self._added(outcome.value),
            anew={},
        )

    def _added(self, target: TargetId) -> None:
        self._add_form.hide()
        self.show_line(target)

    def _show_rename(self) -> None:
        framework = self.session.context.framework
        line = framework.line(self.target)
        worded = line.question if line else framework.step(self.target).label
        title = f"The wording of {framework.name(self.target)}"
        self._wording.follow(f"wording:{self.target}", title, {"wording": worded})
        self._own.setPlaceholderText("Empty gives the framework's own wording back")
        self._own.show()
        self._own.setFocus()

    def _save_wording(self) -> None:
        target, words = TargetId(self._wording.about.removeprefix("wording:")), self._own.text()
        line = self.session.context.framework.line(target)
        wording = (
            do(partnership.set_wording, target=target, question=words)
            if line
            else do(partnership.set_wording, target=target, label=words)
        )
        self.session.record(self._wording, wording, done=lambda _outcome: self._own.hide())

    def regions(self) -> list[QWidget]:
        """The tree, what each says, the judgement, what is beside it."""
        return [self._left_pane, self.dock.area, self.form, self.side]

    def record(self) -> None:
        """Finalise, or keep the draft where something stands in the way."""
        self.form.finalise()

    def toggle_details(self) -> None:
        """Show or hide the challenges and the history."""
        self._panes.toggle_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 rewords."""
        if event.key() == Qt.Key.Key_F2:
            self._show_rename()
        else:
            super().keyPressEvent(event)


def _whose_words(step: Step, line: LineOfEnquiry | None) -> tuple[str, str]:
    """Whether a prompt is this program's own, or how a step's title is known: in full, and in short for the crumb."""
    if line is not None:
        return (OWN_PROMPT, "a starter prompt") if line.starter else ("", "")
    if step.known in {Knowing.READ, Knowing.OWN, Knowing.CONFIRMED}:
        return "", ""
    return f"The published wording of this title: {step.known.in_words()}.", f"wording {step.known.value}"
