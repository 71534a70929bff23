"""A page of several pages: tabs above, each made on its first visit."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.ui.kit.basic import column, holder, row
from scrutineer.ui.kit.tabs import Tabs
from scrutineer.ui.page import Page
from scrutineer.ui.panels.base import Panel, PlaceT
from scrutineer.ui.session import Session


class BookPanel(Panel[PlaceT]):
    """Passes everything on to the page of the tab that is shown."""

    def __init__(self, session: Session, page: Page[PlaceT], name: str) -> None:
        super().__init__(session)
        self._page = page
        self._pages: dict[int, Panel[Any]] = {}
        self._stack = QStackedWidget()
        self.tabs = Tabs(name)
        self.tabs.setObjectName("book")
        self.tabs.setUsesScrollButtons(True)
        for number, tab in enumerate(page.tabs):
            self.tabs.addTab(tab.words)
            self.tabs.setTabToolTip(number, tab.words)
        self.tabs.currentChanged.connect(self._open)
        bar = holder(row(self.tabs, None, margins=(12, 0, 12, 0)), "bookbar")
        box = column(bar, spacing=0)
        box.addWidget(self._stack, 1)
        self.setLayout(box)

    @property
    def shown(self) -> Panel[Any]:
        """The page of the tab that is open."""
        number = self.tabs.currentIndex()
        if number not in self._pages:
            self._open(number)
        return self._pages[number]

    def _open(self, number: int) -> None:
        if self._stack.count():
            cast("Panel[Any]", self._stack.currentWidget()).keep_typed()
        if number not in self._pages:
            self._pages[number] = self._page.tabs[number].make(self.session)
            self._stack.addWidget(self._pages[number])
        self._stack.setCurrentWidget(self._pages[number])

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Every page made so far follows the change."""
        for page in self._pages.values():
            page.on_changed(kinds)

    def turn_to(self, destination: PlaceT) -> None:
        """Open the tab that serves it: no other is made, or read, on the way. The page's own changes nothing."""
        tab = self._page.tab_of(destination)
        if tab is not None:
            self.tabs.setCurrentIndex(self._page.tabs.index(tab))
        self.shown.turn_to(destination)

    def show_destination(self, destination: PlaceT) -> None:
        """Open the tab that serves it, and what it names there; the page's own changes nothing."""
        self.turn_to(destination)
        if self._page.tab_of(destination) is not None:
            self.shown.show_destination(destination)

    def destination(self) -> PlaceT:
        """What the tab shows."""
        return cast("PlaceT", self.shown.destination())

    def begin(self) -> None:
        """On the tab's page."""
        self.shown.begin()

    def regions(self) -> list[QWidget]:
        """Those of the tab's page."""
        return self.shown.regions()

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
