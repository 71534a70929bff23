"""The verbs, and the running of one."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrutineer import environment, logs
from scrutineer.cli import (
    arranging,
    capturing,
    challenging,
    covering,
    following,
    judging,
    marking,
    measuring,
    planning,
    reporting,
    templating,
    year,
)
from scrutineer.cli.common import (
    Arguments,
    add_output,
    add_sure,
    add_verb,
    close,
    day_of,
    opened,
    passphrase,
    require_free,
    say,
    with_cycle,
)
from scrutineer.clock import Clock
from scrutineer.errors import Doubtful, UserError

VERBS = (
    "demo", "new", "agency", "seat", "cycle", "import", "capture", "imports", "mappings", "expect", "pack",
    "report", "issued", "template", "find", "files", "check", "recovery-sheet", "export", "backup", "backups",
    "restore", "frameworks", "merge", "profile", "mark", "due", "activity", "days", "declare", "piece", "coverage",
    "checklist", "challenges", "raise", "challenge", "recommendations", "questions", "clocks", "indicators",
    "child-deaths", "structure", "inspections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """A window to open once the verb is done."""

    casefile: Path
    passphrase: str


def run(words: list[str], clock: Clock) -> tuple[int, Window | None]:
    """Carry out one verb by this clock; returns the exit status and the window to open, if any."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = parser().parse_args(words)
    arguments.clock = clock
    arguments.from_environment = environment.take_passphrase()
    logs.start()
    try:
        window = arguments.run(arguments)
    except UserError as error:
        how = " To say so, write --yes-it-is-so." if isinstance(error, Doubtful) else ""
        print(f"{error}{how}", file=sys.stderr)  # noqa: T201
        return 2, None
    except BrokenPipeError:
        return 0, None
    return (window, None) if isinstance(window, int) else (0, window)


def parser() -> argparse.ArgumentParser:
    """What reads the words that are typed; the manual page is made from it."""
    whole = argparse.ArgumentParser(
        prog="scrutineer",
        description="Independent scrutiny of a safeguarding children partnership, offline. "
        "With no verb: the window. The passphrase comes from --passphrase-file or SCRUTINEER_PASSPHRASE.",
    )
    whole.add_argument(
        "--self-test",
        action="store_true",
        help="try the program as it stands here, with its window, and say what works",
    )
    verbs = whole.add_subparsers(metavar="VERB")
    whole.set_defaults(run=_no_verb, json=False)
    for add in (
        _add_demo,
        _add_new,
        arranging.add_agencies,
        arranging.add_seats,
        arranging.add_cycles,
        _add_import,
        capturing.add_capture,
        _add_imports,
        _add_mappings,
        _add_expect,
        _add_pack,
        reporting.add_report,
        reporting.add_issued,
        templating.add_template,
        _add_find,
        _add_files,
        _add_check,
        _add_recovery_sheet,
        _add_export,
        _add_backups,
        judging.add_frameworks,
        judging.add_merge,
        judging.add_profile,
        marking.add_mark,
        year.add_due,
        planning.add_activities,
        planning.add_days,
        planning.add_declarations,
        planning.add_pieces,
        covering.add_coverage,
        covering.add_checklist,
        challenging.add_challenges,
        challenging.add_raise,
        challenging.add_challenge,
        following.add_recommendations,
        following.add_questions,
        following.add_clocks,
        measuring.add_indicators,
        measuring.add_child_deaths,
        measuring.add_structure,
        measuring.add_inspections,
    ):
        add(verbs)
    return whole


def _no_verb(arguments: Arguments) -> int:
    if arguments.self_test:
        raise UserError("The self-test stands alone.", "Write scrutineer --self-test and nothing else.")
    parser().print_help()
    return 0


def _add_demo(verbs: Any) -> None:
    verb = add_verb(verbs, "demo", _demo, "build the worked example and open it", casefile=False)
    verb.add_argument("--into", type=Path, required=True, metavar="DIR", help="the folder to build it in")
    verb.add_argument("--no-window", action="store_true", help="stop after writing")


