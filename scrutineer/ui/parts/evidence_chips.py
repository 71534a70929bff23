"""The evidence that an activity or a piece rests on: a chip each, that leads to the item or unlinks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scrutineer.domain.evidence import Link
from scrutineer.domain.words import shortened
from scrutineer.operations import evidence
from scrutineer.operations.queries.steps import LinkedEvidence
from scrutineer.ui.destinations import ToItem
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row
from scrutineer.ui.kit.chips import Chip, chip_flow
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class EvidenceChips(QWidget):
    """What is linked, and the way to link more; `link` opens it."""

    def __init__(self, session: Session, link: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._chips = column(spacing=4)
        add = button("Link evidence", link, theme=session.theme, kind="link", icon="link", hint="Ctrl+L")
        self.setLayout(column(holder(self._chips), holder(row(add, None)), spacing=4))

    def show_linked(self, linked: Sequence[LinkedEvidence]) -> None:
        """Show these."""
        clear(self._chips)
        if not linked:
            self._chips.addWidget(label("No evidence linked yet.", "muted"))
            return
        self._chips.addWidget(chip_flow(*map(self._chip, linked)))

    def _chip(self, known: LinkedEvidence) -> Chip:
        session, item = self._session, known.item
        words = f"{item.reference} {shortened(item.title, 40)}, {known.link.bearing.value}"
        return Chip(
            session.theme, words, f"Unlink {item.reference}", self._unlinker(known.link),
            lambda: session.go(ToItem(item.id)),
        )  # fmt: skip

    def _unlinker(self, link: Link) -> Callable[[], None]:
        return lambda: self._session.run(do(evidence.unlink_evidence, link=link))
