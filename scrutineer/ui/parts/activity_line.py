"""An activity in one line: what, how, when, how long; Enter records it, and the focus stays for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame

from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.changes import Outcome
from scrutineer.domain.contracts import half_days_in
from scrutineer.domain.ids import ActivityId
from scrutineer.domain.year import figure_of_days
from scrutineer.operations import activities
from scrutineer.operations.queries.activities import method_names
from scrutineer.ui.kit.basic import button, column, holder, label, row
from scrutineer.ui.kit.choices import Choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, EnterFilter, Field, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.session import Session

NO_DAYS = "It takes whole and half days: 1, 2½ or 0.5."


OWN_METHOD = "in words"
"""Chosen where a method is none of those that ship: it is said in words."""


def method_choices(*own: str) -> Choices:
    """Every method that ships, after the words that ask for one, then those of one's `own`, and the way to say one."""
    shipped = ((name, method) for method, name in method_names().items())
    return [("How?", None), *shipped, *((words, words) for words in own), ("Another, in words", OWN_METHOD)]


def own_method_field() -> Field:
    """A field for a method that is said in words; it is shown where that is chosen."""
    field = Field(name="Method in words", hint="How it is done, such as “Walk round the wards”")
    field.hide()
    return field


def days_field(name: str) -> Field:
    """A field for days and half days."""
    return Field(name=name, hint="Days")


def said_method(method: Combo, own: Field) -> str:
    """The method that is chosen, or said in words; "" where neither is."""
    chosen: str | None = method.value()
    return " ".join(own.text().split()) if chosen == OWN_METHOD else chosen or ""


class ActivityLine(QFrame):
    """Records what was done or is planned; everything else of it is asked beside the list."""

    def __init__(self, session: Session, added: Callable[[ActivityId], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session, self._added = session, added
        theme = session.theme
        self.title = Field(
            name="What is done",
            hint="What, such as “Front door at night”; the method’s name where left empty",
            spelt=True,
        )
        self.method = Combo(theme, method_choices(), name="Method")
        self.method.activated.connect(lambda _place: self._suggest_days())
        self.own_method = own_method_field()
        self.state: Segments[ActivityState] = Segments(
            [("Planned", ActivityState.PLANNED), ("Done", ActivityState.DONE)], name="Planned or done"
        )
        self.day = DateField(session.today(), name="Day of the activity", today=session.today)
        self.days = days_field("Days it takes")
        self.target = Combo(theme, [], name="Step or line", called=called.line(session))
        self.form = Form(session, self)
        for name, part, required in (
            ("title", self.title, ""), ("method", self.method, "Choose how it is done."),
            ("own_method", self.own_method, ""), ("state", self.state, ""),
            ("planned_on", self.day, ""), ("half_days", self.days, ""), ("target", self.target, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.form.changed.connect(self._fit)
        self._widths()
        typed = (self.title, self.own_method, self.day, self.days)
        self._enter = [EnterFilter(part, self.submit) for part in typed]
        what = row(label("Activity", "strong"), self.title, spacing=10)
        what.setStretch(1, 1)
        add = button("Add", self.submit, theme=theme, kind="primary", icon="plus", hint="Enter")
        asked = flow(self.method, self.own_method, self.state, self.day, self.days, self.target, add, spacing=6)
        self.setLayout(column(holder(what), asked, self.form.note, spacing=6, margins=(12, 8, 12, 8)))

    def _widths(self) -> None:
        theme = self._session.theme
        for part, width in (
            (self.method, 250),
            (self.own_method, 250),
            (self.day, 190),
            (self.days, 74),
            (self.target, 200),
        ):
            part.setFixedWidth(theme.px(width))

    def refresh(self, own: Sequence[str]) -> None:
        """Follow changed lines, and the methods of one's `own`."""
        self.target.set_choices(target_choices(self._session.context.framework, "No step or line"))
        self.method.set_choices(method_choices(*own))
        if not self.form.about:
            self.form.follow("activity:new", "A new activity", self._blank())

    def _blank(self) -> dict[str, object]:
        return {"state": ActivityState.PLANNED, "planned_on": self._session.today(), "target": ""}

    def _fit(self) -> None:
        self.own_method.setVisible(self.method.value() == OWN_METHOD)

    def _suggest_days(self) -> None:
        """About how long it takes, where nothing was typed."""
        method = self.method.value()
        if method and method != OWN_METHOD and not self.days.text().strip():
            self.days.setText(figure_of_days(activities.usual_half_days(method)))

    def submit(self) -> None:
        """Add what is typed; nothing is cleared until it is stored."""
        day, half_days = self.day.value(), half_days_in(self.days.text() or "0")
        if not self.form.ready() or day is None:
            return
        if half_days is None:
            self.form.refuse("half_days", NO_DAYS)
            return
        activity = self._activity(self.state.value() or ActivityState.PLANNED, day, half_days)
        self._session.record(
            self.form, do(activities.add_activity, activity=activity), done=self._on_added,
            anew=self._blank(), stay=("state", "planned_on", "target"),
        )  # fmt: skip

    def _activity(self, state: ActivityState, day: date, half_days: int) -> Activity:
        done = state is ActivityState.DONE
        target = self.target.value()
        return Activity(
            cycle_id=self._session.context.cycle.id, title=self.title.text(),
            method=said_method(self.method, self.own_method), state=state,
            planned_on=None if done else day, done_on=day if done else None, half_days=half_days if done else 0,
            planned_half_days=0 if done else half_days, targets=(target,) if target else (),
        )  # fmt: skip

    def _on_added(self, outcome: Outcome[ActivityId]) -> None:
        self.title.setFocus()
        self._added(outcome.value)
