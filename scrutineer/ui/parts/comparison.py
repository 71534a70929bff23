"""What each says: agencies, partners together, young scrutineers, practitioners, and the scrutineer. Never combined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import NON_SCORES, NOT_YET, steps_between
from scrutineer.domain.voices import Spread, Standpoint, View, spread
from scrutineer.operations.queries.steps import TargetView, declared_range
from scrutineer.operations.queries.voices import standpoint_of
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class _Row:
    """One voice: where its mark stands (lowest and highest declared level), its words, and the gap in words."""

    name: str
    low: str
    high: str
    words: str
    gap: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What a level cell paints: the marks and the stretch of the gap line."""

    key: str
    row: _Row
    yours: str
    order: tuple[str, ...]


class _LevelDelegate(QStyledItemDelegate):
    """Paints a mark where a voice stands, and the line from it to the scrutineer's."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, gap line, mark."""
        theme: Theme = self._session.theme
        draw_ground(painter, theme, option, first=False)
        place: _Place = index.data(VALUE)
        box: QRect = option.rect
        painter.setPen(theme.colour("border"))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        self._line(painter, theme, box, place)
        if place.key in (place.row.low, place.row.high):
            look = look_of(self._session.context.scale, place.key)
            size = theme.px(17 if place.row.mine else 15)
            paint_mark(painter, theme, look, QPointF(box.center()), size)

    @staticmethod
    def _line(painter: QPainter, theme: Theme, box: QRect, place: _Place) -> None:
        ends = [place.order.index(key) for key in (place.row.low, place.row.high, place.yours) if key in place.order]
        if len(ends) < 2 or place.row.mine:
            return
        position, first, last = place.order.index(place.key), min(ends), max(ends)
        if not first <= position <= last or first == last:
            return
        left = box.center().x() if position == first else box.left()
        right = box.center().x() if position == last else box.right()
        painter.setPen(QPen(theme.colour("border-strong"), 3))
        painter.drawLine(left, box.center().y(), right, box.center().y())


class Comparison(Register):
    """The scrutineer's own row, then the voices heard, then a row for each agency that answered."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._yours = ""
        scale = session.context.scale
        self._order = tuple(level.key for level in scale.levels)
        columns = [TableColumn("", 148, lambda voice: TableCell(voice.name))]
        columns += [
            TableColumn(level.short.split()[0], 84, self._level_cell(level.key), fixed=True) for level in scale.levels
        ]
        columns += [
            TableColumn("In their own words", 0, lambda voice: TableCell(voice.words)),
            TableColumn("", 84, lambda voice: TableCell(voice.gap, tone="warn")),
        ]
        super().__init__(session.theme, columns, name="What each says", height=22, sortable=False)
        self._levels = _LevelDelegate(session)
        for number in range(len(self._order)):
            self.setItemDelegateForColumn(number + 1, self._levels)

    stands_whole = True

    def _level_cell(self, key: str) -> Callable[[_Row], TableCell]:
        def cell(voice: _Row) -> TableCell:
            word = self._session.context.scale.word(key) if key in (voice.low, voice.high) else ""
            return TableCell(word, value=_Place(key, voice, self._yours, self._order))

        return cell

    def show_view(self, view: TargetView) -> None:
        """Show the voices on one target."""
        judgement = view.judgement
        level = judgement.level if judgement else NOT_YET
        self._yours = level if level not in NON_SCORES else ""
        word = self._session.context.scale.word(level)
        draft = " (draft)" if judgement and judgement.status.value == "draft" else ""
        rows = [_Row(f"Your judgement{draft}", level, level, word, "", mine=True)]
        rows += [self._heard(spoken) for spoken in view.views]
        rows += [self._heard(prior, "prior") for prior in view.prior_views]
        rows += [self._voice(view, number) for number in range(len(view.self_views))]
        if list(self.rows_model.rows) != rows:  # painting a matrix of marks anew takes as long as reading it
            self.rows_model.set_rows(rows)
        self.stand(whole=True)

    def spread(self) -> Spread:
        """How far those who stand on the scale in this cycle lie apart."""
        placed = [voice for voice in self.rows_model.rows if not voice.gap.startswith("prior")]
        return spread([Standpoint(voice.name, voice.low, voice.high) for voice in placed], self._session.context.scale)

    def _heard(self, view: View, note: str = "") -> _Row:
        """A view of somebody else; one of last cycle's is placed and said to be prior."""
        standpoint = standpoint_of(self._session.context, view)
        gap = self._gap((standpoint.low, standpoint.high)) if standpoint.low else "not placed"
        own = ". ".join(part for part in (view.counts, view.words) if part)  # the mark says the level already
        return _Row(
            standpoint.name,
            standpoint.low,
            standpoint.high,
            own if standpoint.low and own else standpoint.words,
            note or gap,
        )

    def _voice(self, view: TargetView, number: int) -> _Row:
        voice = view.self_views[number]
        declared = declared_range(voice, self._session.context)
        words = "; ".join(_said(answer) for answer in voice.answers)
        if declared is None:
            return _Row(voice.agency, "", "", words, "not placed")
        return _Row(voice.agency, *declared, words, self._gap(declared))

    def _gap(self, declared: tuple[str, str]) -> str:
        scale = self._session.context.scale
        low, high = (steps_between(scale, self._yours, key) for key in declared)
        if low is None or high is None:
            return ""
        if low == high == 0:
            return "same"
        if low * high < 0:
            return "both sides"
        widest = max(low, high, key=abs)
        return f"{abs(widest)} {'above' if widest > 0 else 'below'}"


def _said(answer: SelfAssessment) -> str:
    if answer.status is AnswerStatus.SET_ASIDE:
        return f"{answer.number} set aside: “{answer.typed}”" if answer.typed else f"{answer.number} blank, set aside"
    return f"{answer.number} {answer.word}"