def _demo(arguments: Arguments) -> Window | None:
    from scrutineer.operations import demo

    given = passphrase(arguments, required=False)
    built = demo.build_demo(arguments.into, clock=arguments.clock, passphrase=given)
    result = {"casefile": str(built.casefile), "report": str(built.report), "workbooks": str(built.workbooks)}
    lines = [
        f"Casefile:         {built.casefile}",
        f"Challenge report: {built.report}",
        f"Workbooks:        {built.workbooks}",
    ]
    if not given:
        result["passphrase"] = built.passphrase
        lines.append(f"Passphrase:       {built.passphrase}")
    say(arguments, result, "\n".join(lines))
    return None if arguments.no_window else Window(built.casefile, built.passphrase)


def _add_new(verbs: Any) -> None:
    verb = add_verb(verbs, "new", _new, "make a casefile")
    verb.add_argument("--partnership", required=True, metavar="NAME", help="as it is printed on its papers")
    verb.add_argument(
        "--framework", action="append", default=[], metavar="ID", help="what the first cycle is judged by"
    )


def _new(arguments: Arguments) -> None:
    from scrutineer.operations import casefiles

    casefile = casefiles.new_casefile(
        arguments.casefile, passphrase=passphrase(arguments), partnership=arguments.partnership,
        framework_ids=tuple(arguments.framework) or ("six-steps",), clock=arguments.clock,
    )  # fmt: skip
    path = casefile.path
    close(casefile)
    say(arguments, {"casefile": str(path)}, f"Made {path}")


def _add_import(verbs: Any) -> None:
    verb = add_verb(verbs, "import", _import, "take partners' workbooks in, or preview them")
    verb.add_argument(
        "workbooks",
        type=Path,
        nargs="+",
        metavar="WORKBOOK",
        help="the workbooks, or documents with tables, as they came",
    )
    which = verb.add_mutually_exclusive_group()
    which.add_argument("--mapping", type=Path, metavar="FILE", help="a mapping file (docs/mapping-files.md)")
    which.add_argument("--profile", metavar="NAME", help="a mapping kept in the casefile")
    verb.add_argument("--agency", default="", metavar="NAME", help="the agency, where the workbook does not say")
    verb.add_argument("--same-as", action="append", default=[], metavar="NAME=AGENCY", help="which agency a name is")
    verb.add_argument("--accept-renamed", action="store_true", help="renamed columns are the ones the mapping means")
    verb.add_argument("--newer", action="store_true", help="a newer version of what this agency returned before")
    verb.add_argument("--second", default="", metavar="NAME", help="a second return, kept under this name")
    verb.add_argument("--ours", action="store_true", help="a return for several partnerships counts for this one")
    verb.add_argument("--its-cycle", action="store_true", help="a pack of another cycle is stored in that one")
    verb.add_argument("--choose", action="append", default=[], metavar="QUESTION=ANSWER", help="what a preview asks")
    verb.add_argument("--take", choices=("returned", "standing"), help="which side of every conflict stands")
    add_output(verb, "--draft-mapping", "FILE.toml", "write the mapping that a preview suggests, to be completed")
    verb.add_argument("--dry-run", action="store_true", help="show what would be stored, and store nothing")


def _import(arguments: Arguments) -> int:
    from scrutineer.cli import intake
    from scrutineer.operations import casefiles

    require_free(arguments, arguments.draft_mapping)
    if arguments.draft_mapping is not None and len(arguments.workbooks) != 1:
        raise UserError("A mapping is drafted from one workbook.", "Name one workbook.")
    with opened(arguments) as casefile:
        if arguments.draft_mapping is not None:
            drafted = intake.draft_mapping(arguments.workbooks[0], arguments.draft_mapping)
            say(arguments, drafted.plain, drafted.words)
            return 0
        with casefiles.rehearsal(casefile) if arguments.dry_run else nullcontext():
            results = [intake.take_in(casefile, path, arguments) for path in arguments.workbooks]
    say(arguments, {"workbooks": [result.plain for result in results]}, "\n\n".join(result.words for result in results))
    problems = [result.problem for result in results if result.problem]
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
    return 2 if problems else 0


