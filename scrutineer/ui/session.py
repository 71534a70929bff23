"""What the pages of one window share, handed to each by its constructor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from scrutineer.domain.changes import Outcome
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.ui.destinations import Destination
from scrutineer.ui.ops import Failed, Operation, OpRunner
from scrutineer.ui.theme import Theme

T = TypeVar("T")


@dataclass(slots=True)
class Session:
    """An open casefile with its context, the way to operations, the theme, and the way to another page."""

    casefile: Casefile
    ops: OpRunner
    theme: Theme
    go: Callable[[Destination], None]
    tell: Callable[[str, str, str], None]
    context: Context

    @staticmethod
    def start(
        casefile: Casefile,
        ops: OpRunner,
        theme: Theme,
        go: Callable[[Destination], None],
        tell: Callable[[str, str, str], None],
    ) -> Session:
        """The session of a casefile just opened."""
        return Session(casefile, ops, theme, go, tell, read_context(casefile))

    def refresh(self) -> None:
        """Read the context again after a change."""
        self.context = read_context(self.casefile)

    def run(
        self,
        operation: Operation[T],
        *,
        done: Callable[[Outcome[T]], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run an operation on this casefile: `session.run(do(record_judgement, target=…), done=…)`."""
        self.ops.run(partial(operation, self.casefile), done=done, failed=failed)

    def today(self) -> date:
        """Today, by the casefile's clock."""
        return self.casefile.clock.today()
