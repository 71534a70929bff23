"""The one day of all that a log without a column of days holds: offered from the words above it, never assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scrutineer.domain.dates import either_way, long_date, read_date
from scrutineer.domain.grid import Sheet, Workbook
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.returns import ImportQuestion
from scrutineer.domain.words import shortened
from scrutineer.domain.written_days import days_in
from scrutineer.errors import UserError
from scrutineer.exchange.headings import Headings

LOGS = frozenset({Layout.CHALLENGE_LOG, Layout.ACTION_LOG})
_SHOWN = 60  # characters of the words that name a day


def day_key(sheet: Sheet) -> str:
    """The key of the question on which day everything in a sheet was agreed or raised."""
    return f"day of {sheet.name}"


def said(sheet: Sheet, profile: Profile, chosen: Mapping[str, str]) -> date | None:
    """The day that a person said of a sheet; None where they said none. What is no one day is refused."""
    typed = chosen.get(day_key(sheet), "").strip()
    day = None if either_way(typed) and not profile.date_habit else read_date(typed, profile.date_habit or "day first")
    if typed and day is None:
        raise UserError(f"“{typed}” is not one day. Nothing was changed.", "Write it as 12 March 2026 or 2026-03-12.")
    return day


def offered(
    workbook: Workbook, profile: Profile, blocks: Mapping[str, tuple[Headings, ...]], chosen: Mapping[str, str]
) -> tuple[ImportQuestion, ...]:
    """For each sheet of a log without a column of days, the question on which one day it all was, unless it is said."""
    if profile.layout not in LOGS or Role.RAISED in profile.headings.values():
        return ()
    word = "agreed" if profile.layout is Layout.ACTION_LOG else "raised"
    return tuple(
        ImportQuestion(
            day_key(sheet), f"No column of {sheet.name} says when each was {word}.",
            f"Say the one day on which all of it was {word}; without it every row is kept and waits for its day.",
            tuple(dict(_suggested(sheet, blocks[sheet.name])).items()), is_day=True,
        )
        for sheet in workbook.sheets
        if blocks[sheet.name] and day_key(sheet) not in chosen
    )  # fmt: skip


def _suggested(sheet: Sheet, blocks: tuple[Headings, ...]) -> Iterator[tuple[str, str]]:
    """The days that the sheet's name and the words above its headings name, each with where it stands."""
    above = [(row, column) for row in sheet.rows() if row < blocks[0].rows[0] for column in sheet.filled(row)]
    words = [(sheet.text(*place), sheet.address(*place)) for place in above]
    for text, where in [*words, (sheet.name, "the name of the sheet")]:
        for day in sorted({day for written in days_in(text) for day in written.days}):
            yield day.isoformat(), f"{long_date(day)}, as “{shortened(text, _SHOWN)}” says ({where})"
