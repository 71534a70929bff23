"""Reads challenge logs, contributions, attendance, training numbers and indicators: each row or cell as what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scrutineer.domain.dates import either_way, read_date
from scrutineer.domain.grid import Sheet, Workbook
from scrutineer.domain.indicators import IndicatorValue, read_figure
from scrutineer.domain.ledgers import (
    Attendance,
    Contribution,
    Ledger,
    LogEntry,
    Presence,
    TrainingNumber,
    after_closed,
    closes,
)
from scrutineer.domain.mapping import JOINED, Layout, Profile, Role, names_a_total
from scrutineer.domain.money import read_amount
from scrutineer.domain.periods import period_start
from scrutineer.domain.returns import Finding, ImportQuestion, LeftOut
from scrutineer.domain.words import shortened
from scrutineer.exchange import doctor, log_days, log_status, overlooked
from scrutineer.exchange.blocks import NOTHING, Block, above, fits_nothing, headings_of, which_columns
from scrutineer.exchange.merged import merged_with

PLAIN_MARKS = {
    "y": Presence.ATTENDED, "yes": Presence.ATTENDED, "attended": Presence.ATTENDED, "present": Presence.ATTENDED,
    "✓": Presence.ATTENDED, "deputy": Presence.DEPUTY, "deputy's deputy": Presence.DEPUTYS_DEPUTY,
    "apols": Presence.APOLOGIES, "apologies": Presence.APOLOGIES, "apology": Presence.APOLOGIES,
    "absent": Presence.ABSENT, "did not attend": Presence.ABSENT, "dna": Presence.ABSENT,
}  # fmt: skip
"""Marks that can only mean one thing. Others ("D", "A", "x") need the sheet's own key, or the mapping's."""

_KEY = re.compile(
    r"(?:^|[;,.]\s*)([A-Za-z/✓✗]{1,6})(?:\s*[=:–-])?\s+(attended|present|deputy.s deputy|deputy|apologies|absent)\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(r"^(?:on-?going|in progress|continuing|rolling|tbc|asap)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """A ledger read with its mapping: every place read is a row of it, or is left out with a reason.

    A row that waits for a person carries its reason; `questions` are what the reading itself left open, `offers` what
    may be said of it and need not be, `overlooked` what stands outside the rows read and looks like an answer.
    """

    name: str
    sha256: str
    profile: Profile
    rows: tuple[Ledger, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    questions: tuple[ImportQuestion, ...] = ()
    offers: tuple[ImportQuestion, ...] = ()
    overlooked: tuple[LeftOut, ...] = ()

    @property
    def read(self) -> int:
        """How many places were read."""
        return len(self.rows) + len(self.left_out)


@dataclass(frozen=True, slots=True)
class _Means:
    """What the marks and the sums of one sheet stand for.

    `day` is the one on which all that a log without a column of days holds was raised, as a person said.
    `times` is what a sum is counted in, None where the sheet speaks of thousands and nobody has said.
    """

    marks: Mapping[str, Presence]
    times: int | None = 1
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a sheet under its headings."""

    block: Block
    row: int
    means: _Means

    @property
    def sheet(self) -> Sheet:
        return self.block.sheet

    def text(self, role: Role) -> str:
        """What stands in the column of a role, or in its columns where what several say is kept together."""
        column = self.block.roles.get(role)
        if column is None:
            return ""
        if role in JOINED:
            return self.block.words_of(self.row, role)
        return self.sheet.text(*self.block.place_of(self.row, column, role))

    def address(self, role: Role) -> str:
        return self.sheet.address(self.row, self.block.roles.get(role) or 1)

    def where(self, role: Role, text: str = "") -> str:
        """The cell of a role that shows this text, as a reason names it: “ (D2)”; "" where no column has the role."""
        columns = self.block.joined(role) if role in JOINED else [self.block.roles.get(role, 0)]
        for column in filter(None, columns):
            place = self.block.place_of(self.row, column, role)
            if not text or text in (self.sheet.text(*place), self.sheet.words(*place)):
                return f" ({self.sheet.address(*place).rpartition('!')[2]})"
        return ""

    def shares(self, column: int) -> str:
        """Why the figure or mark of a cell is none of its own: it is merged with another, which holds one."""
        return merged_with(self.sheet, self.row, column)

    def day(self, text: str) -> tuple[date | None, str]:
        """A day, or why it is none."""
        if not text:
            return None, "blank"
        if either_way(text) and not self.block.profile.date_habit:
            return None, f"“{text}” could have the day or the month first"
        read = read_date(text, self.block.profile.date_habit or "day first")
        return read, "" if read else f"“{text}” is no date"


