"""Results in words, as a terminal shows them, and which option of the command line answers what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scrutineer.domain.backups import Backup
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.framework import Framework, Knowing, LineOfEnquiry
from scrutineer.domain.grid import column_letters
from scrutineer.domain.ledger_kinds import LEDGER_KINDS, LEDGERS
from scrutineer.domain.mapping import Layout, Profile, Renamed, Role
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import OF_ANSWERS, Change, ImportQuestion, ReturnFile
from scrutineer.domain.words import counted, some
from scrutineer.operations import workbooks
from scrutineer.operations.imports_made import TakeOut
from scrutineer.operations.queries.checklists import ChecklistView
from scrutineer.operations.queries.coverage import CoverageView
from scrutineer.operations.workbooks import SheetGuess, Suggestion

_OPTIONS = {
    "second return": "Say whether this is a newer version of it (--newer), or a second return to keep under a name of "
    "its own (--second NAME).",
    "shared return": "Say that its answers count for this one (--ours), or ask the agency for answers of its own.",
    "other cycle": "Say that its answers belong to {cycle} (--its-cycle), or send a pack of the current cycle.",
}
"""By the kind of a question, what to do about it with the options that answer it."""

_ACROSS = {
    Layout.AGENCIES_ACROSS: "an agency's answers", Layout.STANDARDS_ACROSS: "answers to a standard",
} | {kind.layout: kind.across for kind in LEDGER_KINDS if kind.across}  # fmt: skip
"""What a column without a role of its own holds in a matrix."""


def advice(question: ImportQuestion, cycle: str = "") -> str:
    """What to do about a question, with the options that answer it; `cycle` is the one a pack was made for."""
    if question.choices or question.is_day:
        keys = [key for key, _ in question.choices] or ["YYYY-MM-DD"]
        ways = " or ".join(f'--choose "{question.kind}={key}"' for key in keys)
        return f"{question.advice} On the command line: {ways}."
    return _OPTIONS[question.kind].format(cycle=cycle) if question.kind in _OPTIONS else question.advice


def proposal_advice(shown: Proposal) -> str:
    """The options that say what an import still waits for, "" where it waits for nothing that an option says."""
    if shown.names_matter and any(shown.unknown_agencies):
        return "Add each agency, or say which one it is (--same-as NAME=AGENCY)."
    if shown.names_matter and shown.unknown_agencies:
        return "Choose the agency, or on the command line add --agency NAME."
    if shown.questions:
        return advice(shown.questions[0], shown.cycle.name)
    return _TAKE if shown.conflicts else ""


_TAKE = (
    "Say for each whether to keep what stands or to take what came back (in the window, or --take returned "
    "or --take standing for all)."
)


def proposal(shown: Proposal, said: str, *, dry_run: bool = False) -> str:
    """What taking a workbook in does; `said` is what committing it said, or why it was refused."""
    kind = f", {shown.kind}" if shown.kind != OF_ANSWERS else ""
    who = f", {shown.agency} (from {shown.agency_from})" if shown.agency else ""
    lines = [f"{shown.name}: {shown.filed_under}{kind}{who}", _adds_up(shown.totals())]
    lines += [f"  set aside {item.place} “{item.typed}”: {item.waits}" for item in shown.waiting]
    lines += _indented(finding.text for finding in shown.findings)
    lines += [
        f"  In conflict {key}: you decided “{item.stands}”, “{item.typed}” came back."
        for item in shown.items
        if not item.sent_cells
        for key in item.conflicts
    ]
    if shown.earlier:
        changes = ", ".join(f"{shown.count(change)} {change.value}" for change in Change if shown.count(change))
        lines.append(f"  A newer version of {shown.earlier.name}: {changes}.")
    if shown.gone:
        gone = some([f"{answer.number} {answer.standard}".strip() for answer in shown.gone])
        lines.append(f"  No longer in it, and kept: {gone}.")
    lines += [f"  Asks: {question.text} {advice(question, shown.cycle.name)}" for question in shown.questions]
    lines += [f"  May be said: {offer.text} {advice(offer, shown.cycle.name)}" for offer in shown.offers]
    return "\n".join([*lines, _stored(said, dry_run)])


def suggestion(suggested: Suggestion, needed: Iterable[str]) -> str:
    """A workbook that no mapping is known for: its sheets, its hazards, and what it would need to be told."""
    lines = [f"{suggested.workbook.name}: no mapping is known for this layout. Nothing was stored."]
    for guess in suggested.sheets:
        sheet, headings = guess.sheet, guess.headings
        hidden = "" if sheet.visible else ", hidden"
        where = list(headings.rows) if headings else "no row"
        lines.append(f"  {sheet.name}{hidden}: {counted(len(sheet.rows()), 'row')}, headings in {where}")
        columns = headings.columns if headings else {}
        lines += [f"    {column_letters(c)} {text}: seems {seems(guess, text)}" for c, text in columns.items()]
    lines += _indented(finding.text for finding in suggested.findings)
    return "\n".join([*lines, *(f"  Needs: {need}" for need in needed)])


def seems(guess: SheetGuess, heading: str) -> str:
    """What a column seems to hold; in a matrix an unnamed one holds what the matrix is about."""
    role = workbooks.seems(guess, heading)
    return role.value if role else _ACROSS.get(guess.layout, Role.LEFT_OUT.value)


def needs(suggested: Suggestion, knows_agencies: bool) -> list[str]:
    """What a person would have to say before this workbook can be stored."""
    guess = suggested.first
    if guess is None:
        return ["No row looks like headings: say which sheet and row hold them."]
    layout = f"What runs down and what across: it seems to be {guess.layout.value}."
    if guess.layout in LEDGERS:
        return [layout]
    needed = [layout, "The scale: its direction and what means not applicable. It is never guessed."]
    if guess.layout is Layout.STANDARDS_DOWN and not {Role.SELF, Role.CROSSED} & set(guess.roles.values()):
        needed.append("Which column holds the self-assessment.")
    if guess.layout is Layout.STANDARDS_DOWN and not suggested.agency_label:
        needed.append("Which agency the workbook comes from.")
    needed += [
        f"What column {column_letters(column)} holds: it has no heading." for column in workbooks.unheaded(guess)
    ]
    if not knows_agencies:
        needed.append("The partnership has no agencies yet: add them first.")
    return needed


def renamed(profile: Profile, columns: Iterable[Renamed]) -> list[str]:
    """Each column of a mapping that is not there, and the one that may stand in its place."""
    there = f"in the mapping “{profile.name}”"
    return [
        f"The column “{column.was}” ({column.role.value}) {there} is not there; “{column.now}” may stand in its place."
        if column.now
        else f"The column “{column.was}” ({column.role.value}) {there} is not there, and nothing like it."
        for column in columns
    ]


def import_made(file: ReturnFile) -> str:
    """An import in one line, with the number that takes it out."""
    return f"{file.id:>4}  {local_day(file.imported)}  {file.name}, {file.kind}"


def taken_out(shown: TakeOut, dry_run: bool) -> str:
    """What taking an import out did, or would do."""
    verb = "Would take" if dry_run else "Took"
    lines = [f"{verb} out of {shown.file.name}: {', '.join(shown.removed) or 'nothing'}; {shown.put_back} put back."]
    return "\n".join([*lines, *(f"  kept: {row.what}, {row.why}" for row in shown.kept)])


def frameworks(shown: Sequence[Framework], whole: bool) -> str:
    """Frameworks, each with its source; `whole` with its note, its steps and their lines."""
    lines: list[str] = []
    for framework in shown:
        lines += _head(framework)
        if whole:
            lines.append(f"    {framework.note}")
            for step in framework.steps:
                mark = _mark(step.known, framework.in_force.known)
                lines.append(f"\n{step.target}  {step.title}{mark}")
                lines += [_line(line, framework) for line in step.lines]
    return "\n".join(lines)


def coverage(view: CoverageView) -> str:
    """What counts for each line of a framework, and what may bear on it without being counted."""
    rows = [f"  {row.line.code}  {row.line.label}: {row.in_words()}." for row in view.rows if not row.line.context]
    return "\n".join(
        [f"{view.framework.title}. Known: {view.framework.in_force.known.in_words()}.", view.in_words(), *rows]
    )


def checklists(every: Sequence[tuple[Framework, Sequence[ChecklistView]]]) -> str:
    """The checklists that a document can be held against, each with those that were."""
    lines = []
    for framework, views in every:
        lines.append(f"{framework.id}  {framework.title}")
        lines += [
            f"    {view.document.reference} {view.document.title}: {view.in_words()}" for view in views if view.document
        ]
    return "\n".join(lines)


def checklist(view: ChecklistView) -> str:
    """A checklist held against a document: each item with its answer, its place and its words."""
    document = view.document
    against = f", held against {document.reference} {document.title}" if document else ", held against no document yet"
    lines = [f"{view.framework.title}{against}.", view.in_words()]
    for row in view.rows:
        answer = row.answer
        lines.append(f"  {row.line.code}  {row.line.question}")
        if answer is None:
            lines.append("      no answer")
            continue
        place = f", {answer.place}" if answer.place else ""
        lines.append(f"      {answer.met.value}{place}")
        lines += [f"      “{answer.words}”"] if answer.words else []
        lines += [f"      {answer.note}"] if answer.note else []
    return "\n".join(lines)


def applied(frameworks: Sequence[tuple[Framework, Sequence[LineOfEnquiry]]], day: date) -> str:
    """What applied on a day: frameworks with those of their lines that were in force."""
    if not frameworks:
        return f"Nothing that this program knows of applied on {long_date(day)}."
    lines = [f"What applied on {long_date(day)}, as far as this program knows."]
    for framework, in_force in frameworks:
        lines += ["", *_head(framework), *(_line(line, framework) for line in in_force)]
    return "\n".join(lines)


def _head(framework: Framework) -> list[str]:
    known = framework.in_force.known
    return [
        f"{framework.id}  {framework.title} ({framework.version})  ({known.value})",
        f"    {framework.source}. Known: {known.in_words()}.",
    ]


def _mark(known: Knowing, whole: Knowing) -> str:
    """How one part is known, where that is not how the whole is."""
    return "" if known is whole else f"  ({known.value})"


def _line(line: LineOfEnquiry, framework: Framework) -> str:
    owner, _, code = line.target.partition(":")
    bears = ", ".join(target.split(":")[1] for target in line.maps_to)
    step = f"  [step {bears}]" if bears and owner != "six-steps" else ""
    return f"  {code}  {line.question}{step}{_mark(line.in_force.known, framework.in_force.known)}"


def _indented(sentences: Iterable[str]) -> list[str]:
    return [f"  {sentence}" for sentence in sentences]


def _adds_up(totals: Mapping[str, int]) -> str:
    parts = ((totals["stored"], "to store"), (totals["set_aside"], "set aside"), (totals["ignored"], "left out"))
    return f"  {totals['read']} read = " + " + ".join(f"{number} {words}" for number, words in parts)


def _stored(said: str, dry_run: bool) -> str:
    return f"  {'Nothing was stored. Without --dry-run: ' if dry_run else ''}{said.rstrip('.')}."


def backup(made: Backup) -> str:
    """A rolling backup on a line: its entry, the local time it was made, its size without attachments, its name."""
    entry = "entry not known" if made.seq is None else f"entry {made.seq}"
    size = f"{max(1, round(made.size / 1000)):,} kB"
    stands = "verified" if made.verified else "not verified"
    return f"{made.made.astimezone():%Y-%m-%d %H:%M}  {entry}  {size}  {stands}  {made.path.name}"
