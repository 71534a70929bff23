"""How an item of evidence or a challenge is cited in a letter or a minute: its words first, its reference last."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.challenge import Challenge
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Evidence


def cite_item(item: Evidence, source: str) -> str:
    """“Dip sample, 20 strategy discussions”, Independent scrutineer, 13 November 2026 [E14]."""
    return f"“{item.title}”, {source}, {long_date(item.dated)} [{item.reference}]"


def cite_challenge(challenge: Challenge, raised_on: date | None) -> str:
    """“Who attends when the named lead is away?”, put to Probation, 25 June 2026 [NSCP-26-004]."""
    day = long_date(raised_on) if raised_on is not None else "not yet raised"
    return f"“{challenge.question}”, put to {challenge.put_to}, {day} [{challenge.reference}]"
