"""What is written of challenges from the window: letters into a folder, the log as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scrutineer.domain.ids import AgencyId, ChallengeId
from scrutineer.operations.challenge_letters import LetterKind, write_letters
from scrutineer.operations.challenge_log import export_log
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


def ask_for_letters(host: QWidget, session: Session, challenges: Sequence[ChallengeId], kind: LetterKind) -> None:
    """Ask where the letters of these challenges go, and write them there, as Word and as text."""
    folder = QFileDialog.getExistingDirectory(host, "Where the letters go")
    if folder and challenges:
        session.run(do(write_letters, challenge_ids=tuple(challenges), kind=kind, into=Path(folder)))


def save_log(host: QWidget, session: Session, agency_id: AgencyId | None) -> None:
    """Ask where the log of the partners' edition goes, of one agency or of all, and write it there as a workbook."""
    name, _ = QFileDialog.getSaveFileName(host, "Save the log", "Challenges.xlsx", "Workbooks (*.xlsx)")
    if name:
        agency = next((known for known in session.context.agencies if known.id == agency_id), None)
        session.run(do(export_log, out=Path(name), agency=agency))
