"""Verbs on reports: which kinds there are, and one written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutineer.cli.common import Arguments, add_output, add_verb, day_of, opened, require_free, say
from scrutineer.errors import UserError

if TYPE_CHECKING:
    from scrutineer.reports.kinds.kind import Kind


def add_report(verbs: Any) -> None:
    """Add the verb that writes a report, or lists what there is to write."""
    verb = add_verb(verbs, "report", _report, "write a report, or list the kinds there are", casefile=False)
    verb.add_argument("casefile", type=Path, metavar="CASEFILE", nargs="?")
    verb.add_argument("--kinds", action="store_true", help="list the kinds with their editions, formats and limits")
    verb.add_argument("--kind", default="", metavar="KIND", help="which report; --kinds lists them")
    add_output(verb, "--out", "FILE", "where the report goes; its ending says in which format")
    verb.add_argument("--edition", default="partner", metavar="private|partner|public")
    verb.add_argument("--agency", default="", metavar="NAME", help="of one agency alone, where the kind allows it")
    verb.add_argument("--from", dest="starts", default="", metavar="DATE", help="the first day it tells of")
    verb.add_argument("--to", dest="ends", default="", metavar="DATE", help="the last day it tells of")


def _report(arguments: Arguments) -> None:
    from scrutineer.operations import reports

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
    reports.format_of(arguments.out, kind)
    starts, ends = day_of(arguments.starts), day_of(arguments.ends)
    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        outcome = reports.export_report(
            casefile,
            out=arguments.out,
            kind=kind.id,
            edition=edition,
            agency=arguments.agency,
            starts=starts,
            ends=ends,
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
        "most_words": kind.most_words,
        "most_pages": kind.most_pages,
    }


def _in_words(kind: Kind) -> str:
    may = [
        f"{', '.join(edition.value for edition in kind.editions)} edition",
        ", ".join(f".{form.value}" for form in kind.formats),
        "of one agency" if kind.by_agency else "",
        "between two days" if kind.by_period else "",
        f"at most {kind.most_words} words" if kind.most_words else "",
        f"at most {kind.most_pages} page{'' if kind.most_pages == 1 else 's'}" if kind.most_pages else "",
    ]
    return f"{kind.id}: {kind.title}. {kind.about}\n    {'; '.join(part for part in may if part)}"
