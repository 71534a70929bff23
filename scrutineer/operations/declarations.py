"""Dated declarations: what could be thought to bear on independence, and what was done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Declaration
from scrutineer.domain.changes import Outcome
from scrutineer.domain.rules import one_line
from scrutineer.progress import SILENT, Progress


def add_declaration(casefile: Casefile, *, declaration: Declaration, progress: Progress = SILENT) -> Outcome[int]:
    """Record a declaration of the day, by whoever writes in this casefile unless somebody else is named."""
    progress.step(0, 1, "Recording the declaration")
    new = replace(declaration, id=0, text=_said(declaration.text), author=declaration.author or casefile.author)
    with casefile.transact(f"Declare: {new.kind.value}") as changes:
        added = tables.insert(casefile, new)
    return Outcome(added, changes.kinds, "Declared")


def _said(text: str) -> str:
    return one_line(text, "The declaration has no words.", "Say what is declared.", "text")


def change_declaration(casefile: Casefile, *, declaration: Declaration, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a declaration."""
    progress.step(0, 1, "Recording the declaration")
    with casefile.transact(f"Change a declaration: {declaration.kind.value}") as changes:
        tables.update(casefile, replace(declaration, text=_said(declaration.text)))
    return changes.outcome(None, "Declaration recorded")


def declare_again(
    casefile: Casefile,
    *,
    declaration_id: int,
    on_date: date,
    review_on: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Make a declaration again on a day: a new one, in the same words; the earlier one is kept, and is reviewed no
    more."""
    progress.step(0, 1, "Recording the declaration")
    known = tables.get(casefile, Declaration, declaration_id)
    again = replace(known, id=0, on_date=on_date, review_on=review_on, author=casefile.author or known.author)
    with casefile.transact(f"Declare again: {known.kind.value}") as changes:
        tables.update(casefile, replace(known, review_on=None))
        added = tables.insert(casefile, again)
    return Outcome(added, changes.kinds, "Declared again")


def take_declaration_away(
    casefile: Casefile, *, declaration: Declaration, progress: Progress = SILENT
) -> Outcome[None]:
    """Take a declaration away; undo brings it back."""
    progress.step(0, 1, "Taking the declaration away")
    with casefile.transact("Take a declaration away") as changes:
        tables.delete(casefile, Declaration, declaration.id)
    return Outcome(None, changes.kinds, "Declaration taken away")
