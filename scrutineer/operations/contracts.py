"""The contract, and what it asks for by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Contract, Deliverable
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import ContractId
from scrutineer.domain.rules import before, one_line
from scrutineer.errors import UserError
from scrutineer.progress import SILENT, Progress


def add_contract(casefile: Casefile, *, contract: Contract, progress: Progress = SILENT) -> Outcome[ContractId]:
    """Record what the scrutineer is engaged for."""
    progress.step(0, 1, "Recording the contract")
    new = replace(contract, id=ContractId(0), title=_called(contract.title, "contract"))
    with casefile.transact(f"Record the contract “{new.title}”") as changes:
        added = ContractId(tables.insert(casefile, new))
    return Outcome(added, changes.kinds, "Contract recorded")


def _called(title: str, noun: str) -> str:
    return one_line(title, f"The {noun} has no title.", "Say it in a few words.", "title")


def change_contract(casefile: Casefile, *, contract: Contract, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a contract."""
    progress.step(0, 1, "Recording the contract")
    changed = replace(contract, title=_called(contract.title, "contract"))
    with casefile.transact(f"Change the contract “{changed.title}”") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, "Contract recorded")


def take_contract_away(casefile: Casefile, *, contract: Contract, progress: Progress = SILENT) -> Outcome[None]:
    """Take a contract away; one that still asks for something is kept, with a sentence that says so."""
    progress.step(0, 1, "Taking the contract away")
    if tables.count(casefile, Deliverable, contract_id=contract.id):
        raise UserError(f"“{contract.title}” still has deliverables. Nothing was changed.", "Take those away first.")
    with casefile.transact(f"Take away the contract “{contract.title}”") as changes:
        tables.delete(casefile, Contract, contract.id)
    return Outcome(None, changes.kinds, "Contract taken away")


def add_deliverable(casefile: Casefile, *, deliverable: Deliverable, progress: Progress = SILENT) -> Outcome[int]:
    """Record what a contract asks for, and by when."""
    progress.step(0, 1, "Recording the deliverable")
    new = replace(deliverable, id=0, title=_called(deliverable.title, "deliverable"))
    _require_under_contract(casefile, new)
    with casefile.transact(f"Add the deliverable “{new.title}”") as changes:
        added = tables.insert(casefile, new)
    return Outcome(added, changes.kinds, "Deliverable added")


def change_deliverable(casefile: Casefile, *, deliverable: Deliverable, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a deliverable."""
    progress.step(0, 1, "Recording the deliverable")
    changed = replace(deliverable, title=_called(deliverable.title, "deliverable"))
    if changed.done_on != tables.get(casefile, Deliverable, deliverable.id).done_on:
        _require_under_contract(casefile, changed)
    with casefile.transact(f"Change the deliverable “{changed.title}”") as changes:
        tables.update(casefile, changed)
    return changes.outcome(None, "Deliverable recorded")


def _require_under_contract(casefile: Casefile, deliverable: Deliverable) -> None:
    """Refuse what was delivered before its contract began: one of both days is wrong."""
    starts = tables.get(casefile, Contract, deliverable.contract_id).starts
    if before(deliverable.done_on, starts):
        raise UserError(
            f"It was delivered before the contract began, on {long_date(starts)}. Nothing was recorded.",
            "Look at both days again.", about="done_on",
        )  # fmt: skip


def deliver(
    casefile: Casefile, *, deliverable_id: int, done_on: date, given: str = "", progress: Progress = SILENT
) -> Outcome[None]:
    """Say that something was delivered, on which day and where it went."""
    progress.step(0, 1, "Recording the deliverable")
    known = tables.get(casefile, Deliverable, deliverable_id)
    _require_under_contract(casefile, replace(known, done_on=done_on))
    with casefile.transact(f"Deliver “{known.title}”") as changes:
        tables.update(casefile, replace(known, done_on=done_on, given=given.strip() or known.given))
    return changes.outcome(None, "Delivered")


def take_deliverable_away(
    casefile: Casefile, *, deliverable: Deliverable, progress: Progress = SILENT
) -> Outcome[None]:
    """Take a deliverable away; undo brings it back."""
    progress.step(0, 1, "Taking the deliverable away")
    with casefile.transact(f"Take away the deliverable “{deliverable.title}”") as changes:
        tables.delete(casefile, Deliverable, deliverable.id)
    return Outcome(None, changes.kinds, "Deliverable taken away")
