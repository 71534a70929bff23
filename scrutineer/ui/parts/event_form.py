"""What happened next to a challenge: only what can follow is offered."""

from __future__ import annotations

from scrutineer.domain.challenge import EventKind, Life, ResponseView
from scrutineer.domain.evidence import Marking
from scrutineer.operations import challenges
from scrutineer.ui.kit.basic import Card, label, row
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes
from scrutineer.ui.ops import do
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


class EventForm(Card):
    """One event: what, when, what was said, and a next date where there is one."""

    def __init__(self, session: Session, life: Life) -> None:
        super().__init__("What happened next?")
        self._session, self._life = session, life
        theme = session.theme
        self.kind = Combo(theme, self._choices(life), name="What happened")
        self.day = DateField(session.today(), name="On")
        self.text = Notes(name="What was said or done", hint="What was said or done, as received", lines=3)
        self.by = Field()
        self.by.setAccessibleName("By which role, or to whom")
        self.due = DateField(name="Reply due", required=False)
        self._due_words = label("Reply due", "muted")
        self.body.addWidget(self.kind)
        self.body.addLayout(row(label("On", "muted"), self.day, self._due_words, self.due))
        self.body.addWidget(self.by)
        self.body.addWidget(self.text)
        self.kind.activated.connect(lambda _number: self._follow())
        self._follow()

    @staticmethod
    def _choices(life: Life) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = []
        for kind in life.allowed():
            if kind is EventKind.VIEW:
                choices += [(f"Your view: {view.value}", (kind, view)) for view in ResponseView]
            elif kind is not EventKind.CLOSED:
                choices.append((_CHOICES[kind], (kind, None)))
        return choices

    def _follow(self) -> None:
        kind, _ = self.kind.value()
        for part in (self.due, self._due_words):
            part.setVisible(kind in _DATED)
        due = "Re-test on" if kind is EventKind.RETEST else "Reply due"
        self._due_words.setText(due)
        self.due.setAccessibleName(due)
        self.by.setVisible(
            kind in {EventKind.RESPONSE, EventKind.ACKNOWLEDGED, EventKind.EVIDENCE, EventKind.ESCALATED}
        )
        escalated = kind is EventKind.ESCALATED
        self.by.setPlaceholderText("Escalated to, such as lead safeguarding partners" if escalated else "By which role")

    def submit(self) -> None:
        """Record it."""
        day = self.day.value()
        if day is None or self.due.is_wrong():
            self._session.tell("warn", "Not recorded yet.", "One of the dates is no date; write it as 20/11/2026.")
            return
        kind, view = self.kind.value()
        escalated = kind is EventKind.ESCALATED
        self._session.run(
            do(
                challenges.record_event,
                challenge_id=self._life.challenge.id,
                kind=kind,
                on_date=day,
                text=self.text.toPlainText(),
                by="" if escalated else self.by.text(),
                due=self.due.value(),
                view=view,
                stage=self.by.text() if escalated else "",
            )
        )
        self.text.clear()

    def keep_typed(self) -> None:
        """What was typed is kept as a private note."""
        words = self.text.toPlainText().strip()
        if words:
            self.text.clear()
            self._session.run(
                do(
                    challenges.record_event,
                    challenge_id=self._life.challenge.id,
                    kind=EventKind.NOTE,
                    text=words,
                    marking=Marking.PRIVATE,
                )
            )
