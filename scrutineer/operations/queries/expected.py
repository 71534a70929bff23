"""Which agencies were asked for which return, who answered, who was late, and who never answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.dates import days_past, local_day, near_date
from scrutineer.domain.ids import AgencyId
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import Context


class Standing(Enum):
    """Where one expected return stands. Silence is recorded, not scored."""

    NOT_ASKED = "not asked"
    RECEIVED = "received"
    LATE = "received late"
    AWAITED = "awaited"
    OVERDUE = "overdue"


_CAME = (Standing.RECEIVED, Standing.LATE)
_WAITED_FOR = (Standing.AWAITED, Standing.OVERDUE)


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """One agency and one kind of return: when it was received, when it was due, and how many days it is over.

    `request` is the record of its being asked for.
    """

    standing: Standing
    received: date | None = None
    due: date | None = None
    days: int = 0
    asked: bool = False
    request: AskedReturn | None = None

    @property
    def is_late(self) -> bool:
        """Past its day; or awaited where no day was set."""
        return self.standing is Standing.OVERDUE or (self.standing is Standing.AWAITED and self.due is None)


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One kind of return, with its cells by agency id; `asked` and `answered` count those that were asked. `of` is the
    cycle that it was asked for in, None for the current one."""

    profile: str
    cells: dict[int, ExpectedCell]
    of: Cycle | None = None

    @property
    def title(self) -> str:
        """“Section 11”, or “Section 11, of Cycle 1” where it is of another cycle than the current one."""
        return self.profile if self.of is None else f"{self.profile}, of {self.of.name}"

    @property
    def awaited(self) -> tuple[AskedReturn, ...]:
        """What was asked for and has not come, whether its day has passed or not."""
        cells = (cell for cell in self.cells.values() if cell.standing in _WAITED_FOR)
        return tuple(cell.request for cell in cells if cell.request is not None)

    @property
    def asked(self) -> int:
        """How many agencies were asked."""
        return sum(cell.asked for cell in self.cells.values())

    @property
    def answered(self) -> int:
        """How many of those asked have answered."""
        return sum(cell.asked and cell.standing in _CAME for cell in self.cells.values())

    @property
    def received(self) -> int:
        """How many agencies returned one, asked or not."""
        return len(self._at(*_CAME))

    def _at(self, *standings: Standing) -> list[ExpectedCell]:
        return [cell for cell in self.cells.values() if cell.standing in standings]

    def in_words(self, today: date) -> str:
        """“3 received, 5 overdue by 56 days, 1 due 15 Jan”."""
        late, overdue, awaited = self._at(Standing.LATE), self._at(Standing.OVERDUE), self._at(Standing.AWAITED)
        over = sorted({cell.days for cell in overdue})
        due = sorted(cell.due for cell in awaited if cell.due is not None)
        by = f"{over[0]} to {counted(over[-1], 'day')}" if len(over) > 1 else counted(over[0], "day") if over else ""
        since = "from " if len(set(due)) > 1 else ""
        no_day = len(awaited) - len(due)
        parts = [
            f"{self.received} received" + (f", {len(late)} of them late" if late else ""),
            f"{len(overdue)} overdue by {by}" if overdue else "",
            f"{len(due)} due {since}{near_date(due[0], today)}" if due else "",
            f"{no_day} awaited" if no_day else "",
            "" if self.asked else "nobody was asked",
        ]
        return ", ".join(part for part in parts if part)


def expected(casefile: Casefile, context: Context, today: date) -> tuple[ExpectedRow, ...]:
    """Every kind of return that was asked for or has come, with each agency's standing; those asked for first.

    Cost grows with the workbooks taken in and the returns asked for.
    """
    came = _received(casefile, context)
    asked: dict[str, dict[int, AskedReturn]] = defaultdict(dict)
    for asked_return in tables.rows(casefile, AskedReturn, cycle_id=context.cycle.id):
        asked[asked_return.profile][asked_return.agency_id] = asked_return
    return tuple(
        ExpectedRow(
            profile,
            {
                agency.id: _cell(came.get(profile, {}).get(agency.id), asked[profile].get(agency.id), today)
                for agency in context.agencies
            },
        )
        for profile in dict.fromkeys((*sorted(asked), *came))
    )


def left_open(casefile: Casefile, context: Context, today: date) -> tuple[ExpectedRow, ...]:
    """The kinds of return that were asked for in other cycles and that somebody has not answered, as that cycle has
    them: they count in no figure of the current one."""
    cycles = {asked.cycle_id for asked in context.elsewhere(tables.rows(casefile, AskedReturn))}
    return tuple(
        replace(row, of=cycle)
        for cycle in context.cycles
        if cycle.id in cycles
        for row in expected(casefile, replace(context, cycle=cycle), today)
        if row.awaited
    )


def at_hand(casefile: Casefile, context: Context, today: date) -> tuple[ExpectedRow, ...]:
    """What is expected in the current cycle, then what other cycles left open."""
    return (*expected(casefile, context, today), *left_open(casefile, context, today))


def _received(casefile: Casefile, context: Context) -> dict[str, dict[int, date]]:
    """By kind of return and agency, the day its newest workbook was returned, or taken in where it does not say."""
    files = tables.rows(casefile, ReturnFile, cycle_id=context.cycle.id)
    days = {int(file.id): file.returned_on or local_day(file.imported) for file in files}
    newest = reading.newest_returns(casefile, context.cycle.id)
    return {
        profile: {agency: days[file] for agency, file in newest.get(profile, {}).items()}
        for profile in dict.fromkeys(file.profile for file in files)
    }


def _cell(received: date | None, asked: AskedReturn | None, today: date) -> ExpectedCell:
    due = asked.due if asked else None
    if received is not None:
        late = due is not None and received > due
        standing = Standing.LATE if late else Standing.RECEIVED
        return ExpectedCell(standing, received, due, days_past(due, received), asked is not None, asked)
    if asked is None:
        return ExpectedCell(Standing.NOT_ASKED)
    over = due is not None and today > due
    standing = Standing.OVERDUE if over else Standing.AWAITED
    return ExpectedCell(standing, None, due, days_past(due, today), asked=True, request=asked)


@dataclass(frozen=True, slots=True)
class Missing:
    """What one agency still owes: kinds of return with the day each was asked for and due."""

    agency_id: AgencyId
    agency: str
    returns: tuple[AskedReturn, ...]


def missing(casefile: Casefile, context: Context, today: date) -> tuple[Missing, ...]:
    """The agencies that were asked, in this cycle or an earlier one, have not answered, and are past the day where one
    was set."""
    owed: dict[AgencyId, list[AskedReturn]] = defaultdict(list)
    for row in at_hand(casefile, context, today):
        for cell in row.cells.values():
            if cell.request is not None and cell.is_late:
                owed[cell.request.agency_id].append(cell.request)
    late = [agency for agency in context.agencies if agency.id in owed]
    return tuple(Missing(agency.id, agency.name, tuple(owed[agency.id])) for agency in late)


def late_agencies(rows: Iterable[ExpectedRow]) -> frozenset[int]:
    """The agencies that owe at least one return that is late."""
    return frozenset(agency for row in rows for agency, cell in row.cells.items() if cell.is_late)
