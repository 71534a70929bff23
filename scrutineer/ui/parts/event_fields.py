"""The fields of one event of a challenge: what is recorded next, and what counts in the place of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.challenge import Event, EventKind, Impact, Life, ResponseView
from scrutineer.domain.escalation import next_stage, stages_of
from scrutineer.domain.event_words import due_words
from scrutineer.domain.typed_dates import When
from scrutineer.domain.working_days import working_days_after
from scrutineer.ui.kit.basic import column, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

CHOICES = {
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
    EventKind.IMPACT: "Impact asked again",
    EventKind.REOPENED: "Open it again",
}
REPLY_ASKED = frozenset({EventKind.RAISED, EventKind.CHASED, EventKind.ESCALATED, EventKind.REOPENED})
_DATED = REPLY_ASKED | {EventKind.RETEST, EventKind.ACTION}
_BY = frozenset({
    EventKind.RESPONSE, EventKind.ACKNOWLEDGED, EventKind.EVIDENCE, EventKind.ESCALATED, EventKind.ACTION,
    EventKind.IMPACT,
})  # fmt: skip
_BY_ASKED = {
    EventKind.ESCALATED: "Escalated to, where it is none of these",
    EventKind.ACTION: "Which role does it",
    EventKind.IMPACT: "Who was asked",
}
_ASKED = {
    EventKind.TESTED: "What the test showed: what was looked at, and what was found",
    EventKind.RESPONSE: "What they said, as received",
    EventKind.IMPACT: "What is known of it now, and from whom",
    EventKind.REOPENED: "Why it is opened again",
}
_IMPACTS = [("What has changed for children?", None), ("Impact shown", Impact.SHOWN), ("Early signs", Impact.EARLY),
            ("None known", Impact.NONE_KNOWN)]  # fmt: skip
ANOTHER_STAGE = "Another stage"


Happened = tuple[EventKind, ResponseView | None]
"""What was chosen to have happened: its kind, and of a view which."""


def _happened_called(happened: Happened) -> str:
    kind, view = happened
    return f"Your view: {view.value}" if view is not None else CHOICES.get(kind, kind.value.capitalize())


class EventFields(QWidget):
    """What, when, what was said, by whom, a next date and a stage where there is one; each asked where it belongs."""

    def __init__(self, session: Session, form: Callable[[QWidget], Form]) -> None:
        super().__init__()
        self._session = session
        self._life: Life | None = None
        self._offered: date | None = None
        self._own_stage = ""
        theme = session.theme
        self.kind = Combo(theme, name="What happened", called=_happened_called)
        self.day = DateField(session.today(), name="On", today=session.today, when=When.HAPPENED)
        self.text = Notes(name="What was said or done", lines=3)
        self.by = Field(name="By which role, or to whom")
        self.stage = Combo(theme, name="Stage of the escalation")
        self.impact = Combo(theme, _IMPACTS, name="What has changed for children")
        self.due = DateField(name="Reply due", today=session.today, when=When.AHEAD, required=False)
        self._due_words = label("Reply due", "muted")
        self.marking = MarkingField(session, name="Marking of what happened")
        self.form = form(self)
        for name, part, required in (
            ("kind", self.kind, "Choose what happened."), ("on_date", self.day, ""), ("due", self.due, ""),
            ("stage", self.stage, ""), ("impact", self.impact, "Say what has changed for children."),
            ("by", self.by, ""), ("text", self.text, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.setLayout(self._laid_out())
        self.kind.activated.connect(lambda _place: self._offer())
        self.form.changed.connect(self.fit)

    def _laid_out(self) -> QVBoxLayout:
        box = column(self.kind, spacing=8)
        box.addWidget(flow(label("On", "muted"), self.day, self._due_words, self.due))
        for part in (self.stage, self.impact, self.by, self.text):
            box.addWidget(part)
        box.addLayout(row(label("Marking", "muted"), self.marking, None))
        return box

    def _choices(self, life: Life, beside: Event | None) -> list[tuple[str, object]]:
        """What can follow a life; `beside` is an event whose own kind is among them whatever else is."""
        choices: list[tuple[str, object]] = [("Choose what happened", None)]
        kinds = life.allowed()
        if beside is not None and beside.kind not in kinds:
            kinds = (beside.kind, *kinds)
        for kind in kinds:
            if kind is EventKind.VIEW:
                choices += [(f"Your view: {view.value}", (kind, view)) for view in ResponseView]
            elif kind is not EventKind.CLOSED:
                choices.append((CHOICES[kind], (kind, None)))
            elif beside is not None and beside.kind is kind:
                choices.append(("Closed", (kind, None)))
        return choices

    def show_life(self, life: Life, *, beside: Event | None = None) -> None:
        """Offer what can have happened in a life, and the stages of the local protocol in their order; beside them the
        kind and the stage that an event has already."""
        self._life, self._own_stage = life, beside.stage if beside is not None else ""
        self.kind.set_choices(self._choices(life, beside))
        self._offer_stages()

    def _offer_stages(self) -> tuple[str, ...]:
        """The stages of the local protocol as it stands now, in their order."""
        stages = stages_of(self._session.context.partnership)
        offered = dict.fromkeys(filter(None, (*stages, self._own_stage)))
        self.stage.set_choices([*((stage, stage) for stage in offered), (ANOTHER_STAGE, "")])
        return stages

    def happened(self) -> Happened | None:
        """What was chosen to have happened."""
        chosen: Happened | None = self.kind.value()
        return chosen

    def _offer(self) -> None:
        """The day by which a reply is asked for here, where one is and none was typed; the stage that comes next."""
        kind, _ = self.happened() or (None, None)
        if not self.due.text() or self.due.value() == self._offered:
            wanted = kind in REPLY_ASKED
            days = self._session.context.partnership.reply_days
            self._offered = working_days_after(self._session.today(), days) if wanted else None
            self.due.set_value(self._offered)
        if kind is EventKind.ESCALATED and self._life is not None:
            self.stage.choose(next_stage(self._life, self._offer_stages()))
        self.fit()

    def fit(self) -> None:
        """Ask only what belongs to what happened; what was typed into another field stays in it."""
        kind, _ = self.happened() or (None, None)
        _show(kind in _DATED or bool(self.due.text()), self.due, self._due_words)
        due = due_words(kind)
        self._due_words.setText(due)
        self.due.setAccessibleName(due)
        _show(kind is EventKind.ESCALATED, self.stage)
        _show(kind is EventKind.IMPACT, self.impact)
        to_whom = kind is EventKind.ESCALATED and self.stage.value() == ""
        _show((kind in _BY and kind is not EventKind.ESCALATED) or to_whom or bool(self.by.text()), self.by)
        self.by.setPlaceholderText(_BY_ASKED.get(kind, "By which role") if kind else "By which role")
        self.text.setPlaceholderText(_ASKED.get(kind, "What was said or done, as received") if kind else "")

    def values(self) -> dict[str, Any]:
        """The arguments of the operation, but for whose life it is."""
        kind, view = self.happened() or (EventKind.NOTE, None)
        escalated = kind is EventKind.ESCALATED
        return {
            "kind": kind, "on_date": self.day.value() or self._session.today(), "text": self.text.toPlainText(),
            "by": "" if escalated else self.by.text(), "due": self.due.value(),
            "view": view,
            "impact": self.impact.value() if kind is EventKind.IMPACT else None,
            "stage": (self.stage.value() or self.by.text().strip()) if escalated else "",
            "marking": self.marking.value(),
        }  # fmt: skip


def _show(wanted: bool, *parts: QWidget) -> None:
    for part in parts:
        part.setVisible(wanted)
