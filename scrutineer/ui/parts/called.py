"""What a choice calls a value that it holds and no longer offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrutineer.operations.queries.called import framework_called, row_called
from scrutineer.operations.queries.lenses import named
from scrutineer.ui.session import Session

Called = Callable[[Any], str]


def row(session: Session, kind: type[Any]) -> Called:
    """A row of this kind, by its id."""
    return lambda row_id: row_called(session.casefile, session.context, kind, row_id)


def line(session: Session) -> Called:
    """A step or line of whatever framework."""
    return lambda target: named(session.casefile, session.context, target)


def framework(session: Session) -> Called:
    """A framework by its id."""
    return lambda framework_id: framework_called(session.casefile, session.context, framework_id)
