"""What each says: agencies, partners together, young scrutineers, practitioners, and the scrutineer. Never combined."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale, steps_between
from scrutineer.domain.voices import Spread, Standpoint, View, spread
from scrutineer.domain.words import counted
from scrutineer.operations.queries.steps import SelfView, TargetView, declared_range
from scrutineer.operations.queries.voices import my_standpoint, standpoint_of
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground, draw_line
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme

OTHER_SCALE = "on another scale, told in words"
NO_LEVEL = "no level given, told in words"
SET_ASIDE = "answer set aside"


@dataclass(frozen=True, slots=True)
class _Row:
    """One voice: where its mark stands (lowest and highest declared level), its words, and the gap in words.

    One that stands nowhere says `aside` why.
    """

    name: str
    low: str
    high: str
    words: str
    gap: str = ""
    apart: int = 0
    aside: str = ""
    prior: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What a level cell paints: the marks and the stretch of the gap line."""

    key: str
    row: _Row
    yours: str
    order: tuple[str, ...]


def _paint_ground(
    painter: QPainter, theme: Theme, option: QStyleOptionViewItem, tint: QColor | None, *, first: bool = False
) -> None:
    """The row's ground as in every table; where the row is not chosen, in this tint."""
    draw_ground(painter, theme, option, first=first)
    if tint is not None and not option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect.adjusted(0, 0, 0, -1), tint)


