"""Verbs of coverage: what has been looked at of any framework, and checklists answered against a document."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_verb, opened, say
from scrutineer.errors import UserError

_MET = ("met", "partly", "not", "not-applicable")


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


def add_checklist(verbs: Any) -> None:
    """Hold a document against a checklist: list the items with their answers, and answer one."""
    verb = add_verb(verbs, "checklist", _checklist, "hold a document against a checklist, item by item")
    verb.add_argument(
        "framework", nargs="?", default="", metavar="ID", help="the checklist; without it, they are listed"
    )
    verb.add_argument("--document", default="", metavar="E14", help="the item of evidence that is held against it")
    verb.add_argument("--answer", default="", metavar="CODE", help="answer this item, such as R10")
    verb.add_argument("--met", choices=_MET, help="how far it is met; never worked out")
    verb.add_argument("--page", default="", metavar="WORDS", help="where the document says so: a page or a section")
    verb.add_argument("--words", default="", help="the document's own words")
    verb.add_argument("--note", default="", help="what you make of it; why an item does not apply")


def _checklist(arguments: Arguments) -> None:
    from scrutineer.cli import plain, words
    from scrutineer.domain.ids import EvidenceId
    from scrutineer.operations import checklists
    from scrutineer.operations.marking import evidence_named
    from scrutineer.operations.queries import checklists as lists
    from scrutineer.operations.queries.context import read_context

    with opened(arguments) as casefile:
        context = read_context(casefile)
        if not arguments.framework:
            every = lists.answered_checklists(casefile, context.cycle)
            say(arguments, plain.checklists(every), words.checklists(every))
            return
        named = evidence_named(casefile, [arguments.document]) if arguments.document else []
        document = EvidenceId(named[0]) if named else None
        view = lists.checklist(casefile, context, arguments.framework, document)
        if arguments.answer:
            if document is None or not arguments.met:
                raise UserError("The answer is not whole.", "Say --document E14, --answer CODE and --met HOW.")
            checklists.answer_item(
                casefile, evidence_id=document, target=view.named(arguments.answer), met=_met(arguments.met),
                place=arguments.page, words=arguments.words, note=arguments.note,
            )  # fmt: skip
            view = lists.checklist(casefile, context, arguments.framework, document)
    say(arguments, plain.checklist(view), words.checklist(view))


def _met(word: str) -> Any:
    from scrutineer.domain.checklists import Met

    return dict(zip(_MET, Met, strict=True))[word]
