"""Issuing: what left under a version is kept whole, written again byte for byte, and known when it comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrutineer.casefile import files, numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.evidence import Attachment
from scrutineer.domain.ids import AgencyId, CycleId, IssueId, PieceId
from scrutineer.domain.issues import AccuracyReply, IssuedReport
from scrutineer.domain.marking import Edition
from scrutineer.domain.rules import is_blank
from scrutineer.errors import UserError
from scrutineer.operations.reports import Request, about_of, compose, format_of, kind_named, require_folder, written
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress
from scrutineer.reports import rendering
from scrutineer.reports.document import Document, lines
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds.kind import Making, State


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that was issued, with its bytes and what reading them back showed."""

    report: IssuedReport
    content: bytes
    proof: str


def issue_report(
    casefile: Casefile, *, out: Path, request: Request, draft: bool = False, progress: Progress = SILENT
) -> Outcome[Issued]:
    """Write a report under the next version and keep it whole: its bytes, its texts, the digests of what it cites.

    A draft is kept as well and takes no version: it bears the number that it is a draft of. What stops an export stops
    this. The file is written last, so that what is refused there is not kept.
    """
    progress.step(0, 3, "Building the report")
    kind = kind_named(request.kind)
    form = format_of(out, kind)
    require_folder(out)
    scope = _scope(casefile, request)
    version = _next_version(casefile, scope)
    making = Making(
        state=State.DRAFT if draft else State.ISSUED,
        version=version,
        corrected_by=0 if draft else _partners_that_corrected(casefile, scope, version),
        issued_before=_issued_before(casefile, scope),
    )
    composed = compose(casefile, request, making)
    progress.step(1, 3, "Setting the pages")
    made = casefile.clock.now()
    content = written(composed, form, made)
    progress.step(2, 3, "Keeping what was issued")
    view = composed.view
    report = IssuedReport(
        kind=scope.kind, edition=scope.edition, agency_id=scope.agency_id, starts=scope.starts, ends=scope.ends,
        piece_id=scope.piece_id, cycle_id=scope.cycle_id, version=version, draft=draft, issued=stamp(casefile.clock),
        name=out.name, format=form.value, sha256=hashlib.sha256(content).hexdigest(),
        document=_texts(composed.document), journal_entry=view.journal_entry, journal_hash=view.journal_hash,
        evidence=_digests(casefile, view, composed.document), made_with=_made_with(composed.document, form),
    )  # fmt: skip
    called = f"{'draft of ' if draft else ''}version {version} of the {kind.title[0].lower()}{kind.title[1:]}"
    with casefile.transact(f"Issue {called}") as changes:
        files.store(casefile, content)
        if not draft:
            numbers.reach(casefile, scope.series, version)
        report = replace(report, id=IssueId(tables.insert(casefile, report)))
        write_output(out, content, endings=(f".{form.value}",))
    proof = f"Read back: the file says what the report says, and nothing else. SHA-256 {report.sha256}."
    return Outcome(Issued(report, content, proof), changes.kinds, f"{called[0].upper()}{called[1:]} written to {out}")


def _made_with(document: Document, form: Format) -> str:
    template = document.dress.template
    return rendering.made_with(form) + (f", template {template}" if template else "")


class _Scope(NamedTuple):
    """What makes reports versions of one another: their kind, edition, cycle, agency, days and scrutiny piece, by what
    they are here and not by what they are called."""

    kind: str
    edition: Edition
    agency_id: AgencyId | None
    starts: date | None
    ends: date | None
    piece_id: PieceId | None
    cycle_id: CycleId

    @property
    def series(self) -> str:
        """The series in which its versions are counted."""
        agency = f"agency {self.agency_id}" if self.agency_id is not None else ""
        piece = f"piece {self.piece_id}" if self.piece_id is not None else ""
        parts = (agency, str(self.starts or ""), str(self.ends or ""), piece, f"cycle {self.cycle_id}")
        return ":".join(["report", self.kind, self.edition.value, *filter(None, parts)])


def _scope(casefile: Casefile, request: Request) -> _Scope:
    about = about_of(casefile, request)
    return _Scope(
        kind_named(request.kind).id, request.edition, about.agency_id, request.starts, request.ends, about.piece_id,
        about.cycle.id,
    )  # fmt: skip


def next_version(casefile: Casefile, request: Request) -> int:
    """The version that the next issue of this kind, edition and scope takes."""
    return _next_version(casefile, _scope(casefile, request))


def _next_version(casefile: Casefile, scope: _Scope) -> int:
    """The version that the next issue takes: above every one that was given here, and every one that was merged in."""
    newest = tables.rows(
        casefile, IssuedReport, **scope._asdict(), draft=False, order=("-version",), limit=1
    )  # one alone: each holds its whole text
    return max(numbers.last_number(casefile, scope.series), *(report.version for report in newest), 0) + 1


def _partners_that_corrected(casefile: Casefile, scope: _Scope, version: int) -> int:
    """How many partners' corrections of fact on drafts of this version were recorded, and answered for."""
    drafts = {
        report.id for report in tables.rows(casefile, IssuedReport, **scope._asdict(), draft=True, version=version)
    }
    replies = tables.rows(casefile, AccuracyReply, issued_id=drafts) if drafts else ()
    return len({reply.agency_id for reply in replies if not is_blank(reply.done)})


