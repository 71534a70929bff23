"""How a challenge stands in the log: whom it was put to and what it asks, its status, its age, when a reply is due."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.domain.challenge import ChallengeNow, Status
from scrutineer.domain.dates import short_date
from scrutineer.operations.queries.challenges import put_to
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.session import Session

_WAITS = {
    Status.RESPONSE: "Your view due", Status.TESTED: "Close or go on", Status.DRAFT: "Not yet raised",
    Status.ACCEPTED: "Action awaited", Status.PARTLY: "Go on or escalate", Status.NOT_ACCEPTED: "Go on or escalate",
    Status.ACTION: "Evidence awaited", Status.EVIDENCE: "To be tested",
}  # fmt: skip
"""What each waits for where it is no reply: a reply date that was kept once says nothing of it any more."""
_LARGE = 150  # per cent


class AgeDelegate(QStyledItemDelegate):
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
        left, top = box.left() + theme.px(10), box.center().y() - height // 2
        painter.fillRect(QRect(left, top, width, height), theme.colour("sunken"))
        length = min(width, max(2, round(width * days / self.longest))) if days else 0
        past = min(length, round(width * late / self.longest))
        painter.fillRect(QRect(left, top, length, height), theme.colour("border-strong"))
        painter.fillRect(QRect(left + length - past, top, past, height), theme.colour("danger"))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("dense"))
        painter.drawText(QRect(left + width + theme.px(4), box.top(), theme.px(40), box.height()), 0x82, str(days))


def challenge_columns(session: Session) -> list[TableColumn]:
    """The columns of the log; each that can be sorted names its order. Short words stay on one line, but at large text,
    where the question would have no room beside them."""
    one_line = session.theme.zoom < _LARGE
    return [
        TableColumn("Ref", 78, lambda known: TableCell(known.challenge.reference.split("-", 1)[-1]), by="reference"),
        TableColumn(
            "Put to, and the question",
            0,
            lambda known: TableCell(_head(session, known), known.challenge.question),
            by="put_to",
        ),
        TableColumn("Status", 138, _status, by="status", fixed=one_line),
        TableColumn("Days open", 122, lambda known: _days(session, known), by="days_open"),
        TableColumn("Reply due", 156, lambda known: _due(session, known), by="reply_due", fixed=one_line),
    ]


def _status(known: ChallengeNow) -> TableCell:
    """How it stands; how it closed stands below."""
    status, _, ending = known.state.status.value.partition(": ")
    return TableCell(status, ending.capitalize())


def _head(session: Session, known: ChallengeNow) -> str:
    context, challenge = session.context, known.challenge
    targets = [target for target in challenge.targets if context.framework.knows(target)]
    numbers = sorted({context.framework.step(target).number for target in targets})
    steps = f", step {', '.join(numbers)}" if numbers else ""
    carried = ", carried over" if challenge.cycle_id != context.cycle.id else ""
    return f"{put_to(context, challenge)}{carried}{steps}"


def _days(session: Session, known: ChallengeNow) -> TableCell:
    today = session.today()
    days = known.state.days_open(today)
    return TableCell(f"{days} days", value=(days, known.state.days_overdue(today)))


def _due(session: Session, known: ChallengeNow) -> TableCell:
    state = known.state
    days = state.days_overdue(session.today())
    if days:
        return TableCell(f"{days} days overdue", icon="clock", tone="danger")
    if not state.awaits_reply and state.status in _WAITS:
        return TableCell(_WAITS[state.status], tone="text-2")
    due = state.reply_due if state.is_open else state.closed_on
    return TableCell(short_date(due) if due else "No date", tone="text-2")
