"""Where the window stands: as it was left, and always whole on a screen that is there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

FIRST = QSize(1366, 736)
_FRAME = 40  # pixels kept for a title bar and borders, which are not known before the window is shown


def kept(place: QRect) -> str:
    """A place as the settings keep it."""
    return f"{place.x()} {place.y()} {place.width()} {place.height()}"


def read(text: str) -> QRect | None:
    """A place that the settings kept; None for anything else."""
    try:
        x, y, width, height = (int(part) for part in text.split())
    except (ValueError, AttributeError):
        return None
    sane = all(abs(number) < 100_000 for number in (x, y, width, height)) and width > 0 and height > 0
    return QRect(x, y, width, height) if sane else None


def placed(text: str, screens: list[QRect], smallest: QSize) -> QRect:
    """Where the window goes: where it was, or in the middle of the first screen; no larger than the screen has room."""
    wanted = read(text)
    first = screens[0] if screens else QRect(0, 0, FIRST.width(), FIRST.height())
    screen = first if wanted is None else next((known for known in screens if known.intersects(wanted)), first)
    size = (FIRST if wanted is None else wanted.size()).expandedTo(smallest)
    size = size.boundedTo(QSize(max(1, screen.width() - _FRAME // 4), max(1, screen.height() - _FRAME)))
    place = QRect(screen.topLeft(), size)
    if wanted is None:
        place.moveCenter(screen.center())
    else:
        place.moveTopLeft(wanted.topLeft())
    place.moveRight(min(place.right(), screen.right()))
    place.moveBottom(min(place.bottom(), screen.bottom()))
    place.moveLeft(max(place.left(), screen.left()))
    place.moveTop(max(place.top(), screen.top()))
    return place
