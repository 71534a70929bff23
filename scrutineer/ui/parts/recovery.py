"""The recovery sheet, offered where a passphrase was just chosen, and from Settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from scrutineer.ui.kit.basic import button
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

CHOSEN = "Keep the passphrase on paper too: without it the casefile stays closed for good."


def write_sheet(parent: QWidget, session: Session) -> None:
    """Ask where the sheet goes, and write it; the dialog asks about what is there."""
    from scrutineer.operations import recovery  # what draws a page is slow to load

    suggested = str(recovery.suggested_name(session.casefile))
    name, _ = QFileDialog.getSaveFileName(parent, "Write a recovery sheet", suggested, "PDF (*.pdf)")
    if name:
        session.run(do(recovery.write_recovery_sheet, out=Path(name), replace=True))


def offer_sheet(tell: Callable[[str, str, str, QPushButton], None], parent: QWidget, session: Session) -> None:
    """Offer it once a passphrase was chosen; it can be had from Settings at any time."""
    write = button("Write a recovery sheet", lambda: write_sheet(parent, session), kind="link")
    tell("warn", CHOSEN, "The sheet says where the casefile lies, with room to write the passphrase by hand.", write)
