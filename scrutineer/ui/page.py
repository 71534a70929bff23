"""What a page of the window is, and a tab of one: said once for each in `ui.pages`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from scrutineer.ui.destinations import Destination

if TYPE_CHECKING:
    from scrutineer.ui.panels.base import Panel
    from scrutineer.ui.session import Session
    from scrutineer.ui.settings_access import SettingsAccess

PlaceT = TypeVar("PlaceT", bound=Destination)


@dataclass(frozen=True, eq=False)
class Tab(Generic[PlaceT]):
    """A tab of a page: its words, the keys that F1 says, the kinds of destination it serves, how its panel is made.

    `start` is the destination that names the tab alone. The guide has a part under its words.
    """

    words: str
    help: str
    start: PlaceT
    serves: tuple[type[PlaceT], ...]
    make: Callable[[Session], Panel[PlaceT]]


@dataclass(frozen=True, eq=False)
class Page(Generic[PlaceT]):
    """A page on the rail: as a tab, with its number for the key and its icon. `tabs` serve what they say themselves."""

    number: int
    words: str
    icon: str
    help: str
    start: PlaceT
    serves: tuple[type[PlaceT], ...]
    make: Callable[[Session, SettingsAccess], Panel[PlaceT]]
    tabs: tuple[Tab[Any], ...] = ()

    @property
    def shortcut(self) -> str:
        """The key that opens it."""
        return f"Ctrl+{self.number}"

    def tab_of(self, destination: Destination) -> Tab[Any] | None:
        """The tab that serves a destination; None where the page itself does."""
        return next((tab for tab in self.tabs if type(destination) in tab.serves), None)

    def has(self, destination: Destination) -> bool:
        """Whether the page or one of its tabs serves a destination."""
        return type(destination) in self.serves or self.tab_of(destination) is not None