def _add_imports(verbs: Any) -> None:
    verb = add_verb(verbs, "imports", _imports, "list the imports that stand, or take one out")
    verb.add_argument("--take-out", type=int, metavar="NUMBER", help="the number that the list shows")
    verb.add_argument("--send-back", type=int, metavar="NUMBER", help="write a copy with its problem cells ringed")
    add_output(verb, "--out", "FILE.xlsx", "where the send-back copy goes")
    verb.add_argument("--dry-run", action="store_true", help="show what taking it out would do, and do nothing")


def _imports(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.domain.ids import ReturnId
    from scrutineer.operations import imports_made

    if (arguments.send_back is None) != (arguments.out is None):
        raise UserError("A send-back copy needs an import and a file.", "Write --send-back NUMBER --out FILE.xlsx.")
    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        if arguments.send_back is not None:
            _send_back(arguments, casefile)
            return
        if arguments.take_out is None:
            made = imports_made.standing_imports(casefile)
            lines = [words.import_made(file) for file in made]
            listed = [plain.import_made(file) for file in made]
            say(arguments, {"imports": listed}, "\n".join(lines) or "Nothing was imported yet.")
            return
        number = ReturnId(arguments.take_out)
        shown = (
            imports_made.preview_take_out(casefile, return_id=number)
            if arguments.dry_run
            else imports_made.take_out_import(casefile, return_id=number).value
        )
    say(arguments, plain.taken_out(shown, arguments.dry_run), words.taken_out(shown, arguments.dry_run))


def _send_back(arguments: Arguments, casefile: Any) -> None:
    from scrutineer.domain.ids import ReturnId
    from scrutineer.operations import send_back

    outcome = send_back.write_send_back(casefile, return_id=ReturnId(arguments.send_back), out=arguments.out)
    corrections = [{"cell": c.place, "typed": c.typed, "problem": c.problem, "please": c.please} for c in outcome.value]
    say(arguments, {"copy": str(arguments.out), "corrections": corrections}, outcome.label)


def _add_expect(verbs: Any) -> None:
    verb = add_verb(verbs, "expect", _expect, "record who is asked for a return, or list who was, and who is late")
    verb.add_argument("--return", dest="kind", default="", metavar="NAME", help="the return, by its mapping's name")
    verb.add_argument("--agency", action="append", default=[], metavar="NAME", help="each agency that is asked")
    verb.add_argument("--due", default="", metavar="DATE", help="by when it is asked for")
    add_sure(verb)
    verb.add_argument("--chasers", type=Path, metavar="DIR", help="write a letter to each that is late, docx and txt")


def _expect(arguments: Arguments) -> None:
    from scrutineer.cli import plain
    from scrutineer.operations import expected
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.expected import at_hand

    with opened(arguments) as casefile:
        if arguments.kind:
            due = day_of(arguments.due)
            expected.expect_named(casefile, profile=arguments.kind, agencies=tuple(arguments.agency), due=due)
        letters = expected.write_chasers(casefile, into=arguments.chasers).value if arguments.chasers else ()
        context = read_context(casefile)
        rows = plain.expected(at_hand(casefile, context, arguments.clock.today()), context.agencies)
    written = [str(path) for letter in letters for path in letter.files]
    lines = [f"{with_cycle(row['return'], row)}, {row['agency']}: {row['standing']}" for row in rows]
    say(arguments, {"expected": rows, "chasers": written}, "\n".join([*lines, *written]) or "Nothing is expected yet.")


def _add_mappings(verbs: Any) -> None:
    verb = add_verb(verbs, "mappings", _mappings, "list the mappings kept, save one as a file, or take one in")
    verb.add_argument("--save", default="", metavar="NAME", help="the mapping to save with --out")
    add_output(verb, "--out", "FILE.toml", "where the mapping goes")
    verb.add_argument("--take", type=Path, metavar="FILE", help="a mapping file to keep in the casefile")


def _mappings(arguments: Arguments) -> None:
    from scrutineer.operations import mappings

    if bool(arguments.save) != (arguments.out is not None):
        raise UserError("Saving a mapping needs its name and a file.", "Write --save NAME --out FILE.toml.")
    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        if arguments.take:
            mappings.import_profile(casefile, path=arguments.take)
        if arguments.save:
            mappings.export_profile(casefile, name=arguments.save, out=arguments.out)
        known = mappings.known_profiles(casefile)
    rows = [{"name": mapping.name, "layout": mapping.layout.value, "scale": mapping.scale.name} for mapping in known]
    say(arguments, {"mappings": rows}, "\n".join(f"{row['name']}: {row['layout']}" for row in rows) or "None yet.")


def _add_pack(verbs: Any) -> None:
    verb = add_verb(verbs, "pack", _pack, "write an agency's evidence request as a workbook")
    verb.add_argument("--agency", required=True, metavar="NAME", help="whom the pack is for")
    add_output(verb, "--out", "FILE.xlsx", "where the pack goes", required=True)
    verb.add_argument("--due", default="", metavar="DATE", help="the day by which it is asked back")
    add_sure(verb)


def _pack(arguments: Arguments) -> None:
    from scrutineer.operations import packs

    due = day_of(arguments.due)
    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        outcome = packs.make_pack(casefile, agency=arguments.agency, out=arguments.out, due=due)
    say(arguments, {"pack": str(outcome.value)}, outcome.label)


def _add_find(verbs: Any) -> None:
    verb = add_verb(verbs, "find", _find, "search everything in a casefile; part of a word is enough")
    verb.add_argument("words", nargs="+", metavar="WORDS", help="what is looked for")
    verb.add_argument("--limit", type=int, default=50, metavar="N", help="how many hits are shown, 50 where not given")


def _find(arguments: Arguments) -> None:
    from scrutineer.domain.hits import without_marks
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.search import Search

    with opened(arguments) as casefile:
        search = Search(casefile, read_context(casefile), " ".join(arguments.words))
        matches, total, counts = search.best(0, max(1, arguments.limit)), search.total, search.counts
    rows = [
        {
            "kind": match.kind,
            "reference": match.reference,
            "title": without_marks(match.title),
            "passage": without_marks(match.passage),
        }
        for match in matches
    ]
    lines = [f"{row['reference']}  {row['title']}  ({row['kind']})\n    {row['passage']}" for row in rows]
    if total > len(rows):
        lines.append(f"{total - len(rows):,} more; --limit {total} shows them all.")
    shown = {"found": rows, "total": total, "counts": counts}
    say(arguments, shown, "\n".join(lines) or "Nothing holds all those words.")


def _add_files(verbs: Any) -> None:
    verb = add_verb(verbs, "files", _files, "list the attached files, or save a copy of one")
    verb.add_argument("--save", type=int, metavar="N", help="the number of a file, as the list gives it")
    verb.add_argument("--out", type=Path, metavar="FILE", help="where its copy goes")
    verb.add_argument("--replace", action="store_true", help="replace what is there under that name")


def _files(arguments: Arguments) -> None:
    from scrutineer.operations import attachments

    if (arguments.save is None) != (arguments.out is None):
        raise UserError("A file is saved by its number and a name.", "Give both --save N and --out FILE.")
    with opened(arguments) as casefile:
        known = attachments.attached_files(casefile)
        if arguments.save is not None:
            wanted = next((file for file in known if file.number == arguments.save), None)
            if wanted is None:
                raise UserError(f"There is no attached file {arguments.save}.", "Run scrutineer files for the list.")
            outcome = attachments.save_copy(
                casefile, attachment=wanted.attachment, out=arguments.out, replace=arguments.replace
            )
            say(arguments, {"saved": str(outcome.value), "bytes": wanted.attachment.size}, outcome.label)
            return
    rows = [
        {"number": file.number, "name": file.attachment.name, "bytes": file.attachment.size,
         "sha256": file.attachment.sha256, "evidence": file.item.reference, "title": file.item.title}
        for file in known
    ]  # fmt: skip
    lines = [
        f"{row['number']:>4}  {row['name']}, {row['bytes']:,} bytes  ({row['evidence']} {row['title']})" for row in rows
    ]
    say(arguments, {"files": rows}, "\n".join(lines) or "Nothing is attached.")


def _add_recovery_sheet(verbs: Any) -> None:
    verb = add_verb(verbs, "recovery-sheet", _recovery_sheet, "write what is needed on paper to open it again, as PDF")
    verb.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="the file to write")
    verb.add_argument("--replace", action="store_true", help="replace what is there under that name")


