"""Panes beside or below each other, or as tabs above each other where the text is large for the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from scrutineer.ui.theme import Theme


class Panes(QWidget):
    """Up to three panes, each with its width at 100%; 0 takes the rest. Their state survives the change. The last pane
    takes a `share` of a window that is wide, where that is more than its width. `below`: they stand below each other,
    and each width is a height."""

    MAIN = 460  # pixels at 100% text that the pane without a width needs, else panes become tabs
    MAIN_ABOVE = 230  # pixels at 100% text that it needs of the height

    def __init__(
        self, theme: Theme, panes: list[tuple[str, QWidget, int]], share: float = 0, *, below: bool = False
    ) -> None:
        super().__init__()
        self._theme, self._panes, self._share, self._below = theme, panes, share, below
        self._main = next(number for number, pane in enumerate(panes) if pane[2] == 0)
        self._splitter = QSplitter(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._tabs = QTabBar()
        self._tabs.setObjectName("panes")
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._tabs, self._stack, self._splitter):
            box.addWidget(part)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    def minimumSizeHint(self) -> QSize:
        """None: the panes rearrange instead."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement once for the width."""
        super().resizeEvent(event)
        needed = (self.MAIN_ABOVE if self._below else self.MAIN) + sum(width for _, _, width in self._panes)
        self._arrange(narrow=self._room() < self._theme.px(needed))

    def _room(self) -> int:
        return self.height() if self._below else self.width()

    def show_pane(self, number: int) -> None:
        """Bring a pane into view."""
        if self._narrow:
            self._tabs.setCurrentIndex(number)

    def show_beside(self, number: int, *, shown: bool) -> None:
        """Show or hide a pane, where it stands beside the others; as a tab it stays."""
        if not self._narrow:
            self._panes[number][1].setVisible(shown)

    def toggle_side(self) -> None:
        """Show or hide the last pane."""
        last = self._panes[-1][1]
        if not self._narrow and len(self._panes) > 1:
            last.setVisible(not last.isVisible())

    def _arrange(self, narrow: bool) -> None:
        if narrow == self._narrow:
            if not narrow:
                self._set_sizes()
            return
        self._narrow = narrow
        focused = QApplication.focusWidget()
        held = focused if focused is not None and self.isAncestorOf(focused) else None
        if narrow:
            self._to_tabs()
        else:
            self._to_splitter()
        self._tabs.setVisible(narrow)
        self._stack.setVisible(narrow)
        self._splitter.setVisible(not narrow)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_tabs(self) -> None:
        for words, pane, _ in self._panes:
            self._stack.addWidget(pane)
            self._tabs.addTab(words)
        self._tabs.setCurrentIndex(self._main)

    def _to_splitter(self) -> None:
        while self._tabs.count():
            self._tabs.removeTab(0)
        for number, (_, pane, width) in enumerate(self._panes):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(number, 0 if width else 1)
            pane.show()
        for _, pane, _ in self._panes:
            pane.raise_()  # a screen reader reads them as they lie
        for number in range(1, len(self._panes)):
            self._splitter.handle(number).raise_()
        self._set_sizes()

    def _set_sizes(self) -> None:
        fixed = [self._theme.px(width) if width else 0 for _, _, width in self._panes]
        if self._share:
            fixed[-1] = max(fixed[-1], int(self._room() * self._share))
        rest = max(200, self._room() - sum(fixed))
        self._splitter.setSizes([width or rest for width in fixed])
