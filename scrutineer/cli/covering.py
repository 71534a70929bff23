"""Verbs of coverage: what has been looked at of any framework."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_verb, opened, say


def add_coverage(verbs: Any) -> None:
    """Say what counts for each line of a framework, and what only may bear on it."""
    verb = add_verb(
        verbs, "coverage", _coverage, "say what was looked at of a framework, and what may bear on the rest"
    )
    verb.add_argument("framework", metavar="ID", help="the framework; scrutineer frameworks lists them")


def _coverage(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.coverage import coverage

    with opened(arguments) as casefile:
        view = coverage(casefile, read_context(casefile), arguments.framework)
    say(arguments, plain.coverage(view), words.coverage(view))