def read_ledger(workbook: Workbook, profile: Profile, chosen: Mapping[str, str] = NOTHING) -> LedgerReading:
    """Read a workbook with a ledger's mapping. A mapping that fits no sheet is refused with what was looked for.

    `chosen` answers the questions of an earlier reading: by the kind of each, the key of what was taken.
    """
    rows: list[Ledger] = []
    left: list[LeftOut] = []
    findings: list[Finding] = []
    questions: dict[str, ImportQuestion] = {}
    blocks = {sheet.name: headings_of(sheet, profile) for sheet in workbook.sheets}
    if not any(blocks.values()):
        raise fits_nothing(workbook, profile)
    for sheet in workbook.sheets:
        compiled = {block.rows: Block(sheet, block, profile, chosen) for block in blocks[sheet.name]}
        means, keyed, asked = _means(sheet, compiled, profile, chosen)
        findings += keyed
        questions |= asked
        for item in _read_sheet(sheet, compiled, profile, means):
            left.append(item) if isinstance(item, LeftOut) else rows.append(item)
    beside = overlooked.in_workbook(workbook, profile, blocks, ())
    offers = log_days.offered(workbook, profile, blocks, chosen)
    waiting = sum(bool(row.reason) for row in rows)
    if waiting:
        findings.append(Finding("ask", f"{waiting} set aside: each needs your decision."))
    return LedgerReading(
        name=workbook.name, sha256=workbook.sha256, profile=profile, rows=tuple(rows), left_out=tuple(left),
        findings=(
            *overlooked.in_words((*left, *beside)), *findings,
            *overlooked.unread_sheets(workbook, {name for name in blocks if blocks[name]}),
            *doctor.hazards(workbook, read={row.cell for row in rows}),
        ),
        questions=tuple(questions.values()), offers=offers, overlooked=beside,
    )  # fmt: skip


_THOUSANDS = re.compile(r"£\s*[’']?000s?\b|\(\s*[’']?000s?\s*\)|£\s?k\b|\bthousands?\b|\b000s\b", re.IGNORECASE)
MONEY = "money"
"""The kind of the question whether the sums of a sheet that speaks of thousands are pounds or thousands."""


def _means(
    sheet: Sheet, compiled: Mapping[tuple[int, ...], Block], profile: Profile, chosen: Mapping[str, str]
) -> tuple[_Means, tuple[Finding, ...], dict[str, ImportQuestion]]:
    """What a sheet says of its marks and sums, what was noticed in it, and what has to be asked of it."""
    if not compiled:
        return _Means({}), (), {}
    asked = which_columns(compiled.values(), chosen)
    if profile.layout in log_days.LOGS:
        return _Means({}, day=log_days.said(sheet, profile, chosen)), (), asked
    if profile.layout is Layout.ATTENDANCE:
        marks, keyed = _key(sheet, profile)
        return _Means(marks), keyed, asked
    said = _speaks_of_thousands(sheet, compiled) if profile.layout is Layout.CONTRIBUTIONS else ""
    if not said:
        return _Means({}), (), asked
    if MONEY in chosen:
        return _Means({}, 1_000 if chosen[MONEY] == "thousands" else 1), (), asked
    question = ImportQuestion(
        MONEY, f"{said} speaks of thousands.", "Say whether its sums are pounds or thousands of pounds.",
        (("pounds", "Pounds"), ("thousands", "Thousands of pounds")),
    )  # fmt: skip
    return _Means({}, None), (), asked | {MONEY: question}


def _speaks_of_thousands(sheet: Sheet, compiled: Mapping[tuple[int, ...], Block]) -> str:
    """The text, with its cell, in or above the headings that says the sums are thousands; "" where none does."""
    last = max(rows[-1] for rows in compiled)
    for row in [row for row in sheet.rows() if row <= last]:
        for column in sheet.filled(row):
            if _THOUSANDS.search(sheet.text(row, column)):
                return f"“{shortened(sheet.text(row, column), 60)}” ({sheet.address(row, column)})"
    return ""


