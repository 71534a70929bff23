"""One workbook from the command line: preview, dry run or import, as plain data and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import Profile
from scrutineer.domain.returns import Change, Preview
from scrutineer.errors import UserError
from scrutineer.operations import returns, workbooks


class Asked(Protocol):
    """What the command line asked for."""

    mapping: Path | None
    profile: str | None
    agency: str
    dry_run: bool


def one(casefile: Casefile, path: Path, asked: Asked) -> dict[str, Any]:
    """Take one workbook in, or preview it. An error is a sentence under "error"; others are not held up by it."""
    try:
        workbook, content = returns.read_file(path)
        profile = _profile(casefile, workbook, asked)
        if profile is None:
            return _suggestion(casefile, workbook)
        shown = returns.preview(casefile, workbook=workbook, profile=profile, agency=asked.agency)
        result = _described(shown, asked.dry_run)
        if not asked.dry_run:
            result["said"] = returns.commit_return(casefile, shown=shown, content=content).label
        return result
    except UserError as error:
        return {"workbook": path.name, "error": str(error)}


def _profile(casefile: Casefile, workbook: Workbook, asked: Asked) -> Profile | None:
    """The mapping asked for, else the one kept mapping that fits; None for a preview without one."""
    if asked.mapping:
        return returns.profile_from_file(asked.mapping)
    if asked.profile:
        return returns.profile_named(casefile, asked.profile)
    fitting = returns.fitting_profiles(casefile, workbook)
    if len(fitting) == 1:
        return fitting[0]
    if asked.dry_run:
        return None
    if fitting:
        names = ", ".join(f"“{profile.name}”" for profile in fitting)
        raise UserError(
            f"{workbook.name} fits several mappings: {names}. Nothing was changed.",
            "Say which with --profile NAME.",
        )
    raise UserError(
        f"No mapping is known for the layout of {workbook.name}. Nothing was changed.",
        "Preview it with --dry-run, then give a mapping with --mapping FILE (docs/mapping-files.md), "
        "or import it in the window.",
    )


def _suggestion(casefile: Casefile, workbook: Workbook) -> dict[str, Any]:
    found = workbooks.suggest(workbook)
    return {
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        "preview": True,
        "sheets": [workbooks.described(guess) for guess in found.sheets],
        "findings": [finding.text for finding in found.findings],
        "needs": list(workbooks.needs(casefile, found).questions),
    }


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
        "unknown_agencies": list(shown.unknown_agencies),
        "new_agencies": list(shown.new_agencies),
        "answers": [_answer(shown, index) for index in range(len(shown.reading.answers))],
        "left_out": [{"place": item.place, "reason": item.reason} for item in shown.reading.left_out],
        "findings": [finding.text for finding in shown.reading.findings],
    }


def _answer(shown: Preview, index: int) -> dict[str, Any]:
    found = shown.reading.answers[index]
    moderated = found.moderated.level if found.moderated else ""
    return {
        "cell": found.cell,
        "agency": found.agency or shown.reading.agency,
        "standard": found.number,
        "typed": found.typed,
        "status": found.answer.state.value,
        "level": found.answer.level,
        "moderated": moderated,
        "moderated_cell": found.moderated_cell,
        "reason": found.answer.reason,
        "change": shown.proposed[index].change.value if shown.proposed else "",
    }


def in_words(result: dict[str, Any]) -> str:
    """A result as lines of text; an error's own sentence goes to stderr instead."""
    if "error" in result:
        return f"{result['workbook']}: not imported."
    if result.get("preview"):
        return _preview_words(result)
    parts = ((result["stored"], "to store"), (result["set_aside"], "set aside"), (result["ignored"], "left out"))
    adds_up = f"{result['read']} read = " + " + ".join(f"{number} {words}" for number, words in parts)
    who = f", {result['agency']} (from {result['agency_from']})" if result["agency"] else ""
    lines = [f"{result['workbook']}: {result['profile']}{who}", f"  {adds_up}"]
    lines += [
        f"  set aside {a['cell']} “{a['typed']}”: {a['reason']}"
        for a in result["answers"]
        if a["status"] == "set aside"
    ]
    lines += [f"  {text}" for text in result["findings"]]
    return "\n".join([*lines, f"  {result['said']}." if "said" in result else "  Nothing was stored."])


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
