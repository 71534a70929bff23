"""One clock: by which rule, from which day 0, due on which day and why, met or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.clock_rules import Ticking
from scrutineer.domain.clocks import OWN, PracticeReview, StatutoryClock
from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import CycleId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.operations import clocks
from scrutineer.operations.catalogue import clock_rules
from scrutineer.operations.queries.clocks import reviews, ticking
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

_FIELDS = (
    "rule", "name", "own_days", "review_id", "agency_id", "day_zero", "basis", "other_day_zero", "other_basis",
    "due_override", "reason", "met_on", "note", "marking",
)  # fmt: skip


class ClockForm(QWidget):
    """Writes a clock; the day that its rule gives is said while it is typed, with edition, source and day 0."""

    def __init__(self, session: Session, kept: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._kept = session, kept
        self._clock: StatutoryClock | None = None
        theme, today = session.theme, session.today
        rules = [*((rule.title, rule.id) for rule in clock_rules()), ("Of the partnership’s own", OWN)]
        self.rule = Combo(theme, rules, name="Rule")
        self.name = Field(name="What is to be done", hint="What is to be done")
        self.own_days = Field(name="Working days after day 0", hint="Working days after day 0")
        self.review, self.agency = (
            Combo(theme, [], name="Review", called=called.row(session, PracticeReview)),
            Combo(theme, [], name="Whose it is", called=called.row(session, Agency)),
        )
        self.day_zero = DateField(name="Day 0", today=today, required=False)
        self.basis = Field(name="What day 0 is here", hint="What day 0 is here")
        self.other_day_zero = DateField(name="The other day 0", today=today, required=False)
        self.other_basis = Field(name="What the other day 0 is", hint="What the other day 0 is")
        self.due_override = DateField(name="Another day, set by hand", today=today, required=False)
        self.reason = Field(name="Why it is another day", hint="Why it is another day")
        self.met_on = DateField(name="Met on", today=today, when=When.HAPPENED, required=False)
        self.note = Notes(name="Note", hint="What you looked at", lines=2)
        self.marking = MarkingField(session, name="Marking of the clock")
        self.form = Form(session, self)
        for name in _FIELDS:
            part = {"review_id": self.review, "agency_id": self.agency}.get(name) or getattr(self, name)
            self.form.add(name, part)
        self.form.changed.connect(self._fit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title, self._stands = label("New clock", "heading"), label("", "strong", wrap=True)
        self._why, self._warning = label("", "small", wrap=True), label("", "warn", wrap=True)
        box = column(self._title, self._stands, self._why, self._warning, self.form.note, spacing=6,
                     margins=(16, 12, 16, 12))  # fmt: skip
        self._own: list[QWidget] = []
        for words, part in (
            ("Rule", self.rule), ("What is to be done", self.name), ("Working days after day 0", self.own_days),
            ("Review", self.review), ("Whose it is", self.agency), ("Day 0", self.day_zero), ("", self.basis),
            ("Where sources differ, the other day 0", self.other_day_zero), ("", self.other_basis),
            ("Another day, set by hand", self.due_override), ("", self.reason), ("Met on", self.met_on),
            ("Note", self.note), ("Marking", self.marking),
        ):  # fmt: skip
            if words:
                head = label(words, "strong")
                box.addWidget(head)
                if part in (self.name, self.own_days):
                    self._own += [head, part]
            box.addWidget(part)
        box.addStretch(1)
        self._away = button("Take away", self.take_away, kind="link")
        foot = row(button("Record", self.submit, kind="primary", hint="Ctrl+Enter"), None, self._away,
                   margins=(16, 10, 16, 10))  # fmt: skip
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(foot)
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed agencies and reviews."""
        session = self._session
        self.agency.set_choices(agency_choices(session.context.agencies, "The partnership"))
        known = [(f"{review.code}, {review.kind.value}", review.id) for review in reviews(session.casefile)]
        self.review.set_choices([("Of no review", None), *known])

    def start(self) -> None:
        """Begin a clock; what was typed of one before is there again."""
        self._clock = None
        self._title.setText("New clock")
        self._away.hide()
        self.form.follow("clock-new", "A clock", self._blank())

    @staticmethod
    def _blank() -> dict[str, object]:
        return {"rule": clock_rules()[0].id, "marking": Marking.PARTNER}

    def show_clock(self, known: Ticking) -> None:
        """Show a clock; what is being typed of the same one stays."""
        self._clock = known.clock
        self._title.setText(known.title)
        self._away.show()
        stored = {name: getattr(known.clock, name) for name in _FIELDS}
        stored["own_days"] = known.clock.own_days or ""
        self.form.follow(f"clock:{known.clock.id}", f"The clock “{known.title}”", stored)

    def _fit(self) -> None:
        """Say what follows from what is typed: the day, how it was counted, by which edition and source."""
        own = self.rule.value() == OWN
        for part in self._own:
            part.setVisible(own)
        known = ticking(self._typed())
        today = self._session.today()
        due = f", due {long_date(known.due)}" if known.due else ""
        late = known.days_late(today)
        overdue = f", {counted(late, 'day')} late" if late else ""
        self._stands.setText(f"{known.status(today).value}{due}{overdue}")
        self._why.setText(_explained(known))
        self._warning.setText(known.warning)
        self._warning.setVisible(bool(known.warning))

    def _typed(self) -> StatutoryClock:
        before = self._clock
        days = self.own_days.text().strip()
        return StatutoryClock(
            id=before.id if before else 0, cycle_id=before.cycle_id if before else CycleId(0), rule=self.rule.value(),
            name=self.name.text().strip(), own_days=int(days) if days.isdecimal() and len(days) < 5 else 0,
            review_id=self.review.value(), agency_id=self.agency.value(), day_zero=self.day_zero.value(),
            basis=self.basis.text().strip(), other_day_zero=self.other_day_zero.value(),
            other_basis=self.other_basis.text().strip(), due_override=self.due_override.value(),
            reason=self.reason.text().strip(), met_on=self.met_on.value(), note=self.note.toPlainText().strip(),
            marking=self.marking.value(),
        )  # fmt: skip

    def submit(self) -> None:
        """Record it; what is missing is said beside its field."""
        if not self.form.ready():
            return
        typed = self._typed()
        if self._clock is None:
            begun = do(clocks.add_clock, clock=typed)
            self._session.record(self.form, begun, done=self._on_kept, anew=self._blank())
        else:
            self._session.record(self.form, do(clocks.change_clock, clock=typed))

    def _on_kept(self, outcome: Outcome[int]) -> None:
        self._kept(outcome.value)

    def take_away(self) -> None:
        """Take the clock away; undo brings it back."""
        if self._clock is not None:
            self._session.run(do(clocks.take_clock_away, clock=self._clock))


def _explained(known: Ticking) -> str:
    """The rule, its day 0, its edition and source, how it is known; and both days where sources differ."""
    rule = known.rule
    if rule is None:
        return "The rule of this clock is not known to this version."
    parts = [f"{rule.in_words()}: {rule.who}" if rule.who else rule.in_words()]
    if known.clock.due_override and known.counted_due:
        parts.append(f"By the rule it would be {long_date(known.counted_due)}")
    if known.other_due:
        parts.append(f"By the other day 0 it would be {long_date(known.other_due)}")
    if rule.day_zero:
        parts.append(f"Day 0: {rule.day_zero}")
    if rule.other:
        parts.append(f"Elsewhere: {rule.other}")
    parts.append(f"{rule.edition}. {rule.source}".strip(". "))
    parts.append(f"{rule.known.in_words().capitalize()}")
    return ". ".join(parts) + "."
