"""Agencies and seats pasted from a spreadsheet: what each row would become, then all of them as one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.partnership import Agency, AgencyKind, Seat, SeatRole, find_agency, plain
from scrutineer.domain.pasted import pasted_rows
from scrutineer.domain.privacy import remark
from scrutineer.domain.rules import problems_of
from scrutineer.domain.seat_days import seat_as_written, seat_days
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.progress import SILENT, Progress

Choice = TypeVar("Choice", bound=Enum)


class Pasting(Enum):
    """What is pasted: its noun, and its columns as they stand where no heading names them."""

    AGENCIES = ("agency", "agencies", ("name", "kind", "also known as"))
    SEATS = ("seat", "seats", ("role", "agency", "in the partnership", "first day", "last day"))

    @property
    def noun(self) -> str:
        """One of them."""
        noun: str = self.value[0]
        return noun

    @property
    def many(self) -> str:
        """Several."""
        many: str = self.value[1]
        return many

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order."""
        columns: tuple[str, ...] = self.value[2]
        return columns


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row as it was pasted, what it becomes (None for nothing) and why not, or what is to be looked at."""

    words: str
    becomes: Agency | Seat | None
    said: str


@dataclass(frozen=True, slots=True)
class PastePreview:
    """What pasting would add. `rows` are all rows that were pasted, in their order."""

    kind: Pasting
    rows: tuple[PastedRow, ...]

    @property
    def adding(self) -> int:
        """How many rows become something."""
        return sum(row.becomes is not None for row in self.rows)

    def in_words(self) -> str:
        """“3 agencies are added, 2 rows are not.”"""
        left = len(self.rows) - self.adding
        added = counted(self.adding, self.kind.noun, self.kind.many)
        rest = f", {counted(left, 'row')} {'is' if left == 1 else 'are'} not" if left else ""
        return f"{added} {'is' if self.adding == 1 else 'are'} added{rest}."


def preview_paste(casefile: Casefile, *, kind: Pasting, text: str) -> PastePreview:
    """What each pasted row would become; reads only. Rows of one text that name one thing are told apart."""
    return PastePreview(kind, tuple(_read(casefile, kind, pasted_rows(text))))


def add_pasted(casefile: Casefile, *, kind: Pasting, text: str, progress: Progress = SILENT) -> Outcome[int]:
    """Add what the preview shows, in one entry that one undo takes back."""
    progress.step(0, 1, f"Adding {kind.many}")
    preview = preview_paste(casefile, kind=kind, text=text)
    if not preview.adding:
        raise UserError(f"No row is {kind.noun} that could be added.", "Nothing was changed.")
    words = counted(preview.adding, kind.noun, kind.many)
    with casefile.transact(f"Paste {words}") as changes:
        tables.insert_all(casefile, [row.becomes for row in preview.rows if row.becomes is not None])
    return Outcome(preview.adding, changes.kinds, f"{words} added")


_HEADINGS = {
    Pasting.AGENCIES: {
        "name": 0, "agency": 0, "agency name": 0, "organisation": 0, "kind": 1, "type": 1,
        "also known as": 2, "other names": 2, "aliases": 2,
    },
    Pasting.SEATS: {
        "role": 0, "seat": 0, "title": 0, "job title": 0, "agency": 1, "organisation": 1,
        "in the partnership": 2, "role in the partnership": 2,
        "first day": 3, "from": 3, "since": 3, "start": 3, "starts": 3, "start date": 3, "days": 3, "from to": 3,
        "last day": 4, "to": 4, "until": 4, "end": 4, "ends": 4, "end date": 4,
    },
}  # fmt: skip


def _read(casefile: Casefile, kind: Pasting, rows: Sequence[tuple[str, ...]]) -> Iterator[PastedRow]:
    read_one = _agencies(casefile) if kind is Pasting.AGENCIES else _seats(casefile)
    known = _HEADINGS[kind]
    places = list(range(len(kind.columns)))
    for number, row in enumerate(rows):
        words = " | ".join(cell for cell in row if cell)
        if number == 0 and row and plain(row[0]) in known and all(plain(cell) in known for cell in row if cell):
            named = [known[plain(cell)] if cell else -1 for cell in row]
            places = [named.index(column) if column in named else -1 for column in range(len(kind.columns))]
            yield PastedRow(words, None, "The headings")
            continue
        cells = [row[place] if 0 <= place < len(row) else "" for place in places]
        made, said = read_one(cells)
        problem = next(problems_of(made, kind.noun), None) if made is not None else None
        yield PastedRow(words, None if problem else made, problem.message if problem else said)


def _agencies(casefile: Casefile) -> Callable[[list[str]], tuple[Agency | None, str]]:
    standing = list(tables.rows(casefile, Agency))

    def read(cells: list[str]) -> tuple[Agency | None, str]:
        name, kind_typed, others = cells
        if not plain(name):
            return None, "No name"
        kind = _choice(AgencyKind, kind_typed, AgencyKind.RELEVANT)
        if kind is None:
            return None, f"“{kind_typed}” is no kind of agency"
        aliases = tuple(part.strip() for part in others.replace(";", ",").split(",") if part.strip())
        for known in (name, *aliases):
            other = find_agency(tuple(standing), known)
            if other is not None:
                return None, f"“{known}” is already a name of {other.name}"
        made = Agency(name=name, kind=kind, aliases=aliases, position=len(standing) + 1)
        standing.append(made)
        return made, ""

    return read


def _seats(casefile: Casefile) -> Callable[[list[str]], tuple[Seat | None, str]]:
    agencies = tables.rows(casefile, Agency)
    standing = {(seat.agency_id, plain(seat.title)) for seat in tables.rows(casefile, Seat)}

    def read(cells: list[str]) -> tuple[Seat | None, str]:
        written, agency_typed, role_typed, *days_typed = cells
        said = seat_as_written(written, *days_typed, today=casefile.clock.today())
        title = said.words
        if not plain(title):
            return None, "No role"
        agency, role = find_agency(agencies, agency_typed), _choice(SeatRole, role_typed, SeatRole.MEMBER)
        if agency is None:
            return None, f"No agency is called “{agency_typed}”" if agency_typed else "No agency is named"
        if role is None:
            return None, f"“{role_typed}” is no role in the partnership"
        if said.ask:
            return None, said.ask.rstrip(".")
        if (agency.id, plain(title)) in standing:
            return None, f"{agency.name} has this seat already"
        standing.add((agency.id, plain(title)))
        seat = Seat(agency_id=agency.id, title=title, role=role, starts=said.starts, ends=said.ends)
        days = seat_days(seat)
        noticed = remark(title, names_a_role=True)
        return seat, ". ".join(filter(None, (f"There {days}" if days else "", noticed)))

    return read


def _choice(kind: type[Choice], typed: str, usual: Choice) -> Choice | None:
    """The member that is typed, the usual one where nothing is; None for anything else."""
    if not plain(typed):
        return usual
    return next((member for member in kind if plain(str(member.value)) == plain(typed)), None)
