"""A page with its form docked below it, always in sight; where there is little height both scroll as one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from scrutineer.ui.kit.basic import column, holder, scroll
from scrutineer.ui.kit.scrolling import height_needed
from scrutineer.ui.theme import Theme


class DockedPage(QWidget):
    """`page` scrolls, `dock` stands below it, as high as it needs and a third of the height where that is more.

    Where that would leave too little of the page, the dock is the last part of what scrolls: one scroll, nothing cut.
    The page keeps its width whether a bar is needed or not; the bar's room is beside it either way.
    """

    LEAST = 220  # pixels at 100% of the page that must stay in sight above the dock
    MORE = 48  # pixels at 100% that the dock has above what it needs where it scrolls with the page

    def __init__(self, theme: Theme, page: QWidget, dock: QWidget) -> None:
        super().__init__()
        self._theme, self._dock = theme, dock
        self._inner = column(page, spacing=0)
        self.area = scroll(holder(self._inner))
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._make_room_for_bar(most > 0))
        self._box = column(spacing=0)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._box.addWidget(self.area, 1)
        self._box.addWidget(dock)
        self.setLayout(self._box)
        self._make_room_for_bar(needed=False)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        dock.installEventFilter(self)

    def _make_room_for_bar(self, needed: bool) -> None:
        bar = 0 if needed else self.area.verticalScrollBar().sizeHint().width()
        if self._inner.contentsMargins().right() != bar:
            self._inner.setContentsMargins(0, 0, bar, 0)

    def is_docked(self) -> bool:
        """Whether the dock stands below what scrolls now."""
        return self._box.indexOf(self._dock) >= 0

    def minimumSizeHint(self) -> QSize:
        """None: it rearranges instead."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room is another."""
        super().resizeEvent(event)
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """What the dock holds may be another since it was seen last."""
        super().showEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The dock needs other room."""
        if watched is self._dock and event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if self.height() <= 0 or self.width() <= 0:
            return
        needs = height_needed(self._dock, self.width())
        docked = self.height() - needs >= self._theme.px(self.LEAST)
        if docked is not self.is_docked():
            self._move(self._box if docked else self._inner)
        height = max(needs, self.height() // 3) if docked else needs + self._theme.px(self.MORE)
        if self._dock.minimumHeight() != height or self._dock.maximumHeight() != height:
            self._dock.setFixedHeight(height)
        if self.area.height() + (self._dock.height() if docked else 0) != self.height():
            self._box.invalidate()  # where Qt takes what it worked out before the dock moved for still good
            self._box.activate()

    def _move(self, box: QVBoxLayout) -> None:
        """Put the dock at the end of a box; what has the focus in it keeps it."""
        focused = QApplication.focusWidget()
        held = focused if focused is not None and self._dock.isAncestorOf(focused) else None
        for around in (self._box, self._inner):
            around.removeWidget(self._dock)
        box.addWidget(self._dock)
        self._dock.show()
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)
