"""Verbs that say what is followed: recommendations, questions put by others, clocks that run."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_sure, add_verb, agency_named, choice, day_of, iso, opened, say
from scrutineer.domain.words import counted
from scrutineer.errors import UserError


def add_recommendations(verbs: Any) -> None:
    """List the recommendations, or record what happened to one."""
    verb = add_verb(
        verbs, "recommendations", _recommendations, "list the recommendations, or record what became of one"
    )
    verb.add_argument(
        "act", nargs="?", default="list", choices=("list", "record"), help="lists them, or records what became of one"
    )
    verb.add_argument("number", nargs="?", type=int, default=0, metavar="ID", help="as the list gives it")
    verb.add_argument("--kind", default="", metavar="WHAT", help="accepted, under way, evidence, tested, done, lapsed…")
    verb.add_argument("--text", default="", help="what was said or done")
    verb.add_argument("--on", default="", metavar="DATE", help="the day it happened; today unless it is given")
    verb.add_argument("--due", default="", metavar="DATE", help="the day by which something is to happen next")
    verb.add_argument("--met", default="", metavar="HOW", help="met, partly met, not met, not applicable")
    verb.add_argument("--impact", default="", metavar="HOW", help="impact shown, early signs, none known")
    verb.add_argument("--open", action="store_true", help="those alone that are neither done nor lapsed")
    add_sure(verb)


def _recommendations(arguments: Arguments) -> None:
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.recommendations import recommendation_lives, recommendation_rows

    said = ""
    with opened(arguments) as casefile:
        if arguments.act == "record":
            said = _record_move(arguments, casefile)
        lives = [life for life in recommendation_lives(casefile) if life.is_open or not arguments.open]
        rows, today = recommendation_rows(casefile, read_context(casefile), lives), casefile.clock.today()
    listed = [
        {
            "id": row.life.recommendation.id, "kind": row.life.recommendation.kind.value,
            "text": row.life.recommendation.text, "follows_from": row.source, "owner": row.owner,
            "status": row.life.status.value, "due": iso(row.life.due),
            "days_late": row.life.days_late(today),
        }
        for row in rows
    ]  # fmt: skip
    lines = [_sentence(row) for row in rows]
    say(arguments, {"recommendations": listed, "said": said}, "\n".join([said, *lines]).strip() or "None yet.")


def _sentence(row: Any) -> str:
    life = row.life
    due = f", by {life.due.isoformat()}" if life.due else ""
    kept = life.recommendation
    return f"{kept.id}  {kept.text}, {row.owner or 'nobody named'}, {life.status.value.lower()}{due}"


def _record_move(arguments: Arguments, casefile: Any) -> str:
    from scrutineer.domain.challenge import Impact
    from scrutineer.domain.checklists import Met
    from scrutineer.domain.recommendations import RecommendationMove
    from scrutineer.operations import recommendations

    kind = choice(RecommendationMove, arguments.kind, "what happened")
    if kind is None:
        raise UserError("Say what happened.", "Write recommendations CASEFILE record ID --kind accepted.")
    return recommendations.record_move(
        casefile, recommendation_id=arguments.number, kind=kind, text=arguments.text, on_date=day_of(arguments.on),
        due=day_of(arguments.due), met=choice(Met, arguments.met, "how far it is met"),
        impact=choice(Impact, arguments.impact, "its impact"),
    ).label  # fmt: skip


def add_questions(verbs: Any) -> None:
    """List the questions that others put, with how long each reply took; or keep one, or its reply."""
    verb = add_verb(verbs, "questions", _questions, "list the questions that others put, keep one, or keep its reply")
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "ask", "reply"),
        help="lists them, keeps a new one, or the reply to one",
    )
    verb.add_argument("words", nargs="?", default="", metavar="WORDS|ID", help="the question; or the id, to reply")
    verb.add_argument("--from", dest="source", default="", metavar="WHO", help="committee, young scrutineers, others")
    verb.add_argument("--asker", default="", metavar="BODY", help="the committee or group, never a person")
    verb.add_argument("--agency", default="", metavar="NAME", help="whom it was put to; the scrutineer without it")
    verb.add_argument("--on", default="", metavar="DATE", help="the day it was asked or replied to; today without it")
    verb.add_argument("--due", default="", metavar="DATE", help="the day by which a reply is wanted")
    verb.add_argument("--text", default="", help="the reply, whole")
    verb.add_argument("--did", default="", metavar="WORDS", help="what was done because of it")
    add_sure(verb)


def _questions(arguments: Arguments) -> None:
    from scrutineer.domain.questions import QuestionFrom, how_answered
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.questions import asked_of, questions

    source, said = choice(QuestionFrom, arguments.source, "who asks"), ""
    with opened(arguments) as casefile:
        if arguments.act != "list":
            said = _keep_question(arguments, casefile, source)
        known = questions(casefile, source)
        context, today = read_context(casefile), casefile.clock.today()
    listed = [
        {
            "id": question.id, "from": question.source.value, "asker": question.asker, "question": question.question,
            "put_to": asked_of(context, question), "asked_on": question.asked_on.isoformat(), "reply": question.reply,
            "replied_on": iso(question.replied_on),
            "days": question.days_taken(today), "days_late": question.days_late(today), "did": question.did,
        }
        for question in known
    ]  # fmt: skip
    lines = [
        f"{question.id}  {question.question}, asked {question.asked_on.isoformat()}, "
        f"{'answered after' if question.is_answered else 'waiting'} {counted(question.days_taken(today), 'day')}"
        for question in known
    ]
    summary = how_answered(known, today).in_words()
    say(arguments, {"questions": listed, "said": said}, "\n".join(filter(None, [said, *lines, summary])) or "None yet.")


def _keep_question(arguments: Arguments, casefile: Any, source: Any) -> str:
    from dataclasses import replace

    from scrutineer.domain.ids import CycleId
    from scrutineer.domain.questions import Question
    from scrutineer.operations import questions
    from scrutineer.operations.queries.context import read_context
    from scrutineer.operations.queries.questions import question

    day = day_of(arguments.on) or casefile.clock.today()
    if arguments.act == "reply":
        if not arguments.words.isdigit():
            raise UserError("Say which question.", "Write questions CASEFILE reply ID --text WORDS.")
        known = question(casefile, int(arguments.words))
        reply = replace(known, reply=arguments.text or known.reply, replied_on=known.replied_on or day)
        changed = replace(reply, did=arguments.did or known.did)
        return questions.change_question(casefile, question=changed).label
    if source is None:
        raise UserError("Say who asks.", "Write questions CASEFILE ask WORDS --from committee.")
    agency = agency_named(read_context(casefile), arguments.agency)
    asked = Question(
        cycle_id=CycleId(0), source=source, asker=arguments.asker, asked_on=day, question=arguments.words,
        agency_id=agency, due=day_of(arguments.due),
    )  # fmt: skip
    return questions.add_question(casefile, question=asked).label


def add_clocks(verbs: Any) -> None:
    """List the clocks with the day each is due and why; start one, say that one was met, or list the rules."""
    verb = add_verb(
        verbs, "clocks", _clocks, "list the statutory clocks, start one, say that one was met, or the rules"
    )
    verb.add_argument(
        "act",
        nargs="?",
        default="list",
        choices=("list", "start", "met", "rules"),
        help="lists them, starts one, says when it was met, or lists the rules",
    )
    verb.add_argument(
        "what", nargs="?", default="", metavar="ID|RULE", help="the clock that was met; the rule to start"
    )
    verb.add_argument("--on", default="", metavar="DATE", help="day 0, or the day it was met, today without it")
    verb.add_argument("--review", default="", metavar="CODE", help="the practice review it runs for")
    add_sure(verb)


def _clocks(arguments: Arguments) -> None:
    from scrutineer.operations.queries.clocks import clocks, codes

    if arguments.act == "rules":
        _say_rules(arguments)
        return
    said = ""
    with opened(arguments) as casefile:
        if arguments.act != "list":
            said = _keep_clock(arguments, casefile)
        today, of_review = casefile.clock.today(), codes(casefile)
        every = clocks(casefile, today)
    listed = [
        {"id": known.clock.id, "title": known.title, "review": of_review.get(known.clock.review_id or 0, ""),
         "day_zero": iso(known.clock.day_zero), "due": iso(known.due), "other_due": iso(known.other_due),
         "met_on": iso(known.clock.met_on), "status": known.status(today).value, "days_late": known.days_late(today),
         "warning": known.warning}
        for known in every
    ]  # fmt: skip
    lines = [
        f"{known.clock.id}  {known.title}, {known.status(today).value.lower()}, due {iso(known.due) or 'not known'}"
        for known in every
    ]
    say(arguments, {"clocks": listed, "said": said}, "\n".join(filter(None, [said, *lines])) or "No clock yet.")


def _say_rules(arguments: Arguments) -> None:
    from scrutineer.operations.catalogue import clock_rules

    listed = [
        {"id": rule.id, "title": rule.title, "rule": rule.in_words(), "day_zero": rule.day_zero,
         "elsewhere": rule.other, "edition": rule.edition, "source": rule.source, "known": rule.known.value}
        for rule in clock_rules()
    ]  # fmt: skip
    lines = [f"{rule.id}: {rule.title}, {rule.in_words()} ({rule.known.value})" for rule in clock_rules()]
    say(arguments, {"rules": listed}, "\n".join(lines))


def _keep_clock(arguments: Arguments, casefile: Any) -> str:
    from dataclasses import replace

    from scrutineer.domain.clocks import StatutoryClock
    from scrutineer.domain.ids import CycleId, ReviewId
    from scrutineer.operations import clocks
    from scrutineer.operations.queries.clocks import clock, codes

    day = day_of(arguments.on)
    if arguments.act == "met":
        if not arguments.what.isdigit():
            raise UserError("Say which clock.", "Write clocks CASEFILE met ID.")
        known = clock(casefile, int(arguments.what))
        met = replace(known, met_on=day or casefile.clock.today())
        return clocks.change_clock(casefile, clock=met).label
    review = next((key for key, code in codes(casefile).items() if code == arguments.review), None)
    if arguments.review and review is None:
        raise UserError(f"There is no review with the code “{arguments.review}”.", "Look at the list of reviews.")
    ran_for = ReviewId(review) if review is not None else None
    begun = StatutoryClock(cycle_id=CycleId(0), rule=arguments.what, day_zero=day, review_id=ran_for)
    return clocks.add_clock(casefile, clock=begun).label
