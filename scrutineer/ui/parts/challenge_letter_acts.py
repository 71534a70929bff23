"""Writing letters of challenges from the window: into a folder that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scrutineer.domain.ids import ChallengeId
from scrutineer.operations.challenge_letters import LetterKind, write_letters
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


def ask_for_letters(host: QWidget, session: Session, challenges: Sequence[ChallengeId], kind: LetterKind) -> None:
    """Ask where the letters of these challenges go, and write them there, as Word and as text."""
    folder = QFileDialog.getExistingDirectory(host, "Where the letters go")
    if folder and challenges:
        session.run(do(write_letters, challenge_ids=tuple(challenges), kind=kind, into=Path(folder)))
