"""Who judged what in this cycle: judgements, and the views of other scrutineers and of young scrutineers."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import View, Voice, by_voice
from scrutineer.operations.queries.context import Context, level_word
from scrutineer.operations.queries.steps import newest_judgements
from scrutineer.operations.queries.voices import name_of


@dataclass(frozen=True, slots=True)
class Authored:
    """One judgement or view with who gave it. `what` says which of them it is."""

    target: str
    name: str
    who: str
    scale_id: str
    level: str
    word: str
    what: str
    made: str


def who_judged(casefile: Casefile, context: Context) -> tuple[Authored, ...]:
    """Every one, by step and line in order. Cost grows with this cycle's judgements and views."""
    authored = [
        Authored(
            judgement.target, context.framework.name(judgement.target), judgement.author,
            judgement.scale_id, judgement.level, level_word(judgement.scale_id, judgement.level),
            "Judgement, final" if judgement.status is JudgementStatus.FINAL else "Judgement, draft", judgement.made,
        )
        for judgement in newest_judgements(casefile, context.cycle).values()
    ]  # fmt: skip
    heard = tables.rows(casefile, View, cycle_id=context.cycle.id, kind=(Voice.SCRUTINEER, Voice.YOUNG))
    for view in (spoken.newest for spoken in by_voice(heard)):
        word = level_word(view.scale_id, view.level) if view.level != NOT_YET else "In words"
        who = view.who or name_of(context, view)
        name = context.framework.name(view.target)
        authored.append(Authored(view.target, name, who, view.scale_id, view.level, word, "View, theirs", view.made))
    order: dict[str, int] = {target: place for place, target in enumerate(context.framework.targets())}
    return tuple(sorted(authored, key=lambda entry: order.get(entry.target, len(order))))
