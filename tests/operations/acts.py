"""What a scrutineer does before the thing that is tested: capture, judge, take an answer in, begin the next cycle."""

from __future__ import annotations

from datetime import date

from scrutineer.casefile import tables
from scrutineer.clock import stamp
from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.operations import (
    casefiles,
    evidence,
    judgements,
)
from scrutineer.operations.queries.context import read_context

TODAY = date(2026, 11, 20)
LINE = TargetId("six-steps:4c")


def capture(casefile, kind=EvidenceKind.AUDIT, bearing=Bearing.SUPPORTS, target=LINE, agency="", title="Item") -> int:
    agency_id = next((a.id for a in tables.rows(casefile, Agency) if a.name == agency), None)
    return evidence.capture_evidence(
        casefile, title=title, kind=kind, dated=date(2026, 10, 1), agency_id=agency_id,
        links=[(LinkTarget.LINE, target, bearing)],
    ).value  # fmt: skip


def judge(casefile, level="reasonable", target=LINE, final=True) -> None:
    judgements.record_judgement(casefile, target=target, level=level, narrative="What was found.", final=final)


def answer(
    casefile, agency: str, assurance: str, standard="Audit loop", typed="3", profile="Section 11", target=LINE
) -> None:
    """An answer as an import stores it."""
    context = read_context(casefile)
    agency_id = next(a.id for a in context.agencies if a.name == agency)
    with casefile.transact("Import"):
        casefile.writer.execute("INSERT OR IGNORE INTO blob VALUES (?, x'00')", [profile])
        file = tables.insert(
            casefile,
            ReturnFile(
                sha256=profile,
                name=f"{profile}.xlsx",
                profile=profile,
                cycle_id=context.cycle.id,
                imported=stamp(casefile.clock),
                read=1,
                stored=1,
                set_aside=0,
                ignored=0,
            ),
        )
        tables.insert(
            casefile,
            SelfAssessment(
                return_id=file, agency_id=agency_id, cycle_id=context.cycle.id, profile=profile, number="4.1",
                standard=standard, target=target, status=AnswerStatus.ANSWERED, level=typed, word=f"Level {typed}",
                assurance=assurance, typed=typed, cell="Sheet!C3",
            ),
        )  # fmt: skip


def next_cycle(casefile) -> None:
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
