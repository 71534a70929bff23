"""The recovery sheet: on offer above every page once a passphrase was chosen, and in Settings at any time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scrutineer.operations.sheet_offer import SheetOffer, settle_sheet, sheet_offered
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, holder, label, rule
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

_WORDS = {
    SheetOffer.CHOSEN: "Keep the passphrase on paper too: without it the casefile stays closed for good. The sheet "
    "says where the casefile lies, with room to write the passphrase by hand.",
    SheetOffer.CHANGED: "The passphrase is another now. Write a new recovery sheet, and destroy the one before; "
    "backups made until now open with the passphrase before.",
}


def write_sheet(parent: QWidget, session: Session) -> None:
    """Ask where the sheet goes, and write it; the dialog asks about what is there."""
    from scrutineer.operations import recovery  # what draws a page is slow to load

    suggested = str(recovery.suggested_name(session.casefile))
    name, _ = QFileDialog.getSaveFileName(parent, "Write a recovery sheet", suggested, "PDF (*.pdf)")
    if name:
        session.run(do(recovery.write_recovery_sheet, out=Path(name), replace=True))


class RecoveryStrip(QWidget):
    """The strip above the pages that offers the sheet. It lies in the page and not over it, so that no message takes it
    away: only writing the sheet does, or saying no."""

    def __init__(self, session: Session, leave: Callable[[], None]) -> None:
        """`leave` puts the focus where the next act is, once the strip that had it goes."""
        super().__init__()
        self._session, self._leave = session, leave
        self._words = label("", "dense", wrap=True)
        write = button("Write a recovery sheet", lambda: write_sheet(self, session), small=True)
        no = button("Not on paper", self._decline, kind="link", small=True,
                    hint="Settings, Locking and passphrase, writes one at any time")  # fmt: skip
        offer = column(self._words, flow(write, no, spacing=10), spacing=6, margins=(24, 8, 16, 8))
        self.setLayout(column(holder(offer, "dock"), rule(), spacing=0))
        self.refresh()

    def _decline(self) -> None:
        self._session.run(do(settle_sheet), done=lambda _outcome: self.refresh())

    def refresh(self) -> None:
        """Follow whether the sheet is on offer."""
        why = sheet_offered(self._session.casefile)
        words = _WORDS[why] if why is not None else ""
        if words and words != self._words.text():
            announcer.say(self, words)
        self._words.setText(words)
        focused = self.window().focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        self.setVisible(bool(words))
        if held and not words:
            self._leave()
