"""One workbook of whatever layout, as the command line takes it in: preview, dry run or import, as data and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledgers import Ledger
from scrutineer.domain.mapping import LEDGERS, Profile, Renamed
from scrutineer.domain.pack_merge import Merged
from scrutineer.domain.packs import ReturnedPack
from scrutineer.domain.returns import Change, Finding, ImportQuestion, Preview, Said
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_previews,
    answer_returns,
    ledgers,
    mappings,
    pack_previews,
    pack_returns,
    packs,
    workbooks,
)
from scrutineer.operations.ledgers import LedgerPreview
from scrutineer.operations.pack_previews import PackPreview
from scrutineer.operations.queries.context import read_context


class IntakeOptions(Protocol):
    """What the command line asked for."""

    mapping: Path | None
    profile: str | None
    agency: str
    dry_run: bool
    accept_renamed: bool
    newer: bool
    second: str
    ours: bool
    same_as: list[str]
    its_cycle: bool
    take: str | None


def take_in(casefile: Casefile, path: Path, asked: IntakeOptions) -> dict[str, Any]:
    """Take one workbook in, or preview it. An error is a sentence under "error"; others are not held up by it."""
    try:
        workbook, content = answer_returns.read_file(path)
        pack = pack_previews.pack_in(workbook)
        if pack is not None:
            return _pack(casefile, pack, content, asked)
        profile = _profile(casefile, workbook, asked)
        if profile is None:
            return _suggestion(casefile, workbook)
        if profile.layout in LEDGERS:
            return _ledger(casefile, workbook, profile, content, asked)
        shown = answer_previews.preview(casefile, workbook=workbook, profile=profile, said=_said(asked))
        result = _described(shown, asked.dry_run)
        if not asked.dry_run:
            result["said"] = answer_returns.commit_return(casefile, shown=shown, content=content).label
        return result
    except UserError as error:
        return {"workbook": path.name, "error": str(error)}


def _pack(casefile: Casefile, pack: ReturnedPack, content: bytes, asked: IntakeOptions) -> dict[str, Any]:
    """Merge a returned pack, or show what merging would do."""
    shown = pack_previews.preview_pack(casefile, returned=pack, its_cycle=asked.its_cycle)
    result = _pack_described(casefile, shown, asked.dry_run)
    if not asked.dry_run:
        taken = {cell.key: asked.take == "returned" for cell in shown.conflicts} if asked.take else {}
        outcome = pack_returns.commit_pack(casefile, shown=shown, content=content, take_returned=taken)
        result["said"] = outcome.label
    return result


def _pack_described(casefile: Casefile, shown: PackPreview, dry_run: bool) -> dict[str, Any]:
    changed = [cell for cell in shown.cells() if cell.merged is not Merged.UNCHANGED]
    return {
        "workbook": shown.returned.name,
        "sha256": shown.returned.sha256,
        "pack": True,
        "profile": packs.profile_name(shown.cycle),
        "agency": shown.agency,
        "agency_from": "the pack",
        "dry_run": dry_run,
        **shown.totals(read_context(casefile)),
        "changes": dict(Counter(cell.merged.value for cell in shown.cells())),
        "already_imported": shown.already_imported,
        "questions": _questions(shown.questions),
        "cells": [
            {"key": c.key, "sent": c.sent, "returned": c.returned, "now": c.now, "merged": c.merged.value}
            for c in changed
        ],
        "conflicts": [cell.key for cell in shown.conflicts],
        "missing": list(shown.missing),
        "left_out": [{"place": item.place, "text": item.text, "reason": item.reason} for item in shown.left_out],
        "findings": _pack_words(shown),
    }


def _pack_words(shown: PackPreview) -> list[str]:
    """What a person should know of a returned pack, in sentences."""
    words = [f"Changed on both sides: {cell.key}. Sent “{cell.sent}”, returned “{cell.returned}”, stands “{cell.now}”."
             for cell in shown.conflicts]  # fmt: skip
    if shown.missing:
        words.append(f"{counted(len(shown.missing), 'question')} did not come back: the rows were deleted. Kept as is.")
    reasons = Counter(item.reason for item in shown.left_out)
    words += [f"{number} left out: {reason}." for reason, number in reasons.items()]
    return words


def _ledger(
    casefile: Casefile, workbook: Workbook, profile: Profile, content: bytes, asked: IntakeOptions
) -> dict[str, Any]:
    """Take a challenge log, contributions, attendance or training numbers in, or show what that would do."""
    shown = ledgers.preview_ledger(casefile, workbook=workbook, profile=profile)
    result = _ledger_described(shown, asked.dry_run)
    if not asked.dry_run:
        result["said"] = ledgers.commit_ledger(casefile, shown=shown, content=content).label
    return result


def _ledger_described(shown: LedgerPreview, dry_run: bool) -> dict[str, Any]:
    rows = [
        {**_plain(item.row), "status": "set aside" if item.row.reason else "read", "change": item.change.value}
        for item in shown.proposed
    ]
    left = [{"place": item.place, "text": item.text, "reason": item.reason} for item in shown.reading.left_out]
    return {
        "workbook": shown.reading.name,
        "sha256": shown.reading.sha256,
        "kind": shown.reading.profile.layout.value,
        "profile": shown.reading.profile.name,
        "dry_run": dry_run,
        **shown.totals(),
        "changes": {change.value: shown.count(change) for change in Change},
        "already_imported": shown.already_imported,
        "rows": rows,
        "left_out": left,
        **_findings(shown.reading.findings),
    }


def _plain(row: Ledger) -> dict[str, Any]:
    """A row of a ledger as plain data, without the casefile's own ids."""
    hidden = {"id", "return_id", "agency_id", "challenge_id"}
    values = {f.name: getattr(row, f.name) for f in fields(row) if f.name not in hidden}
    return {name: str(value) if isinstance(value, date) else getattr(value, "value", value)
            for name, value in values.items()}  # fmt: skip