def _recovery_sheet(arguments: Arguments) -> None:
    from scrutineer.operations import recovery

    with opened(arguments) as casefile:
        outcome = recovery.write_recovery_sheet(casefile, out=arguments.out, replace=arguments.replace)
        say(arguments, {"written": str(outcome.value)}, outcome.label)


def _add_check(verbs: Any) -> None:
    verb = add_verb(verbs, "check", _check, "verify integrity, the journal's chain and every attachment")
    verb.add_argument("--report", type=Path, metavar="FILE", help="say instead which issue of a report a file is")


def _check(arguments: Arguments) -> int:
    from scrutineer.operations import casefiles

    if arguments.report is not None:
        return reporting.say_which_issue(arguments)
    with opened(arguments) as casefile:
        result = casefiles.check_casefile(casefile).value
    counted = {"journal_entries": result.journal_entries, "attachments": result.attachments}
    words = f"Sound: {result.journal_entries} journal entries and {result.attachments} attachments verified."
    say(
        arguments,
        {"sound": not result.problems, "problems": list(result.problems), "to_mend": list(result.to_mend), **counted},
        "" if result.problems else "\n".join([words, *result.to_mend]),
    )
    if result.problems:
        raise UserError(f"Not sound: {'; '.join(result.problems)}.", "Keep this file and restore the newest backup.")
    return 0


