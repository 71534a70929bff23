"""Verbs that say what is followed: recommendations, questions put by others, clocks that run."""

from __future__ import annotations

from typing import Any

from scrutineer.cli.common import Arguments, add_verb, day_of, opened, say
from scrutineer.errors import UserError


def add_recommendations(verbs: Any) -> None:
    """List the recommendations, or record what happened to one."""
    verb = add_verb(
        verbs, "recommendations", _recommendations, "list the recommendations, or record what became of one"
    )
    verb.add_argument("act", nargs="?", default="list", choices=("list", "record"))
    verb.add_argument("number", nargs="?", type=int, default=0, metavar="ID", help="as the list gives it")
    verb.add_argument("--kind", default="", metavar="WHAT", help="accepted, under way, evidence, tested, done, lapsed…")
    verb.add_argument("--text", default="", help="what was said or done")
    verb.add_argument("--on", default="", metavar="DATE", help="the day it happened; today unless it is given")
    verb.add_argument("--due", default="", metavar="DATE", help="the day by which something is to happen next")
    verb.add_argument("--met", default="", metavar="HOW", help="met, partly met, not met, not applicable")
    verb.add_argument("--impact", default="", metavar="HOW", help="impact shown, early signs, none known")
    verb.add_argument("--open", action="store_true", help="those alone that are neither done nor lapsed")


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
            "status": row.life.status.value, "due": row.life.due.isoformat() if row.life.due else None,
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


def choice(kind: type[Any], text: str, what: str) -> Any:
    """The member that a word names, None for no word; a sentence where it names none."""
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise UserError(f"“{text}” does not say {what}. Nothing was written.", f"Choose one of: {known}.") from None
