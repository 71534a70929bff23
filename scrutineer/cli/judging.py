"""Verbs of judging: frameworks, merging a co-scrutineer's casefile, the profile of an area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrutineer.cli.common import (
    Arguments,
    add_output,
    add_verb,
    day_of,
    opened,
    passphrase,
    passphrase_in,
    require_free,
    say,
)
from scrutineer.errors import UserError


def add_frameworks(verbs: Any) -> None:
    """List, show and check frameworks, what applied on a day, and one of your own."""
    verb = add_verb(verbs, "frameworks", _frameworks, "list the frameworks, or show one", casefile=False)
    verb.add_argument("id", nargs="?", default="", metavar="ID", help="one framework; without it all are listed")
    verb.add_argument("--on", default="", metavar="DATE", help="what applied on this day")
    add_output(verb, "--template", "FILE.xlsx", "write a workbook for one of your own")
    verb.add_argument("--check", type=Path, metavar="FILE", help="check a framework of your own; nothing is kept")
    verb.add_argument("--take", type=Path, metavar="FILE", help="keep it in the casefile named with --into")
    verb.add_argument("--into", dest="casefile", type=Path, metavar="CASEFILE")


def _frameworks(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.operations import catalogue

    if arguments.template or arguments.check or arguments.take:
        _own_framework(arguments)
        return
    if arguments.on:
        day = day_of(arguments.on)
        applied = catalogue.applied_on(day)
        listed = [plain.applied(framework, lines) for framework, lines in applied]
        say(arguments, {"on": day.isoformat(), "applied": listed}, words.applied(applied, day))
        return
    shown = catalogue.frameworks(arguments.id)
    listed = [plain.framework(framework) for framework in shown]
    say(arguments, {"frameworks": listed}, words.frameworks(shown, whole=bool(arguments.id)))


def _own_framework(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.operations import frameworks

    if arguments.template:
        require_free(arguments, arguments.template)
        written = frameworks.export_template(out=arguments.template, framework_id=arguments.id)
        say(arguments, {"template": str(arguments.template)}, written.label)
    elif arguments.check:
        framework, _ = frameworks.read_framework_file(arguments.check)
        say(arguments, {"frameworks": [plain.framework(framework)]}, words.frameworks([framework], whole=True))
    else:
        if arguments.casefile is None:
            raise UserError("No casefile was named.", "Write --take FILE --into CASEFILE.")
        with opened(arguments) as casefile:
            outcome = frameworks.take_framework(casefile, path=arguments.take)
        say(arguments, {"framework": outcome.value.id, "version": outcome.value.version}, outcome.label)


def add_merge(verbs: Any) -> None:
    """Merge a co-scrutineer's casefile."""
    verb = add_verb(verbs, "merge", _merge, "merge a co-scrutineer's casefile of the same partnership")
    verb.add_argument("theirs", type=Path, metavar="THEIRS", help="the other copy of the casefile")
    verb.add_argument("--their-passphrase-file", type=Path, metavar="FILE", help="theirs, where it is another one")
    verb.add_argument("--dry-run", action="store_true", help="show what would come in; change nothing")
    verb.add_argument("--ours", action="append", default=[], metavar="MARK", help="keep ours in this conflict, or all")
    verb.add_argument("--theirs", dest="take", action="append", default=[], metavar="MARK", help="take theirs, or all")


def _merge(arguments: Arguments) -> int:
    from scrutineer.operations import merging

    file = arguments.their_passphrase_file
    theirs = passphrase_in(file) if file else passphrase(arguments)
    with opened(arguments) as casefile:
        preview = merging.preview_merge(casefile, path=arguments.theirs, passphrase=theirs)
        shown = {
            "new": preview.new, "changed": preview.changed, "told": preview.not_taken,
            "conflicts": [{"mark": d.mark, "what": d.what, "ours": d.ours, "theirs": d.theirs, "why": d.note}
                          for d in preview.decisions],
        }  # fmt: skip
        if arguments.dry_run:
            say(arguments, shown, "\n".join(_merge_words(shown)) or "Nothing is there that is not here.")
            return 0
        every = [conflict.mark for conflict in preview.decisions]
        decided = dict.fromkeys(every if "all" in arguments.ours else arguments.ours, False)
        decided |= dict.fromkeys(every if "all" in arguments.take else arguments.take, True)
        outcome = merging.merge_casefile(casefile, path=arguments.theirs, passphrase=theirs, decisions=decided)
    say(arguments, {"rows": outcome.value, **shown}, outcome.label)
    return 0


def _merge_words(shown: dict[str, Any]) -> list[str]:
    lines = [f"Comes in: {words}" for words in shown["new"]]
    lines += [f"Changed by them alone: {words}" for words in shown["changed"]]
    for conflict in shown["conflicts"]:
        lines += [
            f"To decide, {conflict['mark']}",
            f"  {conflict['what']} ({conflict['why']})",
            f"  ours: {conflict['ours']}",
        ]
        lines.append(f"  theirs: {conflict['theirs']}")
    return [*lines, *(f"Not taken: {words}" for words in shown["told"])]


def add_profile(verbs: Any) -> None:
    """The de-identified profile of this area."""
    verb = add_verb(verbs, "profile", _profile, "write the area's profile: levels, counts and ages, without names")
    verb.add_argument("--label", required=True, metavar="LABEL", help="what the area is called in the file")
    add_output(verb, "--out", "FILE.json", "where the profile goes", required=True)
    verb.add_argument(
        "--item", action="append", default=[], metavar="TITLE", help="a lesson of the shelf to go with it"
    )


def _profile(arguments: Arguments) -> None:
    from scrutineer.domain.area import as_plain
    from scrutineer.operations import across

    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        shelf = {item.title: item for item in across.shelf(casefile)}
        unknown = [title for title in arguments.item if title not in shelf]
        if unknown:
            known = ", ".join(shelf) or "nothing yet"
            raise UserError(f"“{unknown[0]}” is not on the shelf. Nothing was written.", f"On it: {known}.")
        items = [shelf[title] for title in arguments.item]
        outcome = across.export_profile(casefile, out=arguments.out, label=arguments.label, items=items)
    say(arguments, as_plain(outcome.value), outcome.label)
