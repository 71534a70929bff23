"""A row that goes on in the next line where the width is short, so that nothing is cut sideways."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QWidget

from scrutineer.ui.theme import space


class FlowLayout(QLayout):
    """Parts in a line, broken where they do not fit, a label never apart from the part that it names. The gap is at
    100%. From `right_from` on they stand at the right of a line that others begin."""

    def __init__(self, spacing: int = 8, right_from: int | None = None) -> None:
        super().__init__()
        self._right_from = right_from
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._sizes: tuple[QSize, QSize] | None = None
        self.setSpacing(space(spacing))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Qt's way to add."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The part at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take a part out."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """A part has come, gone, or another size: measure again when next asked, which Qt does many times over."""
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Neither."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the parts."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        return QSize(self._measured()[0])

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest part."""
        return QSize(self._measured()[1])

    def _measured(self) -> tuple[QSize, QSize]:
        """All in one line, and the widest part."""
        if self._sizes is None:
            shown, least = self._shown(), QSize()
            sizes = [item.sizeHint() for item in shown]
            width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
            for item in shown:
                least = least.expandedTo(item.minimumSize())
            self._sizes = QSize(width, max((size.height() for size in sizes), default=0)), least
        return self._sizes

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, move: bool) -> int:
        y = rect.y()
        for number, line in enumerate(self._lines(rect)):
            y += self.spacing() if number else 0
            height, x = max((size.height() for _, size in line), default=0), rect.x()
            spare = rect.width() - sum(size.width() for _, size in line) - self.spacing() * (len(line) - 1)
            pushed = False
            for place, (item, size) in enumerate(line):
                if place and not pushed and self._stands_right(item):
                    x, pushed = x + max(0, spare), True
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height
        return y - rect.y()

    def _stands_right(self, item: QLayoutItem) -> bool:
        return self._right_from is not None and self._items.index(item) >= self._right_from

    def _lines(self, rect: QRect) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The parts with their sizes, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        room = rect.width()
        for item in self._shown():
            size = item.sizeHint()
            if lines[-1] and size.width() > room:
                lines.append(self._goes_along(lines[-1], item, rect.width() - size.width()))
                room = rect.width() - sum(known.width() + self.spacing() for _, known in lines[-1])
            lines[-1].append((item, size))
            room -= size.width() + self.spacing()
        return lines

    def _goes_along(
        self, line: list[tuple[QLayoutItem, QSize]], item: QLayoutItem, room: int
    ) -> list[tuple[QLayoutItem, QSize]]:
        """What ends a line and names the part that goes on in the next one, where there is room for both there: taken
        out of that line, so that no label stands apart from its field."""
        last, size = line[-1]
        names_it = isinstance(last.widget(), QLabel) and not isinstance(item.widget(), QLabel)
        together = self._stands_right(last) == self._stands_right(item)
        if len(line) > 1 and names_it and together and size.width() + self.spacing() <= room:
            return [line.pop()]
        return []


def flow(*parts: QWidget | None, spacing: int = 8) -> QWidget:
    """A widget whose parts flow; those after None stand at the right where there is room."""
    made = QWidget()
    layout = FlowLayout(spacing, parts.index(None) if None in parts else None)
    for part in filter(None, parts):
        layout.addWidget(part)
    made.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
