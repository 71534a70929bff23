"""The kinds of workbook that hold no answers to standards, each declared once: its record and its words."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.ledgers import Attendance, Contribution, LogEntry, TrainingNumber
from scrutineer.domain.mapping import Layout

Record = type[LogEntry] | type[Contribution] | type[Attendance] | type[TrainingNumber]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerKind:
    """One kind: `offered` as a person chooses it, `across` what a column without a role of its own holds in it.

    `asks` is what its sender is asked for where a row waits.
    """

    layout: Layout
    record: Record
    offered: str
    across: str = ""
    asks: str


LEDGER_KINDS: tuple[LedgerKind, ...] = (
    LedgerKind(
        layout=Layout.CHALLENGE_LOG,
        record=LogEntry,
        offered="A challenge log",
        asks="Please give the day it was raised and, where it goes on, the day of the next reply.",
    ),
    LedgerKind(
        layout=Layout.CONTRIBUTIONS,
        record=Contribution,
        offered="Contributions by year",
        across="a year",
        asks="Please give one sum in pounds.",
    ),
    LedgerKind(
        layout=Layout.ATTENDANCE,
        record=Attendance,
        offered="Attendance at meetings",
        across="a meeting",
        asks="Please say who filled the seat: attended, deputy, deputy's deputy, apologies or absent.",
    ),
    LedgerKind(
        layout=Layout.TRAINING,
        record=TrainingNumber,
        offered="Training numbers",
        across="an agency's numbers",
        asks="Please give a number of people.",
    ),
)

BY_LAYOUT: dict[Layout, LedgerKind] = {kind.layout: kind for kind in LEDGER_KINDS}
"""Each kind by its layout."""

BY_NAME: dict[str, LedgerKind] = {kind.layout.value: kind for kind in LEDGER_KINDS}
"""Each kind by the name that a stored workbook bears."""
