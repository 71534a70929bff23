"""What is linked to a step or line: each item with its bearing, and how many bear which way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Bearing
from scrutineer.operations.queries.steps import LinkedEvidence, TargetView, bearings, linked
from scrutineer.ui import icons
from scrutineer.ui.destinations import ToItem
from scrutineer.ui.kit.basic import Card, button, holder, label, row
from scrutineer.ui.kit.choices import MARKING_ICONS
from scrutineer.ui.kit.flow import FlowLayout
from scrutineer.ui.kit.row_menu import RowAct, RowMenu, copier
from scrutineer.ui.kit.tables import Pages, Register, TableCell, TableColumn
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme, space

_LOOKS = {Bearing.CONTRADICTS: ("x", "danger"), Bearing.SUPPORTS: ("check", "ok"), Bearing.CONTEXT: ("minus", "text-2")}
_COUNTED = {
    Bearing.CONTRADICTS: ("contradicts", "contradict"), Bearing.SUPPORTS: ("supports", "support"),
    Bearing.CONTEXT: ("context", "context"),
}  # fmt: skip

ROW, HEAD = 27, 26  # pixels at 100%: of a row, of what stands in the head
SOURCE, WIDE = 2, 860  # the column, and the width of the card at 100% from which it is shown


class _Bearings(QWidget):
    """“✕ 1 contradicts ✓ 4 support – 2 context”: a shape and a word each; what none does is left out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._counts: dict[Bearing, tuple[QWidget, QLabel]] = {}
        box = FlowLayout(12)
        for bearing, (icon, ink) in _LOOKS.items():
            picture, words = QLabel(), label("", "dense")
            size = theme.px(14)
            picture.setPixmap(icons.pixmap(icon, theme.colour(ink).name(), size, self.devicePixelRatioF()))
            part = holder(row(picture, words, spacing=4))
            part.setFixedHeight(theme.px(HEAD))
            self._counts[bearing] = part, words
            box.addWidget(part)
        self.setLayout(box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(self, counts: dict[Bearing, int]) -> None:
        """Show these."""
        for bearing, (part, words) in self._counts.items():
            number = counts.get(bearing, 0)
            words.setText(f"{number:,} {_COUNTED[bearing][number != 1]}")
            part.setVisible(number > 0)


class LinkedEvidenceCard(Card):
    """The items linked to a target, the newest first, read as one looks at them."""

    def __init__(self, session: Session, link: Callable[[], None]) -> None:
        theme = session.theme
        self._bearings = _Bearings(theme)
        add = button("Link evidence", link, theme=theme, kind="link", icon="link", hint="Ctrl+L")
        super().__init__("Linked evidence", self._bearings, add, margins=(1, 0, 1, 1))
        self._session = session
        self._items = Register(theme, self._columns(), name="Linked evidence", height=ROW, sortable=False)
        self._items.horizontalHeader().hide()
        self._items.stands_whole = True
        for opened in (self._items.doubleClicked, self._items.activated):
            opened.connect(lambda _index: self._open())
        self._menu = RowMenu(self._items, self._acts)
        self._none = label("None yet. Link an item, or capture one with Ctrl+E.", "muted")
        self._none.setContentsMargins(space(13), space(8), space(13), space(8))
        self.body.addWidget(self._none)
        self.body.addWidget(self._items)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Item", 0, lambda entry: TableCell(f"{entry.item.reference}  {entry.item.title}")),
            TableColumn("Bearing", 118, _bearing),
            TableColumn("Source", 96, lambda entry: TableCell(self._source(entry), tone="text-2")),
            TableColumn("Date", 84, lambda entry: TableCell(short_date(entry.item.dated), tone="text-2")),
            TableColumn("Marking", 92, _marking),
        ]

    def _source(self, entry: LinkedEvidence) -> str:
        context = self._session.context
        return context.agency_name(entry.item.agency_id, context.partnership.scrutineer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whose an item is stands beside it where there is room; its title comes first."""
        super().resizeEvent(event)
        self._items.by_hand.withhold(SOURCE, self.width() < self._session.theme.px(WIDE))

    def show_view(self, view: TargetView) -> None:
        """Show what is linked to one target."""
        casefile, number = self._session.casefile, len(view.body.links)
        pages = Pages(lambda _order: view.body.links, lambda links: linked(casefile, links))
        self._items.rows_model.set_pages(pages)
        self.title.setText(f"Linked evidence  {number:,}" if number else "Linked evidence")
        self._bearings.show_counts(bearings(casefile, view.body))
        self._items.setVisible(bool(number))
        self._none.setVisible(not number)
        self._items.stand(whole=True)

    def _acts(self) -> list[RowAct | None]:
        """What the item itself offers on its page."""
        entry = self._items.current()
        if entry is None:
            return []
        return [RowAct("Open", self._open), RowAct("Copy the reference", copier(lambda: [entry.item.reference]))]

    def _open(self) -> None:
        entry = self._items.current()
        if entry is not None:
            self._session.go(ToItem(entry.item.id))


def _bearing(entry: LinkedEvidence) -> TableCell:
    icon, tone = _LOOKS[entry.link.bearing]
    return TableCell(entry.link.bearing.value.capitalize(), icon=icon, tone=tone)


def _marking(entry: LinkedEvidence) -> TableCell:
    marking = entry.item.marking.value
    return TableCell(marking.capitalize(), icon=MARKING_ICONS[marking], tone="text-2")
