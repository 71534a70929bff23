"""What happened next to a recommendation: only what can follow is offered, and nothing is chosen beforehand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import Impact
from scrutineer.domain.checklists import Met
from scrutineer.domain.recommendation_life import RecommendationLife
from scrutineer.domain.recommendations import RecommendationMove
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import shortened
from scrutineer.operations import recommendations
from scrutineer.ui.kit.basic import Card, button, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

MOVE_WORDS = {
    RecommendationMove.MADE: "Made",
    RecommendationMove.CHASED: "Chased",
    RecommendationMove.ACCEPTED: "Accepted",
    RecommendationMove.NOT_ACCEPTED: "Not accepted",
    RecommendationMove.UNDER_WAY: "Under way",
    RecommendationMove.EVIDENCE: "Evidence submitted",
    RecommendationMove.TESTED: "Tested",
    RecommendationMove.RETEST: "Re-test date set",
    RecommendationMove.DONE: "Done",
    RecommendationMove.LAPSED: "Lapsed",
    RecommendationMove.BENCHMARK: "Benchmarked here",
    RecommendationMove.IMPACT: "Impact asked again",
    RecommendationMove.REOPENED: "Opened again",
    RecommendationMove.NOTE: "Note",
}
IMPACT_CHOICES = [("Impact shown", Impact.SHOWN), ("Early signs", Impact.EARLY), ("None known", Impact.NONE_KNOWN)]
_M = RecommendationMove
_DATED = frozenset({_M.ACCEPTED, _M.CHASED, _M.UNDER_WAY, _M.RETEST, _M.REOPENED})
_BY = frozenset({_M.ACCEPTED, _M.NOT_ACCEPTED, _M.UNDER_WAY, _M.EVIDENCE})
_ASKED = {
    _M.NOT_ACCEPTED: "Why it was not accepted, as received",
    _M.TESTED: "What the test showed: what was looked at, and what was found",
    _M.DONE: "What changed for children, or why nothing is known to have changed",
    _M.LAPSED: "Why it lapsed",
    _M.BENCHMARK: "How it stands here, and where that is seen",
    _M.IMPACT: "What is known of it now, and from whom",
    _M.REOPENED: "Why it is opened again",
}


class RecommendationEventForm(Card):
    """One event: what, when, what was said, and what belongs to that kind of event alone."""

    def __init__(self, session: Session) -> None:
        super().__init__("What happened next?")
        self._session = session
        self._life: RecommendationLife | None = None
        theme = session.theme
        self.kind = Combo(theme, name="What happened")
        self.day = DateField(session.today(), name="On", today=session.today, when=When.HAPPENED)
        self.text = Notes(name="What was said or done", lines=3)
        self.by = Field(name="By which role", hint="By which role")
        self.due = DateField(name="To be done by", today=session.today, when=When.AHEAD, required=False)
        self._due_words = label("To be done by", "muted")
        self.impact: Segments[Impact] = Segments(IMPACT_CHOICES, name="Impact on children", none=True)
        self.met = Combo(
            theme, [("How far is it met here?", None), *((met.value.capitalize(), met) for met in Met)],
            name="How far it is met here",
        )  # fmt: skip
        self.marking = MarkingField(session, name="Marking of what happened")
        self.form = Form(session, self, roles=("by",))
        for name, part, required in (
            ("kind", self.kind, "Choose what happened."), ("on_date", self.day, ""), ("due", self.due, ""),
            ("by", self.by, ""), ("impact", self.impact, ""), ("met", self.met, ""), ("text", self.text, ""),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self._lay_out()
        self.form.changed.connect(self._fit)

    def _lay_out(self) -> None:
        self.body.addWidget(self.form.note)
        self.body.addWidget(self.kind)
        self.body.addWidget(flow(label("On", "muted"), self.day, self._due_words, self.due))
        for part in (self.met, self.impact, self.by, self.text):
            self.body.addWidget(part)
        record = button(
            "Record event", self.submit, theme=self._session.theme, kind="outline", icon="plus", hint="Ctrl+Enter"
        )
        self.body.addWidget(flow(label("Marking", "muted"), self.marking))
        self.body.addLayout(row(record, None))

    def show_life(self, life: RecommendationLife) -> None:
        """Ask about a recommendation; what is being written about the same one stays."""
        self._life = life
        choices: list[tuple[str, RecommendationMove | None]] = [("Choose what happened", None)]
        choices += [(MOVE_WORDS[kind], kind) for kind in life.allowed()]
        self.kind.set_choices(choices)
        kept = life.recommendation
        title = f"What happened next, “{shortened(kept.text, 60)}”"
        self.form.follow(f"recommendation-event:{kept.id}", title, self._blank(life))

    def begin(self, kind: RecommendationMove) -> None:
        """Choose what happened, where it can follow, and go on with what was said; what is being written stays."""
        if not self.form.changes() and self._life is not None and kind in self._life.allowed():
            self.kind.choose(kind)
            self.form.changed.emit()
        self.text.setFocus()

    def _blank(self, life: RecommendationLife) -> dict[str, object]:
        return {"on_date": self._session.today(), "marking": life.recommendation.marking}

    def _fit(self) -> None:
        """Ask only what belongs to what happened; what was typed into another field stays in it."""
        kind: RecommendationMove | None = self.kind.value()
        _show(kind in _DATED or bool(self.due.text()), self.due, self._due_words)
        due = "Re-test on" if kind is _M.RETEST else "To be done by"
        self._due_words.setText(due)
        self.due.setAccessibleName(due)
        _show(kind in _BY or bool(self.by.text()), self.by)
        _show(kind in (_M.DONE, _M.IMPACT), self.impact)
        _show(kind is _M.BENCHMARK, self.met)
        self.text.setPlaceholderText(_ASKED.get(kind, "What was said or done, as received") if kind else "")

    def submit(self) -> None:
        """Record it; what is not clear is said beside its field."""
        day = self.day.value()
        if self._life is None or not self.form.ready() or day is None:
            return
        kind = self.kind.value()
        self._session.record(
            self.form,
            do(
                recommendations.record_move, recommendation_id=self._life.recommendation.id, kind=kind, on_date=day,
                text=self.text.toPlainText(), by=self.by.text(), due=self.due.value(),
                impact=self.impact.value() if kind in (_M.DONE, _M.IMPACT) else None,
                met=self.met.value() if kind is _M.BENCHMARK else None, marking=self.marking.value(),
            ),
            anew=self._blank(self._life),
        )  # fmt: skip


def _show(wanted: bool, *parts: QWidget) -> None:
    for part in parts:
        part.setVisible(wanted)
