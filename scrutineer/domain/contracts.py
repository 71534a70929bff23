"""The days of a contract: how many were used, by month and by method, what they cost, and how many are left.

Money is pence and days are half days: whole numbers throughout. Half a day at an odd fee is rounded up to the penny,
month by month, and every total is the sum of what stands above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.activities import Activity, ActivityState, Contract
from scrutineer.domain.dates import period
from scrutineer.domain.year import day_of, half_days_of

_POUNDS = re.compile(r"£?\s{0,3}(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.(\d{2}))?")


def pence_of(text: str) -> int | None:
    """A sum as it is typed, such as £450 or 1,250.50, in pence; None for what is no sum."""
    match = _POUNDS.fullmatch(text.strip())
    return int(match[1].replace(",", "")) * 100 + int(match[2] or 0) if match else None


def in_pounds(pence: int) -> str:
    """£1,250.50."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}"


def half_days_in(text: str) -> int | None:
    """Days as they are typed, such as 20, 2.5 or 2½, in half days; None for what is no number of half days."""
    typed = text.strip().replace("½", ".5").removesuffix("s").removesuffix("day").strip()
    whole, _, rest = typed.partition(".")
    if rest.rstrip("0") not in ("", "5") or not (whole or rest) or (whole and not whole.isdecimal()):
        return None
    number = int(whole or 0) * 2 + (rest[:1] == "5")
    return number if number < 10_000 else None


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """One month of a contract: its half days by method, and what they cost in pence."""

    month: date
    methods: tuple[tuple[str, int], ...]
    fee: int

    @property
    def half_days(self) -> int:
        """How many half days were used."""
        return sum(number for _, number in self.methods)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A contract with what was done of it. `planned` are the half days still planned within its term."""

    contract: Contract
    months: tuple[LedgerMonth, ...]
    planned: int

    @property
    def used(self) -> int:
        """How many half days were done."""
        return sum(month.half_days for month in self.months)

    @property
    def left(self) -> int:
        """How many half days are neither done nor planned; below nothing where there are too many."""
        return self.contract.half_days - self.used - self.planned

    @property
    def fee(self) -> int:
        """What was done costs so many pence."""
        return sum(month.fee for month in self.months)

    @property
    def methods(self) -> tuple[tuple[str, int], ...]:
        """Half days by method, the most first."""
        return _most_first(sum((Counter(dict(month.methods)) for month in self.months), Counter[str]()))


def ledger(contract: Contract, activities: Iterable[Activity]) -> Ledger:
    """What was done and is planned within the term of a contract. Cost grows with the activities."""
    months: dict[date, Counter[str]] = {}
    planned = 0
    for activity in activities:
        day = day_of(activity)
        if day is None or not contract.starts <= day <= contract.ends or activity.state is ActivityState.DROPPED:
            continue
        if activity.state is ActivityState.PLANNED:
            planned += half_days_of(activity)
        else:
            months.setdefault(day.replace(day=1), Counter())[activity.method] += half_days_of(activity)
    fees = {month: (contract.day_fee * used.total() + 1) // 2 for month, used in months.items()}
    listed = (LedgerMonth(month, _most_first(months[month]), fees[month]) for month in sorted(months))
    return Ledger(contract, tuple(listed), planned)


def days_of_both(contract: Contract, other: Contract) -> tuple[date, date] | None:
    """The first and last day that two contracts both cover, None where there is none."""
    first, last = max(contract.starts, other.starts), min(contract.ends, other.ends)
    return (first, last) if first <= last and contract.id != other.id else None


def billed_twice(contract: Contract, others: Iterable[Contract]) -> tuple[str, ...]:
    """A sentence for each other contract that covers days of this one: what is done then counts under both."""
    return tuple(
        f"“{other.title}” covers {period(*both)} as well: what is done then is counted and billed under both."
        for other in others
        if (both := days_of_both(contract, other)) is not None
    )


def _most_first(methods: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(methods.items(), key=lambda used: (-used[1], used[0])))
