"""The ages of the challenges that a list shows, those first that most need a decision."""

from __future__ import annotations

from datetime import date

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ageing import MOST, Age, Ageing, ageing
from scrutineer.domain.challenge import ChallengeNow
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now, count_challenges, put_to
from scrutineer.operations.queries.context import Context


def ages_of(casefile: Casefile, context: Context, wanted: ChallengeFilter, today: date) -> Ageing:
    """The picture of the challenges that fit. Only those that it draws are read; the rest are counted."""
    shown = challenges_now(casefile, wanted, deciding_on=today, limit=MOST)
    return ageing([_age(context, known, today) for known in shown], of=count_challenges(casefile, wanted))


def _age(context: Context, known: ChallengeNow, today: date) -> Age:
    state = known.state
    due = (state.reply_due - state.raised_on).days if state.reply_due and state.raised_on else None
    number = known.challenge.reference.split("-", 1)[-1]
    name = f"{number} {put_to(context, known.challenge)}"
    return Age(name=name, days=state.days_open(today), due=due)
