"""Verbs on reports: which kinds there are, one written out or issued, and what was issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutineer.cli.common import Arguments, add_output, add_verb, day_of, opened, require_free, say
from scrutineer.errors import UserError
from scrutineer.inputs import read_file

if TYPE_CHECKING:
    from scrutineer.operations.reports import Kind


def add_report(verbs: Any) -> None:
    """Add the verb that writes a report, or lists what there is to write."""
    verb = add_verb(verbs, "report", _report, "write a report, or list the kinds there are", casefile=False)
    verb.add_argument("casefile", type=Path, metavar="CASEFILE", nargs="?")
    verb.add_argument("--kinds", action="store_true", help="list the kinds with their editions, formats and limits")
    verb.add_argument("--kind", default="", metavar="KIND", help="which report; --kinds lists them")
    add_output(verb, "--out", "FILE", "where the report goes; its ending says in which format")
    verb.add_argument(
        "--edition",
        default="partner",
        metavar="private|partner|public",
        help="whom it is for: you alone, the partners, or everybody",
    )
    verb.add_argument("--agency", default="", metavar="NAME", help="of one agency alone, where the kind allows it")
    verb.add_argument("--cycle", default="", metavar="NAME", help="of an earlier cycle; the days asked for find it too")
    verb.add_argument("--piece", default="", metavar="THEME", help="of one scrutiny piece, where the kind allows it")
    verb.add_argument("--from", dest="starts", default="", metavar="DATE", help="the first day it tells of")
    verb.add_argument("--to", dest="ends", default="", metavar="DATE", help="the last day it tells of")
    verb.add_argument("--plain", action="store_true", help="without the partnership’s template")
    verb.add_argument("--issue", action="store_true", help="take the next version and keep what was written whole")
    verb.add_argument("--draft", action="store_true", help="keep it as the draft of the next version, for facts to be "
                      "corrected")  # fmt: skip


def add_issued(verbs: Any) -> None:
    """Add the verb that lists what was issued, or writes one of them again."""
    verb = add_verb(verbs, "issued", _issued, "list what was issued, or write one of them again byte for byte")
    verb.add_argument("--again", type=int, metavar="N", help="the number of a report, as the list gives it")
    add_output(verb, "--out", "FILE", "where it goes")


def _issued(arguments: Arguments) -> None:
    from scrutineer.operations import issuing

    if (arguments.again is None) != (arguments.out is None):
        raise UserError("A report is written again by its number and a name.", "Give both --again N and --out FILE.")
    if arguments.out is not None:
        require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        if arguments.again is not None:
            outcome = issuing.write_again(casefile, number=arguments.again, out=arguments.out)
            say(arguments, {"written": str(outcome.value)}, outcome.label)
            return
        known = issuing.issued(casefile)
    rows = [
        {
            "number": report.id, "kind": report.kind, "edition": report.edition.value, "version": report.version,
            "draft": report.draft, "issued": report.issued, "name": report.name, "sha256": report.sha256,
            "journal_entry": report.journal_entry, "made_with": report.made_with,
        }
        for report in known
    ]  # fmt: skip
    words = [f"{report.id:>4}  {issuing.described(report)}: {report.name}" for report in known]
    say(arguments, {"issued": rows}, "\n".join(words) or "Nothing was issued.")


def say_which_issue(arguments: Arguments) -> int:
    """Say which issue of a report a file is, or that it is none of them."""
    from scrutineer.operations import issuing

    content = read_file(arguments.report)
    with opened(arguments) as casefile:
        report = issuing.which_issue(casefile, content)
    if report is None:
        raise UserError(
            f"{arguments.report.name} is none of the reports that were issued from this casefile, byte for byte.",
            "Compare it with one written again: scrutineer issued CASEFILE --again N --out FILE.",
        )
    said = f"{arguments.report.name} is number {report.id}: {issuing.described(report)}."
    say(arguments, {"number": report.id, "kind": report.kind, "version": report.version, "draft": report.draft}, said)
    return 0


def _report(arguments: Arguments) -> None:
    from scrutineer.operations import issuing, reports

    if arguments.kinds:
        _kinds(arguments)
        return
    if arguments.casefile is None or not arguments.kind or arguments.out is None:
        raise UserError(
            "A report needs a casefile, a kind and a file to write. Nothing was written.",
            "Write: report CASEFILE --kind KIND --out FILE. report --kinds lists the kinds.",
        )
    kind = reports.kind_named(arguments.kind)
    edition = reports.edition_named(arguments.edition)
    require_free(arguments, arguments.out)  # first: a casefile's name has an ending of its own
    reports.format_of(arguments.out, kind)
    starts, ends = day_of(arguments.starts), day_of(arguments.ends)
    if arguments.issue and arguments.draft:
        raise UserError("A report is issued or it is a draft.", "Give --issue or --draft, not both.")
    with opened(arguments) as casefile:
        if arguments.issue or arguments.draft:
            request = reports.Request(kind=kind.id, edition=edition, agency=arguments.agency, starts=starts, ends=ends,
                                      plain=arguments.plain, piece=arguments.piece, cycle=arguments.cycle)  # fmt: skip
            issued = issuing.issue_report(casefile, out=arguments.out, request=request, draft=arguments.draft)
            report = issued.value.report
            described = {"number": report.id, "version": report.version, "draft": report.draft, "sha256": report.sha256}
            say(arguments, {"report": str(arguments.out), **described}, "\n".join([issued.label, issued.value.proof]))
            return
        outcome = reports.export_report(
            casefile,
            out=arguments.out,
            kind=kind.id,
            edition=edition,
            agency=arguments.agency,
            starts=starts,
            ends=ends,
            plain=arguments.plain,
            piece=arguments.piece,
            cycle=arguments.cycle,
        )
    looks = [f"{check.title}: {check.detail}" for check in outcome.value.checks if check.tone is reports.Tone.LOOK]
    say(arguments, {"report": str(arguments.out), "look_at": looks}, "\n".join([outcome.label, *looks]))


def _kinds(arguments: Arguments) -> None:
    from scrutineer.operations import reports

    say(arguments, {"kinds": [_described(kind) for kind in reports.KINDS]}, "\n".join(map(_in_words, reports.KINDS)))


def _described(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "title": kind.title,
        "about": kind.about,
        "editions": [edition.value for edition in kind.editions],
        "formats": [form.value for form in kind.formats],
        "by_agency": kind.by_agency,
        "by_period": kind.by_period,
        "by_piece": kind.by_piece,
        "by_cycle": kind.by_cycle,
        "most_words": kind.most_words,
        "most_pages": kind.most_pages,
    }


def _in_words(kind: Kind) -> str:
    may = [
        f"{', '.join(edition.value for edition in kind.editions)} edition",
        ", ".join(f".{form.value}" for form in kind.formats),
        "of one agency" if kind.by_agency else "",
        "between two days" if kind.by_period else "",
        "of one scrutiny piece" if kind.by_piece else "",
        "of an earlier cycle" if kind.by_cycle else "",
        f"at most {kind.most_words} words" if kind.most_words else "",
        f"at most {kind.most_pages} page{'' if kind.most_pages == 1 else 's'}" if kind.most_pages else "",
    ]
    return f"{kind.id}: {kind.title}. {kind.about}\n    {'; '.join(part for part in may if part)}"
