"""The scrutineer's judgement of one step or line, with what stands between it and being final."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus, blockers
from scrutineer.domain.scale import NOT_YET
from scrutineer.operations import judgements
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.priors import Prior
from scrutineer.operations.queries.steps import TargetView
from scrutineer.ui.kit.basic import Card, button, label, row, set_tip
from scrutineer.ui.kit.fields import Combo, Field, LevelChooser, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class JudgementForm(Card):
    """Level, strength of evidence, direction, narrative; keep a draft or finalise."""

    def __init__(self, session: Session) -> None:
        self.status, self.last = label("", "chip"), label("", "small")
        super().__init__("Your judgement", self.status, self.last, margins=(14, 8, 14, 8))
        self._session = session
        self._view: TargetView | None = None
        self._edited = False
        theme = session.theme
        self.level = LevelChooser(theme, session.context.scale)
        self.strength: Segments[Strength] = Segments(
            [(strength.value.capitalize(), strength) for strength in Strength], name="Strength of evidence"
        )
        directions = [(direction.value.capitalize(), direction) for direction in Direction]
        self.direction = Combo(theme, directions, name="Direction of travel")
        self.reason = Field()
        self.reason.setAccessibleName("Reason for the strength")
        self.reason.setPlaceholderText("Why it differs from the hint")
        self.hint = label("", "small")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.narrative = Notes(
            name="Narrative", hint="What you found, in your own words, and what it rests on", lines=2
        )
        self.blocked = label("", "warn", wrap=True)
        self.keep = button("Keep draft", self.keep_draft)
        self.final = button("Finalise judgement", self.finalise, kind="primary", hint="Ctrl+Enter")
        self.body.setSpacing(6)
        self._lay_out()
        self.level.chosen.connect(self._touched)
        self.strength.chosen.connect(self._touched)
        self.direction.activated.connect(self._touched)
        self.reason.textEdited.connect(self._touched)
        self.narrative.textChanged.connect(self._touched)

    def _lay_out(self) -> None:
        width = self._session.theme.px(66)
        name = label("Level", "muted")
        name.setFixedWidth(width)
        line = row(name)
        line.addWidget(self.level, 1)
        self.body.addLayout(line)
        name = label("Evidence", "muted")
        name.setFixedWidth(width)
        line = row(name)
        line.addWidget(flow(self.strength, label("Direction", "muted"), self.direction), 1)
        self.body.addLayout(line)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.narrative)
        foot = row(spacing=10)
        foot.addWidget(self.blocked, 1)
        foot.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.final, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(foot)

    def show_view(self, view: TargetView) -> None:
        """Show the judgement of a target. What is being typed about the same target is not overwritten."""
        same = self._view is not None and self._view.target == view.target
        self._view = view
        if not (same and self._edited):
            self._fill(view)
        self._show_state()

    def _fill(self, view: TargetView) -> None:
        prior = view.prior if view.prior is not None and view.prior.carries else None
        judgement = view.judgement or (self._on_this_scale(prior) if prior else None)
        self.narrative.blockSignals(True)
        self.level.choose(judgement.level if judgement else NOT_YET)
        self.strength.choose((judgement.strength if judgement else None) or view.body.hint.strength)
        self.direction.choose(judgement.direction if judgement else Direction.FIRST_LOOK)
        self.reason.setText(judgement.strength_reason if judgement else "")
        text = judgement.narrative if judgement else ""
        if self.narrative.toPlainText() != text:
            self.narrative.setPlainText(text)
        self.narrative.blockSignals(False)
        self._edited = False

    def _on_this_scale(self, prior: Prior) -> Judgement | None:
        """Last cycle's judgement as a starting point; one on another scale is only told, never converted."""
        return prior.judgement if prior.judgement.scale_id == self._session.context.scale.id else None

    def _touched(self, *_: object) -> None:
        self._edited = True
        self._show_state()

    def _draft(self, view: TargetView) -> Judgement:
        chosen, hint = self.strength.value(), view.body.hint
        return Judgement(
            cycle_id=CycleId(0), target=view.target, scale_id=self._session.context.scale.id, level=self.level.value(),
            strength=None if chosen is hint.strength else chosen, strength_reason=self.reason.text(),
            direction=self.direction.value(), narrative=self.narrative.toPlainText(),
        )  # fmt: skip

    def _show_state(self) -> None:
        view = self._view
        if view is None:
            return
        draft = self._draft(view)
        hint = view.body.hint
        self.hint.setText(f"Hint: {hint.strength.value}, because {', '.join(hint.reasons)}.")
        set_tip(self.hint, self.hint.text())
        self.reason.setVisible(draft.strength is not None)
        narrative_only = self._session.context.scale.kind == "narrative"
        reasons = blockers(draft, len(view.body.links), hint, narrative_only)
        final = view.judgement is not None and view.judgement.status is JudgementStatus.FINAL and not self._edited
        drafted = bool(view.judgement) or self._edited
        prior = view.prior
        carried = prior is not None and prior.carries and self._on_this_scale(prior) is not None
        untouched = "Prior" if carried else "None yet"
        self.status.setText("Final" if final else "Draft" if drafted else untouched)
        self.blocked.setText("" if final or not reasons else f"To finalise: {'; '.join(reasons)}.")
        self.final.setEnabled(not reasons and not final)
        self.keep.setEnabled(self._edited)
        self.last.setText(_last(view))

    def _record(self, view: TargetView, *, final: bool) -> None:
        """Record what is typed. Where nothing was changed no page reads itself again, so the form shows it itself."""
        draft = self._draft(view)
        self._edited = False
        self._session.run(
            do(
                judgements.record_judgement, target=TargetId(view.target), level=draft.level,
                strength=draft.strength, strength_reason=draft.strength_reason,
                direction=draft.direction, narrative=draft.narrative, final=final,
            ),
            done=lambda _outcome: self._show_state(),
        )  # fmt: skip

    def keep_draft(self) -> None:
        """Keep what is typed as a draft."""
        if self._view is not None and self._edited:
            self._record(self._view, final=False)

    def keep_if_edited(self) -> None:
        """Keep the draft before the target is left."""
        self.keep_draft()

    def finalise(self) -> None:
        """Make it final; what stands in the way is said and the draft is kept."""
        if self._view is None:
            return
        if not self.final.isEnabled():
            self.keep_draft()
            return
        self._record(self._view, final=True)


def _last(view: TargetView) -> str:
    if view.prior is not None and view.prior.carries:
        return f"Prior, from {view.prior.cycle.name}. It counts for this cycle once you touch it."
    if view.prior is not None:
        return f"Worded otherwise in {view.prior.cycle.name}, so nothing carries over: {view.prior.reworded}"
    if not view.earlier:
        return ""
    cycle, judgement = view.earlier[0]
    word = level_word(judgement.scale_id, judgement.level)
    return f"Last judged {long_date(local_day(judgement.made))}, {cycle.name}: {word}"