def _read_sheet(
    sheet: Sheet, compiled: Mapping[tuple[int, ...], Block], profile: Profile, means: _Means
) -> Iterator[Ledger | LeftOut]:
    blocks = tuple(block.headings for block in compiled.values())
    heading_rows = {row for block in blocks for row in block.rows}
    for row in sheet.rows():
        block = above(blocks, row)
        place = f"{sheet.name}!{row}"
        first = sheet.text(row, sheet.filled(row)[0]) if sheet.filled(row) else ""
        if row in heading_rows:
            yield LeftOut(place, "", "headings")
        elif block is None:
            yield LeftOut(place, first, "above the headings" if blocks else "a sheet without these headings")
        elif names_a_total(first):
            yield LeftOut(place, first, "totals or averages")
        else:
            yield from READERS[profile.layout](_Line(compiled[block.rows], row, means))


_GOES_ON = JOINED | {Role.RAISED, Role.DEADLINE, Role.REPLIED, Role.CLOSED}
"""What a cell alone in its row goes on with, of the row above it: it is no heading."""


def _note(line: _Line, missing: str = "") -> LeftOut:
    """A row that is no row of the ledger; where more than one cell of it is filled, `missing` says what it lacks."""
    filled = line.sheet.filled(line.row)
    text = line.sheet.text(line.row, filled[0]) if filled else ""
    place = f"{line.sheet.name}!{line.row}"
    alone = len(filled) == 1 and line.block.says(line.row, filled[0], _GOES_ON)
    if missing and (len(filled) > 1 or alone):
        return LeftOut(place, text, f"a row without its {missing}", like_answer=True)
    return LeftOut(place, text, "a heading or note")


def _log(line: _Line) -> Iterator[Ledger | LeftOut]:
    question, is_action = line.text(Role.CHALLENGE), line.block.profile.layout is Layout.ACTION_LOG
    if not question or len(line.sheet.filled(line.row)) < 2:
        yield _note(line, "" if question else "action" if is_action else "challenge")
        return
    raised, why = line.day(line.text(Role.RAISED))
    raised = line.means.day if Role.RAISED not in line.block.roles else raised
    due_typed = line.text(Role.DEADLINE)
    due, why_no_due = line.day(due_typed)
    statuses, guess = log_status.of_row(line.block, line.row)
    replied, why_no_reply = line.day(line.text(Role.REPLIED))
    closed, closed_on, why_not_closed = _closing(line, statuses)
    entry = LogEntry(
        number=line.text(Role.NUMBER), raised_typed=line.text(Role.RAISED), raised_on=raised,
        put_to=line.text(Role.AGENCY), question=question, update_text=_with_days(line, due, replied),
        status_typed="; ".join(statuses),
        due_on=due, replied_on=replied, closed_on=closed_on, cell=line.address(Role.CHALLENGE),
    )  # fmt: skip
    waits = (
        "" if raised else f"when it was {'agreed' if is_action else 'raised'}: {_missing(line, Role.RAISED, why)}",
        _why_ongoing_waits(line, entry, statuses, due_typed) if raised and not is_action and not closed else "",
        f"when it is due: {_missing(line, Role.DEADLINE, why_no_due)}" if either_way(due_typed) and due is None else "",
        f"when it was replied to: {_missing(line, Role.REPLIED, why_no_reply)}"
        if either_way(line.text(Role.REPLIED)) and replied is None
        else "",
        why_not_closed, guess,
    )  # fmt: skip
    yield replace(entry, reason="; ".join(part for part in waits if part))


def _with_days(line: _Line, due: date | None, replied: date | None) -> str:
    """The words of progress; what stands for a day of a reply and is none is kept with them."""
    said = (("Due", line.text(Role.DEADLINE), due), ("Replied to", line.text(Role.REPLIED), replied))
    kept = [f"{what} there: “{typed}”" for what, typed, day in said if typed and day is None]
    return "\n".join(part for part in (line.text(Role.UPDATE), *kept) if part)


def _missing(line: _Line, role: Role, why: str) -> str:
    """Why a day is none, with its cell; a log without such a column has no cell that could be blank."""
    return f"{why}{line.where(role)}" if role in line.block.roles else "no column says"


