"""Everything about one activity: when, how long, who and with whom, how many, of a meeting what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.contracts import half_days_in
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.pieces import Piece
from scrutineer.domain.typed_dates import When
from scrutineer.domain.year import figure_of_days
from scrutineer.operations import activities
from scrutineer.operations.queries.activities import evidence_on
from scrutineer.operations.queries.pieces import pieces_at_hand
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.activity_line import (
    NO_DAYS,
    OWN_METHOD,
    days_field,
    method_choices,
    own_method_field,
    said_method,
)
from scrutineer.ui.parts.evidence_chips import EvidenceChips
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.parts.targets_field import TargetsField
from scrutineer.ui.session import Session

_COUNTS = {"people": "People", "cases": "Cases", "meetings": "Meetings"}
_OF_A_MEETING = {
    "agenda": ("Agenda", "What it was about"),
    "challenged": ("Who challenged", "Which roles challenged, and what; never a name"),
    "decided": ("Decided", "What was decided"),
}


class ActivityForm(QWidget):
    """The activity chosen in the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._activity: Activity | None = None
        self._make_fields()
        self.form = Form(session, self, roles=("who", "with_whom"))
        for name, part, required in (
            ("title", self.title, ""), ("method", self.method, "Choose how it is done."),
            ("own_method", self.own_method, ""), ("state", self.state, ""),
            ("planned_on", self.planned_on, ""), ("planned_half_days", self.planned, ""), ("done_on", self.done_on, ""),
            ("half_days", self.took, ""), ("targets", self.targets.said, ""), ("piece_id", self.piece, ""),
            ("who", self.who, ""), ("with_whom", self.with_whom, ""), ("meeting", self.meeting, ""),
            ("notes", self.notes, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        for name, field in (*self.counts.items(), *self.of_meeting.items()):
            self.form.add(name, field)
        self.form.changed.connect(self._fit)
        self.evidence = EvidenceChips(session, self.link)
        self._lay_out()

    def _make_fields(self) -> None:
        session, theme = self._session, self._session.theme
        states = [(state.value.capitalize(), state) for state in ActivityState]
        self.title, self.who, self.with_whom = Field(spelt=True), Field(), Field()
        self.method, self.own_method = Combo(theme, [], name="Method of the activity"), own_method_field()
        self.state: Segments[ActivityState] = Segments(states, name="State")
        self.planned_on = DateField(name="Planned for", today=session.today, required=False)
        self.done_on = DateField(name="Done on", today=session.today, when=When.HAPPENED, required=False)
        self.planned, self.took = days_field("Days planned"), days_field("Days it took")
        self.targets = TargetsField(theme, session.context.framework, "Step or line of the activity")
        self.piece = Combo(theme, [], name="Scrutiny piece", called=called.row(session, Piece))
        self.meeting = Combo(theme, [(part.value.capitalize(), part) for part in MeetingPart], name="Meeting")
        self.counts = {name: Field(name=words, hint=words) for name, words in _COUNTS.items()}
        self.of_meeting = {name: Notes(name=words, hint=hint, lines=2) for name, (words, hint) in _OF_A_MEETING.items()}
        self.notes = Notes(name="Notes", hint="Notes; why, where it was dropped", lines=3)
        self.marking = MarkingField(session, name="Marking of the activity")

    def _lay_out(self) -> None:
        box = column(label("Activity", "heading"), self.form.note, spacing=5, margins=(14, 12, 14, 12))
        self._names: dict[QWidget, QWidget] = {}
        self._add(box, "What", self.title)
        self._add(box, "Method", self.method)
        box.addWidget(self.own_method)
        self._add(box, "State", self.state)
        self._add(box, "Planned for, and how many days", holder(row(self.planned_on, self.planned)))
        self._done = self._add(box, "Done on, and how many days", holder(row(self.done_on, self.took)))
        self._add(box, "Steps and lines", self.targets)
        self._add(box, "Scrutiny piece", self.piece)
        self._add(box, "Who does it", self.who)
        self._add(box, "With which roles", self.with_whom)
        self._add(box, "How many", holder(row(*self.counts.values(), spacing=6)))
        self._add(box, "Meeting", self.meeting)
        for name, field in self.of_meeting.items():
            self._add(box, _OF_A_MEETING[name][0], field)
        self._add(box, "Evidence", self.evidence)
        self._add(box, "Notes", self.notes)
        self._add(box, "Marking", self.marking)
        box.addStretch(1)
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        self._done_button = button("Done today", self.do_it, small=True)
        foot = flow(button("Record", self.submit, kind="primary", hint="Ctrl+Enter"), self._done_button,
                    button("Take away", self.take_away, kind="link", small=True))  # fmt: skip
        outer.addWidget(holder(column(foot, margins=(14, 8, 14, 10))))
        self.setLayout(outer)

    def _add(self, box: QVBoxLayout, words: str, field: QWidget) -> QWidget:
        name = label(words, "strong")
        self._names[field] = name
        if not field.accessibleName() and isinstance(field, Field):
            field.setAccessibleName(words)
        box.addWidget(name)
        box.addWidget(field)
        return field

    def show_activity(self, activity: Activity, own: Sequence[str]) -> None:
        """Ask about an activity, its method one of those that ship or of one's `own`; what is being written about the
        same one stays."""
        self._activity = activity
        session = self._session
        self.targets.follow(session.context.framework)
        self.method.set_choices(method_choices(*own))
        pieces = pieces_at_hand(session.casefile, session.context, activity.piece_id)
        self.piece.set_choices([("None", None), *((piece.title, piece.id) for piece in pieces)])
        stored = {field: getattr(activity, field) for field in self.form.fields() if field != "own_method"}
        for field in ("planned_half_days", "half_days"):
            stored[field] = figure_of_days(stored[field]) if stored[field] else ""
        self.form.follow(f"activity:{activity.id}", f"The activity “{activity.title}”", stored)
        self.evidence.show_linked(evidence_on(session.casefile, LinkTarget.ACTIVITY, activity.id))

    def _fit(self) -> None:
        """Ask only what belongs to it; what was typed into another field stays in it."""
        self.own_method.setVisible(self.method.value() == OWN_METHOD)
        state = self.state.value()
        took = state is ActivityState.DONE or bool(self.done_on.text() or self.took.text())
        meeting = self.meeting.value() not in (MeetingPart.NONE, None)
        for field, wanted in [(self._done, took), *((notes, meeting or bool(notes.toPlainText()))
                                                    for notes in self.of_meeting.values())]:  # fmt: skip
            field.setVisible(wanted)
            self._names[field].setVisible(wanted)
        self._done_button.setVisible(self._activity is not None and self._activity.state is ActivityState.PLANNED)

    def submit(self) -> None:
        """Record what is typed; what cannot be read is said beside its field."""
        if self._activity is None or not self.form.ready():
            return
        changed = self._typed(self._activity)
        if changed is not None:
            self._session.record(self.form, do(activities.change_activity, activity=changed))

    def _typed(self, activity: Activity) -> Activity | None:
        """The activity as it is typed; None where a number is none, which is said."""
        planned, took = half_days_in(self.planned.text() or "0"), half_days_in(self.took.text() or "0")
        for name, read in (("planned_half_days", planned), ("half_days", took)):
            if read is None:
                self.form.refuse(name, NO_DAYS)
        counts: dict[str, int | None] = {}
        for name, field in self.counts.items():
            text = field.text().strip()
            if text and not text.isdecimal():
                self.form.refuse(name, f"“{text}” is no number. Write how many, in figures.")
                return None
            counts[name] = int(text) if text else None
        if planned is None or took is None:
            return None
        return replace(
            activity, title=self.title.text(), method=said_method(self.method, self.own_method),
            state=self.state.value() or activity.state,
            planned_on=self.planned_on.value(), planned_half_days=planned, done_on=self.done_on.value(),
            half_days=took, targets=self.targets.value(), piece_id=self.piece.value(), who=self.who.text(),
            with_whom=self.with_whom.text(), meeting=self.meeting.value(), notes=self.notes.toPlainText(),
            people=counts["people"], cases=counts["cases"], meetings=counts["meetings"],
            agenda=self.of_meeting["agenda"].toPlainText(), challenged=self.of_meeting["challenged"].toPlainText(),
            decided=self.of_meeting["decided"].toPlainText(), marking=self.marking.value(),
        )  # fmt: skip

    def do_it(self) -> None:
        """Say that it was done today, in as many days as were planned where no others were typed."""
        if self._activity is not None and not self.form.is_changed:
            today = self._session.today()
            self._session.run(do(activities.do_activity, activity_id=self._activity.id, done_on=today))
        elif self._activity is not None:
            self.state.choose(ActivityState.DONE)
            self.done_on.set_value(self._session.today())
            self.took.setText(self.took.text().strip() or self.planned.text())
            self.submit()

    def take_away(self) -> None:
        """Take it away; undo brings it back."""
        if self._activity is not None:
            self._session.run(do(activities.take_activity_away, activity=self._activity))

    def link(self) -> None:
        """Link evidence to it."""
        if self._activity is not None:
            from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog  # the page stands without it

            LinkEvidenceDialog.for_activity(self, self._session, str(self._activity.id), "the activity")
