"""Results as plain data, as --json prints them: workbooks, imports, expected returns, frameworks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from scrutineer.cli import words
from scrutineer.domain.backups import Backup
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.framework import Framework, InForce, LineOfEnquiry, Step
from scrutineer.domain.grid import column_letters
from scrutineer.domain.ledger_kinds import BY_RECORD
from scrutineer.domain.mapping import Profile, Renamed
from scrutineer.domain.partnership import Agency
from scrutineer.domain.proposal import Difference, Merged, Proposal, ProposedItem
from scrutineer.domain.returns import Change, Finding, ImportQuestion, ReturnFile, SelfAssessment
from scrutineer.operations.imports_made import TakeOut
from scrutineer.operations.queries.checklists import ChecklistView
from scrutineer.operations.queries.coverage import CoverageView, Covered
from scrutineer.operations.queries.expected import ExpectedRow, Standing
from scrutineer.operations.workbooks import SheetGuess, Suggestion


def proposal(shown: Proposal, dry_run: bool) -> dict[str, Any]:
    """A workbook, whatever its layout: its totals, what only a person can say, and each thing in it with its cell."""
    left_out = (*shown.left_out, *shown.overlooked)
    return {
        "workbook": shown.name,
        "sha256": shown.sha256,
        "kind": shown.kind,
        "pack": shown.pack_id is not None,
        "profile": shown.filed_under,
        "agency": shown.agency,
        "agency_from": shown.agency_from,
        "dry_run": dry_run,
        **shown.totals(),
        "changes": {change.value: shown.count(change) for change in Change},
        "conflicts": list(shown.conflicts),
        "already_imported": shown.already_imported,
        "newer_version_of": shown.earlier.name if shown.earlier else "",
        "no_longer_there": [f"{answer.number} {answer.standard}".strip() for answer in shown.gone],
        "missing": list(shown.missing),
        "unknown_agencies": list(shown.unknown_agencies),
        "new_agencies": list(shown.new_agencies),
        "questions": _questions(shown.questions, shown.cycle.name),
        "offers": _questions(shown.offers, shown.cycle.name),
        "answers": [_answer(item) for item in shown.of(SelfAssessment)],
        "rows": [_row(item) for item in shown.items if type(item.record) in BY_RECORD],
        "cells": [_cell(item, cell) for item in shown.items for cell in item.sent_cells
                  if cell.merged is not Merged.UNCHANGED],
        "left_out": [
            {"place": item.place, "text": item.text, "reason": item.reason, "like_answer": item.like_answer}
            for item in left_out
        ],
        **_findings(shown.findings),
    }  # fmt: skip


def _answer(item: ProposedItem) -> dict[str, Any]:
    answer: SelfAssessment = item.record
    return {
        "cell": item.place,
        "agency": item.named,
        "standard": answer.number,
        "typed": item.typed,
        "status": answer.status.value,
        "level": answer.level,
        "moderated": answer.moderated,
        "moderated_typed": answer.moderated_typed,
        "moderated_cell": answer.moderated_cell,
        "reason": answer.reason,
        "change": _change(item),
        "differences": [
            {"cell": difference.field, "before": difference.before, "after": difference.after}
            for difference in item.differences
            if difference.merged in {Merged.RETURNED, Merged.CONFLICT}
        ],
    }


def _row(item: ProposedItem) -> dict[str, Any]:
    """A row of a ledger without the casefile's own ids."""
    hidden = {"id", "return_id", "agency_id", "challenge_id"}
    values = {field.name: getattr(item.record, field.name) for field in fields(item.record) if field.name not in hidden}
    texts = {name: str(value) if isinstance(value, date) else getattr(value, "value", value)
             for name, value in values.items()}  # fmt: skip
    return {**texts, "status": "set aside" if item.waits else "read", "change": _change(item)}


def _change(item: ProposedItem) -> str:
    """What storing it would do, "" while nobody knows whose it is."""
    return item.change.value if item.change else ""


def _cell(item: ProposedItem, cell: Difference) -> dict[str, Any]:
    """A cell of a pack three ways."""
    return {
        "key": cell.key or item.key, "sent": cell.sent, "returned": cell.after, "now": cell.before,
        "merged": cell.merged.value,
    }  # fmt: skip


def suggestion(
    suggested: Suggestion, nearly: Iterable[tuple[Profile, Sequence[Renamed]]], needed: Sequence[str]
) -> dict[str, Any]:
    """A workbook that no mapping is known for: each sheet, columns renamed in known mappings, what it needs."""
    return {
        "workbook": suggested.workbook.name,
        "sha256": suggested.workbook.sha256,
        "preview": True,
        "sheets": [_sheet(guess) for guess in suggested.sheets],
        "renamed": [
            {"profile": profile.name, "was": column.was, "now": column.now, "holds": column.role.value}
            for profile, columns in nearly
            for column in columns
        ],
        **_findings(suggested.findings),
        "needs": list(needed),
    }


def _sheet(guess: SheetGuess) -> dict[str, Any]:
    headings = guess.headings
    return {
        "sheet": guess.sheet.name,
        "visible": guess.sheet.visible,
        "rows": len(guess.sheet.rows()),
        "heading_rows": list(headings.rows) if headings else [],
        "layout": guess.layout.value if headings else "",
        "columns": {
            column_letters(column): {"heading": text, "seems": words.seems(guess, text)}
            for column, text in (headings.columns if headings else {}).items()
        },
    }


