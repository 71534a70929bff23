"""Clocks: what is to be done within so many days, the practice reviews they run for, and how they went over time."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.clock_rules import ClockPattern, ClockStatus, Ticking
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.ids import ReviewId
from scrutineer.domain.words import counted
from scrutineer.domain.working_days import COMPARED_ON, LAST_PUBLISHED
from scrutineer.operations.queries.clocks import clocks, codes, pattern, reviews
from scrutineer.ui.destinations import ToClocks
from scrutineer.ui.kit.basic import button, carded, column, holder, label, scroll
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.clock_form import ClockForm
from scrutineer.ui.parts.empty_list import nothing_yet
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.parts.review_form import ReviewForm
from scrutineer.ui.session import Session


class _Which(Enum):
    """The lists of the page. The value is its heading."""

    CLOCKS = "Clocks"
    REVIEWS = "Practice reviews"
    PATTERN = "Over time"


_NONE = {
    _Which.CLOCKS: (
        "No clock yet",
        "What is to be done within so many days stands here, counted from day 0 by a rule that names its edition and "
        "its source. Begin with the day from which one counts.",
        "Begin the first clock",
    ),
    _Which.REVIEWS: (
        "No practice review yet",
        "A practice review is a code, dates, decisions and themes; no child and no family is ever named. Begin with "
        "its code and its day 0: its clocks then run by themselves.",
        "Begin the first review",
    ),
    _Which.PATTERN: (
        "Nothing over time yet",
        "How clocks went stands here, rule by rule and cycle by cycle: in time, late or still running. Begin with a "
        "clock.",
        "Begin the first clock",
    ),
}
"""What is said while a list has no row: a heading, what belongs there, and how the first is begun."""


class ClocksPanel(Panel[ToClocks]):
    """The clocks or the reviews on the left, the one chosen beside it."""

    shows = frozenset({ChangeKind.CLOCK, ChangeKind.INDICATOR, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._codes: dict[int, str] = {}
        self._is_new = False  # whether something new is being written, whatever is chosen beside it
        self._wanted = 0
        theme = session.theme
        self.clocks = Register(theme, self._clock_columns(), name="Clocks", height=57)
        self.reviews = Register(theme, self._review_columns(), name="Practice reviews", height=57)
        self.pattern = Register(theme, _pattern_columns(), name="Over time", height=34)
        for table in (self.clocks, self.reviews):
            table.selectionModel().selectionChanged.connect(lambda _now, _then: self._on_chosen())
        self.clock_form = ClockForm(session, self._on_clock_kept)
        self.review_form = ReviewForm(session, self._on_review_kept)
        self._side = QStackedWidget()
        self._side.addWidget(self.clock_form)
        self._side.addWidget(self.review_form)
        left = scroll(holder(self._left()))
        self._panes = Panes(theme, [("Clocks", left, 0), ("The one chosen", self._side, 412)])
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self._new_clock = button("New clock", self.new, theme=theme, kind="outline", icon="plus", hint="Ctrl+N")
        self._new_review = button("New review", self.new_review, theme=theme, icon="plus")
        self.which: Segments[_Which] = Segments([(which.value, which) for which in _Which], name="Which")
        self.which.chosen.connect(lambda _which: self._on_list())
        box = column(flow(label("Clocks", "title"), None, self._new_review, self._new_clock, spacing=10), spacing=10,
                     margins=(16, 14, 16, 14))  # fmt: skip
        box.addWidget(flow(self.which))
        box.addWidget(self._said)
        self._lists = {
            _Which.CLOCKS: carded(self.clocks), _Which.REVIEWS: carded(self.reviews),
            _Which.PATTERN: carded(self.pattern),
        }  # fmt: skip
        for card in self._lists.values():
            box.addWidget(card, 1)
        self._empties = {which: nothing_yet(theme, "clock", *_NONE[which], self.new) for which in _Which}
        for empty in self._empties.values():
            box.addWidget(empty, 1)
        holidays = (
            f"Bank holidays of England are published to {LAST_PUBLISHED}; they were compared with the list of "
            f"{long_date(COMPARED_ON)}. A later year is worked out from the law and warned of."
        )
        box.addWidget(label(holidays, "small", wrap=True))
        return box

    def _clock_columns(self) -> list[TableColumn]:
        return [
            TableColumn("Clock, and for what", 0, self._clock_cell),
            TableColumn("Day 0", 92, lambda known: day_cell(known.clock.day_zero, "Not known")),
            TableColumn("Due", 110, self._due_cell),
            TableColumn("Stands", 130, self._status_cell),
        ]

    def _review_columns(self) -> list[TableColumn]:
        return [
            TableColumn("Code and kind", 180, _review_cell),
            TableColumn("Themes, and the decision", 0, lambda known: TableCell(known.themes, known.decision)),
            TableColumn("Decided", 92, lambda known: day_cell(known.decided_on, "Not known")),
            TableColumn("Published", 92, lambda known: day_cell(known.published_on, "Not known")),
        ]

    def refresh(self) -> None:
        """Read clocks and reviews again."""
        self.clock_form.refresh()
        self.review_form.refresh()
        if not self.review_form.form.about:
            self.review_form.start()
        self._show_lists()

    def _list(self) -> _Which:
        return self.which.value() or _Which.CLOCKS

    def _show_lists(self) -> None:
        session, today = self.session, self.session.today()
        every, known = clocks(session.casefile, today), reviews(session.casefile)
        self._codes = codes(session.casefile)
        went = pattern(session.context, every, today)
        for number, count in enumerate((len(every), len(known), len(went))):
            self.which.set_words(number, f"{list(_Which)[number].value} {count}")
        rows = {_Which.CLOCKS: every, _Which.REVIEWS: known, _Which.PATTERN: went}
        for which, table in self._tables().items():
            table.selectionModel().blockSignals(True)
            table.show_rows(rows[which], _key)
            if which is self._list() and self._wanted:
                table.select(lambda row: _key(row) == self._wanted)
            table.selectionModel().blockSignals(False)
        self._wanted = 0
        for which, card in self._lists.items():
            card.setVisible(which is self._list() and bool(rows[which]))
        for which, empty in self._empties.items():
            empty.setVisible(which is self._list() and not rows[which])
        late = sum(ticking.status(today) is ClockStatus.OVERDUE for ticking in every)
        running = sum(ticking.status(today) is ClockStatus.RUNNING for ticking in every)
        self._said.setText(f"{running} running, {late} overdue" if every else "")
        self._show_chosen()

    def _tables(self) -> dict[_Which, Register]:
        return {_Which.CLOCKS: self.clocks, _Which.REVIEWS: self.reviews, _Which.PATTERN: self.pattern}

    def _on_list(self) -> None:
        self._is_new = False
        self._show_lists()

    def _on_chosen(self) -> None:
        self._is_new = False
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._is_new:
            return
        if self._list() is _Which.REVIEWS:
            review: PracticeReview | None = self.reviews.current()
            self._side.setCurrentWidget(self.review_form)
            self.review_form.start() if review is None else self.review_form.show_review(review)
        else:
            known: Ticking | None = self.clocks.current()
            self._side.setCurrentWidget(self.clock_form)
            self.clock_form.start() if known is None else self.clock_form.show_clock(known)

    def _clock_cell(self, known: Ticking) -> TableCell:
        code = self._codes.get(known.clock.review_id) if known.clock.review_id else None
        whose = self.session.context.agency_name(known.clock.agency_id)
        below = ", ".join(part for part in (code, whose, known.rule.in_words() if known.rule else "") if part)
        return marked(TableCell(known.title, below, order=known.title.casefold()), known.clock.marking)

    def _due_cell(self, known: Ticking) -> TableCell:
        """The day in force; below, the other one where sources differ, or that it was set by hand."""
        cell = day_cell(known.due, "Not known")
        other = f"or {short_date(known.other_due)}" if known.other_due else ""
        return TableCell(cell.text, "set by hand" if known.clock.due_override else other, order=cell.order)

    def _status_cell(self, known: Ticking) -> TableCell:
        today = self.session.today()
        status, late = known.status(today), known.days_late(today)
        if status is ClockStatus.OVERDUE:
            return TableCell(f"{counted(late, 'day')} overdue", icon="clock", tone="danger", order=-late)
        below = f"by {counted(late, 'day')}" if late else ""
        return TableCell(status.value, below or ("check the day" if known.warning else ""), order=late)

    def show_destination(self, destination: ToClocks) -> None:
        """Show a practice review or a clock; the page alone changes nothing."""
        wanted = destination.clock_id or destination.review_id
        if wanted:
            self._is_new = False
            self.which.choose(_Which.CLOCKS if destination.clock_id else _Which.REVIEWS)
            self._wanted = wanted
            self.refresh()
            self._panes.show_pane(1)

    def destination(self) -> ToClocks:
        """The review that is chosen, where reviews are shown."""
        review: PracticeReview | None = self.reviews.current()
        return ToClocks(review.id if review is not None and self._list() is _Which.REVIEWS else None)

    def _on_clock_kept(self, clock_id: int) -> None:
        self._is_new, self._wanted = False, clock_id
        self.which.choose(_Which.CLOCKS)
        self.refresh()

    def _on_review_kept(self, review_id: ReviewId) -> None:
        self.show_destination(ToClocks(review_id))

    def new(self) -> None:
        """Ctrl+N: an empty clock; an empty review where reviews are shown."""
        if self._list() is _Which.REVIEWS:
            self.new_review()
            return
        self._is_new = True
        self._side.setCurrentWidget(self.clock_form)
        self.clock_form.start()
        self._panes.show_pane(1)
        self.clock_form.rule.setFocus()

    def new_review(self) -> None:
        """An empty practice review."""
        self._is_new = True
        self._side.setCurrentWidget(self.review_form)
        self.review_form.start()
        self._panes.show_pane(1)
        self.review_form.code.setFocus()

    def record(self) -> None:
        """Ctrl+Enter records what is written beside the list."""
        if self._side.currentWidget() is self.review_form:
            self.review_form.submit()
        else:
            self.clock_form.submit()

    def leave(self) -> bool:
        """Esc goes from something new back to what is chosen."""
        was_new = self._is_new
        if was_new:
            self.keep_typed()
            self._on_chosen()
        return was_new

    def toggle_details(self) -> None:
        """Show or hide what is chosen."""
        self._panes.toggle_side()


def _key(row: Ticking | PracticeReview | tuple[str, ClockPattern]) -> object:
    """What tells the rows of one list apart."""
    if isinstance(row, Ticking):
        return row.clock.id
    return row.id if isinstance(row, PracticeReview) else (row[0], row[1].title)


def _review_cell(known: PracticeReview) -> TableCell:
    return marked(TableCell(known.code, known.kind.value.capitalize(), order=known.code), known.marking)


def _pattern_columns() -> list[TableColumn]:
    def went(row: tuple[str, ClockPattern]) -> ClockPattern:
        return row[1]

    return [
        TableColumn("Rule", 0, lambda row: TableCell(went(row).title)),
        TableColumn("Cycle", 110, lambda row: TableCell(row[0], tone="text-2")),
        TableColumn("How it went", 220, lambda row: TableCell(went(row).in_words())),
        TableColumn("Late", 70, lambda row: TableCell(str(went(row).late), order=went(row).late)),
        TableColumn("Overdue", 84, lambda row: TableCell(str(went(row).overdue), order=went(row).overdue)),
        TableColumn("Running", 84, lambda row: TableCell(str(went(row).running), order=went(row).running)),
    ]