def _why_ongoing_waits(line: _Line, entry: LogEntry, statuses: tuple[str, ...], deadline: str) -> str:
    """Why a challenge that goes on waits; "" where it does not. An action that goes on needs no day of a reply."""
    said = next((text for text in (*statuses, deadline) if _ONGOING.match(text)), "")
    if entry.due_on is None and said:
        where = line.where(Role.STATUS, said) if said in statuses else line.where(Role.DEADLINE)
        return f"“{said}”{where} has no date: say when a reply is due, or that it is closed"
    return ""


def _closing(line: _Line, statuses: tuple[str, ...]) -> tuple[str, date | None, str]:
    """The status that says that a row is closed, on which day by its column or by the status itself, and why not.

    A day beside a status that does not say closed closes nothing.
    """
    closed = next((status for status in statuses if closes(status)), "")
    if not closed:
        typed = line.text(Role.CLOSED)
        return (
            "",
            None,
            f"closed “{typed}”{line.where(Role.CLOSED)}, but no status says that it is closed" if typed else "",
        )
    typed = line.text(Role.CLOSED) or after_closed(closed)
    day, why = line.day(typed)
    if day is not None:
        return closed, day, ""
    why = f"{why}{line.where(Role.CLOSED)}" if line.text(Role.CLOSED) else why if typed else "no day"
    return closed, None, f"“{closed}”{line.where(Role.STATUS, closed)} does not say when it was closed: {why}"


def _contributions(line: _Line) -> Iterator[Ledger | LeftOut]:
    partner = line.text(Role.AGENCY)
    columns = list(line.block.heads.items())
    if not partner or not any(line.sheet.text(line.row, column) for column, _ in columns):
        yield _note(line, "sum" if partner else "partner")
        return
    note = line.text(Role.NOTE)
    for column, year in columns:
        cell = line.sheet.at(line.row, column)
        typed = cell.text.strip()
        amount, reason = (cell.number, "") if cell.number is not None else read_amount(typed)
        reason = reason and (line.shares(column) or reason)
        if cell.kind in {"lost", "error"}:
            amount, reason = None, "a formula without a stored value" if cell.kind == "lost" else f"an error, {typed}"
        if amount:
            amount, reason = _in_pounds(amount, line.means.times)
        yield Contribution(
            partner=partner, year=year, amount=amount, typed=typed, cell=line.sheet.address(line.row, column),
            note=note, reason=reason,
        )  # fmt: skip
    if line.text(Role.IN_KIND):
        yield Contribution(
            partner=partner, year="", amount=None, typed="", cell=line.address(Role.IN_KIND),
            in_kind=line.text(Role.IN_KIND), note=note,
        )  # fmt: skip


def _in_pounds(amount: float, times: int | None) -> tuple[float | None, str]:
    """A sum in pounds, or why nobody knows how many it is."""
    if times is None:
        return None, f"{amount:g} pounds, or {amount:g} thousand: the sheet speaks of thousands"
    return amount * times, ""


def _attendance(line: _Line) -> Iterator[Ledger | LeftOut]:
    seat = line.text(Role.SEAT)
    columns = list(line.block.heads.items())
    if not seat or not columns or len(line.sheet.filled(line.row)) < 2:
        yield _note(line, "" if seat else "seat")
        return
    for column, heading in columns:
        typed = line.sheet.text(line.row, column)
        on_date, _ = line.day(heading)
        presence = line.means.marks.get(typed.casefold())
        reason = (
            ""
            if presence
            else line.shares(column) or "nothing typed"
            if not typed
            else f"“{typed}” is no mark with one meaning here"
        )
        yield Attendance(
            meeting=line.sheet.name if on_date else f"{line.sheet.name}, {heading}", on_date=on_date, seat=seat,
            agency=line.text(Role.AGENCY), presence=presence, typed=typed,
            cell=line.sheet.address(line.row, column), reason=reason,
        )  # fmt: skip


