"""Counts of few people, which stand in nothing that leaves: with each go those that would tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scrutineer.domain.ids import LedgerId, VoiceId
from scrutineer.domain.ledgers import TrainingNumber
from scrutineer.domain.voices import View, counts_fewer, survey_of


def surveys_held(views: Iterable[View], least: int) -> frozenset[VoiceId]:
    """The views of every survey that counts too few people in one place: shown, the others would tell of it.

    None where `least` is 0.
    """
    counted = [view for view in views if view.counts]
    small = {survey_of(view) for view in counted if counts_fewer(view, least)}
    return frozenset(view.id for view in counted if survey_of(view) in small)


def without_counts(view: View) -> View:
    """What was said in a survey, and not by how many."""
    return replace(view, favourable=None, answered=None, dont_know=None)


def courses_held(rows: Iterable[TrainingNumber], least: int) -> frozenset[LedgerId]:
    """The numbers of every course that too few people of one agency took in a period: the others would tell of it.

    None where `least` is 0.
    """
    every = tuple(rows)
    small = {row.taken for row in every if row.number is not None and 0 < row.number < least}
    return frozenset(row.id for row in every if row.taken in small)


def without_number(row: TrainingNumber) -> TrainingNumber:
    """Who took which course, and not how many: neither as it was read nor as typed or given as a reason."""
    return replace(row, number=None, typed="", reason="")
