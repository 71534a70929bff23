"""Issuing: what left under a version is kept whole, written again byte for byte, and known when it comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scrutineer.casefile import files, numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.editions import EditionView
from scrutineer.domain.evidence import Attachment
from scrutineer.domain.ids import AgencyId, IssueId
from scrutineer.domain.issues import AccuracyReply, IssuedReport
from scrutineer.domain.partnership import require_agency
from scrutineer.domain.rules import is_blank
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.reports import Request, compose, format_of, kind_named, require_folder, written
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
    request = _by_its_name(casefile, request)
    series, version = _series(request), next_version(casefile, request)
    making = Making(
        state=State.DRAFT if draft else State.ISSUED,
        version=version,
        corrected_by=0 if draft else _partners_that_corrected(casefile, request, version),
        issued_before=_issued_before(casefile, request),
    )
    composed = compose(casefile, request, making)
    progress.step(1, 3, "Setting the pages")
    made = casefile.clock.now()
    content = written(composed, form, made)
    progress.step(2, 3, "Keeping what was issued")
    view = composed.view
    report = IssuedReport(
        kind=kind.id, edition=request.edition, agency_id=view.scope.agency.id if view.scope.agency else None,
        starts=request.starts, ends=request.ends, version=version, draft=draft, issued=stamp(casefile.clock),
        name=out.name, format=form.value, sha256=hashlib.sha256(content).hexdigest(),
        document=_texts(composed.document), journal_entry=view.journal_entry, journal_hash=view.journal_hash,
        evidence=_digests(casefile, view, composed.document), made_with=_made_with(composed.document, form),
    )  # fmt: skip
    called = f"{'draft of ' if draft else ''}version {version} of the {kind.title[0].lower()}{kind.title[1:]}"
    with casefile.transact(f"Issue {called}") as changes:
        files.store(casefile, content)
        if not draft:
            numbers.next_number(casefile, series)
        report = replace(report, id=IssueId(tables.insert(casefile, report)))
        write_output(out, content, endings=(f".{form.value}",))
    proof = f"Read back: the file says what the report says, and nothing else. SHA-256 {report.sha256}."
    return Outcome(Issued(report, content, proof), changes.kinds, f"{called[0].upper()}{called[1:]} written to {out}")


def _made_with(document: Document, form: Format) -> str:
    template = document.dress.template
    return rendering.made_with(form) + (f", template {template}" if template else "")


def _by_its_name(casefile: Casefile, request: Request) -> Request:
    """The request with its agency by the name it has here: under another of its names it is no other series."""
    if not request.agency:
        return request
    return replace(request, agency=require_agency(read_context(casefile).agencies, request.agency).name)


def next_version(casefile: Casefile, request: Request) -> int:
    """The version that the next issue of this kind, edition and scope takes."""
    return numbers.last_number(casefile, _series(request)) + 1


def _series(request: Request) -> str:
    """The series in which versions of one kind, edition and scope are counted."""
    scope = [
        part for part in (request.agency, str(request.starts or ""), str(request.ends or ""), request.piece) if part
    ]
    return ":".join(["report", kind_named(request.kind).id, request.edition.value, *scope])


def _alike(casefile: Casefile, request: Request) -> tuple[IssuedReport, ...]:
    """What was issued of the same kind, edition and scope, the oldest first."""
    agencies = read_context(casefile).agencies
    agency = require_agency(agencies, request.agency).id if request.agency else None
    return tables.rows(
        casefile, IssuedReport, kind=kind_named(request.kind).id, edition=request.edition, agency_id=agency,
        starts=request.starts, ends=request.ends,
    )  # fmt: skip


def _partners_that_corrected(casefile: Casefile, request: Request, version: int) -> int:
    """How many partners' corrections of fact on drafts of this version were recorded, and answered for."""
    drafts = {report.id for report in _alike(casefile, request) if report.draft and report.version == version}
    replies = tables.rows(casefile, AccuracyReply, issued_id=drafts) if drafts else ()
    return len({reply.agency_id for reply in replies if not is_blank(reply.done)})


def _issued_before(casefile: Casefile, request: Request) -> str:
    kind = kind_named(request.kind).id
    newest = tables.rows(
        casefile, IssuedReport, kind=kind, edition=request.edition, draft=False, order=("-id",), limit=1
    )
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
