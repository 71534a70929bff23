"""One strip with every voice on it: marks where they stand, names beside them, the stretch they span."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.scale import Scale
from scrutineer.domain.voices import Spread, Standpoint
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.theme import Theme


class VoiceStrip(QWidget):
    """Levels from the lowest to the highest, each with the voices that stand there below it; the rest on the right."""

    LINE = 17  # logical pixels for one name
    MOST = 5  # names below one level; the rest are counted

    def __init__(self, theme: Theme, scale: Scale) -> None:
        super().__init__()
        self._theme, self._scale = theme, scale
        self._voices: tuple[Standpoint, ...] = ()
        self._spread = Spread(None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_voices(self, voices: tuple[Standpoint, ...], spread: Spread) -> None:
        """Show these."""
        self._voices, self._spread = voices, spread
        scale = self._scale
        placed = [f"{voice.name} at {scale.word(voice.high)}" for voice in voices if voice.high]
        self.setAccessibleName(f"Voices: {', '.join(placed) or 'none on the scale'}")
        self.updateGeometry()
        self.update()

    def _at(self, key: str) -> list[Standpoint]:
        return [voice for voice in self._voices if key in (voice.low, voice.high)]

    def _apart(self) -> list[Standpoint]:
        return [voice for voice in self._voices if not voice.high]

    def sizeHint(self) -> QSize:
        """As high as the fullest level."""
        levels = [level.key for level in self._scale.levels]
        most = min(self.MOST, max([len(self._at(key)) for key in levels] + [len(self._apart())], default=0))
        return QSize(self._theme.px(300), self._theme.px(46 + self.LINE * max(1, most)))

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its names, which are then cut."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, the stretch, each level with its mark and its voices."""
        theme, scale = self._theme, self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        levels = scale.levels
        width = self.width() / (len(levels) + (1 if self._apart() else 0) or 1)
        middle = theme.px(12)
        self._stretch(painter, width, middle)
        for number, level in enumerate(levels):
            box = QRectF(number * width, 0, width, self.height())
            if self._at(level.key):
                paint_mark(painter, theme, look_of(scale, level.key), QPointF(box.center().x(), middle), theme.px(16))
            self._column(painter, box, level.short or level.word, self._at(level.key))
        if self._apart():
            box = QRectF(len(levels) * width, 0, width, self.height())
            self._column(painter, box, "In words", self._apart())

    def _stretch(self, painter: QPainter, width: float, middle: int) -> None:
        """The line across the levels, and the part between the lowest and the highest voice."""
        theme, scale = self._theme, self._scale
        last = max(0, len(scale.levels) - 1)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(QPointF(width / 2, middle), QPointF(width * (last + 0.5), middle))
        low, high = scale.rank(self._spread.lowest), scale.rank(self._spread.highest)
        if low is not None and high is not None and high > low:
            painter.setPen(QPen(theme.colour("border-strong"), 3))
            painter.drawLine(QPointF(width * (low + 0.5), middle), QPointF(width * (high + 0.5), middle))

    def _column(self, painter: QPainter, box: QRectF, head: str, voices: list[Standpoint]) -> None:
        theme = self._theme
        top, line = theme.px(24), theme.px(self.LINE)
        self._text(painter, box, top, head, theme.font("caption"), "text-2")
        if len(voices) > self.MOST:
            more = f"and {len(voices) - self.MOST + 1} more"
            self._text(painter, box, top + line * self.MOST, more, theme.font("small"), "text-2")
            voices = voices[: self.MOST - 1]
        for number, voice in enumerate(voices, 1):
            font = theme.font("small", 600 if voice.mine else 400)
            self._text(painter, box, top + line * number, voice.name, font, "text")

    def _text(self, painter: QPainter, box: QRectF, top: int, words: str, font: object, tone: str) -> None:
        theme = self._theme
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(theme.colour(tone))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) - theme.px(6))
        line = QRectF(box.left(), top, box.width(), theme.px(self.LINE))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cut)
