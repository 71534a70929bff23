"""Line icons, recoloured and cached by name, colour, size and device pixel ratio."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from scrutineer import paths


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, pad: int = 0) -> QPixmap:
    """An icon as a picture of `size` logical pixels, with `pad` of air to its right."""
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    image = QPixmap(round((size + pad) * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, image.height(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def ratios() -> tuple[float, ...]:
    """The pixels a point has on the screens that there are, in whole numbers: no icon is drawn for any other."""
    return tuple(sorted({float(math.ceil(screen.devicePixelRatio())) for screen in QGuiApplication.screens()}))


def of_the_program() -> QIcon:
    """The program's own mark, in the sizes that title bars, task bars and switchers ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 128, 256):
        made.addPixmap(pixmap("program-mark", "", size))
    return made


def icon(name: str, colour: QColor, size: int = 18, pad: int = 0) -> QIcon:
    """An icon for a button; the gap between icon and text is fixed in Qt, so `pad` widens it."""
    made = QIcon()
    for ratio in ratios():
        made.addPixmap(pixmap(name, colour.name(), size, ratio, pad))
    return made
