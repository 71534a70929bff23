"""Backups while one works: now and again in the background, and a word where one failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from scrutineer.notices import notice_of
from scrutineer.ui.ops import OpRunner

if TYPE_CHECKING:
    from scrutineer.operations.casefiles import Casefile


class BackupWatch(QObject):
    """Backs up an open casefile every half hour in which something changed; `made` is called after each look."""

    EVERY = 30 * 60_000  # milliseconds

    def __init__(self, ops: OpRunner, tell: Callable[[str, str, str], None], made: Callable[[], None]) -> None:
        super().__init__()
        self._ops, self._tell, self._made = ops, tell, made
        self._casefile: Casefile | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.back_up)

    def start(self, casefile: Casefile) -> None:
        """Watch a casefile just opened; where its last backup failed, say so."""
        from scrutineer.operations import casefiles

        self._casefile = casefile
        self._timer.start(self.EVERY)
        failure = casefiles.standing_of_backups(casefile.path).failure
        if failure is not None:
            fact = failure.message if failure.elsewhere else f"The last backup failed. {failure.message}"
            self._tell("warn", fact, failure.advice)

    @property
    def is_watching(self) -> bool:
        """Whether a casefile is backed up now and again."""
        return self._timer.isActive()

    def stop(self) -> None:
        """The casefile is about to be closed, which backs it up."""
        self._casefile = None
        self._timer.stop()

    def back_up(self) -> None:
        """Back up what changed since the last backup, in the background."""
        if self._casefile is not None:
            self._ops.keep(self._casefile.back_up_if_due, done=lambda _path: self._made(), failed=self._fail)

    def _fail(self, error: BaseException) -> None:
        notice = notice_of(error)
        self._tell("warn", notice.message, notice.advice)
        self._made()