def _issued_before(casefile: Casefile, scope: _Scope) -> str:
    """The day of the last issue to the same readers of the same, whatever days it told of; "" where there is none."""
    newest = tables.rows(
        casefile, IssuedReport, kind=scope.kind, edition=scope.edition, agency_id=scope.agency_id,
        piece_id=scope.piece_id, draft=False, order=("-id",), limit=1,
    )  # fmt: skip
    return long_date(local_day(newest[0].issued)) if newest else ""


def _texts(document: Document) -> str:
    """Every text of a document with what it rests on, as JSON; the first says which template it was made with."""
    template = document.dress.template
    made = [{"section": "", "kind": "template", "text": template, "rests_on": []}] if template else []
    kept = [
        {
            "section": line.section, "kind": line.kind, "text": line.text,
            "rests_on": [[source.table, source.id, source.field] for source in line.sources],
        }
        for line in lines(document)
    ]  # fmt: skip
    return json.dumps([*made, *kept], ensure_ascii=False)


def _digests(casefile: Casefile, view: EditionView, document: Document) -> str:
    """By reference, the digest of each item that a document cites, with those of its files, as JSON."""
    cited = {run.leads_to for line in lines(document) for run in line.words if run.leads_to}
    items = [sourced.item for sourced in view.evidence.shown if sourced.item.reference in cited]
    attached: dict[int, list[str]] = {}
    for attachment in tables.rows(casefile, Attachment, evidence_id=[item.id for item in items]):
        attached.setdefault(attachment.evidence_id, []).append(attachment.sha256)
    digests = {
        item.reference: hashlib.sha256("\n".join([repr(item), *sorted(attached.get(item.id, []))]).encode()).hexdigest()
        for item in items
    }
    return json.dumps(digests, sort_keys=True)


def issued(casefile: Casefile) -> tuple[IssuedReport, ...]:
    """Everything that was issued, drafts among them, the newest first."""
    return tables.rows(casefile, IssuedReport, order=("-id",))


def write_again(casefile: Casefile, *, number: int, out: Path, progress: Progress = SILENT) -> Outcome[Path]:
    """Write the very bytes of what was issued once more."""
    progress.step(0, 1, "Writing it again")
    known = {report.id: report for report in issued(casefile)}
    report = known.get(IssueId(number))
    if report is None:
        raise UserError(f"Nothing was issued under number {number}.", "Run scrutineer issued for the list.")
    write_output(out, files.load(casefile, report.sha256), endings=(f".{report.format}",))
    return Outcome(out, label=f"{described(report)} written again to {out}")


def described(report: IssuedReport) -> str:
    """Version 2 of the challenge report, partner edition, issued on 20 November 2026."""
    draft = "Draft of version" if report.draft else "Version"
    day = long_date(local_day(report.issued))
    title = kind_named(report.kind).title
    named = f"{title[0].lower()}{title[1:]}"
    return f"{draft} {report.version} of the {named}, {report.edition.value} edition, issued on {day}"


def which_issue(casefile: Casefile, content: bytes) -> IssuedReport | None:
    """What was issued as these very bytes, or None: not even one of them may differ."""
    known = tables.rows(casefile, IssuedReport, sha256=hashlib.sha256(content).hexdigest())
    return known[0] if known else None


def record_accuracy_reply(
    casefile: Casefile, *, issued_id: IssueId, agency_id: AgencyId | None, said: str, done: str = "",
    on_date: date | None = None, progress: Progress = SILENT,
) -> Outcome[int]:  # fmt: skip
    """Record what a partner said of the facts in a draft, and what was done about it."""
    progress.step(0, 1, "Recording the reply")
    report = tables.get(casefile, IssuedReport, issued_id)
    if not report.draft:
        raise UserError(
            f"{described(report)} is no draft: its facts were settled.", "Send a draft, then record what comes back."
        )
    reply = AccuracyReply(
        issued_id=issued_id, agency_id=agency_id, on_date=on_date or casefile.clock.today(), said=said, done=done
    )
    with casefile.transact("Record a reply on a draft") as changes:
        new = tables.insert(casefile, reply)
    return Outcome(new, changes.kinds, "Reply on the draft recorded")


def replies_on(casefile: Casefile, reports: Iterable[IssueId]) -> tuple[AccuracyReply, ...]:
    """What partners said of these drafts, in the order in which it was recorded."""
    return tables.rows(casefile, AccuracyReply, issued_id=list(reports))


def record_what_was_done(
    casefile: Casefile, *, reply: AccuracyReply, done: str, progress: Progress = SILENT
) -> Outcome[None]:
    """Record what was done about what a partner said of a draft: from then on it counts as answered for."""
    progress.step(0, 1, "Recording what was done")
    with casefile.transact("Record what was done about a reply on a draft") as changes:
        tables.update(casefile, replace(reply, done=done))
    return changes.outcome(None, "What was done is recorded")
