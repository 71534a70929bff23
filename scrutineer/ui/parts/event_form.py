"""What happened next to a challenge: only what can follow is offered, and nothing is chosen beforehand."""

from __future__ import annotations

from scrutineer.domain.challenge import EventKind, Life
from scrutineer.operations import challenges
from scrutineer.ui.kit.basic import Card
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.event_fields import EventFields
from scrutineer.ui.session import Session


class EventForm(Card):
    """One event: what, when, what was said, and a next date where there is one."""

    def __init__(self, session: Session) -> None:
        super().__init__("What happened next?")
        self._session = session
        self._life: Life | None = None
        self.fields = EventFields(session, lambda host: Form(session, host, roles=("by",)))
        self.form = self.fields.form
        self.body.addWidget(self.form.note)
        self.body.addWidget(self.fields)

    def show_life(self, life: Life) -> None:
        """Ask about a challenge; what is being written about the same one stays."""
        self._life = life
        self.fields.show_life(life)
        challenge = life.challenge
        self.form.follow(f"event:{challenge.id}", f"What happened next, {challenge.reference}", self._blank(life))

    def _blank(self, life: Life) -> dict[str, object]:
        return {"on_date": self._session.today(), "marking": life.challenge.marking}

    def begin_event(self, kind: EventKind) -> None:
        """Choose what happened, where it can follow, and go on with what was said; what is being written stays."""
        if not self.form.changes() and self._life is not None and kind in self._life.allowed():
            self.fields.kind.choose((kind, None))
            self.form.changed.emit()
        self.fields.text.setFocus()

    def submit(self) -> None:
        """Record it; what is not clear is said beside its field."""
        if self._life is None or not self.form.ready():
            return
        self._session.record(
            self.form,
            do(
                challenges.record_event, challenge_id=self._life.challenge.id, **self.fields.values(),
            ),
            anew=self._blank(self._life),
        )  # fmt: skip
