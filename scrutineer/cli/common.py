"""What the verbs share: their arguments, the passphrase, the open casefile, and how a result is said."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scrutineer import inputs, outputs
from scrutineer.errors import UserError

Arguments = argparse.Namespace


def say(arguments: Arguments, result: dict[str, Any], words: str) -> None:
    """Print the result: machine-readable with --json, else in words."""
    print(json.dumps(result, ensure_ascii=False, indent=1) if arguments.json else words)  # noqa: T201


def add_verb(verbs: Any, name: str, run_it: Callable[[Arguments], Any], about: str, casefile: bool = True) -> Any:
    """Add a verb with what every verb takes; one on a casefile takes its path first."""
    verb = verbs.add_parser(name, help=about, description=about)
    verb.set_defaults(run=run_it)
    if casefile:
        verb.add_argument("casefile", type=Path, metavar="CASEFILE")
    verb.add_argument("--passphrase-file", type=Path, metavar="FILE", help="a file that holds the passphrase")
    verb.add_argument("--json", action="store_true", help="print a machine-readable result")
    return verb


def passphrase_in(file: Path) -> str:
    """The passphrase that a file holds."""
    try:
        return inputs.read_file(file, inputs.MAX_TEXT_FILE).decode().strip("\r\n")
    except (UserError, UnicodeDecodeError):
        raise UserError(f"{file} cannot be read.", "Name a file that holds the passphrase.") from None


def passphrase(arguments: Arguments, required: bool = True) -> str:
    """The passphrase from its file or from the environment; never from an argument."""
    if arguments.passphrase_file:
        return passphrase_in(arguments.passphrase_file)
    given = str(arguments.from_environment)
    if not given and required:
        raise UserError("No passphrase was given.", "Use --passphrase-file FILE, or set SCRUTINEER_PASSPHRASE.")
    return given


def add_output(verb: Any, option: str, metavar: str, about: str, *, required: bool = False) -> None:
    """Add the option that names a file to write, and the one that allows to replace what is there."""
    verb.add_argument(option, type=Path, metavar=metavar, help=about, required=required)
    verb.add_argument("--replace", action="store_true", help="write over a file that is there already")


def add_sure(verb: Any) -> None:
    """Add the option that says that what is asked about is so."""
    verb.add_argument(
        "--yes-it-is-so", action="store_true", help="what is asked about, such as a day that has passed, is so"
    )


def with_cycle(words: object, row: Mapping[str, object]) -> str:
    """Words of a row, with the cycle that it is of where that is not the current one."""
    return f"{words}, of {row['other_cycle']}" if row["other_cycle"] else str(words)


def require_free(arguments: Arguments, out: Path | None) -> None:
    """Raise where the file to write is there already and nobody said that it may be replaced."""
    if out is not None and not arguments.replace:
        outputs.refuse_casefiles(out)  # no word makes room for it there
        try:
            outputs.require_free(out)
        except UserError as error:
            raise UserError(error.message, f"{error.advice.rstrip('.')}, or say --replace.") from None


@contextmanager
def opened(arguments: Arguments) -> Iterator[Any]:
    """The casefile named, open; closed at the end. A backup that fails then is said, and changes no result.

    A verb with the option that says that it is so asks about what is unlikely, unless that is said.
    """
    from scrutineer.operations import casefiles
    from scrutineer.operations.asking import asking

    casefile = casefiles.open_casefile(arguments.casefile, passphrase=passphrase(arguments), clock=arguments.clock)
    for notice in casefile.remarks:
        print(f"{notice.message} {notice.advice}".strip(), file=sys.stderr)  # noqa: T201
    try:
        with casefile.in_words(), asking(casefile, sure=getattr(arguments, "yes_it_is_so", True)):
            yield casefile
    finally:
        close(casefile)


def close(casefile: Any) -> None:
    """Close a casefile and say on standard error what went wrong with its backup.

    Raises where the file is another by now: whatever was done did not go into the file that bears the name.
    """
    problem = casefile.close()
    if problem is not None:
        print(problem, file=sys.stderr)  # noqa: T201


def day_of(text: str) -> Any:
    """A day that can mean one day only, None for no text."""
    from scrutineer.domain.dates import either_way, read_date

    day = read_date(text) if text and not either_way(text) else None
    if text and day is None:
        raise UserError(f"“{text}” is not one day. Nothing was written.", "Write it as 2026-09-30.")
    return day


def iso(day: Any) -> str | None:
    """A day as a program reads it, None where there is none."""
    return day.isoformat() if day is not None else None


def choice(kind: type[Any], text: str, what: str) -> Any:
    """The member that a word names, None for no word; a sentence where it names none."""
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise UserError(f"“{text}” does not say {what}. Nothing was written.", f"Choose one of: {known}.") from None


def agency_named(context: Any, name: str) -> Any:
    """The id of the agency that a name means, None for no name; a sentence where it means none."""
    from scrutineer.domain.partnership import require_agency

    return require_agency(context.agencies, name).id if name else None