def _key(sheet: Sheet, profile: Profile) -> tuple[dict[str, Presence], tuple[Finding, ...]]:
    """What each mark means: the plain ones, the sheet's own key ("D deputy; Apols apologies"), the mapping's."""
    marks = dict(PLAIN_MARKS)
    findings = []
    for row in sheet.rows():
        for column in sheet.filled(row):
            text = sheet.text(row, column)
            meanings = _KEY.findall(text)
            if len(meanings) >= 2:
                for mark, meaning in meanings:
                    said = re.sub("deputy.s", "deputy's", meaning.casefold())  # whatever stands for the apostrophe
                    said = "attended" if said == "present" else said
                    marks[mark.casefold()] = Presence(said)
                findings.append(
                    Finding("ok", f"The key in {sheet.address(row, column)} says what the marks mean: {text}.")
                )
    marks |= {mark.casefold(): Presence(meaning) for mark, meaning in profile.marks.items()}
    return marks, tuple(findings)


def _training(line: _Line) -> Iterator[Ledger | LeftOut]:
    course = line.text(Role.COURSE)
    people = line.block.roles.get(Role.PEOPLE)
    cells = [(people, line.text(Role.AGENCY))] if people is not None else list(line.block.heads.items())
    if not course or not cells or len(line.sheet.filled(line.row)) < 2:
        yield _note(line, "" if course else "course")
        return
    if people is None and not any(line.sheet.text(line.row, column) for column, _ in cells):
        yield _note(line, "numbers")
        return
    for column, agency in cells:
        cell = line.sheet.at(line.row, column)
        shares = line.shares(column)
        if not cell.text.strip() and people is None and not shares:
            yield LeftOut(line.sheet.address(line.row, column), "", "blank")
            continue
        whole = cell.number is not None and cell.number >= 0 and cell.number.is_integer()
        yield TrainingNumber(
            course=course, agency=agency, period=line.text(Role.RAISED), number=cell.number if whole else None,
            typed=cell.text.strip(), cell=line.sheet.address(line.row, column),
            reason="" if whole else shares or "not a number of people",
        )  # fmt: skip


def _indicators(line: _Line) -> Iterator[Ledger | LeftOut]:
    """One figure of a row that names its period; else one of each period across."""
    measure = line.text(Role.INDICATOR)
    figure = line.block.roles.get(Role.FIGURE)
    cells = [(figure, line.text(Role.PERIOD))] if figure is not None else list(line.block.heads.items())
    if not measure or not cells or len(line.sheet.filled(line.row)) < 2:
        yield _note(line, "" if measure else "indicator")
        return
    for column, period in cells:
        yield _figure(line, measure, column, period)


def _figure(line: _Line, measure: str, column: int, period: str) -> IndicatorValue | LeftOut:
    """What stands in one cell of an indicator; left out where nobody can say when its period begins."""
    cell = line.sheet.at(line.row, column)
    typed = cell.text.strip()
    starts, why = period_start(period)
    if starts is None:
        return LeftOut(line.sheet.address(line.row, column), f"{measure}: {typed}", why, like_answer=bool(typed))
    read = read_figure(typed)
    of, waits = read.of, line.shares(column) or read.waits
    if cell.kind in {"lost", "error"}:
        waits = "a formula without a stored value" if cell.kind == "lost" else f"an error, {typed}"
    if (beside := line.text(Role.OUT_OF)) and read.number is not None and of is None:
        of = read_figure(beside).number
        if of is None or not 0 <= read.number <= of or of == 0:
            of, waits = None, f"“{typed}” of “{beside}” cannot be"
    target = read_figure(line.text(Role.TARGET)).number if line.text(Role.TARGET) else None
    return IndicatorValue(
        period=period, starts=starts, breakdown=line.text(Role.BREAKDOWN), numerator=None if waits else read.number,
        denominator=None if waits else of, missing="" if waits else read.missing, commentary=line.text(Role.NOTE),
        cell=line.sheet.address(line.row, column), target=target, measure=measure, agency=line.text(Role.AGENCY),
        typed=f"{typed} of {beside}" if beside else typed, reason=waits,
    )  # fmt: skip


READERS: dict[Layout, Callable[[_Line], Iterator[Ledger | LeftOut]]] = {
    Layout.CHALLENGE_LOG: _log,
    Layout.ACTION_LOG: _log,
    Layout.CONTRIBUTIONS: _contributions,
    Layout.ATTENDANCE: _attendance,
    Layout.TRAINING: _training,
    Layout.INDICATORS: _indicators,
}
"""Who reads a row under its headings, by the layout of its sheet."""
