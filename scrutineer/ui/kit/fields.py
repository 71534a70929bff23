"""Fields: one line and several, a date, a segmented choice, a level chooser; `combo` holds the choice of many.

Whatever text is typed into is one of these: a field takes Ctrl+Z only while it has something to undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.scale import NON_SCORES, Scale
from scrutineer.domain.typed_dates import TypedDate, When, example, in_numbers, read_typed_date
from scrutineer.ui.kit.basic import rule, set_tip
from scrutineer.ui.kit.combo import NO_LONGER
from scrutineer.ui.kit.flow import FlowLayout
from scrutineer.ui.kit.focus_order import one_stop
from scrutineer.ui.kit.paint import look_of, paint_mark, paint_wave
from scrutineer.ui.theme import Theme, space

T = TypeVar("T")


def _has_no_use_for(event: QEvent, undoable: Callable[[], bool], redoable: Callable[[], bool]) -> bool:
    """Whether a key is undo or redo with nothing to take back: a text field of Qt's would take it all the same."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undoable()
    return event.matches(QKeySequence.StandardKey.Redo) and not redoable()


class Field(QLineEdit):
    """A field of one line. Undo and redo go to the page where it has nothing of its own to undo.

    `name` is read out, `hint` stands in it while it is empty. `spelt`: it takes sentences, whose spelling is looked at.
    `menu_opens` hands over its menu before it is shown.
    """

    menu_opens = Signal(QMenu, int)

    def __init__(self, text: str = "", *, name: str = "", hint: str = "", spelt: bool = False) -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.spelt = spelt
        self._marked: Sequence[tuple[int, int]] = ()
        self._wave = QColor()

    @property
    def is_secret(self) -> bool:
        """Whether what is typed is hidden."""
        return self.echoMode() is not QLineEdit.EchoMode.Normal

    def mark(self, spots: Sequence[tuple[int, int]], colour: QColor) -> None:
        """Draw a wavy line under these parts of the text, and under no others."""
        self._marked, self._wave = spots, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and its wavy lines."""
        super().paintEvent(event)
        if not self._marked:
            return
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(4, 0, -4, 0))
        metrics, text, cursor = self.fontMetrics(), self.text(), self.cursorRect()

        def width(place: int) -> int:
            return metrics.horizontalAdvance(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))

        left = cursor.center().x() - width(self.cursorPosition())
        foot = (self.height() + metrics.height()) / 2 - metrics.descent() + 2
        for start, end in self._marked:
            paint_wave(painter, self._wave, left + width(start), left + width(end), foot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with what others add to it."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        place = self.cursorPositionAt(event.pos()) if by_mouse else self.cursorPosition()
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opens.emit(menu, place)
        menu.popup(event.globalPos() if by_mouse else self.mapToGlobal(self.cursorRect().bottomLeft()))

    def event(self, event: QEvent) -> bool:
        """Undo and redo are let through where they would do nothing."""
        if _has_no_use_for(event, self.isUndoAvailable, self.isRedoAvailable):
            event.ignore()
            return True
        return super().event(event)


_LONG_DATES = tuple(long_date(date(2028, month, day)) for month in (9, 11, 12, 2) for day in (20, 28))
"""The longest dates there are, in whatever letters: a month of eight or nine letters, a day of two wide figures."""
_EDGE = 2  # pixels that Qt leaves at each side of a text in a field, and for the cursor
_WEEKS_AHEAD = timedelta(days=14)


class DateField(Field):
    """A date typed as people type it. The day as it is understood stands beside what was typed; what is no one day is
    asked about and never guessed. It is never narrower than the longest date needs, whatever width it is given: a day
    or a year that is cut off is another date."""

    def __init__(
        self,
        value: date | None = None,
        *,
        name: str,
        today: Callable[[], date],
        when: When = When.EITHER,
        required: bool = True,
    ) -> None:
        super().__init__(long_date(value) if value else "", name=name)
        self._required, self._today, self._when = required, today, when
        self._given = 0
        self.setPlaceholderText(self._hint() if required else "No date")
        self.textChanged.connect(self._mark)

    def _hint(self) -> str:
        """A day as it may be typed here: today, or one some weeks ahead where only what lies ahead is asked for."""
        return in_numbers(self._today() + (_WEEKS_AHEAD if self._when is When.AHEAD else timedelta()))

    def setFixedWidth(self, width: int) -> None:  # noqa: N802
        """As wide as it is given, or as its longest date needs."""
        self._given = width
        self._hold_width()

    def _hold_width(self) -> None:
        if self._given:
            super().setFixedWidth(max(self._given, self.minimumSizeHint().width()))

    def minimumSizeHint(self) -> QSize:
        """The longest date with what the style puts around it."""
        base, metrics = super().minimumSizeHint(), self.fontMetrics()
        longest = max(metrics.horizontalAdvance(words) for words in _LONG_DATES)
        return QSize(base.width() - metrics.maxWidth() + longest + 3 * _EDGE, base.height())

    def sizeHint(self) -> QSize:
        """What Qt gives a field, or the longest date."""
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._hold_width()
            self.updateGeometry()

    def _reading(self) -> TypedDate:
        return read_typed_date(self.text(), self._today(), self._when)

    def value(self) -> date | None:
        """The date, or None where it is empty or not clear."""
        return self._reading().day

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.setText(long_date(value) if value else "")

    def question(self) -> str:
        """What is not clear about it, or that a date is needed; "" where all is well."""
        reading = self._reading()
        missing = reading.day is None and not reading.ask and self._required
        return f"It needs a date, {example(self._today())}." if missing else reading.ask

    def is_wrong(self) -> bool:
        """Whether it holds something that is not clear, or nothing where a date is needed."""
        return bool(self.question())

    def understood(self) -> str:
        """The day in words, where that is not what was typed."""
        day = self.value()
        words = long_date(day) if day is not None else ""
        return "" if words == self.text().strip() else words

    def _mark(self) -> None:
        wrong = bool(self._reading().ask)
        set_tip(self, self.question() or self.understood())
        self.setAccessibleDescription(self._reading().ask or self.understood())
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the day as it is understood at its right, short where there is little room."""
        super().paintEvent(event)
        day = self.value()
        if day is None or not self.understood():
            return
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(self.text()) - 3 * metrics.averageCharWidth() - 12
        words = next((w for w in (long_date(day), short_date(day)) if metrics.horizontalAdvance(w) <= room), "")
        if words and words != self.text().strip():
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            inside = self.rect().adjusted(0, 0, -metrics.averageCharWidth() - 2, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


class Segments(QFrame, Generic[T]):
    """One choice of a few, side by side: one tab stop, arrows move and choose."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[str, T]], *, name: str = "", none: bool = False, tight: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setProperty("tight", "true" if tight else "false")
        self.setAccessibleName(name)
        self._name = name
        self.values = [value for _, value in choices]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for number, (words, _value) in enumerate(choices):
            part = QPushButton()
            part.setCheckable(True)
            part.setProperty("kind", "segment")
            part.setAutoDefault(False)
            part.setProperty("first", "true" if number == 0 else "false")
            part.setProperty("last", "true" if number == len(choices) - 1 else "false")
            self._group.addButton(part, number)
            self.set_words(number, words)
            box.addWidget(part)
        if choices and not none:
            self._group.button(0).setChecked(True)
        one_stop(self._group)
        self._group.idClicked.connect(self._on_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def value(self) -> T | None:
        """The value chosen, or None while none is."""
        place = self._group.checkedId()
        return self.values[place] if place >= 0 else None

    def choose(self, value: T | None) -> None:
        """Show a value without saying so."""
        self._group.setExclusive(False)
        for number, known in enumerate(self.values):
            self._group.button(number).setChecked(known == value)
        self._group.setExclusive(True)
        one_stop(self._group)

    def set_words(self, number: int, words: str) -> None:
        """Change what one part says, and what is read out of it."""
        part = self._group.button(number)
        part.setText(words)
        part.setAccessibleName(f"{self._name}: {words}" if self._name else words)

    def show_parts(self, shown: Sequence[bool]) -> None:
        """Show these parts; the others are left out for now: there is nothing behind them."""
        last = max((number for number, is_shown in enumerate(shown) if is_shown), default=-1)
        for number, is_shown in enumerate(shown):
            part = self._group.button(number)
            part.setVisible(is_shown)
            part.setProperty("last", "true" if number == last else "false")
            part.style().polish(part)
        self.updateGeometry()

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self.values[number])


def level_icon(theme: Theme, look: str, size: int) -> QIcon:
    """A level's mark as an icon, one pixel of air to its right."""
    picture = QPixmap(size * 2 + 8, size * 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, theme, look, QPointF(size, size), size * 2 - 2)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)


