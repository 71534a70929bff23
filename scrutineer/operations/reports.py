"""Build the challenge report, check it, and write it out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutineer.casefile import journal, numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.framework import Step
from scrutineer.domain.judgement import Judgement, strength_of
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import require_agency
from scrutineer.domain.scale import NOT_YET
from scrutineer.errors import UserError
from scrutineer.operations.queries.challenges import lives, rests_on
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.steps import body_of_evidence, newest_judgements
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.build import build
from scrutineer.reports.model import Check, Material, SourcedItem, StepNow

__all__ = ["Check", "Edition"]

KINDS = {"challenges": "Challenge report"}
_ALSO_CALLED = {"challenge": "challenges", "challenge-report": "challenges"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report's bytes with what was checked; `stops` says what must be mended before it may leave."""

    content: bytes
    checks: tuple[Check, ...]

    @property
    def stops(self) -> tuple[Check, ...]:
        """The checks that stop an export."""
        return tuple(check for check in self.checks if check.tone == "stop")


def edition_named(name: str) -> Edition:
    """private, partner or public, or a sentence that says so."""
    try:
        return Edition(name)
    except ValueError:
        raise UserError(f"There is no “{name}” edition.", "Choose private, partner or public.") from None


def kind_named(name: str) -> str:
    """The kind of report that goes by this name, or a sentence that lists those there are."""
    kind = _ALSO_CALLED.get(name, name)
    if kind not in KINDS:
        raise UserError(f"There is no report called “{name}”.", f"Choose one of: {', '.join(KINDS)}.")
    return kind


def _material(casefile: Casefile, context: Context, edition: Edition, agency: str, today: date) -> Material:
    none = context.partnership.scrutineer
    sources = {
        item.number: SourcedItem(item=item, agency=context.agency_name(item.agency_id, none))
        for item in tables.rows(casefile, Evidence)
    }
    newest = journal.entries(casefile.reader, 1)
    return Material(
        partnership=context.partnership,
        texts=context.texts,
        cycle=context.cycle,
        before=context.previous_cycle,
        framework=context.framework,
        scale=context.scale,
        steps=_steps(casefile, context, today),
        lives=lives(casefile),
        rests_on={
            challenge: tuple((sources[rest.item.number], rest.link) for rest in rests)
            for challenge, rests in rests_on(casefile).items()
        },
        evidence=sources,
        names={agency.id: agency.name for agency in context.agencies},
        edition=edition,
        agency=agency,
        version=numbers.last_number(casefile, _counter("challenges", edition)) + 1,
        today=today,
        journal_entry=newest[0].seq if newest else 0,
        journal_hash=newest[0].hash if newest else "",
    )


def _counter(kind: str, edition: Edition) -> str:
    return f"report:{kind}:{edition.value}"


def _steps(casefile: Casefile, context: Context, today: date) -> tuple[StepNow, ...]:
    now = newest_judgements(casefile, context.cycle)
    before = newest_judgements(casefile, context.previous_cycle) if context.previous_cycle else {}
    return tuple(
        _step(casefile, context, step, now.get(step.target), before.get(step.target), today)
        for step in context.framework.steps
    )


def _step(
    casefile: Casefile,
    context: Context,
    step: Step,
    judgement: Judgement | None,
    earlier: Judgement | None,
    today: date,
) -> StepNow:
    judged = judgement is not None and judgement.level != NOT_YET
    body = body_of_evidence(casefile, context, step.target, today, judgement)
    same_scale = earlier is not None and earlier.scale_id == context.scale.id
    return StepNow(
        number=step.number,
        label=step.label,
        level=judgement.level if judgement else NOT_YET,
        before=earlier.level if earlier and same_scale else "",
        strength=strength_of(judgement, body.hint) if judgement and judged else None,
        direction=judgement.direction if judgement and judged else None,
    )


def render_report(
    casefile: Casefile,
    *,
    kind: str = "challenges",
    edition: Edition = Edition.PARTNER,
    agency: str = "",
    today: date | None = None,
    progress: Progress = SILENT,
) -> Rendered:
    """The report as PDF bytes, for looking at. Nothing is written and no version is used up."""
    progress.step(0, 0, "Building the report")
    kind_named(kind)
    context = read_context(casefile)
    named = require_agency(context.agencies, agency).name if agency else ""
    report = build(_material(casefile, context, edition, named, today or casefile.clock.today()))
    from scrutineer.reports import pdf

    return Rendered(pdf.render(report, progress), report.checks)


def export_report(
    casefile: Casefile,
    *,
    out: Path,
    kind: str = "challenges",
    edition: Edition = Edition.PARTNER,
    agency: str = "",
    today: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[Rendered]:
    """Write the report to a file, whole or not at all, and count its version."""
    if out.suffix.lower() != ".pdf":
        raise UserError(f"{out.name} is not a PDF. Nothing was written.", "Give a name that ends in .pdf.")
    if not os.path.isdir(out.parent):
        raise UserError(f"The folder {out.parent} does not exist.", "Make it, or choose another folder.")
    kind = kind_named(kind)
    rendered = render_report(casefile, kind=kind, edition=edition, agency=agency, today=today, progress=progress)
    if rendered.stops:
        reasons = " ".join(f"{check.title}: {check.detail}" for check in rendered.stops)
        raise UserError(
            f"The report was not written: it seems to hold personal data. {reasons}",
            "Mend this, then export again.",
        )
    write_output(out, rendered.content, endings=(".pdf",))
    with casefile.transact("Export a report") as changes:
        numbers.next_number(casefile, _counter(kind, edition))
    return Outcome(rendered, changes.kinds, f"{KINDS[kind]} written to {out}")