def _ledger_lines(result: dict[str, Any]) -> str:
    lines = [f"{result['workbook']}: {result['profile']}, {result['kind']}", f"  {_adds_up(result)}"]
    lines += [f"  set aside {row['cell']}: {row['reason']}" for row in result["rows"] if row["reason"]]
    lines += [f"  {text}" for text in result["findings"]]
    return "\n".join([*lines, _said_line(result)])


def _said(asked: IntakeOptions) -> Said:
    pairs = [part.split("=", 1) for part in asked.same_as]
    if any(len(pair) < 2 for pair in pairs):
        raise UserError("--same-as needs a name and an agency.", "Write it as --same-as “NAME=AGENCY”.")
    same_as = {typed.strip(): agency.strip() for typed, agency in pairs}
    return Said(agency=asked.agency, same_as=same_as, second_as=asked.second, newer=asked.newer, ours=asked.ours)


def _profile(casefile: Casefile, workbook: Workbook, asked: IntakeOptions) -> Profile | None:
    """The mapping asked for, else the one kept mapping that fits; None for a preview without one."""
    if asked.mapping:
        return _with_renamed(workbook, mappings.profile_from_file(asked.mapping), asked)
    if asked.profile:
        return _with_renamed(workbook, mappings.profile_named(casefile, asked.profile), asked)
    fitting = mappings.fitting_profiles(casefile, workbook)
    if len(fitting) == 1:
        return fitting[0]
    if fitting and not asked.dry_run:
        names = ", ".join(f"“{profile.name}”" for profile in fitting)
        raise UserError(
            f"{workbook.name} fits several mappings: {names}. Nothing was changed.",
            "Say which with --profile NAME.",
        )
    if not fitting:
        nearly = mappings.nearly_fitting(casefile, workbook)
        if len(nearly) == 1 and not (asked.dry_run and not asked.accept_renamed):
            return _with_renamed(workbook, nearly[0][0], asked)
    if asked.dry_run:
        return None
    raise UserError(
        f"No mapping is known for the layout of {workbook.name}. Nothing was changed.",
        "Preview it with --dry-run, then give a mapping with --mapping FILE (docs/mapping-files.md), "
        "or import it in the window.",
    )


def _with_renamed(workbook: Workbook, profile: Profile, asked: IntakeOptions) -> Profile:
    """The mapping with its renamed columns, where the command line says that they are the same."""
    renamed = mappings.renamed(workbook, profile)
    if not renamed:
        return profile
    pairs = {one.was: one.now for one in renamed if one.now}
    if asked.accept_renamed and len(pairs) == len(renamed):
        return profile.renamed(pairs)
    raise UserError(f"{workbook.name}: {' '.join(_renamed_words(profile, renamed))} Nothing was changed.", _RENAMED)


_RENAMED = (
    "Say with --accept-renamed that they are the same columns, correct the mapping (docs/mapping-files.md), "
    "or import the workbook in the window."
)


def _renamed_words(profile: Profile, renamed: tuple[Renamed, ...]) -> list[str]:
    there = f"in the mapping “{profile.name}”"
    return [
        f"The column “{one.was}” ({one.role.value}) {there} is not there; “{one.now}” may stand in its place."
        if one.now
        else f"The column “{one.was}” ({one.role.value}) {there} is not there, and nothing like it."
        for one in renamed
    ]


def _suggestion(casefile: Casefile, workbook: Workbook) -> dict[str, Any]:
    found = workbooks.suggest(workbook)
    nearly = mappings.nearly_fitting(casefile, workbook)
    renamed = [
        {"profile": profile.name, "was": one.was, "now": one.now, "holds": one.role.value}
        for profile, pairs in nearly
        for one in pairs
    ]
    asks = [words for profile, pairs in nearly for words in _renamed_words(profile, pairs)]
    return {
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        "preview": True,
        "sheets": [workbooks.described(guess) for guess in found.sheets],
        "renamed": renamed,
        **_findings(found.findings),
        "needs": [*asks, *workbooks.needs(casefile, found).questions],
    }


