"""The look: colours, sizes and faces from tokens.json, one style sheet, light and dark, 100% to 200% text."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from scrutineer import paths
from scrutineer.settings import PALETTES
from scrutineer.ui.column_widths import ColumnWidths

ZOOMS = (100, 125, 150, 175, 200)
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


@cache
def tokens() -> dict[str, Any]:
    """The design tokens."""
    loaded: dict[str, Any] = json.loads((paths.resources() / "tokens.json").read_text(encoding="utf-8"))
    return loaded


def load_fonts() -> None:
    """Make the bundled faces known to Qt."""
    for face in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"Inter-{face}.ttf"))


_text_size = ZOOMS[0]


def space(pixels: float) -> int:
    """A gap or a margin, given in pixels at 100%, at the text size in force: type and air grow together."""
    return round(pixels * _text_size / 100)


class Theme(QObject):
    """The look in force. `changed` says that the palette or the text size is another one."""

    changed = Signal()

    def __init__(self, palette: str = "light", zoom: int = 100) -> None:
        super().__init__()
        self.palette = palette if palette in PALETTES else "light"
        self.zoom = zoom
        self.columns = ColumnWidths()
        self._windows: WeakSet[QWidget] = WeakSet()

    def colour(self, name: str) -> QColor:
        """A colour of the palette in force."""
        return QColor(tokens()["colour"][self.palette][name])

    def level_colour(self, look: str, part: str) -> QColor:
        """The mark, text or tint of a level's look."""
        return QColor(tokens()["level"][look or "not-yet"][self.palette][part])

    def px(self, pixels: float) -> int:
        """A length at the text size in force."""
        return round(pixels * self.zoom / 100)

    def _font_pixels(self, size: float) -> int:
        return max(12, math.ceil(size * self.zoom / 100 - 0.5))

    def font(self, role: str, weight: int | None = None) -> QFont:
        """A face of the type scale, for what is painted by hand."""
        entry = tokens()["type"]["scale"][role]
        font = QFont("Inter")
        font.setPixelSize(self._font_pixels(entry["size"]))
        font.setWeight(_WEIGHTS[weight or entry["weight"]])
        return font

    def apply(self, app: QApplication) -> None:
        """Put palette, face and text size on the application, and the style sheet on every window dressed so far."""
        global _text_size  # noqa: PLW0603 - of the application, as its face is
        _text_size = self.zoom
        app.setPalette(self._qt_palette())
        app.setFont(self.font("body"))
        sheet = self.sheet()
        for window in filter(isValid, tuple(self._windows)):
            window.setStyleSheet(sheet)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window, for good: whatever is placed in it, and its dialogs, are dressed by it.

        On the application it would dress a part anew each time that something around it is placed: a page made from
        the inside out would pay for its style sheet once a layer, and not once.
        """
        self._windows.add(window)
        window.setStyleSheet(self.sheet())

    def sheet(self) -> str:
        """The style sheet filled from the tokens."""
        text = (paths.resources() / "style.qss").read_text(encoding="utf-8")
        icons = (paths.resources() / "icons").as_posix()
        text = re.sub(r"icon\(([a-z-]+)\)", lambda m: f"{icons}/{m[1]}-{self.palette}.svg", text)
        text = re.sub(r"@([a-z0-9-]+)", lambda m: self.colour(m[1]).name(), text)
        text = re.sub(r"px\(([\d.]+)\)", lambda m: f"{self.px(float(m[1]))}px", text)
        return re.sub(r"font\((\w+)\)", lambda m: self._font_rule(m[1]), text)

    def _font_rule(self, role: str) -> str:
        entry = tokens()["type"]["scale"][role]
        return f"font-size: {self._font_pixels(entry['size'])}px; font-weight: {entry['weight']}"

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "window", QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface", QPalette.ColorRole.AlternateBase: "surface-alt",
            QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "text", QPalette.ColorRole.PlaceholderText: "text-3",
            QPalette.ColorRole.ToolTipBase: "surface", QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Link: "accent",
        }  # fmt: skip
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        return palette
