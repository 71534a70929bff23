"""What the Returns page shows: who has returned what, and each answer by standard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.partnership import Agency, Cycle
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.expected import ExpectedRow, expected, left_open
from scrutineer.operations.queries.insights import Key, Noticed, last_round, notice


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard with the agencies' answers by agency id."""

    number: str
    standard: str
    area: str
    answers: dict[int, SelfAssessment]


@dataclass(frozen=True, slots=True)
class ReturnsView:
    """Everything the page shows. `profiles` are the kinds of return that were asked for or came, `agencies` those with
    an answer in the profile chosen, `before` last round's answers. `left_open` are kinds of return that other cycles
    asked for and that somebody has not answered; `of` is the cycle of the one chosen, None for the current one."""

    files: tuple[ReturnFile, ...]
    expected: tuple[ExpectedRow, ...]
    profiles: tuple[str, ...]
    profile: str
    agencies: tuple[Agency, ...]
    standards: tuple[StandardRow, ...]
    noticed: tuple[Noticed, ...] = ()
    before: dict[Key, SelfAssessment] = field(default_factory=dict)
    left_open: tuple[ExpectedRow, ...] = ()
    of: Cycle | None = None

    @property
    def at_hand(self) -> tuple[ExpectedRow, ...]:
        """Every kind of return that the page shows, those of the current cycle first."""
        return (*self.expected, *self.left_open)

    @property
    def asked_for(self) -> ExpectedRow | None:
        """Who was asked for the kind of return chosen, and who returned it."""
        return next((row for row in self.at_hand if (row.profile, row.of) == (self.profile, self.of)), None)

    @property
    def kind(self) -> str:
        """What the kind of return chosen is called on the page, with its cycle where it is of another one."""
        return self.asked_for.title if self.asked_for else ""


def returns_view(
    casefile: Casefile,
    context: Context,
    profile: str = "",
    scales: Mapping[str, Scale] | None = None,
    today: date | None = None,
) -> ReturnsView:
    """Read the page for one kind of return by its title, the first there is where none is named; `scales` are by kind.

    Cost grows with the answers of the cycle and the one before.
    """
    day = today or casefile.clock.today()
    files = tables.rows(casefile, ReturnFile, cycle_id=context.cycle.id)
    rows, others = expected(casefile, context, day), left_open(casefile, context, day)
    every = (*rows, *others)
    shown = next((row for row in every if row.title == profile), next(iter(every), None))
    chosen, cycle = (shown.profile, shown.of) if shown else ("", None)
    then = replace(context, cycle=cycle or context.cycle)
    answers = tables.rows(casefile, SelfAssessment, cycle_id=then.cycle.id, profile=chosen)
    answering = {answer.agency_id for answer in answers}
    before = last_round(casefile, then, chosen) if chosen else {}
    return ReturnsView(
        files=files,
        expected=rows,
        profiles=tuple(row.profile for row in rows),
        profile=chosen,
        agencies=tuple(agency for agency in context.agencies if agency.id in answering),
        standards=_by_standard(answers),
        noticed=notice(answers, before, (scales or {}).get(chosen), day),
        before=before,
        left_open=others,
        of=cycle,
    )


def _by_standard(answers: tuple[SelfAssessment, ...]) -> tuple[StandardRow, ...]:
    grouped: dict[tuple[str, str], dict[int, SelfAssessment]] = defaultdict(dict)
    for answer in answers:
        key = (answer.number, "" if answer.number else answer.standard)
        grouped[key][answer.agency_id] = answer
    return tuple(
        StandardRow(
            number,
            words or max((answer.standard for answer in cells.values()), key=len),
            next(iter(cells.values())).area,
            cells,
        )
        for (number, words), cells in grouped.items()
    )


def taken_before(casefile: Casefile, sha256: str) -> tuple[ReturnFile, ...]:
    """The workbooks with these very bytes that were taken in, under whatever mapping, the first one first."""
    return tables.rows(casefile, ReturnFile, sha256=sha256)


def answer_history(casefile: Casefile, answer: SelfAssessment) -> ReturnFile:
    """The workbook that an answer came from."""
    return tables.get(casefile, ReturnFile, answer.return_id)
