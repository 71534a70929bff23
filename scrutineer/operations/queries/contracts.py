"""Contracts with their days, what they ask for, and what was declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity, Contract, Declaration, Deliverable
from scrutineer.domain.contracts import Ledger, billed_twice, ledger


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract with the ledger of its days and what it asks for, the soonest first; `billed_twice` says which of its
    days another contract covers too."""

    ledger: Ledger
    deliverables: tuple[Deliverable, ...]
    billed_twice: tuple[str, ...] = ()

    @property
    def contract(self) -> Contract:
        """The contract itself."""
        return self.ledger.contract


def contract_views(casefile: Casefile) -> tuple[ContractView, ...]:
    """Every contract, the newest first. Cost grows with the activities of every cycle."""
    contracts = tables.rows(casefile, Contract, order=("-starts", "-id"))
    activities = tables.rows(casefile, Activity) if contracts else ()
    asked = tables.rows(casefile, Deliverable, order=("due", "id"))
    return tuple(
        ContractView(
            ledger(contract, activities),
            tuple(due for due in asked if due.contract_id == contract.id),
            billed_twice(contract, contracts),
        )
        for contract in contracts
    )


def contract_on(views: tuple[ContractView, ...], day: date) -> ContractView | None:
    """The contract that runs on a day, else the newest."""
    running = (view for view in views if view.contract.starts <= day <= view.contract.ends)
    return next(running, views[0] if views else None)


def declarations(casefile: Casefile) -> tuple[Declaration, ...]:
    """Every declaration, the newest first."""
    return tables.rows(casefile, Declaration, order=("-on_date", "-id"))
