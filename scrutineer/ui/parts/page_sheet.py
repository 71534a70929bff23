"""One page of a PDF with its words: what was quoted is marked, and a passage is chosen with the mouse or by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QLabel

from scrutineer.domain.passages import places_of
from scrutineer.operations.pdf_pages import PageImage, PageWord
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import set_tip
from scrutineer.ui.theme import space, tokens

_A4 = 842 / 595
_WIDTH_IN_POINTS = 595.0
_ROUNDED = 2  # pixels
_FEW = 12  # words that are read out as they are chosen
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_WALKS = (*_SIDEWAYS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)

TO_QUOTE = "Drag over a passage to quote it, or go from word to word by arrows and choose with Shift"
TO_OPEN = "Click words, or press Enter on them, to open what stands behind them; drag over them, then Ctrl+C, to copy"


class PageSheet(QLabel):
    """One page as a picture, with the words on it: those quoted are marked, those dragged or walked over are chosen.

    A page is paper in every palette, so that its marks have the light palette's colours. Arrows go from word to word,
    with Shift they choose; Enter asks for what is chosen to be quoted, Esc lets go of it. `walked` says where the word
    stands that was come to, `passed` that somebody goes on to the page before or after, `pointed` the place of the word
    that was clicked, or stood on as Enter was pressed.
    """

    quoted = Signal(str)
    asked = Signal()
    walked = Signal(QRect)
    passed = Signal(int)
    pointed = Signal(int)

    def __init__(self, number: int, count: int, tip: str = TO_QUOTE) -> None:
        super().__init__()
        self.setAccessibleName(f"Page {number} of {count}")
        self.words: tuple[PageWord, ...] = ()  # as they are read; none before it is drawn
        self._drawn_size = QSize()
        self.points = _WIDTH_IN_POINTS  # how wide it is; A4 until it was drawn once
        self.proportion = _A4
        self._quotes: tuple[str, ...] = ()
        self._began: int | None = None
        self._chosen = range(0)
        self._at: int | None = None  # the word that is stood on by keys
        self._from: int | None = None  # the word that what is chosen began at
        self._lets_go = False
        set_tip(self, tip)

    def show_image(self, image: PageImage, ratio: float) -> None:
        """Show the page as it was drawn, in its own proportions."""
        picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
        picture.setDevicePixelRatio(ratio)
        self.words, self._drawn_size = image.words, QSize(image.width, image.height)
        natural = picture.deviceIndependentSize().toSize()
        fits = abs(natural.width() - self.width()) <= _ROUNDED  # as it was drawn: made any smaller it would blur
        self.setScaledContents(not fits)
        self.proportion = image.height / max(1, image.width)
        self.setFixedSize(natural if fits else self._size_at(self.width()))
        self.setPixmap(QPixmap.fromImage(picture))
        self.setAccessibleDescription(image.text)
        if self.words:
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def be_wide(self, width: int) -> None:
        """Be this wide, and as high as that makes the page; its picture follows until it is drawn anew."""
        if width != self.width():
            self.setScaledContents(True)
        self.setFixedSize(self._size_at(width))

    def be_stop(self, *, stops: bool) -> None:
        """Whether Tab comes to this page: of many pages to the one in view alone."""
        wanted = Qt.FocusPolicy.StrongFocus if stops and self.words else Qt.FocusPolicy.ClickFocus
        if self.focusPolicy() is not wanted:
            self.setFocusPolicy(wanted)

    def _size_at(self, width: int) -> QSize:
        return QSize(width, max(1, round(width * self.proportion)))

    def mark(self, quotes: Sequence[str]) -> None:
        """Mark these passages where they stand on this page."""
        self._quotes = tuple(quotes)
        self.update()

    def passages_marked(self) -> list[str]:
        """The passages that are marked on it, in the page's own words."""
        return [" ".join(word.text for word in self.words[run.start : run.stop]) for run in self.runs_marked()]

    def chosen_words(self) -> str:
        """What was dragged or walked over."""
        return " ".join(word.text for word in self.words[self._chosen.start : self._chosen.stop])

    def box_of(self, place: int) -> QRect:
        """Where the word at a place stands on the page as it is shown."""
        word = self.words[place]
        across = self.width() / max(1, self._drawn_size.width())
        down = self.height() / max(1, self._drawn_size.height())
        corner = QPoint(round(word.left * across), round(word.top * down))
        return QRect(corner, QPoint(round(word.right * across), round(word.bottom * down)))

    def runs_marked(self) -> list[range]:
        """The passages that are marked on it, as the places of their words."""
        spelt = [word.text for word in self.words]
        return [run for quote in self._quotes for run in places_of(quote, spelt)]

    def _lines(self, run: range) -> list[QRect]:
        """A run of words as one box a line."""
        lines: list[QRect] = []
        for place in run:
            box = self.box_of(place)
            if lines and abs(lines[-1].center().y() - box.center().y()) < box.height() // 2:
                lines[-1] = lines[-1].united(box)
            else:
                lines.append(box)
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, the passages quoted with a line below them, and what is being chosen."""
        super().paintEvent(event)
        paper = tokens()["colour"]["light"]
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for line in [line for run in self.runs_marked() for line in self._lines(run)]:
            painter.fillRect(line, QColor(paper["hit"]))
            painter.fillRect(QRect(line.left(), line.bottom(), line.width(), space(2)), QColor(paper["warn"]))
        for line in self._lines(self._chosen):
            painter.fillRect(line, QColor(paper["selection"]))
        if self._at is not None and self.hasFocus():
            painter.setPen(QPen(QColor(paper["focus"]), space(2)))
            painter.drawRect(self.box_of(self._at).adjusted(-space(2), -space(2), space(2), space(2)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A passage may begin here."""
        if event.button() is Qt.MouseButton.LeftButton and self.words:
            self._began = self._nearest(event.position().toPoint())
            self._at = None
            self._lets_go = bool(self._chosen)  # a click beside what is chosen lets go of it and does nothing else
            self._choose(range(0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on to here."""
        if self._began is not None and event.buttons() & Qt.MouseButton.LeftButton:
            ends = self._nearest(event.position().toPoint())
            self._choose(range(min(self._began, ends), max(self._began, ends) + 1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends here."""
        began, self._began = self._began, None
        if self._chosen:
            self.quoted.emit(self.chosen_words())
        elif began is not None and not self._lets_go and self.box_of(began).contains(event.position().toPoint()):
            self.pointed.emit(began)

    def _choose(self, run: range) -> None:
        self._chosen = run
        self.update()

    def event(self, event: QEvent) -> bool:
        """What is chosen takes Enter and Esc before anything else does."""
        overrides = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and self._chosen and event.key() in (*_ENTER, Qt.Key.Key_Escape):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keys stands on the first word in sight."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and self.words and self._at is None:
            self._stand(self._nearest(self.visibleRegion().boundingRect().topLeft()))

    def come_from(self, way: int) -> None:
        """Take the focus of somebody who walks on from the page before, or the one after."""
        self._at = (0 if way > 0 else len(self.words) - 1) if self.words else None
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self._at is not None:
            self._stand(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, ask, let go; a key that does nothing here goes on to the page around."""
        if self.words and event.key() in _WALKS:
            self._walk(event)
        elif self._chosen and event.key() in _ENTER:
            self.asked.emit()
        elif self._at is not None and event.key() in _ENTER:
            self.pointed.emit(self._at)
        elif self._chosen and event.key() == Qt.Key.Key_Escape:
            self._choose(range(0))
            self.quoted.emit("")
        elif self._chosen and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.chosen_words())
        else:
            super().keyPressEvent(event)

    def _walk(self, event: QKeyEvent) -> None:
        """From the word stood on to the next; with Shift all from where it began is chosen, at first the word alone."""
        held = event.modifiers()
        chooses = bool(held & Qt.KeyboardModifier.ShiftModifier)
        at = self._at if self._at is not None else self._nearest(self.visibleRegion().boundingRect().topLeft())
        to = self._next(at, event.key(), far=bool(held & Qt.KeyboardModifier.ControlModifier))
        if chooses and not self._chosen:
            self._from = at
            to = at if event.key() in _SIDEWAYS else to
        if to is None and not chooses:
            self.passed.emit(1 if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1)
        elif to is not None:
            begun = self._from if self._from is not None else at
            was_chosen = bool(self._chosen)
            self._choose(range(min(begun, to), max(begun, to) + 1) if chooses else range(0))
            self._stand(to)
            if chooses or was_chosen:
                self.quoted.emit(self.chosen_words())

    def _next(self, at: int, key: int, *, far: bool) -> int | None:
        """The word that a key leads to; None where that would be on another page."""
        lines = self._in_lines()
        number = next(number for number, line in enumerate(lines) if at in line)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            line = range(len(self.words)) if far else lines[number]
            return line[0] if key == Qt.Key.Key_Home else line[-1]
        if key in _SIDEWAYS:
            to = at + (1 if key == Qt.Key.Key_Right else -1)
            return to if 0 <= to < len(self.words) else None
        number += 1 if key == Qt.Key.Key_Down else -1
        if not 0 <= number < len(lines):
            return None
        across = self.box_of(at).center().x()
        return min(lines[number], key=lambda place: abs(self.box_of(place).center().x() - across))

    def _in_lines(self) -> list[range]:
        """The words of each line, in the order in which they are read."""
        lines: list[range] = []
        for place in range(len(self.words)):
            box, before = self.box_of(place), self.box_of(place - 1) if place else None
            if before is not None and abs(before.center().y() - box.center().y()) < max(1, box.height() // 2):
                lines[-1] = range(lines[-1].start, place + 1)
            else:
                lines.append(range(place, place + 1))
        return lines

    def _stand(self, place: int) -> None:
        """Stand on a word, and say it, or how much is chosen by now."""
        self._at = place
        self.update()
        self.walked.emit(self.box_of(place))
        number = len(self._chosen)
        chosen = f"{self.chosen_words()}, chosen" if number <= _FEW else f"{number} words chosen"
        announcer.say(self, chosen if number else self.words[place].text)

    def _nearest(self, at: QPoint) -> int:
        """The word at a place: on its line where there is one, else the nearest."""

        def away(place: int) -> tuple[int, int]:
            box = self.box_of(place)
            down = max(box.top() - at.y(), at.y() - box.bottom(), 0)
            return down, max(box.left() - at.x(), at.x() - box.right(), 0)

        return min(range(len(self.words)), key=away)
