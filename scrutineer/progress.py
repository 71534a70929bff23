"""Progress and cancel as one object that long work is handed. Knows nothing of windows."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818
    """The person asked for the work to stop; the transaction around it is rolled back."""


class Progress(Protocol):
    """What long work reports to. `step` raises Cancelled when the work should stop."""

    def step(self, done: int, total: int, label: str) -> None:
        """Say that `done` of `total` parts are finished; total 0 means unknown."""


class Silent:
    """Progress that nobody watches and nobody cancels."""

    def step(self, done: int, total: int, label: str) -> None:
        """Do nothing."""


SILENT = Silent()
