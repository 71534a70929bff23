"""A practice review: a code, days, the decision, themes, where its learning goes; never a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.clock_rules import ClockCount, ClockRule
from scrutineer.domain.clocks import PracticeReview, ReviewKind, StatutoryClock
from scrutineer.domain.ids import CycleId, ReviewId
from scrutineer.domain.marking import Marking
from scrutineer.domain.typed_dates import When
from scrutineer.operations import clocks, indicators
from scrutineer.operations.catalogue import child_death_review
from scrutineer.operations.queries.clocks import child_deaths, rules_for
from scrutineer.ui.destinations import ToIndicators
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session


class ReviewForm(QWidget):
    """Writes a review; of a new one the clocks that begin with it are offered."""

    def __init__(self, session: Session, kept: Callable[[ReviewId], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._kept = session, kept
        self._review: PracticeReview | None = None
        theme, today = session.theme, session.today
        kinds = [(kind.value.capitalize(), kind) for kind in ReviewKind]
        self.kind, self.target = (
            Combo(theme, kinds, name="Kind of review"),
            Combo(theme, [], name="Step or line", called=called.line(session)),
        )
        self.code = Field(name="Code", hint="LR-26-03; never a name, never initials")
        self.day_zero = DateField(name="Day 0 of its clocks", today=today, when=When.HAPPENED, required=False)
        self.with_clocks = QCheckBox("Start its clocks")
        self.decided_on = DateField(name="Decided on", today=today, when=When.HAPPENED, required=False)
        self.published_on = DateField(name="Published on", today=today, when=When.HAPPENED, required=False)
        self.decision = Notes(name="The decision", hint="What was decided, and why; nobody’s name", lines=3)
        self.themes = Field(name="Themes", hint="Neglect; records not seen by others", spelt=True)
        self.note = Notes(name="Note", hint="What you looked at", lines=2)
        self.marking = MarkingField(session, name="Marking of the review")
        self.form = Form(session, self, roles=("themes",))
        for name, part, required in (
            ("kind", self.kind, ""), ("code", self.code, "Give it a code, such as LR-26-03."),
            ("day_zero", self.day_zero, ""), ("with_clocks", self.with_clocks, ""), ("decision", self.decision, ""),
            ("decided_on", self.decided_on, ""), ("published_on", self.published_on, ""), ("themes", self.themes, ""),
            ("target", self.target, ""), ("note", self.note, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.form.changed.connect(self._fit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = label("New review", "heading")
        self._footprint, self._begun = label("", "small", wrap=True), label("", "small", wrap=True)
        self._deaths = label("", "small", wrap=True)
        self._keep_deaths = button("Keep the number of child deaths", self._go_to_deaths, kind="link")
        warning = label("A code, dates, decisions and themes. No child, no family and no worker is named.", "small",
                        wrap=True)  # fmt: skip
        self._zero_words = label("Day 0 of its clocks", "strong")
        box = column(self._title, warning, self.form.note, spacing=6, margins=(16, 12, 16, 12))
        for words, part in (
            ("Kind of review", self.kind), ("Code", self.code), ("", self._footprint), ("", self._deaths),
            ("", self._keep_deaths), ("", self._zero_words),
            ("", self.day_zero), ("", self.with_clocks), ("", self._begun), ("The decision", self.decision),
            ("Decided on", self.decided_on), ("Published on", self.published_on), ("Themes", self.themes),
            ("Step or line", self.target), ("Note", self.note), ("Marking", self.marking),
        ):  # fmt: skip
            if words:
                box.addWidget(label(words, "strong"))
            box.addWidget(part)
        box.addStretch(1)
        self._away = button("Take away", self.take_away, kind="link")
        foot = row(button("Record", self.submit, kind="primary", hint="Ctrl+Enter"), None, self._away,
                   margins=(16, 10, 16, 10))  # fmt: skip
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(foot)
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed lines, and the numbers of child deaths that are kept."""
        self._deaths.setText("\n".join(child_deaths(self._session.casefile)[1]))
        self.target.set_choices(target_choices(self._session.context.framework, "None"))

    def start(self) -> None:
        """Begin a new review; what was typed of one before is there again."""
        self._review = None
        self._title.setText("New review")
        self._away.hide()
        self.form.follow("review-new", "A practice review", self._blank())

    @staticmethod
    def _blank() -> dict[str, object]:
        return {"kind": ReviewKind.INCIDENT, "with_clocks": True, "marking": Marking.PARTNER}

    def show_review(self, review: PracticeReview) -> None:
        """Show a review; what is being typed of the same one stays."""
        self._review = review
        self._title.setText(review.code)
        self._away.show()
        names = ("kind", "code", "decision", "decided_on", "published_on", "themes", "note", "marking")
        stored = {name: getattr(review, name) for name in names}
        stored |= {"target": next(iter(review.targets), ""), "with_clocks": True}
        self.form.follow(f"review:{review.id}", f"The review {review.code}", stored)

    def _fit(self) -> None:
        """Offer the clocks that begin with such a review; say of a child death review how large an area it covers."""
        kind: ReviewKind = self.kind.value()
        rules = rules_for(kind) if self._review is None else ()
        self._begun.setText(". ".join(f"{rule.title}: {rule.in_words()}" for rule in rules))
        for part in (self._zero_words, self.day_zero, self.with_clocks, self._begun):
            part.setVisible(bool(rules))
        known = child_death_review()
        self._footprint.setText(f"{known.words} {known.source}, {known.known.value}. Its learning belongs to step 5.")
        for shown in (self._footprint, self._deaths, self._keep_deaths):
            shown.setVisible(kind is ReviewKind.CHILD_DEATH)

    def _go_to_deaths(self) -> None:
        """To the indicator that holds them, begun where there is none: what is typed here is kept."""
        self._session.run(
            do(indicators.keep_child_deaths), done=lambda outcome: self._session.go(ToIndicators(outcome.value))
        )

    def submit(self) -> None:
        """Record it; what is missing is said beside its field."""
        if not self.form.ready():
            return
        before = self._review
        kind: ReviewKind = self.kind.value()
        target, others = self.target.value(), before.targets[1:] if before else ()
        typed = PracticeReview(
            id=before.id if before else ReviewId(0), cycle_id=before.cycle_id if before else CycleId(0), kind=kind,
            code=self.code.text().strip(), decision=self.decision.toPlainText().strip(),
            decided_on=self.decided_on.value(), published_on=self.published_on.value(),
            themes=self.themes.text().strip(), targets=((target, *others) if target else others),
            note=self.note.toPlainText().strip(), marking=self.marking.value(),
        )  # fmt: skip
        if before is not None:
            self._session.record(self.form, do(clocks.change_review, review=typed))
            return
        begun = [self._begin(rule, typed) for rule in rules_for(kind) if self.with_clocks.isChecked()]
        kept = do(clocks.add_review, review=typed, clocks=begun)
        self._session.record(self.form, kept, done=self._on_kept, anew=self._blank())

    def _begin(self, rule: ClockRule, review: PracticeReview) -> StatutoryClock:
        """A clock of a new review. One that is counted back begins on the day of publication, where that is known."""
        backwards = rule.count is ClockCount.WORKING_BEFORE
        zero = review.published_on if backwards else self.day_zero.value()
        return StatutoryClock(
            cycle_id=CycleId(0), rule=rule.id, day_zero=zero, basis=rule.day_zero, marking=review.marking
        )  # fmt: skip

    def _on_kept(self, outcome: Outcome[ReviewId]) -> None:
        self._kept(outcome.value)

    def take_away(self) -> None:
        """Take the review away with its clocks; undo brings them back."""
        if self._review is not None:
            self._session.run(do(clocks.take_review_away, review=self._review))
