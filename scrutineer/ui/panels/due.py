"""Due: everything with a date or a promise on one list, each with its next act, and a way to put it off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from scrutineer.domain.challenge import EventKind
from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.dates import long_date, near_date, short_date
from scrutineer.domain.due import Due, DueKind, NextAct
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.places import AboutChallenge, AboutRecommendation
from scrutineer.domain.recommendations import RecommendationMove
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import as_sentence, counted
from scrutineer.operations import due as due_operations
from scrutineer.operations.queries.due import AHEAD, YOU, DueReader
from scrutineer.ui.destinations import Destination, ToChallenge, ToDue, ToNewActivity, ToRecommendations
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_ICONS = {
    DueKind.REPLY: "reply", DueKind.MOVE: "message-square-warning", DueKind.ACTION: "flag",
    DueKind.TEST: "flask-conical", DueKind.RETEST: "flask-conical", DueKind.IMPACT: "users",
    DueKind.RECOMMENDATION: "lightbulb", DueKind.RECOMMENDATION_TEST: "flask-conical",
    DueKind.RETURN: "inbox", DueKind.ASKED: "inbox", DueKind.EVIDENCE: "file-text", DueKind.CLOCK: "clock",
    DueKind.ACTIVITY: "calendar-days", DueKind.PIECE: "search", DueKind.STAGE: "rotate-ccw",
    DueKind.DELIVERABLE: "send", DueKind.DECLARATION: "shield-check", DueKind.QUESTION: "circle-question-mark",
    DueKind.INSPECTION: "eye", DueKind.PEERS: "users", DueKind.YEARLY: "file-output",
}  # fmt: skip
_BEGINS = {
    NextAct.RAISE: EventKind.RAISED, NextAct.CHASE: EventKind.CHASED, NextAct.ASK_ACTION: EventKind.CHASED,
    NextAct.ASK_EVIDENCE: EventKind.CHASED, NextAct.TEST: EventKind.TESTED, NextAct.ASK_IMPACT: EventKind.IMPACT,
}  # fmt: skip
"""What is recorded of a challenge by the next act, where one event says it."""
_BEGINS_OF_ADVICE = {
    NextAct.TEST: RecommendationMove.TESTED, NextAct.ASK_IMPACT: RecommendationMove.IMPACT,
    NextAct.LOOK: RecommendationMove.BENCHMARK, NextAct.CHASE: RecommendationMove.CHASED,
    NextAct.ASK_ACTION: RecommendationMove.CHASED, NextAct.ASK_EVIDENCE: RecommendationMove.CHASED,
}  # fmt: skip
"""What is recorded of a recommendation by the next act, in the same way."""


class _Part(Enum):
    """Which part of the list is shown."""

    NOW = "Due now"
    SOON = "Now and in the next four weeks"
    ALL = "Everything, whatever its day"
    ASLEEP = "Put off"


def act_on(due: Due) -> Destination:
    """Where the next act is done, with what is recorded there chosen already where one event says it."""
    if isinstance(due.about, AboutChallenge):
        return ToChallenge(ChallengeId(due.row), _BEGINS.get(due.act))
    if isinstance(due.about, AboutRecommendation):
        return ToRecommendations(due.about.recommendation_id, _BEGINS_OF_ADVICE.get(due.act))
    return destination_of(due.about)


_HALF_A_YEAR = 182  # days beyond which a day of the month would be read as one of two years


def _day(day: date, today: date) -> str:
    return near_date(day, today) if abs((day - today).days) < _HALF_A_YEAR else short_date(day)


class DuePanel(Panel[ToDue]):
    """The list on the left; why the one chosen is here, its next act and its putting off on the right."""

    shows = frozenset(ChangeKind) - {ChangeKind.WRITING, ChangeKind.VOICE}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._every: tuple[Due, ...] = ()
        self._reader = DueReader(session.casefile)
        self._changed: frozenset[ChangeKind] = EVERYTHING
        theme = session.theme
        self.table = Register(theme, self._columns(), name="What is due", height=51, bold=True)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_chosen())
        self.table.activated.connect(lambda _index: self.act())
        self.table.setMinimumHeight(theme.px(180))
        self._details = column(spacing=8, margins=(16, 14, 16, 8))
        self._panes = Panes(
            theme,
            [
                ("Due", scroll(holder(self._left(), "page")), 0),
                ("Next", scroll(holder(self._right(), "side"), "side"), 360),
            ],
        )
        self.setLayout(column(self._panes, spacing=0))

    def _columns(self) -> list[TableColumn]:
        today = self.session.today

        def by(due: Due) -> TableCell:
            days = due.days_late(today())
            late = f"{counted(days, 'day')} late" if days else ""
            if due.asleep_until is not None and due.sleeps(today()):
                late = f"Put off until {near_date(due.asleep_until, today())}"
            words = _day(due.on, today()) if due.on else "Now"
            return TableCell(words, late, tone="danger" if days else "text", order=due.on or today())

        return [
            TableColumn("What", 0, lambda due: TableCell(due.what, due.why, icon=_ICONS[due.kind])),
            TableColumn("Waiting on", 150, lambda due: TableCell("", due.whom, order=due.waiting_on)),
            TableColumn("By", 110, by),
            TableColumn("Next", 150, lambda due: TableCell("", due.act.value, order=due.act.value)),
        ]  # fmt: skip

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self.part = Narrowing(theme, [(part.value, part) for part in _Part], name="Which of them")
        self.whom = Narrowing(
            theme, [("Whoever it waits on", None), ("You", True), ("Others", False)], name="Waiting on"
        )
        for combo, width in ((self.part, 260), (self.whom, 180)):
            combo.setMinimumWidth(theme.px(width))
            combo.activated.connect(lambda _number: self._show())
        self.part.choose(_Part.SOON)
        box = column(spacing=10, margins=(20, 12, 16, 14))
        calendar = button("Calendar", self.export, theme=theme, icon="calendar", hint="Write the days as an .ics file")
        box.addWidget(flow(label("What is due", "title"), None, self.part, self.whom, calendar))
        box.addWidget(self._said)
        self._card = Card("", margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self.table.ends_with_rows = True
        box.addWidget(self._card, 100)
        self._later = button("See what comes later", self._see_later)
        self._empty = EmptyState(
            theme, "circle-check", "Nothing is due",
            "Replies, actions, tests, returns, recommendations and everything else with a day comes here by itself. "
            "Plan an activity or raise a challenge, and its day stands here.",
            button("Plan an activity", lambda: self.session.go(ToNewActivity()), kind="primary"), self._later,
        )  # fmt: skip
        others = (
            "What is chosen above leaves out everything that there is. Choose “Everything, whatever its day” to see it."
        )
        self._none_of_it = EmptyState(theme, "circle-check", "Nothing of that", others)
        box.addWidget(self._empty, 100)
        box.addWidget(self._none_of_it, 100)
        box.addStretch(1)
        return box

    def _right(self) -> QVBoxLayout:
        session, theme = self.session, self.session.theme
        self._act = button("", self.act, theme=theme, kind="primary", hint="Enter")
        self.until = DateField(name="Put off until", today=session.today, when=When.AHEAD)
        self.reason = Field(name="Why it can wait", hint="Why it can wait")
        self.form = Form(session, self)
        self.form.add("until", self.until)
        self.form.add("reason", self.reason, required="Say why it can wait.")
        put_off = button("Put off", self.record, theme=theme, kind="outline", icon="clock", hint="Ctrl+Enter")
        self._again = button("Take it up again", self._take_up, kind="link")
        self._putting = Card("Put it off", margins=(14, 10, 14, 12))
        self._putting.body.addWidget(self.form.note)
        self._putting.body.addLayout(row(label("Until", "muted"), self.until, None))
        self._putting.body.addWidget(self.reason)
        self._putting.body.addLayout(row(put_off, self._again, None))
        box = column(spacing=0)
        box.addLayout(self._details)
        self._below = column(self._act, rule(), self._putting, spacing=12, margins=(16, 0, 16, 14))
        self._chosen_parts = holder(self._below)
        box.addWidget(self._chosen_parts)
        box.addStretch(1)
        return box

    def destination(self) -> ToDue:
        """The whole of it."""
        return ToDue()

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Remember of which kind, so that no more is read again than that can touch."""
        self._changed |= kinds
        super().on_changed(kinds)

    def refresh(self) -> None:
        """Read the list again."""
        self._every = self._reader.read(self.session.context, self.session.today(), self._changed)
        self._changed = frozenset()
        self._show()

    def _shown(self) -> Sequence[Due]:
        today, part, mine = self.session.today(), self.part.value(), self.whom.value()
        ahead = today + timedelta(days=AHEAD)
        fits: dict[_Part, Callable[[Due], bool]] = {
            _Part.NOW: lambda due: due.is_due(today),
            _Part.SOON: lambda due: not due.sleeps(today) and (due.on is None or due.on <= ahead),
            _Part.ALL: lambda _due: True,
            _Part.ASLEEP: lambda due: due.sleeps(today),
        }
        shown = filter(fits[part], self._every)
        return [due for due in shown if mine is None or (due.waiting_on == YOU) is mine]

    def _show(self) -> None:
        today, shown = self.session.today(), self._shown()
        awake = [due for due in self._every if not due.sleeps(today)]
        late = sum(due.days_late(today) > 0 for due in awake)
        yours = Counter(due.waiting_on == YOU for due in awake if due.is_due(today))
        self._said.setText(
            f"{counted(yours.total(), 'thing')} due, {yours[True]} of them yours; {late} past the day. "
            "A thing leaves this list only when something is recorded of it."
            if awake
            else ""
        )
        self._said.setVisible(bool(shown) or yours.total() > 0)
        self._later.setVisible(bool(awake))
        self._card.title.setText(f"{self.part.value().value}   {len(shown)}")
        self._card.setVisible(bool(shown))
        narrowed = self.part.value() is _Part.ASLEEP or self.whom.value() is not None
        self._empty.setVisible(not shown and not narrowed)
        self._none_of_it.setVisible(not shown and narrowed)
        if not self.table.show_rows(shown, lambda due: (due.kind, due.row)):
            self._show_chosen()

    def _see_later(self) -> None:
        self.part.choose(_Part.ALL)
        self._show()
        self.table.setFocus()

    def _show_chosen(self) -> None:
        clear(self._details)
        due: Due | None = self.table.current()
        self._chosen_parts.setVisible(due is not None)
        if due is None:
            self._details.addWidget(label("Choose something to see why it is here.", "muted", wrap=True))
            return
        self._show_why(due)
        self._again.setVisible(due.sleeps(self.session.today()))
        self._act.setText(due.act.value)
        self.form.follow(f"due:{due.kind.value}:{due.row}", f"Putting off {due.what}", {"until": None, "reason": ""})

    def _show_why(self, due: Due) -> None:
        """What it is, why it is here, and by when."""
        today = self.session.today()
        self._details.addWidget(label(due.kind.value.capitalize(), "eyebrow"))
        self._details.addWidget(label(due.what, "heading", wrap=True))
        if due.detail:
            self._details.addWidget(label(due.detail, "muted", wrap=True))
        self._details.addWidget(label(as_sentence(due.why), "dense", wrap=True))
        by = f"By {long_date(due.on)}" if due.on else "No day was set"
        days = due.days_late(today)
        self._details.addWidget(
            label(f"{by}: {counted(days, 'day')} late" if days else by, "warn" if days else "dense")
        )
        if due.sleeps(today) and due.asleep_until is not None:
            self._details.addWidget(label(f"Put off until {long_date(due.asleep_until)}", "dense"))

    def act(self) -> None:
        """Enter: go where the next act is done."""
        due: Due | None = self.table.current()
        if due is not None:
            self.session.go(act_on(due))

    def new(self) -> None:
        """Ctrl+N: put off what is chosen."""
        if self.table.current() is not None:
            self._panes.show_pane(1)
            self.until.setFocus()

    def record(self) -> None:
        """Ctrl+Enter: keep the putting off."""
        due: Due | None = self.table.current()
        until = self.until.value()
        if due is None or not self.form.ready() or until is None:
            return
        put_off = do(
            due_operations.put_off, kind=due.kind, row=due.row, until=until, reason=self.reason.text(),
        )  # fmt: skip
        self.session.record(self.form, put_off, anew={"until": None, "reason": ""})

    def _take_up(self) -> None:
        due: Due | None = self.table.current()
        if due is not None:
            self.session.run(do(due_operations.take_up_again, kind=due.kind, row=due.row))

    def export(self) -> None:
        """Write the days of what is shown as a calendar."""
        name, _ = QFileDialog.getSaveFileName(self, "Write a calendar", "What is due.ics", "Calendars (*.ics)")
        if name:
            self.session.run(do(due_operations.export_calendar, things=tuple(self._shown()), out=Path(name)))

    def toggle_details(self) -> None:
        """Show or hide what is next."""
        self._panes.toggle_side()
