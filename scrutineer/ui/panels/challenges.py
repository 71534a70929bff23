"""Challenges: the log with age, and one challenge's life beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QItemSelection, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from scrutineer.domain.challenge import Challenge, ChallengeNow, Status
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.ids import ChallengeId
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, life_of
from scrutineer.operations.queries.home import put_to
from scrutineer.ui.destinations import ChallengesPlace, ToChallenge, ToChallenges, ToNewChallenge, ToReports
from scrutineer.ui.kit.basic import EmptyState, button, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.fields import Combo, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.challenge_details import ChallengeDetails
from scrutineer.ui.parts.challenge_form import ChallengeForm
from scrutineer.ui.session import Session

_WAITS = {Status.RESPONSE: "Your view due", Status.TESTED: "Close or go on", Status.DRAFT: "Not yet raised"}


class _AgeDelegate(QStyledItemDelegate):
    """Days open as a bar scaled to the oldest open challenge, the part past the reply date in another colour."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._theme = session.theme
        self.longest = 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, days in figures."""
        theme = self._theme
        draw_ground(painter, theme, option, first=False)
        days, late = index.data(VALUE)
        box: QRect = option.rect
        width, height = theme.px(64), theme.px(8)
        left, top = box.left() + theme.px(8), box.center().y() - height // 2
        painter.fillRect(QRect(left, top, width, height), theme.colour("sunken"))
        length = max(2, round(width * days / self.longest)) if days else 0
        past = min(length, round(width * late / self.longest))
        painter.fillRect(QRect(left, top, length, height), theme.colour("border-strong"))
        painter.fillRect(QRect(left + length - past, top, past, height), theme.colour("danger"))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("dense"))
        painter.drawText(QRect(left + width + theme.px(6), box.top(), theme.px(40), box.height()), 0x82, str(days))


class ChallengesPanel(Panel[ChallengesPlace]):
    """The log, filtered; the life of the one chosen, or the form for a new one."""

    shows = frozenset(
        {ChangeKind.CHALLENGE, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: tuple[ChallengeNow, ...] = ()
        self.log = Register(session.theme, self._columns(), name="Challenges", height=57)
        self._age = _AgeDelegate(session)
        self.log.setItemDelegateForColumn(3, self._age)
        self.log.selectionModel().selectionChanged.connect(self._on_selected)
        self.log.setMinimumHeight(session.theme.px(150))
        self.details = ChallengeDetails(session, self._reword)
        self.form = ChallengeForm(session, self._raised, self._show_details)
        self._side = QStackedWidget()
        self._side.addWidget(self.details)
        self._side.addWidget(self.form)
        left = scroll(holder(self._left()))
        self._panes = Panes(session.theme, [("Log", left, 0), ("Challenge", self._side, 412)])
        self.setLayout(column(self._panes, spacing=0))
        self._wanted: ChallengeId | None = None
        self._begun: ToNewChallenge | None = None

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        report = button("Challenge report", lambda: self.session.go(ToReports()), theme=theme, icon="file-output")
        new = button("New challenge", self.new, theme=theme, kind="primary", icon="plus", hint="Ctrl+N")
        head = row(label("Challenges", "title"), self._said, None, report, new, spacing=10)
        self.which: Segments[str] = Segments(
            [("Open", "open"), ("Overdue", "overdue"), ("Closed", "closed"), ("Carried over", "carried")],
            name="Which",
        )
        self.which.chosen.connect(lambda _which: self._filter())
        steps: list[tuple[str, object]] = [
            (f"{s.number} {s.label}", s.target) for s in self.session.context.framework.steps
        ]
        self.step = Combo(theme, [("Any step", None), *steps], name="Step")
        self.agency = Combo(theme, agency_choices(self.session.context.agencies, "Any agency"), name="Agency")
        for combo in (self.step, self.agency):
            combo.setFixedWidth(theme.px(150))
            combo.activated.connect(lambda _number: self._filter())
        box = column(spacing=10, margins=(16, 14, 16, 14))
        box.addLayout(head)
        box.addWidget(flow(self.which, self.step, self.agency))
        box.addWidget(self.log, 1)
        self._empty = self._empty_state()
        box.addWidget(self._empty, 1)
        return box

    def _empty_state(self) -> QWidget:
        first = button("Raise the first challenge", self.new, kind="primary")
        sentence = (
            "A challenge is one open question put to an agency or the partnership, "
            "followed until something changes for children."
        )
        return EmptyState(self.session.theme, "message-square-warning", "No challenges yet", sentence, first)

    def _columns(self) -> list[TableColumn]:
        today = self.session.today()
        return [
            TableColumn(
                "Ref", 78, lambda life: TableCell(life.challenge.reference.split("-", 1)[-1], order=life.challenge.id)
            ),
            TableColumn(
                "Put to, and the question", 0, lambda life: TableCell(self._head(life), life.challenge.question)
            ),
            TableColumn("Status", 138, lambda life: TableCell(life.state.status.value)),
            TableColumn(
                "Days open",
                122,
                lambda life: TableCell(
                    f"{life.state.days_open(today)} days",
                    value=(life.state.days_open(today), life.state.days_overdue(today)),
                    order=life.state.days_open(today),
                ),
            ),
            TableColumn("Reply due", 156, self._due),
        ]

    def _head(self, life: ChallengeNow) -> str:
        framework = self.session.context.framework
        known = [target for target in life.challenge.targets if framework.knows(target)]
        numbers = sorted({framework.step(target).number for target in known})
        steps = f", step {', '.join(numbers)}" if numbers else ""
        carried = ", carried over" if life.challenge.cycle_id != self.session.context.cycle.id else ""
        return f"{put_to(self.session.context, life.challenge)}{carried}{steps}"

    def _due(self, life: ChallengeNow) -> TableCell:
        days = life.state.days_overdue(self.session.today())
        if days:
            return TableCell(f"{days} days overdue", icon="clock", tone="danger", order=-days)
        if life.state.status in _WAITS:
            return TableCell(_WAITS[life.state.status], tone="text-2", order=1)
        due = life.state.reply_due if life.state.is_open else life.state.closed_on
        return TableCell(
            short_date(due) if due else "No date", tone="text-2", order=2 + (due.toordinal() if due else 0)
        )

    def refresh(self) -> None:
        """Read the log again."""
        self._known = challenges_now(self.session.casefile, ChallengeFilter(), deciding_on=self.session.today())
        self.form.refresh()
        context = self.session.context
        self.step.set_choices(
            [("Any step", None), *((f"{s.number} {s.label}", s.target) for s in context.framework.steps)]
        )
        self.agency.set_choices(agency_choices(context.agencies, "Any agency"))
        self._filter()

    def _filter(self) -> None:
        today = self.session.today()
        held = self.log.current()
        groups = {
            which: [life for life in self._known if self._belongs(life, which)]
            for which in ("open", "overdue", "closed", "carried")
        }
        for number, (which, words) in enumerate(
            (("open", "Open"), ("overdue", "Overdue"), ("closed", "Closed"), ("carried", "Carried over"))
        ):
            self.which.set_words(number, f"{words} {len(groups[which])}")
        rows: Sequence[ChallengeNow] = [life for life in groups[self.which.value() or "open"] if self._passes(life)]
        self._age.longest = max((life.state.days_open(today) for life in self._known), default=1) or 1
        self.log.rows_model.set_rows(rows)
        late = len(groups["overdue"])
        self._said.setText(
            f"{len(groups['open'])} open, {late} {'reply' if late == 1 else 'replies'} overdue" if self._known else ""
        )
        self._empty.setVisible(not self._known)
        self.log.setVisible(bool(self._known))
        wanted = self._wanted or (held.challenge.id if held else None)
        self._wanted = None
        if not self.log.select(lambda life: life.challenge.id == wanted) and rows:
            self.log.selectRow(0)
        self._show_life()

    def _belongs(self, life: ChallengeNow, which: str) -> bool:
        if which == "open":
            return life.state.is_open
        if which == "overdue":
            return life.state.days_overdue(self.session.today()) > 0
        if which == "closed":
            return not life.state.is_open
        return life.state.is_open and life.challenge.cycle_id != self.session.context.cycle.id

    def _passes(self, life: ChallengeNow) -> bool:
        step, agency = self.step.value(), self.agency.value()
        on_step = step is None or not set(covered(self.session.context.framework, step)).isdisjoint(
            life.challenge.targets
        )
        return on_step and (agency is None or life.challenge.agency_id == agency)

    def _on_selected(self, _selected: QItemSelection, _before: QItemSelection) -> None:
        self._show_life()

    def _show_life(self) -> None:
        known = self.log.current()
        self.details.show_life(life_of(self.session.casefile, known.challenge.id) if known is not None else None)

    def show_destination(self, destination: ChallengesPlace) -> None:
        """Show a challenge, or the form for a new one."""
        match destination:
            case ToChallenge(challenge_id):
                self._bring(challenge_id)
            case ToNewChallenge():
                self._begun = destination
                self._side.setCurrentWidget(self.form)
                self._panes.show_pane(1)
                self.form.start(destination)
            case ToChallenges():
                pass
            case _:
                assert_never(destination)

    def _bring(self, challenge_id: ChallengeId) -> None:
        """Choose a challenge, in the part of the log that holds it."""
        self._wanted = challenge_id
        known = next(iter(challenges_now(self.session.casefile, ChallengeFilter(ids=frozenset({challenge_id})))), None)
        if known is not None and not self._belongs(known, self.which.value() or "open"):
            self.which.choose("open" if known.state.is_open else "closed")
        self._show_details()
        self.refresh()
        self._panes.show_pane(1)

    def destination(self) -> ChallengesPlace:
        """The form as it was begun, else the challenge that is chosen."""
        if self._begun is not None:
            return self._begun
        chosen: ChallengeNow | None = self.log.current()
        return ToChallenge(chosen.challenge.id) if chosen else ToChallenges()

    def _reword(self, challenge: Challenge) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.form)
        self.form.edit(challenge)

    def _show_details(self) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.details)

    def _raised(self, challenge: ChallengeId) -> None:
        self._wanted = challenge
        self.which.choose("open")
        self._show_details()
        self.refresh()

    def new(self) -> None:
        """Ctrl+N: the form for a new challenge."""
        self.show_destination(ToNewChallenge())

    def link(self) -> None:
        """Ctrl+L: link evidence to the challenge shown."""
        self.details.link()

    def record(self) -> None:
        """Ctrl+Enter: raise, or record the event being written."""
        if self._side.currentWidget() is self.form:
            self.form.submit()
        else:
            self.details.record()

    def leave(self) -> bool:
        """Esc leaves the form."""
        inside = self._side.currentWidget() is self.form
        if inside:
            self._show_details()
        return inside

    def keep_typed(self) -> None:
        """A challenge being written is kept as a draft."""
        self.form.keep_typed()
        self.details.keep_typed()

    def toggle_details(self) -> None:
        """Show or hide the challenge."""
        self._panes.toggle_side()
