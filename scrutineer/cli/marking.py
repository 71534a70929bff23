"""The verb that marks: which editions of a report may hold what is named.

Only what has a name that people use outside the window can be named: items, challenges, judgements of a step or line,
and what is said of the cycle. A view, an excerpt, an answer or a row of a ledger has none, and is marked in the window.
"""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_verb, opened, say
from scrutineer.errors import UserError

_KINDS = ("evidence", "challenge", "judgement", "statement")
_MARKINGS = ("private", "partner", "public")


def add_mark(verbs: Any) -> None:
    """Say which editions may hold an item, a challenge, a judgement or a statement."""
    verb = add_verb(verbs, "mark", _mark, "say which editions may hold something")
    verb.add_argument("kind", choices=_KINDS, help="what is marked")
    verb.add_argument("names", nargs="+", metavar="NAME", help="E14; a challenge's reference; 4c; summary, opinion…")
    verb.add_argument("marking", choices=_MARKINGS, help="the widest edition that may hold it")


def _mark(arguments: Arguments) -> None:
    from scrutineer.domain.challenge import Challenge
    from scrutineer.domain.evidence import Evidence
    from scrutineer.domain.judgement import Judgement
    from scrutineer.domain.marking import Marking
    from scrutineer.operations import marking as marks
    from scrutineer.operations import partnership

    marking = Marking(arguments.marking)
    kept: list[str] = []
    with opened(arguments) as casefile:
        if arguments.kind == "statement":
            markings = {_statement(name): marking for name in arguments.names}
            label = partnership.set_statements(casefile, markings=markings).label
        elif arguments.kind == "evidence":
            ids = marks.evidence_named(casefile, arguments.names)
            label = marks.set_marking(casefile, kind=Evidence, ids=ids, marking=marking).label
        elif arguments.kind == "judgement":
            judged = marks.judgements_named(casefile, arguments.names)
            label = marks.set_marking(casefile, kind=Judgement, ids=judged, marking=marking).label
        else:
            challenges = marks.challenges_named(casefile, arguments.names)
            kept = marks.events_kept(casefile, challenges, marking)
            label = marks.set_marking(casefile, kind=Challenge, ids=challenges, marking=marking).label
    say(arguments, {"said": label, "kept": kept}, "\n".join([label, *kept]))


def _statement(name: str) -> Any:
    from scrutineer.domain.statements import StatementKind

    try:
        return StatementKind(name.lower())
    except ValueError:
        known = ", ".join(kind.value for kind in StatementKind)
        raise UserError(f"Nothing that is said of a cycle is called {name}.", f"Choose one of: {known}.") from None
