"""What the Returns page shows: who has returned what, and each answer by standard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.dates import local_day
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.operations.queries.context import Context


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One kind of return: by agency id, the day its newest workbook was returned."""

    profile: str
    received: dict[int, date]


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard with the agencies' answers by agency id."""

    number: str
    standard: str
    area: str
    answers: dict[int, SelfAssessment]


@dataclass(frozen=True, slots=True)
class ReturnsView:
    """Everything the page shows. `agencies` are those with an answer in the profile chosen."""

    files: tuple[ReturnFile, ...]
    received: tuple[ReceivedRow, ...]
    profiles: tuple[str, ...]
    profile: str
    agencies: tuple[Agency, ...]
    standards: tuple[StandardRow, ...]


def returns_view(casefile: Casefile, here: Context, profile: str = "") -> ReturnsView:
    """Read the page for one kind of return. Cost grows with the answers of the cycle."""
    files = tables.rows(casefile, ReturnFile, "cycle_id = ?", [here.cycle.id])
    names = tuple(dict.fromkeys(file.profile for file in files))
    chosen = profile if profile in names else (names[0] if names else "")
    answers = tables.rows(casefile, SelfAssessment, "cycle_id = ? AND profile = ?", [here.cycle.id, chosen])
    answering = {answer.agency_id for answer in answers}
    return ReturnsView(
        files=files,
        received=tuple(_received(casefile, here, name, files) for name in names),
        profiles=names,
        profile=chosen,
        agencies=tuple(agency for agency in here.agencies if agency.id in answering),
        standards=_by_standard(answers),
    )


def _received(casefile: Casefile, here: Context, profile: str, files: tuple[ReturnFile, ...]) -> ReceivedRow:
    days = {file.id: file.returned_on or local_day(file.imported) for file in files}
    rows = casefile.reader.execute(
        "SELECT agency_id, max(return_id) FROM answer WHERE cycle_id = ? AND profile = ? GROUP BY agency_id",
        [here.cycle.id, profile],
    )
    return ReceivedRow(profile, {agency: days[file] for agency, file in rows})


def _by_standard(answers: tuple[SelfAssessment, ...]) -> tuple[StandardRow, ...]:
    grouped: dict[tuple[str, str], dict[int, SelfAssessment]] = defaultdict(dict)
    for answer in answers:
        key = (answer.number, "" if answer.number else answer.standard)
        grouped[key][answer.agency_id] = answer
    return tuple(
        StandardRow(number, words or _longest(cells), next(iter(cells.values())).area, cells)
        for (number, words), cells in grouped.items()
    )


def _longest(cells: dict[int, SelfAssessment]) -> str:
    return max((answer.standard for answer in cells.values()), key=len)


def answer_history(casefile: Casefile, answer: SelfAssessment) -> ReturnFile:
    """The workbook that an answer came from."""
    return tables.get(casefile, ReturnFile, answer.return_id)
