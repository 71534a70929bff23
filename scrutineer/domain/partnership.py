"""The local arrangement: its agencies, their seats, and the cycles of scrutiny."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Annotated

from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import AgencyId, CycleId, SeatId
from scrutineer.domain.rules import Label, Line, Name, Names, Problem, Text, Title, before
from scrutineer.errors import UserError

_PREFIX = re.compile(r"[A-Z]{2,6}")
Prefix = Annotated[str, Text(6, needed=True, line=True, shape=_PREFIX, asked="Give two to six letters.")]
"""What begins every challenge reference: as long as citations of one are known by."""


class AgencyKind(Enum):
    """What an agency is to the arrangements."""

    PARTNER = "safeguarding partner"
    EDUCATION = "education"
    RELEVANT = "relevant agency"
    OTHER = "other"


class SeatRole(Enum):
    """What a seat is in the partnership; several seats may share an agency."""

    LEAD = "lead safeguarding partner"
    DELEGATED = "delegated safeguarding partner"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """The one partnership of a casefile. `prefix` begins every challenge reference.

    `contact` is where replies go: an office or a postbox, never a person. Counts of people below `smallest` stand in no
    edition that leaves the machine; 0 where none are held back. A reply is asked for within `reply_days` working days.
    `stages` are those by which a challenge is escalated here, `case_stages` those of a disagreement about a case, each
    in its order; `authorities` the local authorities of an arrangement that spans several.
    """

    id: int = 1
    name: Name
    prefix: Prefix
    scale_id: Label = "assurance"
    scrutineer: Name = "Independent scrutineer"
    contact: Line = ""
    smallest: int = 0
    reply_days: int = 15
    stages: Names = ()
    case_stages: Names = ()
    authorities: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body in the partnership, with the other names it goes by.

    `authority` is the local authority whose area it serves, "" for all of them; `elsewhere` the other partnerships that
    it belongs to.
    """

    id: AgencyId = AgencyId(0)
    name: Name
    kind: AgencyKind = AgencyKind.RELEVANT
    aliases: Names = ()
    position: int = 0
    authority: Label = ""
    elsewhere: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A named role in an agency, never a person's name.

    It is there from `starts` to `ends`: None for always and for still. Seats come and go with redesigns.
    """

    id: SeatId = SeatId(0)
    agency_id: AgencyId
    title: Name
    role: SeatRole = SeatRole.MEMBER
    starts: date | None = None
    ends: date | None = None

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.ends, self.starts):
            yield Problem("The seat ended before it began", "Give two dates, the later one last.", "ends")

    def is_there(self, day: date) -> bool:
        """Whether there was, or will be, such a seat on a day."""
        return not before(day, self.starts) and not before(self.ends, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualAgency:
    """An agency that most partnerships have, with what it is called elsewhere and the seats it usually holds."""

    name: str
    kind: AgencyKind
    aliases: tuple[str, ...] = ()
    seats: tuple[tuple[str, SeatRole], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One round of scrutiny between two free dates, under the guidance of that time and one framework version."""

    id: CycleId = CycleId(0)
    name: Title
    starts: date
    ends: date
    guidance: Line
    framework_id: Label = "six-steps"
    framework_version: Label = ""
    current: bool = True

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.ends <= self.starts:
            yield Problem("The cycle ends before it starts", "Give two dates, the later one last.", "ends")


def month_of(cycle: Cycle, day: date) -> str:
    """“month 9 of Cycle 2”; a day outside the cycle says so, for the current one may lie ahead or be over."""
    if day < cycle.starts:
        return f"before {cycle.name}, which begins {long_date(cycle.starts)}"
    if day > cycle.ends:
        return f"after {cycle.name}, which ended {long_date(cycle.ends)}"
    return f"month {(day.year - cycle.starts.year) * 12 + day.month - cycle.starts.month + 1} of {cycle.name}"


def require_cycle(cycles: Sequence[Cycle], name: str) -> Cycle:
    """The cycle of this name, the newest of several, or a sentence that lists those there are."""
    known = {" ".join(cycle.name.casefold().split()): cycle for cycle in cycles}
    wanted = " ".join(name.casefold().split())
    if wanted not in known:
        listed = "; ".join(cycle.name for cycle in cycles)
        raise UserError(f"There is no cycle called “{name}”.", f"There are: {listed}.", about="cycle")
    return known[wanted]


