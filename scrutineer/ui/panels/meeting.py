"""Meeting mode: one large page to log challenges and actions while people talk, and the action list at its end."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.ids import ActivityId, AgencyId, ChallengeId
from scrutineer.domain.immediate_risk import USE_PROCEDURES, risk_remark
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.seat_days import role_of
from scrutineer.domain.typed_dates import When
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import meetings
from scrutineer.operations.meetings import Logged
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, meetings_of, put_to
from scrutineer.ui.destinations import ToChallenge, ToChallenges, ToMeeting
from scrutineer.ui.kit.basic import Card, button, column, holder, label, scroll
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

_HINTS = {Logged.RAISED: "Ctrl+Enter", Logged.DRAFT: "Alt+D", Logged.ACTION: "Alt+A"}


class MeetingPanel(Panel[ToMeeting]):
    """Type what was asked or agreed, then two keys: it is logged, and the field is ready for the next."""

    shows = frozenset({ChangeKind.CHALLENGE, ChangeKind.PARTNERSHIP, ChangeKind.PLAN})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        theme = session.theme
        self._mine: list[ChallengeId] = []  # logged here of no meeting
        self.meeting = Combo(
            theme, [("No meeting of the plan", None)], name="Which meeting it is", called=called.row(session, Activity)
        )
        self.meeting.activated.connect(lambda _place: self._show_logged())
        self.text = Notes(name="What is asked or agreed", hint="What is asked or agreed", lines=5)
        self.text.setFont(theme.font("heading"))
        self.agency = Combo(theme, [], name="Agency it is put to", called=called.row(session, Agency))
        self.agency.activated.connect(lambda _place: self._suggest_role())
        self.put_to = Field(name="Role that answers", hint="The role that answers or does it")
        self.due = DateField(name="Reply or action by", today=session.today, when=When.AHEAD)
        self.marking = MarkingField(session, name="Marking of what is logged")
        self.form = Form(session, self, roles=("put_to",))
        for name, part, required in (
            ("text", self.text, "Write what is asked or agreed."), ("agency_id", self.agency, ""),
            ("put_to", self.put_to, "Say which role answers or does it."), ("due", self.due, ""),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.logged = TextList(theme, name="Logged in this meeting", gap=8)
        self.logged.chosen.connect(lambda challenge: session.go(ToChallenge(challenge)))
        self._count = label("", "muted")
        self._lay_out()
        for what, keys in _HINTS.items():
            if what is not Logged.RAISED:  # Ctrl+Enter comes by the page
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(partial(self.log, what))

    def _lay_out(self) -> None:
        theme = self.session.theme
        head = flow(
            label("Meeting", "title"), self.meeting, None, button("To the log", self.leave, hint="Esc"), spacing=10
        )
        acts = flow(
            *(
                button(
                    f"Log as {what.value.lower()}", partial(self.log, what), theme=theme, hint=_HINTS[what],
                    kind="primary" if what is Logged.RAISED else "outline",
                )
                for what in Logged
            ),
            spacing=10,
        )  # fmt: skip
        box = column(head, label(USE_PROCEDURES, "small", wrap=True), self.form.note, self.text, spacing=10,
                     margins=(24, 16, 24, 16))  # fmt: skip
        risk = remark_under(self.text, risk_remark)
        risk.setProperty("role", "warn")
        box.addWidget(risk)
        box.addWidget(flow(self.agency, self.put_to, label("By", "muted"), self.due, self.marking, spacing=10))
        for part, width in ((self.put_to, 260), (self.agency, 220), (self.meeting, 320)):
            part.setMinimumWidth(theme.px(width))
        box.addWidget(acts)
        keys = ", ".join(f"{_HINTS[what]} {what.value.lower()}" for what in Logged)
        box.addWidget(label(f"Keys: {keys}. An action is followed until its day.", "small", wrap=True))
        write = button("Write the action list", self.write_list, theme=theme, icon="file-output")
        box.addWidget(flow(label("Logged", "heading"), self._count, None, write, spacing=10))
        self._listed = Card(margins=(14, 10, 14, 12))
        self._listed.body.addWidget(self.logged)
        box.addWidget(self._listed)
        box.addStretch(1)
        self.setLayout(column(scroll(holder(box)), spacing=0))

    def refresh(self) -> None:
        """Follow changed agencies, meetings and what was logged; what is being typed stays."""
        self.agency.set_choices(agency_choices(self.session.context.agencies, "The partnership"))
        self.meeting.set_choices(
            [("No meeting of the plan", None), *meetings_of(self.session.casefile, self.session.context.cycle.id)]
        )
        self.form.follow("meeting", "What is asked or agreed in a meeting", self._blank())
        self._show_logged()

    def _blank(self) -> dict[str, object]:
        """For the next one: the day by which a reply is asked for here. Whom it is put to stays."""
        days = self.session.context.partnership.reply_days
        return {
            "due": working_days_after(self.session.today(), days), "marking": Marking.PARTNER,
            "agency_id": self.agency.value(), "put_to": self.put_to.text() or self._role_of(None),
        }  # fmt: skip

    def show_destination(self, destination: ToMeeting) -> None:
        """Log in this meeting from now on."""
        if destination.activity_id is not None:
            self.refresh()
            self.meeting.choose(destination.activity_id)
            self._show_logged()

    def destination(self) -> ToMeeting:
        """This page, of the meeting that is chosen."""
        return ToMeeting(self.meeting_id())

    def begin(self) -> None:
        """At what is asked or agreed."""
        self.text.setFocus()

    def new(self) -> None:
        """Ctrl+N: at what is asked or agreed."""
        self.begin()

    def record(self) -> None:
        """Ctrl+Enter: log it as a challenge."""
        self.log(Logged.RAISED)

    def leave(self) -> bool:
        """Esc: to the log; what was typed is kept."""
        self.form.keep()
        self.session.go(ToChallenges())
        return True

    def meeting_id(self) -> ActivityId | None:
        """The meeting in which is logged."""
        chosen: ActivityId | None = self.meeting.value()
        return chosen

    def _role_of(self, agency: AgencyId | None) -> str:
        if agency is None:
            return "Lead safeguarding partners"
        return role_of(self.session.context.seats, agency, self.session.today())

    def _suggest_role(self) -> None:
        """The role that answers for the agency chosen, where none was typed."""
        known = {self._role_of(agency.id) for agency in self.session.context.agencies} | {"", self._role_of(None)}
        if self.put_to.text().strip() in known:
            self.put_to.setText(self._role_of(self.agency.value()))

    def _show_logged(self) -> None:
        """What was logged in this meeting, the newest first."""
        wanted = ChallengeFilter(activity_id=self.meeting_id())
        if wanted.activity_id is None:
            wanted = ChallengeFilter(ids=frozenset(self._mine))
        every = challenges_now(self.session.casefile, wanted)
        self._count.setText(str(len(every)) if every else "Nothing yet")
        self._listed.setVisible(bool(every))
        self.logged.show_rows([self._row(known) for known in reversed(every)])

    def _row(self, known: ChallengeNow) -> TextRow:
        challenge, due = known.challenge, known.state.reply_due
        by = f", by {short_date(due)}" if due else ""
        head = f"{challenge.reference}  {put_to(self.session.context, challenge)}"
        right = f"{known.state.status.value}{by}"
        return TextRow((TextLine(head, "strong", right), TextLine(challenge.question, "dense")), challenge.id)

    def log(self, what: Logged) -> None:
        """Log what is typed; what is not clear is said beside its field."""
        if not self.form.ready():
            return
        operation = do(
            meetings.log_in_meeting, what=what, text=self.text.toPlainText(), put_to=self.put_to.text(),
            agency_id=self.agency.value(), due=self.due.value(), activity_id=self.meeting_id(),
            marking=self.marking.value(),
        )  # fmt: skip

        def logged(challenge: ChallengeId) -> None:
            self._mine.append(challenge)
            self._show_logged()
            self.text.setFocus()

        self.session.record(
            self.form, operation, done=lambda outcome: logged(outcome.value), anew=self._blank()
        )  # fmt: skip

    def write_list(self) -> None:
        """Write what was logged here as a Word document."""
        name, _ = QFileDialog.getSaveFileName(self, "Write the action list", "Action list.docx", "Word (*.docx)")
        if name:
            self.session.run(
                do(
                    meetings.write_action_list, out=Path(name), activity_id=self.meeting_id(),
                    challenge_ids=() if self.meeting_id() is not None else tuple(self._mine),
                )
            )  # fmt: skip
