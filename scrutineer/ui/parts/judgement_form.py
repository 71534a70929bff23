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
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


class JudgementForm(Card):
    """Level, strength of evidence, direction, narrative; keep a draft or finalise."""

    def __init__(self, session: Session) -> None:
        self.status, self.last = label("", "chip"), label("", "small")
        super().__init__("Your judgement", self.status, self.last, margins=(14, 8, 14, 8))
        self._session = session
        self._view: TargetView | None = None
        theme = session.theme
        self.level = LevelChooser(theme, session.context.scale)
        self.strength: Segments[Strength] = Segments(
            [(strength.value.capitalize(), strength) for strength in Strength], name="Strength of evidence", none=True
        )
        directions = [("Which way?", None), *((direction.value.capitalize(), direction) for direction in Direction)]
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
        self.body.setSpacing(space(6))
        self.form = Form(session, self, undone_stays=True)
        for field, part, required in (
            ("level", self.level, ""), ("strength", self.strength, ""),
            ("direction", self.direction, "Say which way it is going, or that this is a first look."),
            ("strength_reason", self.reason, ""), ("narrative", self.narrative, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self._lay_out()
        self.form.changed.connect(self._show_state)

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
        self.body.insertWidget(0, self.form.note)
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
        self._view = view
        context = self._session.context
        prior = view.prior if view.prior is not None and view.prior.carries else None
        standing = view.judgement or (self._on_this_scale(prior) if prior else None)
        first = not view.earlier and view.prior is None
        stored: dict[str, object] = {"level": NOT_YET, "direction": Direction.FIRST_LOOK if first else None}
        if standing is not None:
            stored = {name: getattr(standing, name) for name in self.form.typed()}
        name = context.framework.name(view.target)
        self.form.follow(f"judgement:{context.cycle.id}:{view.target}", f"Your judgement, {name}", stored)

    def _on_this_scale(self, prior: Prior) -> Judgement | None:
        """Last cycle's judgement as a starting point; one on another scale is only told, never converted."""
        return prior.judgement if prior.judgement.scale_id == self._session.context.scale.id else None

    def _draft(self, view: TargetView) -> Judgement:
        return Judgement(
            cycle_id=CycleId(0), target=view.target, scale_id=self._session.context.scale.id, level=self.level.value(),
            strength=self.strength.value(), strength_reason=self.reason.text(),
            direction=self.direction.value() or Direction.FIRST_LOOK, narrative=self.narrative.toPlainText(),
        )  # fmt: skip

    def _show_state(self) -> None:
        view = self._view
        if view is None:
            return
        draft = self._draft(view)
        hint = view.body.hint
        stands = " It stands unless you choose." if draft.strength is None else ""
        self.hint.setText(f"Hint: {hint.strength.value}, because {', '.join(hint.reasons)}.{stands}")
        set_tip(self.hint, self.hint.text())
        self.reason.setVisible(draft.strength not in (None, hint.strength) or bool(draft.strength_reason))
        reasons = self._reasons(view)
        final = (
            view.judgement is not None and view.judgement.status is JudgementStatus.FINAL and not self.form.is_changed
        )
        drafted = bool(view.judgement) or self.form.is_changed
        prior = view.prior
        carried = prior is not None and prior.carries and self._on_this_scale(prior) is not None
        untouched = "Prior" if carried else "None yet"
        self.status.setText("Final" if final else "Draft" if drafted else untouched)
        self.blocked.setText("" if final or not reasons else f"To finalise: {'; '.join(reasons)}.")
        self.final.setEnabled(not reasons and not final)
        self.keep.setEnabled(self.form.is_changed)
        self.last.setText(_last(view))

    def _record(self, view: TargetView, *, final: bool) -> None:
        """Record what is typed. Where nothing was changed no page reads itself again, so the form shows it itself."""
        if not self.form.ready():
            return
        draft = self._draft(view)
        self._session.record(
            self.form,
            do(
                judgements.record_judgement, target=TargetId(view.target), level=draft.level,
                strength=draft.strength, strength_reason=draft.strength_reason,
                direction=draft.direction, narrative=draft.narrative, final=final,
            ),
            done=lambda _outcome: self._show_state(),
        )  # fmt: skip

    def keep_draft(self) -> None:
        """Keep what is typed as a draft."""
        if self._view is not None and self.form.is_changed:
            self._record(self._view, final=False)

    def finalise(self) -> None:
        """Make it final; what stands in the way is said, and what is typed stays."""
        view = self._view
        if view is None or self.status.text() == "Final":
            return
        reasons = self._reasons(view)
        if reasons:
            self.form.keep()
            self._session.tell("warn", "The judgement is not final yet.", f"To finalise: {'; '.join(reasons)}.")
        else:
            self._record(view, final=True)

    def _reasons(self, view: TargetView) -> tuple[str, ...]:
        """What stands between what is typed and being final."""
        narrative_only = self._session.context.scale.kind == "narrative"
        return blockers(self._draft(view), len(view.body.links), view.body.hint, narrative_only)


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
