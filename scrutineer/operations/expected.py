"""Ask agencies for returns, and chase those that have not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.editions import shown_in
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import require_agency
from scrutineer.domain.words import counted
from scrutineer.domain.working_days import working_days_after
from scrutineer.errors import UserError
from scrutineer.operations.letter_files import Addressed, write_letters_into
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.expected import Missing, missing
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.letters import Letter

REPLY_DAYS = 10
"""Working days that a chaser leaves for an answer."""


@dataclass(frozen=True, slots=True)
class Chaser:
    """A letter to one agency, as it was written in both formats."""

    agency: str
    letter: Letter
    files: tuple[Path, ...] = ()


def expect_returns(
    casefile: Casefile,
    *,
    profile: str,
    agency_ids: Sequence[AgencyId],
    due: date | None,
    asked_on: date | None = None,
    cycle_id: CycleId | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Record that these agencies, and no others, are asked for one kind of return by a day, in the current cycle or in
    the one that is named."""
    progress.step(0, 1, "Recording what is expected")
    cycle = cycle_id or read_context(casefile).cycle.id
    if not profile.strip():
        raise UserError("Say which return is asked for.", "Give it the name its mapping will have.")
    day = asked_on or casefile.clock.today()
    known = tables.rows(casefile, AskedReturn, cycle_id=cycle, profile=profile.strip())
    by_agency = {asked_return.agency_id: asked_return for asked_return in known}
    asked_days = [by_agency[agency].asked_on if agency in by_agency else day for agency in agency_ids]
    if due is not None and any(due < asked for asked in asked_days):
        raise UserError("The return would be due before it was asked for.", "Give a later day.")
    whom = counted(len(agency_ids), "agency", "agencies")
    with casefile.transact(f"Expect “{profile.strip()}” from {whom}") as changes:
        for agency in agency_ids:
            if agency in by_agency:
                tables.update(casefile, replace(by_agency[agency], due=due))
            else:
                asked_return = AskedReturn(
                    cycle_id=cycle, profile=profile.strip(), agency_id=agency, asked_on=day, due=due
                )
                tables.insert(casefile, asked_return)
        for agency, gone in by_agency.items():
            if agency not in agency_ids:
                tables.delete(casefile, AskedReturn, gone.id)
    return changes.outcome(len(agency_ids), f"{profile.strip()} expected from {whom}")


def expect_named(casefile: Casefile, *, profile: str, agencies: Sequence[str], due: date | None) -> Outcome[int]:
    """The same, with the agencies by their names."""
    known = read_context(casefile).agencies
    ids = [require_agency(known, name).id for name in agencies]
    return expect_returns(casefile, profile=profile, agency_ids=ids, due=due)


def chaser_letters(casefile: Casefile, *, today: date | None = None) -> tuple[Chaser, ...]:
    """The letters to those that were asked, have not answered, and are late. Reads only."""
    context = read_context(casefile)
    day = today or casefile.clock.today()
    owed = [replace(late, returns=shown_in(Edition.PARTNER, late.returns).shown)
            for late in missing(casefile, context, day)]  # fmt: skip
    return tuple(Chaser(late.agency, _letter(context, late, day)) for late in owed if late.returns)


def _letter(context: Context, owed: Missing, today: date) -> Letter:
    several = len(owed.returns) > 1
    return Letter(
        sender=context.partnership.scrutineer,
        partnership=context.partnership.name,
        to=f"The lead for safeguarding children, {owed.agency}",
        dated=today,
        reference=f"{context.partnership.prefix}, returns, {today.isoformat()}",
        contact=context.partnership.contact,
        subject=f"{'Returns' if several else 'A return'} not yet received: {_cycles(context, owed)}",
        paragraphs=(
            f"As part of independent scrutiny of {context.partnership.name} I asked {owed.agency} for the following, "
            f"and my record shows no answer to {'them' if several else 'it'} so far.",
        ),
        listed=tuple(_item(asked, today) for asked in owed.returns),
        close=(
            "If it has been sent, please tell me when and to whom, so that I can trace it. If not, please send it back "
            f"by {long_date(working_days_after(today, REPLY_DAYS))}, {REPLY_DAYS} working days from today, or tell me "
            "by when it will come and what stands in the way.",
            "A return that does not come is recorded as not received. It is not scored, and nothing is inferred from "
            "it about practice.",
        ),
    )


def _cycles(context: Context, owed: Missing) -> str:
    """The cycles that they were asked for in, the earliest first."""
    asked = {request.cycle_id for request in owed.returns}
    return " and ".join(cycle.name for cycle in context.cycles if cycle.id in asked)


def _item(asked: AskedReturn, today: date) -> str:
    words = f"{asked.profile}, asked for on {long_date(asked.asked_on)}"
    if asked.due is None:
        return words
    return f"{words}, due {long_date(asked.due)}, {counted(days_past(asked.due, today), 'day')} ago"


def write_chasers(
    casefile: Casefile, *, into: Path, today: date | None = None, progress: Progress = SILENT
) -> Outcome[tuple[Chaser, ...]]:
    """Write each chaser as a Word document and as plain text into a folder."""
    chasers = chaser_letters(casefile, today=today)
    if not chasers:
        raise UserError("Nothing that was asked for is late. Nothing was written.", "Say first what is expected.")
    files = write_letters_into(
        casefile,
        [
            Addressed(f"chaser to {late.agency}", f"Chaser {late.agency} {late.letter.dated.isoformat()}", late.letter)
            for late in chasers
        ],
        into,
        noun="chaser",
        advice="Take it out of the name of the return, the agency or the partnership’s details, then write again.",
        progress=progress,
    )
    written = tuple(replace(late, files=both) for late, both in zip(chasers, files, strict=True))
    return Outcome(written, label=f"{counted(len(written), 'chaser')} written to {into.name}")
