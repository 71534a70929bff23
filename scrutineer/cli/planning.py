"""Verbs of the plan: activities, days of the contract, declarations, scrutiny pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrutineer.cli.common import Arguments, add_sure, add_verb, day_of, iso, opened, say, with_cycle
from scrutineer.domain.words import counted
from scrutineer.errors import UserError

if TYPE_CHECKING:
    from scrutineer.domain.pieces import PieceAgency
    from scrutineer.operations.queries.context import Context
    from scrutineer.operations.queries.pieces import RoundView

_DECLARED = ("independence", "interest", "self-review threat", "nothing to declare")


def add_activities(verbs: Any) -> None:
    """List what is planned and done, plan an activity, or record one that was done."""
    verb = add_verb(verbs, "activity", _activity, "list the year's activities, plan one, or record one that was done")
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "plan", "done"),
        help="lists them, plans one, or records one that was done",
    )
    verb.add_argument("title", nargs="?", default="", metavar="WHAT", help="the method's name where left out")
    verb.add_argument("--method", default="", metavar="METHOD", help="the id of one that ships, or your own words")
    verb.add_argument("--on", default="", metavar="DATE", help="when; today where left out")
    verb.add_argument("--days", default="", metavar="N", help="how long, such as 1, 2.5 or 0.5")
    verb.add_argument("--step", action="append", default=[], metavar="TARGET", help="the step or line it bears on")
    add_sure(verb)


def _activity(arguments: Arguments) -> None:
    from scrutineer.domain.activities import Activity, ActivityState
    from scrutineer.domain.year import day_of as day_of_activity
    from scrutineer.domain.year import gaps_in_words, half_days_of, in_days
    from scrutineer.operations import activities
    from scrutineer.operations.queries.activities import year_plan
    from scrutineer.operations.queries.context import read_context

    said = ""
    with opened(arguments) as casefile:
        context = read_context(casefile)
        if arguments.act != "list":
            day = day_of(arguments.on) or casefile.clock.today()
            done = arguments.act == "done"
            half_days = _half_days(arguments.days) if arguments.days else activities.usual_half_days(arguments.method)
            new = Activity(
                cycle_id=context.cycle.id, title=arguments.title, method=arguments.method,
                state=ActivityState.DONE if done else ActivityState.PLANNED, planned_on=None if done else day,
                done_on=day if done else None, planned_half_days=0 if done else half_days,
                half_days=half_days if done else 0, targets=tuple(arguments.step),
            )  # fmt: skip
            said = activities.add_activity(casefile, activity=new).label
        plan = year_plan(casefile, context)
    rows = [
        {
            "id": a.id, "title": a.title, "method": a.method, "state": a.state.value, "targets": list(a.targets),
            "on": iso(day_of_activity(a)), "days": half_days_of(a) / 2,
            "other_cycle": context.other_cycle(a.cycle_id),
        }
        for a in plan.at_hand
    ]  # fmt: skip
    lines = [
        f"{row['on'] or 'no day'}  {with_cycle(row['state'], row)}, {in_days(half_days_of(a))}: {a.title}"
        for row, a in zip(rows, plan.at_hand, strict=True)
    ]
    gaps = [row.key for row in plan.steps.gaps]
    words = [*([said] if said else []), *lines, gaps_in_words(plan.steps)]
    say(arguments, {"activities": rows, "gaps": gaps, "said": said}, "\n".join(words))


def _half_days(text: str) -> int:
    from scrutineer.domain.contracts import half_days_in

    half_days = half_days_in(text)
    if half_days is None:
        raise UserError(f"“{text}” is no number of days. Nothing was recorded.", "Write it as 1, 2.5 or 0.5.")
    return half_days


def add_days(verbs: Any) -> None:
    """Tell the days of each contract, month by month."""
    add_verb(verbs, "days", _days, "tell the days of the contract by month, with their fee")


def _days(arguments: Arguments) -> None:
    from scrutineer.domain.contracts import in_pounds
    from scrutineer.domain.year import in_days
    from scrutineer.operations.queries.contracts import contract_views

    with opened(arguments) as casefile:
        views = contract_views(casefile)
    listed, words = [], []
    for view in views:
        ledger = view.ledger
        months = [{"month": month.month.isoformat()[:7], "half_days": month.half_days, "fee_pence": month.fee}
                  for month in ledger.months]  # fmt: skip
        listed.append({
            "title": view.contract.title, "starts": view.contract.starts.isoformat(),
            "ends": view.contract.ends.isoformat(), "half_days": view.contract.half_days, "used": ledger.used,
            "planned": ledger.planned, "left": ledger.left, "fee_pence": ledger.fee, "months": months,
            "also_billed": list(view.billed_twice),
            "deliverables": [{"title": due.title, "due": due.due.isoformat(),
                              "delivered": iso(due.done_on)}
                             for due in view.deliverables],
        })  # fmt: skip
        words.append(f"{view.contract.title}: {in_days(ledger.used)} of {in_days(view.contract.half_days)} done, "
                     f"{in_pounds(ledger.fee)}")  # fmt: skip
        words += [f"  {said}" for said in view.billed_twice]
        words += [f"  {month.month:%Y-%m}  {in_days(month.half_days)}, {in_pounds(month.fee)}"
                  for month in ledger.months]  # fmt: skip
    say(arguments, {"contracts": listed}, "\n".join(words) or "No contract is recorded.")


def add_declarations(verbs: Any) -> None:
    """List what was declared, or declare something."""
    verb = add_verb(verbs, "declare", _declare, "list what was declared, or declare an interest or independence")
    verb.add_argument("words", nargs="?", default="", metavar="WORDS", help="what is declared; nothing lists")
    verb.add_argument("--kind", choices=_DECLARED, default="interest", help="what is declared")
    verb.add_argument("--on", default="", metavar="DATE", help="the day; today where left out")
    verb.add_argument("--safeguard", default="", metavar="WORDS", help="what was done about it")
    verb.add_argument("--review", default="", metavar="DATE", help="when it is declared again")
    add_sure(verb)


def _declare(arguments: Arguments) -> None:
    from scrutineer.domain.activities import Declaration, DeclarationKind
    from scrutineer.operations import declarations
    from scrutineer.operations.queries.contracts import declarations as declared

    said = ""
    with opened(arguments) as casefile:
        if arguments.words:
            day = day_of(arguments.on) or casefile.clock.today()
            new = Declaration(
                kind=DeclarationKind(arguments.kind), on_date=day, text=arguments.words, safeguard=arguments.safeguard,
                review_on=day_of(arguments.review),
            )  # fmt: skip
            said = declarations.add_declaration(casefile, declaration=new).label
        every = declared(casefile)
    rows = [
        {
            "kind": each.kind.value, "on": each.on_date.isoformat(), "words": each.text, "safeguard": each.safeguard,
            "until": iso(each.until),
            "review": iso(each.review_on),
        }
        for each in every
    ]  # fmt: skip
    lines = [f"{row['on']}  {row['kind']}: {row['words']}" for row in rows]
    words = "\n".join([*([said] if said else []), *lines]) or "Nothing is declared."
    say(arguments, {"declarations": rows, "said": said}, words)


def add_pieces(verbs: Any) -> None:
    """List the scrutiny pieces of the cycle, or begin one."""
    verb = add_verb(verbs, "piece", _piece, "list the scrutiny pieces of the cycle, or begin one")
    verb.add_argument("act", nargs="?", default="list", choices=("list", "begin"), help="lists them, or begins one")
    verb.add_argument("title", nargs="?", default="", metavar="THEME", help="the theme that it looks at")
    verb.add_argument("--terms", default="", metavar="WORDS", help="its terms of reference")
    verb.add_argument("--starts", default="", metavar="DATE", help="today where left out")
    verb.add_argument("--due", default="", metavar="DATE", help="when its report is due")
    add_sure(verb)


def _piece(arguments: Arguments) -> None:
    from scrutineer.domain.pieces import Piece
    from scrutineer.operations import pieces
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.pieces import piece_view, pieces_at_hand, rounds_of

    said = ""
    with opened(arguments) as casefile:
        context = read_context(casefile)
        if arguments.act == "begin":
            starts = day_of(arguments.starts) or casefile.clock.today()
            new = Piece(cycle_id=context.cycle.id, title=arguments.title, terms=arguments.terms, starts=starts,
                        due=day_of(arguments.due))  # fmt: skip
            said = pieces.add_piece(casefile, piece=new).label
        views = [piece_view(casefile, context, piece) for piece in pieces_at_hand(casefile, context)]
        alone = _waits_of(context, (), rounds_of(casefile, context, None))
    rows: list[dict[str, Any]] = [
        {
            "id": view.piece.id, "title": view.piece.title, "starts": view.piece.starts.isoformat(),
            "due": iso(view.piece.due), "asked": len(view.asked),
            "came": sum(asked.came_on is not None for asked in view.asked), "findings": len(view.findings),
            "other_cycle": context.other_cycle(view.piece.cycle_id),
            "waits": _waits_of(context, view.asked, view.rounds),
        }
        for view in views
    ]  # fmt: skip
    lines = [] if not said else [said]
    for row in rows:
        answered = f"{row['came']} of {row['asked']} agencies answered"
        findings = counted(row["findings"], "finding")
        lines.append(f"{with_cycle(row['title'], row)}: since {row['starts']}, {answered}, {findings}")
        lines += map(_waiting_line, row["waits"])
    lines += ["Rounds of a method that belong to no piece:", *map(_waiting_line, alone)] if alone else []
    words = "\n".join(lines) or "No scrutiny piece in this cycle."
    say(arguments, {"pieces": rows, "rounds": alone, "said": said}, words)


def _waits_of(context: Context, asked: Iterable[PieceAgency], rounds: Iterable[RoundView]) -> list[dict[str, Any]]:
    """What a piece asked for and has not come, and the stages of its rounds that are not done."""
    of_agencies = [(context.agency_name(thing.agency_id), thing.asked_for, "", thing.next_act()) for thing in asked]
    of_stages = [
        (turn.framework.name(stage.target), "", context.other_cycle(turn.cycle_id), stage.next_act())
        for turn in rounds
        for stage in turn.stages
    ]
    return [
        {
            "what": what, "asked_for": asked_for, "kind": act.kind.value, "due": iso(act.on), "why": act.why,
            "other_cycle": other,
        }
        for what, asked_for, other, act in (*of_agencies, *of_stages)
        if act is not None
    ]  # fmt: skip


def _waiting_line(row: dict[str, Any]) -> str:
    named = with_cycle(": ".join(filter(None, (row["what"], row["asked_for"]))), row)
    return f"  {named}, by {row['due']}. {row['why']}"
