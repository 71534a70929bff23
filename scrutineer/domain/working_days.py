"""Working days in England: Monday to Friday without bank holidays, as clocks of the guidance and letters count them.

Bank holidays to 2028 were compared with the published list (gov.uk/bank-holidays, 24 November 2025). A later year is
worked out from the law as it stands, and a day added at short notice is in none.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

LAST_PUBLISHED, COMPARED_ON = 2028, date(2025, 11, 24)
"""The last year whose bank holidays were published, and the day of the list that they were compared with."""


def beyond_published(*days: date | None) -> bool:
    """Whether any of these days lies in a year whose bank holidays are not published yet."""
    return any(day is not None and day.year > LAST_PUBLISHED for day in days)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, substitute days among them."""
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether it is a day from Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(day: date, number: int) -> date:
    """The day that many working days after another, which is day 0: the next working day is day 1."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_before(day: date, number: int) -> date:
    """The day that many working days before another, which is day 0."""
    while number:
        day -= timedelta(days=1)
        number -= is_working_day(day)
    return day
