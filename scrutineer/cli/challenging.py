"""The verbs of challenges: the log, raising one, its life, what happens to it and what was wrong of that, letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrutineer.cli.common import (
    Arguments,
    add_output,
    add_sure,
    add_verb,
    agency_named,
    choice,
    day_of,
    opened,
    require_free,
    say,
)
from scrutineer.domain.words import counted
from scrutineer.errors import UserError


def add_challenges(verbs: Any) -> None:
    """List the log, of one part of it or all."""
    verb = add_verb(verbs, "challenges", _challenges, "list the challenges, the most pressing first")
    verb.add_argument(
        "--which", choices=("open", "overdue", "closed", "all"), default="open", help="which of them are listed"
    )
    verb.add_argument("--agency", default="", metavar="NAME", help="only those put to this agency")
    verb.add_argument("--waiting-on", choices=("them", "you", "nobody"), help="only those whose move it is")
    verb.add_argument("--chasers", type=Path, metavar="DIR", help="write a letter for each that is late")
    add_output(verb, "--out", "FILE.xlsx", "write the whole log as a workbook, which import reads back")
    verb.add_argument("--edition", choices=("private", "partner", "public"), default="partner", help="of the workbook")


def _challenges(arguments: Arguments) -> None:
    from scrutineer.domain.challenge import Waiting
    from scrutineer.operations import challenge_letters
    from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, put_to
    from scrutineer.operations.queries.context import read_context

    today = arguments.clock.today()
    require_free(arguments, arguments.out)
    with opened(arguments) as casefile:
        context = read_context(casefile)
        if arguments.out:
            _export(arguments, casefile, context)
        agency = agency_named(context, arguments.agency)
        wanted = ChallengeFilter(
            open={"open": True, "overdue": True, "closed": False}.get(arguments.which),
            overdue_on=today if arguments.which == "overdue" else None,
            waiting_on=choice(Waiting, arguments.waiting_on, "whose move it is"),
            agency_id=agency,
        )
        every = challenges_now(casefile, wanted, deciding_on=today)
        letters: Any = ()
        late = [known.challenge.id for known in every if known.state.is_late(today)]
        if arguments.chasers and late:
            letters = challenge_letters.write_letters(
                casefile, challenge_ids=late, kind=challenge_letters.LetterKind.CHASER, into=arguments.chasers
            ).value
    rows = [
        {
            "reference": known.challenge.reference,
            "put_to": put_to(context, known.challenge),
            "question": known.challenge.question,
            "status": known.state.status.value,
            "waiting_on": known.state.waiting_on.value,
            "days_open": known.state.days_open(today),
            "reply_due": str(known.state.reply_due or ""),
            "days_overdue": known.state.days_overdue(today),
            "action_due": str(known.state.action_due or ""),
        }
        for known in every
    ]
    written = [str(path) for letter in letters for path in letter.files]
    lines = [_line(row) for row in rows] or ["No challenge is among them."]
    say(arguments, {"challenges": rows, "letters": written}, "\n".join([*lines, *written]))


def _export(arguments: Arguments, casefile: Any, context: Any) -> None:
    from scrutineer.domain.marking import Edition
    from scrutineer.domain.partnership import require_agency
    from scrutineer.operations.challenge_log import export_log

    agency = require_agency(context.agencies, arguments.agency) if arguments.agency else None
    export_log(casefile, out=arguments.out, edition=Edition(arguments.edition), agency=agency)


def _line(row: dict[str, Any]) -> str:
    late = f", reply {counted(row['days_overdue'], 'day')} overdue" if row["days_overdue"] else ""
    stands = f"{row['status']}, {counted(row['days_open'], 'day')}{late}"
    return f"{row['reference']}  {row['put_to']}: {row['question']}\n    {stands}"


def add_raise(verbs: Any) -> None:
    """Raise a challenge, or keep it as a draft."""
    verb = add_verb(verbs, "raise", _raise, "raise a challenge, or keep it as a draft")
    verb.add_argument("--question", required=True, metavar="TEXT", help="one open question")
    verb.add_argument("--put-to", required=True, metavar="ROLE", help="the role that is to answer")
    verb.add_argument("--agency", default="", metavar="NAME", help="the agency; without it the partnership")
    verb.add_argument("--why", default="", metavar="TEXT", help="why it is asked")
    verb.add_argument("--test", default="", metavar="TEXT", help="what would answer it")
    verb.add_argument("--on", default="", metavar="DATE", help="the day it was put; today where not given")
    verb.add_argument("--due", default="", metavar="DATE", help="a reply by; the local working days where not given")
    verb.add_argument("--piece", default="", metavar="THEME", help="the scrutiny piece that it comes from")
    verb.add_argument("--target", action="append", default=[], metavar="LINE", help="a step or line it bears on; of a "
                      "piece also one of what the piece is judged by, by its code there")  # fmt: skip
    verb.add_argument("--thread", default="", metavar="TEXT", help="the matter that it belongs to")
    verb.add_argument("--draft", action="store_true", help="not put to anybody yet")
    add_sure(verb)


def _raise(arguments: Arguments) -> None:
    from scrutineer.domain.working_days import working_days_after
    from scrutineer.operations import challenges
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.lenses import named
    from scrutineer.operations.queries.pieces import lines_of_piece, piece_called

    day, due = day_of(arguments.on) or arguments.clock.today(), day_of(arguments.due)
    with opened(arguments) as casefile:
        context = read_context(casefile)
        agency = agency_named(context, arguments.agency)
        piece = piece_called(casefile, context, arguments.piece) if arguments.piece else None
        targets = lines_of_piece(casefile, context, piece, arguments.target) if piece else arguments.target
        outcome = challenges.raise_challenge(
            casefile, question=arguments.question, put_to=arguments.put_to, agency_id=agency, why=arguments.why,
            test=arguments.test, targets=targets, raised_on=day,
            reply_due=due or working_days_after(day, context.partnership.reply_days), draft=arguments.draft,
            thread=arguments.thread, piece_id=piece.id if piece else None,
        )  # fmt: skip
        of = {"piece": piece.title if piece else "", "lines": [named(casefile, context, target) for target in targets]}
    words = [outcome.label, *_of_what(of)]
    say(arguments, {"challenge": outcome.label.split(" ")[0], "said": outcome.label, **of}, "\n".join(words))


def _of_what(of: Any) -> list[str]:
    """The piece that a challenge comes from and the lines that it bears on, where it has any."""
    piece = [f"Of the scrutiny piece “{of['piece']}”."] if of["piece"] else []
    return [*piece, *([f"It bears on: {'; '.join(of['lines'])}."] if of["lines"] else [])]


_EVENTS = (
    "raised", "chased", "acknowledged", "response", "view", "action", "evidence", "escalated", "tested", "retest",
    "note", "impact asked", "reopened",
)  # fmt: skip


def add_challenge(verbs: Any) -> None:
    """Show a challenge with its life; record what happened, correct what was wrong, or write a letter."""
    verb = add_verb(verbs, "challenge", _challenge, "show a challenge with its life, and record what happened to it")
    verb.add_argument("reference", metavar="REFERENCE", help="the challenge, such as NSCP-26-009")
    does = verb.add_mutually_exclusive_group()
    does.add_argument("--event", metavar="KIND", choices=_EVENTS, help=f"what happened: {', '.join(_EVENTS)}")
    does.add_argument("--close", metavar="ENDING", help="impact shown; accepted without impact evidence; "
                      "superseded or withdrawn")  # fmt: skip
    does.add_argument("--correct", type=int, metavar="NUMBER", help="an event that is wrong, by the number shown; "
                      "--reason says why, the other words what counts instead")  # fmt: skip
    does.add_argument("--letter", type=Path, metavar="DIR", help="write the letter that puts the question")
    does.add_argument("--chaser", type=Path, metavar="DIR", help="write the letter that asks again")
    verb.add_argument("--never", action="store_true", help="what is corrected never happened")
    verb.add_argument("--reason", default="", metavar="TEXT", help="why it is corrected")
    verb.add_argument("--on", default="", metavar="DATE", help="the day; today where not given")
    verb.add_argument("--text", metavar="TEXT", help="what was said or done")
    verb.add_argument("--by", metavar="ROLE", help="by which role")
    verb.add_argument("--due", default="", metavar="DATE", help="a reply, an action or a re-test by")
    verb.add_argument(
        "--view", choices=("accepted", "partly accepted", "not accepted"), help="of a reply: how it was taken"
    )
    verb.add_argument(
        "--impact",
        choices=("impact shown", "early signs", "none known"),
        help="what changed for children, as far as it is known",
    )
    verb.add_argument("--stage", metavar="STAGE", help="escalated to; the next stage where not given")
    add_sure(verb)


def _challenge(arguments: Arguments) -> None:
    from scrutineer.operations.marking import challenges_named
    from scrutineer.operations.queries.challenges import life_of

    said = ""
    written: list[Path] = []
    with opened(arguments) as casefile:
        (challenge,) = challenges_named(casefile, [arguments.reference])
        if arguments.event:
            said = _record(arguments, casefile, challenge)
        elif arguments.close:
            said = _close(arguments, casefile, challenge)
        elif arguments.correct is not None:
            said = _correct(arguments, casefile, challenge)
        elif arguments.letter or arguments.chaser:
            said, written = _write(arguments, casefile, challenge)
        life = life_of(casefile, challenge)
        shown = {**_shown(life, arguments.clock.today()), **_belongs_to(casefile, life.challenge)}
    result = {**shown, "said": said, "letters": [str(path) for path in written]}
    say(arguments, result, "\n".join([*([said] if said else []), *map(str, written), *_in_words(shown)]))


def _record(arguments: Arguments, casefile: Any, challenge: Any) -> str:
    from scrutineer.domain.challenge import EventKind, Impact, ResponseView
    from scrutineer.domain.escalation import next_stage, stages_of
    from scrutineer.domain.working_days import working_days_after
    from scrutineer.operations import challenges
    from scrutineer.operations.queries.challenges import life_of
    from scrutineer.operations.queries.context import read_context

    kind, partnership = EventKind(arguments.event), read_context(casefile).partnership
    day, due, stage = day_of(arguments.on) or arguments.clock.today(), day_of(arguments.due), arguments.stage or ""
    if due is None and kind in {EventKind.RAISED, EventKind.CHASED, EventKind.ESCALATED, EventKind.REOPENED}:
        due = working_days_after(day, partnership.reply_days)
    if kind is EventKind.ESCALATED and not stage:
        stage = next_stage(life_of(casefile, challenge), stages_of(partnership))
    return challenges.record_event(
        casefile, challenge_id=challenge, kind=kind, on_date=day, text=arguments.text or "", by=arguments.by or "",
        due=due, view=choice(ResponseView, arguments.view, "your view"),
        impact=choice(Impact, arguments.impact, "its impact"), stage=stage,
    ).label  # fmt: skip


def _close(arguments: Arguments, casefile: Any, challenge: Any) -> str:
    from scrutineer.domain.challenge import Ending, Impact
    from scrutineer.operations import challenges

    ending = choice(Ending, arguments.close, "how a challenge ends")
    return challenges.close_challenge(
        casefile, challenge_id=challenge, ending=ending, impact=choice(Impact, arguments.impact, "its impact"),
        text=arguments.text or "", on_date=day_of(arguments.on),
    ).label  # fmt: skip


def _correct(arguments: Arguments, casefile: Any, challenge: Any) -> str:
    from dataclasses import replace

    from scrutineer.domain.challenge import Impact, ResponseView
    from scrutineer.operations import challenges
    from scrutineer.operations.queries.challenges import life_of

    events = {event.id: event for event in life_of(casefile, challenge).events}
    wrong = events.get(arguments.correct)
    if wrong is None:
        raise UserError(
            f"{arguments.reference} has no event {arguments.correct} that counts.", "Look at the numbers of its events."
        )
    said = {
        "on_date": day_of(arguments.on), "due": day_of(arguments.due), "text": arguments.text, "by": arguments.by,
        "stage": arguments.stage, "view": choice(ResponseView, arguments.view, "your view"),
        "impact": choice(Impact, arguments.impact, "its impact"),
    }  # fmt: skip
    given = {name: value for name, value in said.items() if value is not None}
    instead = None if arguments.never else replace(wrong, **given)
    return challenges.correct_event(
        casefile, event_id=wrong.id, reason=arguments.reason, instead=instead
    ).label  # fmt: skip


def _write(arguments: Arguments, casefile: Any, challenge: Any) -> tuple[str, list[Path]]:
    from scrutineer.operations.challenge_letters import LetterKind, write_letters

    kind = LetterKind.CHALLENGE if arguments.letter else LetterKind.CHASER
    outcome = write_letters(
        casefile, challenge_ids=[challenge], kind=kind, into=arguments.letter or arguments.chaser,
        reply_by=day_of(arguments.due),
    )  # fmt: skip
    return outcome.label, [path for letter in outcome.value for path in letter.files]


def _belongs_to(casefile: Any, challenge: Any) -> dict[str, Any]:
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.lenses import named
    from scrutineer.operations.queries.pieces import piece_of

    context, piece = read_context(casefile), piece_of(casefile, challenge.piece_id)
    lines = [named(casefile, context, target) for target in challenge.targets]
    return {"piece": piece.title if piece else "", "lines": lines}


def _shown(life: Any, today: Any) -> dict[str, Any]:
    from scrutineer.domain.event_words import every_event, title_of, why_struck

    challenge, state = life.challenge, life.state
    events = [
        {
            "number": event.id, "on": str(event.on_date), "what": title_of(event),
            "view": event.view.value if event.view else "", "text": event.text, "by": event.by, "stage": event.stage,
            "due": str(event.due or ""), "struck": why_struck(struck) if struck else "",
        }
        for event, struck in every_event(life)
    ]  # fmt: skip
    return {
        "reference": challenge.reference, "question": challenge.question, "put_to": challenge.put_to,
        "thread": challenge.thread, "status": state.status.value, "waiting_on": state.waiting_on.value,
        "reply_due": str(state.reply_due or ""), "days_overdue": state.days_overdue(today), "events": events,
    }  # fmt: skip


def _in_words(shown: dict[str, Any]) -> list[str]:
    late = f", reply {counted(shown['days_overdue'], 'day')} overdue" if shown["days_overdue"] else ""
    lines = [f"{shown['reference']}  {shown['question']}", f"To {shown['put_to']}. {shown['status']}{late}."]
    lines += _of_what(shown)
    for event in shown["events"]:
        parts = (event["view"], event["text"], event["by"], event["stage"], event["due"] and f"due {event['due']}")
        words = ". ".join(str(part).rstrip(".") for part in parts if part)
        lines.append(f"  {event['number']:>4}  {event['on']}  {event['what']}{f': {words}' if words else ''}")
        if event["struck"]:
            lines.append(f"        Struck out. {event['struck']}")
    return lines
