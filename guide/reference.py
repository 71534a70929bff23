"""The pages of reference, written from the code: every verb with what it takes, every record with what it may hold.

python3 guide/reference.py writes them; a test holds that what is written is what the code says now.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scrutineer.casefile.record import Marked, Record  # noqa: E402
from scrutineer.casefile.records import RECORDS  # noqa: E402
from scrutineer.cli import describing  # noqa: E402
from scrutineer.domain import rules  # noqa: E402
from scrutineer.domain.rules import Day, FieldRule, Member, Moment, Number, Several, Text  # noqa: E402
from scrutineer.domain.words import as_shown  # noqa: E402

WRITTEN = "Written from the program by `guide/reference.py`; a test holds that it says what the program does."


# Verbs


def verbs_page() -> str:
    """Every verb of the command line with every argument that it takes."""
    lines = [
        "# Every verb", "",
        f"{WRITTEN} What each is for, with examples, stands in [The command line](command-line.md). Every verb on a",
        "casefile takes its path first, `--passphrase-file FILE` and `--json`; these are not told again.", "",
    ]  # fmt: skip
    for name, verb in describing.what_verbs_say().items():
        lines += [f"## {name}", "", _sentence(verb.about), ""]
        if verb.takes:
            lines += ["| argument | says |", "|---|---|", *map(_argument, verb.takes), ""]
        else:
            lines += ["It takes nothing more.", ""]
    return "\n".join(lines)


def _argument(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if action.choices is not None and action.metavar is None:
        value = " | ".join(str(choice) for choice in action.choices)
    many = " ..." if action.nargs in ("*", "+", argparse.REMAINDER) else ""
    if not action.option_strings:
        given = f"{value}{many}"
    elif action.nargs == 0:
        given = ", ".join(action.option_strings)
    else:
        given = f"{', '.join(action.option_strings)} {value}{many}"
    needed = ["needed"] if action.required and action.option_strings else []
    repeated = ["may be said several times"] if type(action).__name__ == "_AppendAction" else []
    said = "; ".join(filter(None, [action.help or "", *needed, *repeated])) or "–"
    return f"| `{_cell(given)}` | {_cell(said)} |"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


def _sentence(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if not text or text.endswith(".") else f"{text[:1].upper()}{text[1:]}."


# Records


def records_page() -> str:
    """Every record with its fields, what each may hold, and what decides in which editions it may stand."""
    lines = [
        "# Every record and its fields", "",
        f"{WRITTEN} The rules hold for every way in: window, command line, workbooks, merging",
        "([what may be recorded](rules.md)). A field that may be empty says so; ids are left out.", "",
    ]  # fmt: skip
    for record in sorted(RECORDS, key=_name):
        lines += _record(record)
    return "\n".join(lines)


def _name(record: Record) -> str:
    return record.plural or f"{record.noun}s"


def _record(record: Record) -> Iterator[str]:
    about = (record.kind.__doc__ or "").strip().split("\n\n")[0]
    name = _name(record)
    yield from (f"## {name[:1].upper()}{name[1:]}", "", _sentence(about.replace("`", "")), "")
    yield from (f"Kept as `{record.table}`. In which editions it may stand is decided by {_marked(record)}.", "")
    told = [rule for rule in rules.rules_of(record.kind) if rule.name != "id"]
    if told:
        yield from ("| field | may hold |", "|---|---|")
        for rule in told:
            points = record.points.get(rule.name)
            yield f"| {_cell(rule.label)} (`{rule.name}`) | {_cell(_may_hold(rule, points))} |"
        yield ""


def _marked(record: Record) -> str:
    return record.marked.value if record.marked is not Marked.NEVER else "nothing: no edition prints it"


def _may_hold(field: FieldRule, points: type[Any] | None) -> str:
    empty = "; may be empty" if field.optional else ""
    if points is not None:
        known = next((record.noun for record in RECORDS if record.kind is points), points.__name__)
        return f"one {known} of this casefile{empty}"
    return f"{rule_in_words(field.rule)}{empty}"


def rule_in_words(rule: rules.Rule) -> str:
    """What a field may hold, as a sentence says it."""
    match rule:
        case Text():
            return _text(rule)
        case Day():
            return (
                "a day on which it happened, from 1900 to today"
                if rule.done
                else (f"a day from 1900 on, at most {rules.YEARS_AHEAD} years ahead")
            )
        case Number():
            return _number(rule)
        case Moment():
            return "the moment it was written, kept by the program"
        case Several():
            return f"several of: {_text(rule.each)}"
        case Member() if rule.kind is bool:
            return "yes or no"
        case Member():
            return f"one of: {'; '.join(filter(None, map(as_shown, rule.kind)))}"


def _text(rule: Text) -> str:
    if rule.as_read:
        return "what a file or a workbook said, as it was read"
    parts = ["one line" if rule.line else "text", f"up to {rule.longest:,} characters"]
    parts += ["with a letter"] if rule.letter else []
    parts += ["needed"] if rule.needed else []
    return ", ".join(parts)


def _number(rule: Number) -> str:
    kind = "a whole number" if rule.whole else "a number"
    return f"{kind} from {rule.least:,.0f}" if rule.least > -1e12 else kind


PAGES = {"reference-verbs.md": verbs_page, "reference-records.md": records_page}
"""By the name of its file, what writes each page."""


def write(into: Path) -> None:
    """Write every page of reference into a folder."""
    for name, page in PAGES.items():
        (into / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(ROOT / "docs")
