"""One line beside the table of voices: its question, who stands where in whose words, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.scale import Level, Scale
from scrutineer.domain.voices import Standpoint
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.paint import look_of, paint_mark
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.parts.voice_rows import VoiceRow
from scrutineer.ui.theme import Theme

_BESIDE = 46  # characters of a name and its words that stand in one line; longer words go below the name
_FIRST = 5  # voices in words only that are shown at once


class LevelBand(QWidget):
    """A level across the side in its tint, “nobody” at the right where no voice stands at it."""

    def __init__(self, theme: Theme, look: str, level: Level) -> None:
        super().__init__()
        self._theme, self._look, self._level = theme, look, level
        self._nobody = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, *, nobody: bool) -> None:
        """Whether anybody stands at it."""
        self._nobody = nobody
        self.setAccessibleName(f"{self._level.word}: nobody" if nobody else self._level.word)
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text with air."""
        return QSize(self._theme.px(160), self._theme.px(25))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint, shape, word."""
        theme, box = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.level_colour(self._look, "tint"))
        painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        paint_mark(painter, theme, self._look, QPointF(theme.px(14), box.center().y()), theme.px(12))
        inner = box.adjusted(theme.px(26), 0, -theme.px(12), 0)
        painter.setPen(theme.level_colour(self._look, "text"))
        if self._nobody:
            painter.setFont(theme.font("small"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "nobody")
            inner.adjust(0, 0, -painter.fontMetrics().horizontalAdvance("nobody ") - theme.px(4), 0)
        painter.setFont(theme.font("small", 600))
        words = painter.fontMetrics().elidedText(self._level.word, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class VoiceSide(QWidget):
    """The line that is chosen. Its actions are docked below and always in sight."""

    def __init__(self, theme: Theme, raise_challenge: Callable[[], None], open_line: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._row: VoiceRow | None = None
        self._scale: Scale | None = None
        self._whole = False
        self._title = label("", "heading", wrap=True)
        self._question, self._spread = label("", "muted", wrap=True), label("", "small", wrap=True)
        self._levels = column(spacing=3)
        self._groups: list[tuple[LevelBand, TextList]] = []
        self._in_words = label("", "strong")
        self._words = TextList(theme, name="In words only", gap=2)
        self._more = button("", self._show_all, kind="link", small=True)
        box = column(self._title, self._question, self._spread, 2, spacing=6, margins=(16, 14, 16, 14))
        box.addLayout(self._levels)
        self._rule = rule()
        for part in (self._rule, self._in_words, self._words):
            box.addWidget(part)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        raising = button("Raise a challenge", raise_challenge, theme=theme, kind="primary")
        docked = row(raising, button("Open the line", open_line), None, margins=(16, 9, 16, 10))
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(docked)
        self.setLayout(outer)

    def show_row(self, shown: VoiceRow | None) -> None:
        """Show a line, or an empty side where there is none."""
        if shown is not None and (self._row is None or self._row.heard.target != shown.heard.target):
            self._whole = False
        self._row = shown
        self.setEnabled(shown is not None)
        if shown is None:
            return
        if shown.scale != self._scale:
            self._make_groups(shown.scale)
        heard = shown.heard
        self._title.setText(heard.name)
        self._question.setText(heard.line.question if heard.line else heard.step.title)
        self._spread.setText(heard.spread.in_words(shown.scale))
        voices = tuple(heard.voices.values())
        for (band, names), level in zip(self._groups, reversed(shown.scale.levels), strict=True):
            at = [_spoken(voice, level) for voice in voices if level.key in (voice.low, voice.high)]
            band.say(nobody=not at)
            names.show_rows(at)
        self._show_words([_spoken(voice) for voice in voices if shown.scale.level(voice.high) is None])

    def _make_groups(self, scale: Scale) -> None:
        """A band for each level of a scale, the highest first."""
        self._scale = scale
        clear(self._levels)
        self._groups = [
            (
                LevelBand(self._theme, look_of(scale, level.key), level),
                TextList(self._theme, name=f"At {level.word}", gap=2),
            )
            for level in reversed(scale.levels)
        ]
        for band, names in self._groups:
            self._levels.addWidget(band)
            inner = column(names, spacing=0, margins=(26, 2, 2, 6))
            self._levels.addLayout(inner)

    def _show_words(self, rows: Sequence[TextRow]) -> None:
        shown = rows if self._whole else rows[:_FIRST]
        for part in (self._rule, self._in_words):
            part.setVisible(bool(rows))
        self._in_words.setText(f"In words only, {len(rows)}")
        self._words.show_rows(shown)
        self._more.setText(f"Show {len(rows) - len(shown)} more")
        self._more.setVisible(len(shown) < len(rows))

    def _show_all(self) -> None:
        self._whole = True
        self.show_row(self._row)


def _spoken(voice: Standpoint, level: Level | None = None) -> TextRow:
    """A voice in its own words; under its level without the level's name again."""
    words = voice.words
    if level is not None and (words == level.word or words.startswith(f"{level.word}. ")):
        words = words.removeprefix(level.word).removeprefix(". ")
    role = "strong" if voice.mine else "dense"
    before = tuple(TextLine(said, "caption") for said in voice.earlier)
    if len(voice.name) + len(words) <= _BESIDE:
        return TextRow((TextLine(voice.name, role, words) if words else TextLine(voice.name, role), *before))
    return TextRow((TextLine(voice.name, role), TextLine(words, "small"), *before))