class _LevelDelegate(QStyledItemDelegate):
    """Paints a mark where a voice stands, and the line from it to the scrutineer's; why it stands nowhere, across."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground in the tint of the scrutineer's level, gap line, mark."""
        theme: Theme = self._session.theme
        scale = self._session.context.scale
        place: _Place = index.data(VALUE)
        tint = theme.level_colour(look_of(scale, place.key), "tint") if place.key == place.yours else None
        _paint_ground(painter, theme, option, theme.colour("selection") if place.row.mine else tint)
        box: QRect = option.rect
        self._line(painter, theme, box, place)
        if place.row.aside:
            self._aside(painter, option, place)
        elif place.key in (place.row.low, place.row.high):
            size = theme.px(17 if place.row.mine else 14)
            centre = QPointF(box.center().x() + 0.5, box.center().y() + 0.5)
            paint_mark(painter, theme, look_of(scale, place.key), centre, size)

    def _aside(self, painter: QPainter, option: QStyleOptionViewItem, place: _Place) -> None:
        """This cell's part of the words that stand across all levels."""
        theme, box, number = self._session.theme, option.rect, place.order.index(place.key)
        across = QRect(box.left() - number * box.width(), box.top(), box.width() * len(place.order), box.height())
        painter.save()
        painter.setClipRect(box)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2"))
        inside = across.adjusted(theme.px(8), 0, -theme.px(8), 0)
        words = painter.fontMetrics().elidedText(place.row.aside, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, theme: Theme, box: QRect, place: _Place) -> None:
        ends = [place.order.index(key) for key in (place.row.low, place.row.high, place.yours) if key in place.order]
        if len(ends) < 2 or place.row.mine or not place.row.low:
            return
        position, first, last = place.order.index(place.key), min(ends), max(ends)
        if not first <= position <= last or first == last:
            return
        left = box.center().x() if position == first else box.left()
        right = box.center().x() if position == last else box.right() + 1
        painter.setPen(QPen(theme.colour("border-strong"), theme.px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(left, box.center().y(), right, box.center().y())


class _WordsDelegate(QStyledItemDelegate):
    """Whose voice it is and what it says, in one line; the scrutineer's own row filled and bold, distances at the
    right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words."""
        theme, row, column = self._theme, index.data(VALUE), index.column()
        fill = theme.colour("selection") if row.mine else None
        _paint_ground(painter, theme, option, fill, first=column == 0)
        is_gap, text = column == index.model().columnCount() - 1, str(index.data())
        before, after = (13, 2) if column == 0 else (2, 10) if is_gap else (6, 6)
        box = option.rect.adjusted(theme.px(before), 0, -theme.px(after), 0)
        font = theme.font("small" if is_gap else "dense", 600 if row.mine else 400)
        if is_gap:
            wide = min(box.width(), QFontMetrics(font).horizontalAdvance(text) + 1)
            box.setLeft(box.right() - wide)
        draw_line(painter, theme, text, box, font, theme.colour("text-2" if is_gap else "text"))


class Comparison(Register):
    """A row for each voice that was heard and each agency that answered, those furthest from the scrutineer's judgement
    first, those told in words after them; the scrutineer's own row last.

    All levels are equally wide: a distance is what it looks.
    """

    ROW, MINE = 23, 30  # pixels at 100%
    stands_whole = True

    def __init__(self, session: Session) -> None:
        self._session = session
        self._yours = ""
        scale = session.context.scale
        self._order = tuple(level.key for level in scale.levels)
        width = _level_width(session.theme, scale)
        columns = [TableColumn("Voice", 156, lambda voice: TableCell(voice.name, value=voice))]
        columns += [
            TableColumn(_heading(level.short), width, self._level_cell(level.key), fixed=True, centred=True)
            for level in scale.levels
        ]
        columns += [
            TableColumn("In their own words", 0, lambda voice: TableCell(voice.words, value=voice)),
            TableColumn("Apart", 68, lambda voice: TableCell(voice.gap, value=voice)),
        ]
        super().__init__(session.theme, columns, name="What each says", height=self.ROW, sortable=False)
        self.horizontalHeader().setObjectName("tight")
        self._levels, self._words = _LevelDelegate(session), _WordsDelegate(session.theme)
        for number in range(len(columns)):
            is_level = 0 < number <= len(self._order)
            self.setItemDelegateForColumn(number, self._levels if is_level else self._words)

    def _wraps(self) -> bool:
        """Never: every voice has one line."""
        return False

    def _is_painted(self, column: int) -> bool:
        """The levels alone; names and words share the width as in every table."""
        return 0 < column <= len(self._order)

    def _fit_rows(self) -> None:
        """Every voice in one line; what does not fit is in its tip. The scrutineer's own row stands out."""
        header, last = self.verticalHeader(), self.rows_model.rowCount() - 1
        for row in range(last + 1):
            header.resizeSection(row, self._theme.px(self.MINE if row == last else self.ROW))

    def _level_cell(self, key: str) -> Callable[[_Row], TableCell]:
        def cell(voice: _Row) -> TableCell:
            word = self._session.context.scale.word(key) if key in (voice.low, voice.high) else ""
            aside = voice.aside if key == self._order[0] else ""
            return TableCell(word or aside, value=_Place(key, voice, self._yours, self._order))

        return cell

    def show_view(self, view: TargetView) -> None:
        """Show the voices on one target."""
        judgement, context = view.judgement, self._session.context
        own = my_standpoint(context, judgement) if judgement is not None else None
        self._yours = own.low if own is not None else ""
        word = own.words if own is not None else NON_SCORES[NOT_YET]
        aside = OTHER_SCALE if judgement and not self._yours and judgement.level not in NON_SCORES else ""
        draft = ", draft" if judgement and judgement.status.value == "draft" else ""
        heard = [self._heard(spoken.newest, spoken.earlier) for spoken in view.heard]
        heard += [self._heard(prior, prior=True) for prior in view.prior_views]
        heard += [self._answered(answers) for answers in view.self_views]
        heard.sort(key=lambda voice: (not voice.low, voice.prior, -voice.apart))
        mine = _Row(f"Your judgement{draft}", self._yours, self._yours, word, aside=aside, mine=True)
        rows = [*heard, mine]
        if list(self.rows_model.rows) != rows:  # painting a matrix of marks anew takes as long as reading it
            self.rows_model.set_rows(rows)
        self.stand(whole=True)

    def heard(self) -> int:
        """How many voices there are beside the scrutineer's."""
        return max(0, self.rows_model.rowCount() - 1)

    def spread(self) -> Spread:
        """How far those who stand on the scale in this cycle lie apart."""
        placed = [voice for voice in self.rows_model.rows if not voice.prior]
        return spread([Standpoint(voice.name, voice.low, voice.high) for voice in placed], self._session.context.scale)

    def summary(self) -> str:
        """“8 voices, 2 levels apart. Never combined.”"""
        if not self.heard():
            return ""
        levels = self.spread().levels
        apart = "" if levels is None else ", all agree" if levels == 0 else f", {counted(levels, 'level')} apart"
        return f"{counted(self.heard(), 'voice')}{apart}. Never combined."

    def _heard(self, view: View, earlier: tuple[View, ...] = (), *, prior: bool = False) -> _Row:
        """A view of somebody else, with what they said before behind it; one of last cycle's is placed and said to be
        prior."""
        standpoint = standpoint_of(self._session.context, view, earlier=earlier)
        # the mark says the level already
        own = _with_earlier(". ".join(part for part in (view.counts, view.words) if part), standpoint)
        in_words = _with_earlier(standpoint.words, standpoint)
        if standpoint.low:
            place = (standpoint.low, standpoint.high)
            gap, apart = ("prior", 0) if prior else self._gap(place)
            return _Row(standpoint.name, *place, own or in_words, gap, apart, prior=prior)
        on_this_scale = view.scale_id == self._session.context.scale.id or view.level == NOT_YET
        aside = NO_LEVEL if on_this_scale else OTHER_SCALE
        return _Row(standpoint.name, "", "", in_words, "prior" if prior else "", aside=aside, prior=prior)

    def _answered(self, voice: SelfView) -> _Row:
        """What an agency said in its returns."""
        declared = declared_range(voice, self._session.context)
        words = "; ".join(_said(answer) for answer in voice.answers)
        if declared is not None:
            return _Row(voice.agency, *declared, words, *self._gap(declared))
        aside = all(answer.status is AnswerStatus.SET_ASIDE for answer in voice.answers)
        return _Row(voice.agency, "", "", words, aside=SET_ASIDE if aside else OTHER_SCALE)

    def _gap(self, declared: tuple[str, str]) -> tuple[str, int]:
        """How far from the scrutineer's judgement a voice stands: in words, and in levels."""
        scale = self._session.context.scale
        low, high = (steps_between(scale, self._yours, key) for key in declared)
        if low is None or high is None:
            return "", 0
        if low == high == 0:
            return "same", 0
        widest = max(low, high, key=abs)
        if low * high < 0:
            return "both sides", abs(widest)
        return f"{abs(widest)} {'above' if widest > 0 else 'below'}", abs(widest)


def _heading(short: str) -> str:
    return short.split(maxsplit=1)[0] if short else ""


def _with_earlier(words: str, standpoint: Standpoint) -> str:
    """What a voice says now, and behind it what it said before."""
    return ". ".join([words.rstrip("."), *standpoint.earlier]) if standpoint.earlier and words else words


def _level_width(theme: Theme, scale: Scale) -> int:
    """One width at 100% for every level: that of the widest heading, 78 at least."""
    metrics = QFontMetrics(theme.font("small", 600))
    widest = max((metrics.horizontalAdvance(_heading(level.short)) for level in scale.levels), default=0)
    return max(78, math.ceil(widest * 100 / theme.zoom) + 16)


def _said(answer: SelfAssessment) -> str:
    if answer.status is AnswerStatus.SET_ASIDE:
        return f"{answer.number} set aside: “{answer.typed}”" if answer.typed else f"{answer.number} blank, set aside"
    return f"{answer.number} {answer.word}"