def _questions(questions: Iterable[ImportQuestion], cycle: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": question.kind, "text": question.text, "advice": words.advice(question, cycle),
            "choices": [key for key, _ in question.choices],
        }
        for question in questions
    ]  # fmt: skip


def _findings(findings: Sequence[Finding]) -> dict[str, Any]:
    hazards = [{"kind": f.kind, "cells": list(f.places), "said": f.text} for f in findings if f.kind]
    return {"findings": [finding.text for finding in findings], "hazards": hazards}


def import_made(file: ReturnFile) -> dict[str, Any]:
    """An import that stands."""
    return {
        "number": file.id, "workbook": file.name, "kind": file.kind, "mapping": file.profile, "sha256": file.sha256,
        "imported": file.imported, "read": file.read, "stored": file.stored, "set_aside": file.set_aside,
        "refused": file.refused, "ignored": file.ignored, "reasons": list(file.reasons),
    }  # fmt: skip


def taken_out(shown: TakeOut, dry_run: bool) -> dict[str, Any]:
    """What taking an import out did, or would do."""
    return {
        "workbook": shown.file.name, "dry_run": dry_run, "removed": list(shown.removed), "put_back": shown.put_back,
        "kept": [{"what": row.what, "why": row.why} for row in shown.kept],
    }  # fmt: skip


def expected(rows: Iterable[ExpectedRow], agencies: Sequence[Agency]) -> list[dict[str, Any]]:
    """Every expected return with its standing; what nobody asked for and nobody sent is left out.
    `other_cycle` is "" for what is of the current one."""
    return [
        {
            "return": row.profile, "other_cycle": row.of.name if row.of else "", "agency": agency.name,
            "standing": row.cells[agency.id].standing.value,
            "received": str(row.cells[agency.id].received or ""), "due": str(row.cells[agency.id].due or ""),
            "days_late": row.cells[agency.id].days,
        }
        for row in rows
        for agency in agencies
        if row.cells[agency.id].standing is not Standing.NOT_ASKED
    ]  # fmt: skip


def framework(shown: Framework) -> dict[str, Any]:
    """A framework with its steps and their lines."""
    return {**_head(shown), "steps": [_step(step) for step in shown.steps]}


def applied(shown: Framework, in_force: Iterable[LineOfEnquiry]) -> dict[str, Any]:
    """A framework with those of its lines that were in force on a day."""
    return {**_head(shown), "lines": [_line(line) for line in in_force]}


def coverage(view: CoverageView) -> dict[str, Any]:
    """One framework by line: what counts, and what only may bear on it."""
    return {
        **_head(view.framework),
        "lines": [
            {**_line(row.line), "looked_at": row.looked_at, "counts": _covered(row.counts),
             "may_bear": _covered(row.may_bear)}
            for row in view.rows
        ],
    }  # fmt: skip


def checklists(every: Sequence[tuple[Framework, Sequence[ChecklistView]]]) -> dict[str, Any]:
    """The checklists, each with the documents that were held against it."""
    return {
        "checklists": [
            {**_head(framework), "documents": [checklist(view) for view in views]} for framework, views in every
        ]
    }


def checklist(view: ChecklistView) -> dict[str, Any]:
    """A checklist held against a document, item by item; no answer is null."""
    items = [
        {"code": row.line.code, "question": row.line.question, "answer": _checked(row.answer)} for row in view.rows
    ]
    document = view.document
    return {"checklist": view.framework.id, "document": document.reference if document else None, "items": items}


def _checked(answer: ChecklistAnswer | None) -> dict[str, str] | None:
    if answer is None:
        return None
    return {
        "met": answer.met.value, "place": answer.place, "words": answer.words, "note": answer.note,
        "marking": answer.marking.value,
    }  # fmt: skip


def _covered(covered: Covered) -> dict[str, int]:
    return {
        "items": covered.items, "items_of_other_cycles": len(covered.older), "judgements": len(covered.judged),
        "challenges": len(covered.challenges), "answers": len(covered.answers),
    }  # fmt: skip


def _head(shown: Framework) -> dict[str, Any]:
    return {
        "id": shown.id,
        "version": shown.version,
        "kind": shown.kind.name.lower(),
        "title": shown.title,
        "source": shown.source,
        "note": shown.note,
        **_dates(shown.in_force),
    }


def _dates(in_force: InForce) -> dict[str, Any]:
    days = {"in_force_from": in_force.starts, "in_force_until": in_force.until, "checked": in_force.checked}
    dates = {name: day.isoformat() if day else None for name, day in days.items()}
    marks = {"known": in_force.known.value, "days_known": in_force.days_known.value}
    return {"edition": in_force.edition, **marks, **dates}


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.target,
        "title": step.title,
        "label": step.label,
        "title_known": step.known.value,
        "lines": [_line(line) for line in step.lines],
    }


def _line(line: LineOfEnquiry) -> dict[str, Any]:
    return {
        "id": line.target,
        "label": line.label,
        "question": line.question,
        "evidence": line.evidence,
        "says": line.says,
        "bears_on": list(line.maps_to),
        "context": line.context,
        "source": line.source,
        **_dates(line.in_force),
    }


def backup(made: Backup) -> dict[str, Any]:
    """A rolling backup: where it is, its newest entry, when it was made (UTC), its size without attachments."""
    return {
        "file": str(made.path), "seq": made.seq, "made": made.made.isoformat(), "size": made.size,
        "verified": made.verified,
    }  # fmt: skip