def _add_export(verbs: Any) -> None:
    verb = add_verb(verbs, "export", _export, "write everything in open formats")
    verb.add_argument("--into", type=Path, required=True, metavar="DIR", help="the folder to write everything into")


def _export(arguments: Arguments) -> None:
    from scrutineer.operations import export

    with opened(arguments) as casefile:
        outcome = export.export_everything(casefile, into=arguments.into)
    say(arguments, {"folder": str(arguments.into), "files": outcome.value}, outcome.label)


def _add_backups(verbs: Any) -> None:
    verb = add_verb(verbs, "backup", _backup, "write a verified, encrypted backup")
    verb.add_argument("--into", type=Path, metavar="DIR", help="another folder than the casefile's own")
    add_verb(verbs, "backups", _backups, "list the rolling backups, the newest first; needs no passphrase")
    verb = add_verb(verbs, "restore", _restore, "put a backup in place of a casefile, which is kept beside it")
    verb.add_argument("backup", type=Path, metavar="BACKUP", help="the backup to open and put in place")


def _backup(arguments: Arguments) -> None:
    from scrutineer.operations import casefiles

    with opened(arguments) as casefile:
        outcome = casefiles.back_up(casefile, folder=arguments.into)
    say(arguments, {"backup": str(outcome.value)}, outcome.label)


def _backups(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.operations import casefiles

    listed = casefiles.backups_of(arguments.casefile)
    failure = casefiles.standing_of_backups(arguments.casefile).failure
    lines = [words.backup(backup) for backup in listed]
    result = {"backups": [plain.backup(backup) for backup in listed], "failed": failure.message if failure else ""}
    say(arguments, result, "\n".join(lines) or "There is no backup yet.")
    if failure is not None:
        print(f"The last backup failed: {failure.message} {failure.advice}", file=sys.stderr)  # noqa: T201


def _restore(arguments: Arguments) -> None:
    from scrutineer.operations import casefiles

    outcome = casefiles.restore_backup(
        arguments.backup, passphrase=passphrase(arguments), into=arguments.casefile, clock=arguments.clock
    )
    say(arguments, {"casefile": str(arguments.casefile), "kept": str(outcome.value or "")}, outcome.label)
