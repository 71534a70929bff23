"""The kinds of report there are, each in a file of its own that says `KIND`. Window, command line and tests read it."""

from __future__ import annotations

from scrutineer.errors import UserError
from scrutineer.reports.kinds import (
    annual,
    arrangements,
    briefing,
    challenges,
    committee,
    cover,
    coverage,
    days,
    decisions,
    due,
    log,
    piece,
    plan,
    quarterly,
    register,
    returns,
    statement,
    year,
    young,
)
from scrutineer.reports.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (
    challenges.KIND, annual.KIND, quarterly.KIND, statement.KIND, briefing.KIND, plan.KIND, young.KIND, piece.KIND,
    cover.KIND, committee.KIND, decisions.KIND, due.KIND, log.KIND, register.KIND, year.KIND, days.KIND, returns.KIND,
    coverage.KIND, arrangements.KIND,
)  # fmt: skip
"""Every kind, in the order in which it is offered. A test holds that no file is left out."""

_ALSO_CALLED = {"challenge": "challenges", "challenge-report": "challenges"}


def kind_named(name: str) -> Kind:
    """The kind that goes by this name, or a sentence that lists those there are."""
    wanted = _ALSO_CALLED.get(name, name)
    for kind in KINDS:
        if kind.id == wanted:
            return kind
    raise UserError(f"There is no report called “{name}”.", f"Choose one of: {', '.join(kind.id for kind in KINDS)}.")