class _LevelButton(QPushButton):
    """As wide as its words in the bolder face that they have when it is chosen."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(space(4), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class LevelChooser(QWidget):
    """The levels of a scale from the highest, a rule, and the two that are not levels. A level that is none of these
    has a part of its own, named by `called` as what it is, for as long as it is chosen: none of the others stands for
    it. `hold` makes of a level's key the value that it stands for here."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        scale: Scale,
        *,
        called: Callable[[str], str] | None = None,
        hold: Callable[[str], str] = lambda key: key,
    ) -> None:
        super().__init__()
        self._hold = hold
        self._called = called or (lambda key: f"{key} ({NO_LONGER})")
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._other: QPushButton | None = None
        self._theme, self._scale = theme, scale
        box = FlowLayout(4)
        for level in reversed(scale.levels):
            box.addWidget(self._part(theme, scale, level.key, level.short or level.word))
        line = rule()
        line.setFixedSize(QSize(1, theme.px(24)))
        line.setMaximumHeight(theme.px(24))
        box.addWidget(line)
        for key, words in (("not-yet", "Not yet"), ("insufficient", "Insufficient")):
            box.addWidget(self._part(theme, scale, key, words))
        self.setLayout(box)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    def _part(self, theme: Theme, scale: Scale, key: str, words: str) -> QPushButton:
        part = _LevelButton(words)
        part.setCheckable(True)
        part.setProperty("kind", "level")
        part.setIcon(level_icon(theme, look_of(scale, key), theme.px(13)))
        part.setIconSize(QSize(theme.px(13) + 4, theme.px(13)))
        level = scale.level(key)
        part.setAccessibleName(level.word if level else NON_SCORES.get(key, words))
        set_tip(part, f"{level.word}. {level.descriptor}".strip() if level else NON_SCORES.get(key, words))
        self._group.addButton(part, len(self._keys))
        self._keys.append(self._hold(key) if level else key)
        return part

    def choose(self, key: str) -> None:
        """Show a level, one of the scale or not; none is what stays."""
        if not key:
            return
        if key not in self._keys:
            self._offer_other(key)
        self._group.button(self._keys.index(key)).setChecked(True)
        one_stop(self._group)
        if self._other is not None:
            self._other.setVisible(self._other.isChecked())

    def _offer_other(self, key: str) -> None:
        """A part for a level that the scale does not have; it takes the place of the one before it."""
        if self._other is not None:
            self._keys.pop()
            self._group.removeButton(self._other)
            self._other.hide()
            self._other.deleteLater()
        self._other = self._part(self._theme, self._scale, key, self._called(key))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._other)

    def value(self) -> str:
        """The level chosen; "not yet" while none is."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else "not-yet"


class Notes(QPlainTextEdit):
    """A field of several lines; Tab leaves it, Ctrl+Enter is left to the page, undo where it has none of its own.
    `menu_opens` hands over its menu before it is shown."""

    menu_opens = Signal(QMenu, int)

    def __init__(self, *, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.spelt = True

    def mark(self, spots: Sequence[tuple[int, int]], colour: QColor) -> None:
        """Draw a wavy line under these parts of the text, and under no others. The text itself is left alone, so that
        nothing counts as typed."""
        marks = []
        for start, end in spots:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mark.format.setUnderlineColor(colour)
            marks.append(mark)
        self.setExtraSelections(marks)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with what others add to it."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        cursor = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opens.emit(menu, cursor.position())
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def event(self, event: QEvent) -> bool:
        """Undo and redo are let through where they would do nothing."""
        if _has_no_use_for(event, self.document().isUndoAvailable, self.document().isRedoAvailable):
            event.ignore()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + 20)

    def minimumSizeHint(self) -> QSize:
        """At least two lines."""
        return QSize(80, self.fontMetrics().lineSpacing() * min(2, self._lines) + 18)


class EnterFilter(QObject):
    """Calls something when Enter is pressed in a widget."""

    def __init__(self, parent: QWidget, pressed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._pressed = pressed
        parent.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take Enter and Return."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and event.key() in keys and not event.modifiers():  # type: ignore[attr-defined]
            self._pressed()
            return True
        return False
