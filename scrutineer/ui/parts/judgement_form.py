"""The scrutineer's judgement of one step or line, with what stands between it and being final."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus, blockers
from scrutineer.domain.marking import Marking
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.words import begun
from scrutineer.operations import judgements
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.priors import Prior
from scrutineer.operations.queries.steps import TargetView
from scrutineer.ui.kit.basic import button, column, holder, label, row, set_tip
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, LevelChooser, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.level_held import held_called, level_held, scale_and_level
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session


class JudgementForm(QWidget):
    """Level, narrative, strength of evidence, direction; keep a draft or finalise. The narrative takes the room given.

    `last` says what was judged before; the page that holds the form places it.
    """

    NARROW = 640  # pixels at 100% below which the hint has a line of its own

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Your judgement")
        self.status, self.last = label("", "chip"), label("", "small")
        self._session = session
        self._view: TargetView | None = None
        theme = session.theme
        self.level = LevelChooser(
            theme, session.context.scale, called=held_called, hold=partial(level_held, session.context.scale.id)
        )
        self.strength: Segments[Strength] = Segments(
            [(strength.value.capitalize(), strength) for strength in Strength], name="Strength of evidence", none=True
        )
        directions = [("Which way?", None), *((direction.value.capitalize(), direction) for direction in Direction)]
        self.direction = Combo(theme, directions, name="Direction of travel")
        self.direction.setFixedWidth(theme.px(122))
        self.reason = Field(name="Reason for the strength", hint="Why it differs from the hint", spelt=True)
        self._reason_label = label("Reason", "muted")
        self.hint, self._hint_below = label("", "small"), label("", "small", wrap=True)
        self._hint_below.hide()
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.narrative = Notes(
            name="Narrative", hint="What you found, in your own words, and what it rests on", lines=2
        )
        self.narrative.setMinimumHeight(self.narrative.fontMetrics().lineSpacing() * 2 + theme.px(26))
        self.marking = MarkingField(session, name="Marking of your judgement")
        self.marking.setFixedWidth(theme.px(118))
        self.blocked = label("", "warn", wrap=True)
        self.keep = button("Keep draft", self.keep_draft)
        self.final = button("Finalise", self.finalise, kind="primary", hint="Finalise the judgement, Ctrl+Enter")
        self.final.setAccessibleName("Finalise judgement")
        self.form = Form(session, self, undone_stays=True)
        for field, part, required in (
            ("level", self.level, ""), ("strength", self.strength, ""),
            ("direction", self.direction, "Say which way it is going, or that this is a first look."),
            ("strength_reason", self.reason, ""), ("narrative", self.narrative, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self._lay_out()
        self.form.changed.connect(self._show_state)

    def _lay_out(self) -> None:
        """Level, narrative, evidence and direction with the hint, then what blocks it beside the buttons."""
        level = row(spacing=8)
        level.addWidget(self.level, 1)
        level.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        strength = holder(row(label("Evidence", "muted"), self.strength, spacing=6))
        direction = holder(row(label("Direction", "muted"), self.direction, spacing=6))
        weighed = row(flow(strength, direction, spacing=14), spacing=14)
        weighed.addWidget(self.hint, 1)
        why = row(self._reason_label, spacing=6)
        why.addWidget(self.reason, 1)
        foot = row(holder(row(label("Marking", "muted"), self.marking, spacing=6)), spacing=10)
        foot.addWidget(self.blocked, 1)
        foot.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.final, 0, Qt.AlignmentFlag.AlignBottom)
        box = column(self.form.note, spacing=7, margins=(16, 10, 16, 8))
        box.addLayout(level)
        box.addWidget(self.narrative, 1)
        box.addLayout(weighed)
        box.addWidget(self._hint_below)
        box.addLayout(why)
        box.addLayout(foot)
        self.setLayout(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint stands beside what it is about, or below where too little of it could be read there."""
        super().resizeEvent(event)
        narrow = self.width() < self._session.theme.px(self.NARROW)
        self.hint.setVisible(not narrow)
        self._hint_below.setVisible(narrow)

    def show_view(self, view: TargetView) -> None:
        """Show the judgement of a target. What is being typed about the same target is not overwritten."""
        self._view = view
        context = self._session.context
        prior = view.prior if view.prior is not None and view.prior.carries else None
        standing = view.judgement or (self._on_this_scale(prior) if prior else None)
        first = view.earlier is None and view.prior is None
        stored: dict[str, object] = {
            "level": NOT_YET, "direction": Direction.FIRST_LOOK if first else None,
            "marking": prior.judgement.marking if prior else Marking.PARTNER,
        }  # fmt: skip
        if standing is not None:
            stored = {name: getattr(standing, name) for name in self.form.typed()} | {
                "level": level_held(standing.scale_id, standing.level)
            }
        name = context.framework.name(view.target)
        self.form.follow(f"judgement:{context.cycle.id}:{view.target}", f"Your judgement, {name}", stored)

    def _on_this_scale(self, prior: Prior) -> Judgement | None:
        """Last cycle's judgement as a starting point; one on another scale is only told, never converted."""
        return prior.judgement if prior.judgement.scale_id == self._session.context.scale.id else None

    def _draft(self, view: TargetView) -> Judgement:
        scale, level = scale_and_level(self.level.value(), self._session.context.scale)
        return Judgement(
            cycle_id=CycleId(0), target=view.target, scale_id=scale, level=level,
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
        self.hint.setText(f"Hint: {hint.strength.value}. {_short(hint.reasons)}.{stands}")
        set_tip(self.hint, self.hint.text())
        self._hint_below.setText(self.hint.text())
        asked = draft.strength not in (None, hint.strength) or bool(draft.strength_reason)
        for part in (self._reason_label, self.reason):
            part.setVisible(asked)
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
        set_tip(self.last, self.last.text())
        set_tip(self.status, self.last.text())

    def _record(self, view: TargetView, *, final: bool) -> None:
        """Record what is typed. Where nothing was changed no page reads itself again, so the form shows it itself."""
        if not self.form.ready():
            return
        draft = self._draft(view)
        self._session.record(
            self.form,
            do(
                judgements.record_judgement, target=TargetId(view.target), level=draft.level, scale_id=draft.scale_id,
                strength=draft.strength, strength_reason=draft.strength_reason,
                direction=draft.direction, narrative=draft.narrative, final=final, marking=self.marking.value(),
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
        draft = self._draft(view)
        return blockers(draft, len(view.body.links), view.body.hint, judgements.is_in_words_alone(draft))


def _short(reasons: Iterable[str]) -> str:
    """The reasons of a hint in few words, the first as it begins a sentence."""
    words = ", ".join(reason.removesuffix(" of evidence") for reason in reasons)
    return begun(words)


def _last(view: TargetView) -> str:
    if view.prior is not None and view.prior.carries:
        return f"Prior, from {view.prior.cycle.name}. It counts for this cycle once you touch it."
    if view.prior is not None:
        return f"Worded otherwise in {view.prior.cycle.name}, so nothing carries over: {view.prior.reworded}"
    if view.earlier is None:
        return ""
    cycle, judgement = view.earlier
    word = level_word(judgement.scale_id, judgement.level)
    return f"Last judged {long_date(local_day(judgement.made))}, {cycle.name}: {word}"
