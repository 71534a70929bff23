"""What every page of an open casefile has in common."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.ui.destinations import Destination
from scrutineer.ui.kit.focus_order import take_focus_in
from scrutineer.ui.kit.keeping import keep_all
from scrutineer.ui.session import Session

PlaceT = TypeVar("PlaceT", bound=Destination)


class Panel(QWidget, Generic[PlaceT]):
    """A page that serves some destinations.

    It reads itself again when something it shows has changed, at once if shown, else when next shown.
    """

    shows: frozenset[ChangeKind] = EVERYTHING

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self._stale = True

    def minimumSizeHint(self) -> QSize:
        """None: pages rearrange instead of keeping the window wide."""
        return QSize(0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Something changed: read again now, or when next shown."""
        if not kinds & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        """Read everything shown."""

    def turn_to(self, destination: PlaceT) -> None:
        """What serves a destination stands ready before the page is seen: whatever is seen is read."""

    def show_destination(self, destination: PlaceT) -> None:
        """Bring into view what a destination names; one that names the page alone changes nothing."""

    def destination(self) -> PlaceT:
        """Where one would go to see again what is shown now."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus where the next act is: on the first list or table, else on the first control."""
        take_focus_in(self)

    def regions(self) -> list[QWidget]:
        """The parts that F6 goes through, as one works: the page itself, or its panes."""
        return [self]

    def new(self) -> None:
        """What Ctrl+N does here."""

    def record(self) -> None:
        """What Ctrl+Enter does here."""

    def start_search(self) -> bool:
        """Take the focus of Ctrl+F, where this page has a search of its own."""
        return False

    def link(self) -> None:
        """What Ctrl+L does here."""

    def leave(self) -> bool:
        """What Escape leaves here; whether there was anything to leave."""
        return False

    def keep_typed(self) -> None:
        """Keep what was typed and not yet recorded, whatever form it stands in: called before the page, its tab or the
        casefile is left, before an undo and before a page is made anew."""
        keep_all(self)

    def toggle_details(self) -> None:
        """Show or hide the details pane."""