def _questions(questions: tuple[ImportQuestion, ...]) -> list[dict[str, str]]:
    return [{"kind": one.kind, "text": one.text, "advice": one.advice} for one in questions]


def _findings(findings: tuple[Finding, ...]) -> dict[str, Any]:
    hazards = [{"kind": f.kind, "cells": list(f.places), "said": f.text} for f in findings if f.kind]
    return {"findings": [finding.text for finding in findings], "hazards": hazards}


def _described(shown: Preview, dry_run: bool) -> dict[str, Any]:
    return {
        "workbook": shown.reading.name,
        "sha256": shown.reading.sha256,
        "profile": shown.reading.profile.name,
        "agency": shown.reading.agency,
        "agency_from": shown.reading.agency_from,
        "dry_run": dry_run,
        **shown.totals(),
        "changes": {change.value: shown.count(change) for change in Change},
        "already_imported": shown.already_imported,
        "newer_version_of": shown.earlier.name if shown.earlier else "",
        "no_longer_there": [f"{answer.number} {answer.standard}".strip() for answer in shown.gone],
        "unknown_agencies": list(shown.unknown_agencies),
        "new_agencies": list(shown.new_agencies),
        "questions": _questions(shown.questions),
        "answers": [_answer(shown, index) for index in range(len(shown.reading.answers))],
        "left_out": [{"place": item.place, "reason": item.reason} for item in shown.reading.left_out],
        **_findings(shown.reading.findings),
    }


def _answer(shown: Preview, index: int) -> dict[str, Any]:
    found = shown.reading.answers[index]
    moderated = found.moderated.level if found.moderated else ""
    proposed = shown.proposed[index] if shown.proposed else None
    return {
        "cell": found.cell,
        "agency": found.agency or shown.reading.agency,
        "standard": found.number,
        "typed": found.typed,
        "status": found.answer.state.value,
        "level": found.answer.level,
        "moderated": moderated,
        "moderated_typed": found.moderated_typed,
        "moderated_cell": found.moderated_cell,
        "reason": found.answer.reason,
        "change": proposed.change.value if proposed else "",
        "differences": [
            {"cell": one.field, "before": one.before, "after": one.after}
            for one in (proposed.differences if proposed else ())
        ],
    }


def in_words(result: dict[str, Any]) -> str:
    """A result as lines of text; an error's own sentence goes to stderr instead."""
    if "error" in result:
        return f"{result['workbook']}: not imported."
    if "rows" in result:
        return _ledger_lines(result)
    if result.get("pack"):
        return _pack_lines(result)
    if result.get("preview"):
        return _preview_words(result)
    who = f", {result['agency']} (from {result['agency_from']})" if result["agency"] else ""
    lines = [f"{result['workbook']}: {result['profile']}{who}", f"  {_adds_up(result)}"]
    lines += [
        f"  set aside {a['cell']} “{a['typed']}”: {a['reason']}"
        for a in result["answers"]
        if a["status"] == "set aside"
    ]
    lines += [f"  {text}" for text in result["findings"]]
    if result["newer_version_of"]:
        told = ", ".join(f"{number} {change}" for change, number in result["changes"].items() if number)
        lines.append(f"  A newer version of {result['newer_version_of']}: {told}.")
    if result["no_longer_there"]:
        lines.append(f"  No longer in it, and kept: {', '.join(result['no_longer_there'][:6])}.")
    lines += [f"  Asks: {question['text']} {question['advice']}" for question in result["questions"]]
    return "\n".join([*lines, _said_line(result)])


def _said_line(result: dict[str, Any]) -> str:
    return f"  {result['said'].rstrip('.')}." if "said" in result else "  Nothing was stored."


def _adds_up(result: dict[str, Any]) -> str:
    parts = ((result["stored"], "to store"), (result["set_aside"], "set aside"), (result["ignored"], "left out"))
    return f"{result['read']} read = " + " + ".join(f"{number} {words}" for number, words in parts)


def _pack_lines(result: dict[str, Any]) -> str:
    lines = [f"{result['workbook']}: the pack of {result['agency']}, {result['profile']}", f"  {_adds_up(result)}"]
    lines += [f"  {text}" for text in result["findings"]]
    lines += [f"  Asks: {question['text']} {question['advice']}" for question in result["questions"]]
    return "\n".join([*lines, _said_line(result)])


def _preview_words(result: dict[str, Any]) -> str:
    lines = [f"{result['workbook']}: no mapping is known for this layout. Nothing was stored."]
    for sheet in result["sheets"]:
        hidden = "" if sheet["visible"] else ", hidden"
        lines.append(
            f"  {sheet['sheet']}{hidden}: {sheet['rows']} rows, headings in {sheet['heading_rows'] or 'no row'}"
        )
        lines += [
            f"    {letters} {column['heading']}: seems {column['seems']}"
            for letters, column in sheet["columns"].items()
        ]
    lines += [f"  {text}" for text in result["findings"]]
    return "\n".join([*lines, *(f"  Needs: {need}" for need in result["needs"])])
