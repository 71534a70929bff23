"""The kinds of return as tabs, each with how much of it there is, and the workbooks themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics

from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.kit.tabs import Tabs
from scrutineer.ui.theme import Theme

WORKBOOKS = ""
_LONGEST = 32  # letters of a name; the whole of it is the tab's tool tip


class KindTabs(Tabs):
    """One tab a kind of return, the last for the workbooks: `chosen` says which, by its name, "" for the workbooks."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Kind of return")
        self._theme = theme
        self._bold = QFontMetrics(theme.font("dense", 600))
        self.setObjectName("kinds")
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._on_changed)

    def show_kinds(self, kinds: Sequence[tuple[str, int, str]], workbooks: int, chosen: str) -> None:
        """Show these, each with its count and what the count is of, such as “3 received”; without saying so."""
        self.blockSignals(True)
        while self.count() > len(kinds) + 1:
            self.removeTab(self.count() - 1)
        while self.count() < len(kinds) + 1:
            self.addTab("")
        names = bare_names([name for name, _, _ in kinds])
        for place, ((name, count, said), bare) in enumerate(zip(kinds, names, strict=True)):
            self._set(place, name, f"{bare}  {count}", f"{name}: {said}")
        self._set(len(kinds), WORKBOOKS, f"Workbooks  {workbooks}", f"Workbooks: {workbooks} taken in")
        self.setCurrentIndex(next((n for n in range(self.count()) if self.tabData(n) == chosen), 0))
        self.blockSignals(False)

    def value(self) -> str:
        """The kind that is shown; "" for the workbooks."""
        return str(self.tabData(self.currentIndex()) or WORKBOOKS)

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """With room for its words in the bold face of the tab that is chosen."""
        words = self.tabText(index).replace("&&", "&")
        return QSize(self._bold.horizontalAdvance(words) + self._theme.px(20), super().tabSizeHint(index).height())

    def _set(self, place: int, name: str, words: str, said: str) -> None:
        self.setTabData(place, name)
        if words == self.tabText(place).replace("&&", "&") and said == self.accessibleTabName(place):
            return
        self.setTabText(place, words.replace("&", "&&"))
        self.setTabToolTip(place, plain_tip(said))
        self.setAccessibleTabName(place, said)

    def _on_changed(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.value())


def bare_names(names: Sequence[str]) -> list[str]:
    """The names without their year where each is still another, and none longer than a tab can be."""
    bare = [re.sub(r",? 20\d\d$", "", name) or name for name in names]
    kept = bare if len(set(bare)) == len(names) else list(names)
    return [
        name if len(name) <= _LONGEST else f"{name[:_LONGEST].rpartition(' ')[0] or name[:_LONGEST]}…" for name in kept
    ]
