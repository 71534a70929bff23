"""A page of several pages: tabs above, each made on its first visit."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar

from scrutineer.domain.changes import ChangeKind
from scrutineer.ui.kit.basic import column, holder, row
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.session import Session


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, its words, and the module and class of its page."""

    key: str
    words: str
    module: str
    name: str


class _Tabs(QTabBar):
    """Tabs with room for the chosen one, which is bold and so wider."""

    def sizeHint(self) -> QSize:
        """A little wider than the words."""
        return super().sizeHint() + QSize(28, 0)


class BookPanel(Panel):
    """Passes everything on to the page that is shown. A key of "TAB" or "TAB:KEY" opens a tab; any other, the first."""

    def __init__(self, session: Session, tabs: tuple[Tab, ...], name: str) -> None:
        super().__init__(session)
        self._tabs_of = tabs
        self._pages: dict[str, Panel] = {}
        self._stack = QStackedWidget()
        self.tabs = _Tabs()
        self.tabs.setObjectName("book")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(name)
        for number, tab in enumerate(tabs):
            self.tabs.addTab(tab.words)
            self.tabs.setTabToolTip(number, tab.words)
        self.tabs.currentChanged.connect(self._open)
        bar = holder(row(self.tabs, None, margins=(12, 0, 12, 0)), "bookbar")
        box = column(bar, spacing=0)
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self._open(0)

    @property
    def shown(self) -> Panel:
        """The page of the tab that is open."""
        return self._pages[self._tabs_of[self.tabs.currentIndex()].key]

    def _open(self, number: int) -> None:
        tab = self._tabs_of[number]
        if self._stack.count():
            cast("Panel", self._stack.currentWidget()).keep_typed()
        if tab.key not in self._pages:
            made = getattr(import_module(f"scrutineer.ui.panels.{tab.module}"), tab.name)
            self._pages[tab.key] = cast("Panel", made(self.session))
            self._stack.addWidget(self._pages[tab.key])
        self._stack.setCurrentWidget(self._pages[tab.key])

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Every page made so far follows the change."""
        for page in self._pages.values():
            page.on_changed(kinds)

    def show_key(self, key: str) -> None:
        """Open a tab, and something in it."""
        first, _, rest = key.partition(":")
        number = next((n for n, tab in enumerate(self._tabs_of) if tab.key == first), None)
        self.tabs.setCurrentIndex(number or 0)
        if number is None or rest:
            self.shown.show_key(key if number is None else rest)

    def new(self) -> None:
        """Ctrl+N."""
        self.shown.new()

    def record(self) -> None:
        """Ctrl+Enter."""
        self.shown.record()

    def start_search(self) -> bool:
        """Ctrl+F."""
        return self.shown.start_search()

    def link(self) -> None:
        """Ctrl+L."""
        self.shown.link()

    def leave(self) -> bool:
        """Esc."""
        return self.shown.leave()

    def keep_typed(self) -> None:
        """What was typed on any of the pages."""
        for page in self._pages.values():
            page.keep_typed()

    def toggle_details(self) -> None:
        """Ctrl+D."""
        self.shown.toggle_details()
