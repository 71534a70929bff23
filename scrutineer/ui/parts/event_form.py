"""What happened next to a challenge: only what can follow is offered, and nothing is chosen beforehand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import EventKind, Life, ResponseView
from scrutineer.domain.typed_dates import When
from scrutineer.operations import challenges
from scrutineer.ui.kit.basic import Card, label, row
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

_CHOICES = {
    EventKind.RAISED: "Put it to them",
    EventKind.CHASED: "Chased",
    EventKind.ACKNOWLEDGED: "Acknowledged",
    EventKind.RESPONSE: "Response received",
    EventKind.ACTION: "Action under way",
    EventKind.EVIDENCE: "Evidence submitted",
    EventKind.ESCALATED: "Escalated",
    EventKind.TESTED: "Tested",
    EventKind.RETEST: "Set a re-test date",
    EventKind.NOTE: "Note",
}
_DATED = frozenset({EventKind.RAISED, EventKind.CHASED, EventKind.ESCALATED, EventKind.RETEST})
_BY = frozenset({EventKind.RESPONSE, EventKind.ACKNOWLEDGED, EventKind.EVIDENCE, EventKind.ESCALATED})
_ASKED = {
    EventKind.TESTED: "What the test showed: what was looked at, and what was found",
    EventKind.RESPONSE: "What they said, as received",
}


class EventForm(Card):
    """One event: what, when, what was said, and a next date where there is one."""

    def __init__(self, session: Session) -> None:
        super().__init__("What happened next?")
        self._session = session
        self._life: Life | None = None
        theme = session.theme
        self.kind = Combo(theme, name="What happened")
        self.day = DateField(session.today(), name="On", today=session.today, when=When.HAPPENED)
        self.text = Notes(name="What was said or done", lines=3)
        self.by = Field()
        self.by.setAccessibleName("By which role, or to whom")
        self.due = DateField(name="Reply due", today=session.today, when=When.AHEAD, required=False)
        self._due_words = label("Reply due", "muted")
        self.marking = MarkingField(session, name="Marking of what happened")
        self.form = Form(session, self, roles=("by",))
        for name, part, required in (
            ("kind", self.kind, "Choose what happened."), ("on_date", self.day, ""), ("due", self.due, ""),
            ("by", self.by, ""), ("text", self.text, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.body.addWidget(self.form.note)
        self.body.addWidget(self.kind)
        self.body.addLayout(row(label("On", "muted"), self.day, self._due_words, self.due))
        self.body.addWidget(self.by)
        self.body.addWidget(self.text)
        self.body.addLayout(row(label("Marking", "muted"), self.marking, None))
        self.form.changed.connect(self._fit)

    def show_life(self, life: Life) -> None:
        """Ask about a challenge; what is being written about the same one stays."""
        self._life = life
        self.kind.set_choices(self._choices(life))
        challenge = life.challenge
        self.form.follow(f"event:{challenge.id}", f"What happened next, {challenge.reference}", self._blank(life))

    def _blank(self, life: Life) -> dict[str, object]:
        return {"on_date": self._session.today(), "marking": life.challenge.marking}

    @staticmethod
    def _choices(life: Life) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = [("Choose what happened", None)]
        for kind in life.allowed():
            if kind is EventKind.VIEW:
                choices += [(f"Your view: {view.value}", (kind, view)) for view in ResponseView]
            elif kind is not EventKind.CLOSED:
                choices.append((_CHOICES[kind], (kind, None)))
        return choices

    def _fit(self) -> None:
        """Ask only what belongs to what happened; what was typed into another field stays in it."""
        kind, _ = self.kind.value() or (None, None)
        self._show(kind in _DATED or bool(self.due.text()), self.due, self._due_words)
        due = "Re-test on" if kind is EventKind.RETEST else "Reply due"
        self._due_words.setText(due)
        self.due.setAccessibleName(due)
        self._show(kind in _BY or bool(self.by.text()), self.by)
        escalated = kind is EventKind.ESCALATED
        self.by.setPlaceholderText("Escalated to, such as lead safeguarding partners" if escalated else "By which role")
        self.text.setPlaceholderText(_ASKED.get(kind, "What was said or done, as received") if kind else "")

    @staticmethod
    def _show(wanted: bool, *parts: QWidget) -> None:
        for part in parts:
            part.setVisible(wanted)

    def begin_event(self, kind: EventKind) -> None:
        """Choose what happened, where it can follow, and go on with what was said; what is being written stays."""
        if not self.form.changes() and self._life is not None and kind in self._life.allowed():
            self.kind.choose((kind, None))
            self.form.changed.emit()
        self.text.setFocus()

    def submit(self) -> None:
        """Record it; what is not clear is said beside its field."""
        day = self.day.value()
        if self._life is None or not self.form.ready() or day is None:
            return
        kind, view = self.kind.value()
        escalated = kind is EventKind.ESCALATED
        self._session.record(
            self.form,
            do(
                challenges.record_event, challenge_id=self._life.challenge.id, kind=kind, on_date=day,
                text=self.text.toPlainText(), by="" if escalated else self.by.text(), due=self.due.value(), view=view,
                stage=self.by.text() if escalated else "", marking=self.marking.value(),
            ),
            anew=self._blank(self._life),
        )  # fmt: skip
