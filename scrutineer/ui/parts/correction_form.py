"""That an event was recorded wrongly: why, and what counts in its place, or that it never happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scrutineer.domain.challenge import Event, EventKind, Life
from scrutineer.domain.dates import long_date
from scrutineer.operations import challenges
from scrutineer.ui.kit.basic import Card, button, label, row
from scrutineer.ui.kit.fields import Notes, Segments
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.event_fields import EventFields
from scrutineer.ui.session import Session


class CorrectionForm(Card):
    """Begins with the event as it was recorded: what was wrong is changed, and the reason written."""

    def __init__(self, session: Session, leave: Callable[[], None]) -> None:
        super().__init__("Correct what was recorded")
        self._session, self._leave = session, leave
        self._wrong: Event | None = None
        self._about = label("", "muted", wrap=True)
        self.happened: Segments[bool] = Segments(
            [("It was otherwise", True), ("It never happened", False)], name="What was wrong"
        )
        self.reason = Notes(name="Reason of the correction", hint="What was wrong with it", lines=2)
        self.fields = EventFields(session, lambda host: Form(session, host, roles=("by",)))
        self.form = self.fields.form
        self.form.add("happened", self.happened)
        self.form.add("reason", self.reason, required="Say what was wrong with it.")
        self.body.addWidget(self.form.note)
        for part in (self._about, self.happened, self.fields, self.reason):
            self.body.addWidget(part)
        act = button("Record the correction", self.submit, theme=session.theme, kind="outline", icon="pencil")
        self.body.addLayout(row(act, button("Leave", self.leave), None))
        self.form.changed.connect(self._fit)

    @property
    def event_id(self) -> int:
        """The event asked about last; 0 for none yet."""
        return self._wrong.id if self._wrong is not None else 0

    def show_event(self, life: Life, wrong: Event) -> None:
        """Ask about an event of a life; what is being written about the same one stays."""
        self._wrong = wrong
        place = life.events.index(wrong)
        before = replace(life, events=life.events[:place])
        self.fields.show_life(before, beside=wrong)
        reference = life.challenge.reference
        self._about.setText(
            f"{wrong.kind.value.capitalize()}, {long_date(wrong.on_date)}, stays in the life of {reference}, struck "
            "out with the reason, and counts no more."
        )
        stored = {
            "kind": (wrong.kind, wrong.view), "on_date": wrong.on_date, "due": wrong.due, "impact": wrong.impact,
            "by": wrong.by, "stage": wrong.stage, "text": wrong.text, "marking": wrong.marking,
            "happened": True,
        }  # fmt: skip
        self.form.follow(f"correction:{wrong.id}", f"A correction in {reference}", stored)

    def _fit(self) -> None:
        self.fields.setVisible(self.happened.value() is not False)

    def _instead(self, wrong: Event) -> Event | None:
        if self.happened.value() is False:
            return None
        said = self.fields.values()
        kind = said["kind"]
        kept = {"impact": wrong.impact, "ending": wrong.ending} if kind is wrong.kind is EventKind.CLOSED else {}
        return Event(challenge_id=wrong.challenge_id, **{**said, **kept})

    def leave(self) -> None:
        """Leave it; what was typed is kept."""
        self.form.keep()
        self._leave()

    def submit(self) -> None:
        """Record the correction; what is not clear is said beside its field."""
        wrong = self._wrong
        if wrong is None or not self.form.ready():
            return
        self._session.record(
            self.form,
            do(
                challenges.correct_event, event_id=wrong.id, reason=self.reason.toPlainText(),
                instead=self._instead(wrong),
            ),
            done=lambda _outcome: self._leave(),
        )  # fmt: skip