def year_from(starts: date) -> date:
    """The last day of the year that begins on a day: how long a cycle takes that nobody gave an end."""
    leap_day = (starts.month, starts.day) == (2, 29)
    again = date(starts.year + 1, 3, 1) if leap_day else starts.replace(year=starts.year + 1)
    return again - timedelta(days=1)


def as_long(cycle: Cycle, starts: date) -> date:
    """The end of a cycle that begins on a day and takes as long as this one; a year is a year, leap or not."""
    if cycle.ends == year_from(cycle.starts):
        return year_from(starts)
    return starts + (cycle.ends - cycle.starts)


def require_period(starts: date, ends: date) -> None:
    """Raise where a cycle would end before it starts."""
    if ends <= starts:
        raise UserError("The cycle ends before it starts.", "Give two dates, the later one last.", about="ends")


def plain(name: str) -> str:
    """A name as it is compared: lower case, letters and figures only, single spaces.

    Signs that look alike are one sign, whatever script or form they come in: no name is another's in disguise.
    """
    spread = name
    for _ in range(2):  # a letter made small may come apart further
        spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", spread).casefold())
    letters = spread.translate(_LOOK_ALIKE).replace("-", " ").replace("_", " ")
    return " ".join("".join(sign for sign in letters if sign.isalnum() or sign.isspace()).split())


_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕԁԛԝһӏαβεζηικμνορτυχωı", "abekmhopctyxijsdqwhlabezhikmnoptyxwi")
"""Letters of Cyrillic and Greek, small as they are compared, and the Latin ones for which they can be taken."""


def find_agency(agencies: tuple[Agency, ...], name: str) -> Agency | None:
    """The agency that goes by `name`, by its own name or an alias; None if none does."""
    wanted = plain(name)
    if not wanted:
        return None
    for agency in agencies:
        if wanted in {plain(known) for known in (agency.name, *agency.aliases)}:
            return agency
    return None


def usual_agencies_missing(usual: Iterable[UsualAgency], agencies: tuple[Agency, ...]) -> tuple[UsualAgency, ...]:
    """Those of the usual agencies that a partnership knows by none of their names."""
    return tuple(
        offered
        for offered in usual
        if not any(find_agency(agencies, name) for name in (offered.name, *offered.aliases))
    )


def usual_seats_missing(
    usual: Iterable[UsualAgency], agencies: tuple[Agency, ...], seats: Iterable[Seat]
) -> tuple[Seat, ...]:
    """The seats that agencies of a partnership usually hold and that are not there yet."""
    held = {(seat.agency_id, plain(seat.title)) for seat in seats}
    owners = (
        (offered, next(filter(None, (find_agency(agencies, name) for name in (offered.name, *offered.aliases))), None))
        for offered in usual
    )
    return tuple(
        Seat(agency_id=agency.id, title=title, role=role)
        for offered, agency in owners
        if agency is not None
        for title, role in offered.seats
        if (agency.id, plain(title)) not in held
    )


def agencies_named_in(agencies: tuple[Agency, ...], text: str) -> tuple[Agency, ...]:
    """The agencies whose name or alias stands in `text` as whole words, such as a file's name.

    A name inside a longer one found there does not count: "health" in "community health".
    """
    held = f" {plain(text)} "
    named = {
        f" {plain(known)} ": agency
        for agency in agencies
        for known in (agency.name, *agency.aliases)
        if plain(known) and f" {plain(known)} " in held
    }
    longest = [name for name in named if not any(name != other and name in other for other in named)]
    return tuple(dict.fromkeys(named[name] for name in longest))


def require_agency(agencies: tuple[Agency, ...], name: str) -> Agency:
    """The agency that goes by `name`, or a sentence that lists those there are."""
    agency = find_agency(agencies, name)
    if agency is None:
        known = ", ".join(agency.name for agency in agencies) or "none yet"
        raise UserError(
            f"No agency in this partnership goes by “{name}”.",
            f"Add it, or add the name as an alias of one of these: {known}.",
        )
    return agency


def suggest_prefix(name: str) -> str:
    """The initials of a partnership's name, for challenge references: at least two letters."""
    initials = "".join(word[0] for word in plain(name).split() if word not in {"and", "of", "the"}).upper()
    initials = "".join(letter for letter in initials if letter.isascii() and letter.isalpha())
    return initials[:6] if len(initials) >= 2 else "SCP"
